"""T1 laid over T2: on phantoms with a known misalignment, and on real volumes."""
from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage

from tests.dataset.volumes import MOTIONS, ROOT, lay_out, phantom, run, table

nibabel = pytest.importorskip("nibabel", reason="needs the extra data")
sitk = pytest.importorskip("SimpleITK", reason="needs the extra data")

pytestmark = pytest.mark.usefixtures("preparing")
REAL = ROOT.parent / "shared" / "data" / "nifti"


def misplaced(t1: bytes, t2: bytes, motion: np.ndarray, register: bool):
    """Mean distance (mm) over the head between where T1 is looked up and where it lies; the alignment."""
    from preparation import alignment, cutting, volumes
    moving = volumes.read_volume(t1)
    fixed = sitk.DICOMOrient(volumes.read_volume(t2), "LPS")
    mask = cutting.find_head(fixed)
    grid = alignment.target_grid(fixed, mask, 0.9375, 256)
    found = alignment.align(moving, fixed, mask, grid, register)
    flip = np.diag([-1.0, -1.0, 1.0, 1.0])
    truth = flip @ motion @ flip
    points = np.array([(x, y, z) for x in (-40, 0, 40) for y in (-60, 0, 60) for z in (-20, 20, 50)], float)
    reached = np.array([found.transform.TransformPoint(point) for point in points])
    return np.linalg.norm(reached - points @ truth[:3, :3].T - truth[:3, 3], axis=1).mean(), found


@pytest.mark.parametrize("motion", MOTIONS, ids=["shift", "turn", "both"])
def test_registration_recovers_a_known_motion(motion):
    t1, t2 = phantom("T1", motion), phantom("T2")
    left, unregistered = misplaced(t1, t2, motion, register=False)
    assert left > 3 and unregistered.mi_after == unregistered.mi_before  # what the test can see
    error, found = misplaced(t1, t2, motion, register=True)
    assert error < 1.5, "mm, where T2's slices are 5 mm thick"
    assert found.mi_after > found.mi_before + 0.1


def test_what_lies_right_stays_where_it_is():
    """An aligned pair is moved by less than a T2 pixel, if at all."""
    error, found = misplaced(phantom("T1"), phantom("T2"), np.eye(4), register=True)
    assert error < 1.5
    assert found.mi_after >= found.mi_before


def test_the_coarse_levels_are_not_shifted():
    """Averaging keeps a ball's centre of mass; thinning out by two would move it half a voxel."""
    from preparation.alignment import _coarse
    places = np.stack(np.meshgrid(*[np.arange(40)] * 3, indexing="ij"), -1)
    ball = (((places - 17.3) ** 2).sum(-1) < 80).astype(np.float32)
    image = sitk.GetImageFromArray(ball)

    def centre(image):
        values = sitk.GetArrayFromImage(image)
        index = [float((values.sum(tuple(set(range(3)) - {axis})) * np.arange(values.shape[axis])).sum() / values.sum())
                 for axis in (2, 1, 0)]
        return image.TransformContinuousIndexToPhysicalPoint(index)
    assert np.allclose(centre(_coarse(image, 2.0)), centre(image), atol=0.02)
    assert not np.allclose(centre(sitk.Shrink(image, [2] * 3)), centre(image), atol=0.2)  # the mistake


def test_a_slice_of_t1_shows_what_the_slice_of_t2_shows(tmp_path):
    """End to end: both pictures have the head upright in the same place; anterior is up, left is right."""
    lay_out(tmp_path / "in", IXI901_HH_9001=MOTIONS[2], IXI902_IOP_9002=None)
    run(tmp_path / "in", "--out", tmp_path / "out", "--jobs", 1, "--slices", 8)
    overlaps = []
    for row in table(tmp_path / "out" / "manifest.csv"):
        t1, t2 = (np.asarray(Image.open(tmp_path / "out" / (row["split"] + letter) / row["name"])) for letter in "AB")
        assert t1.shape == t2.shape == (256, 256) and t1.dtype == t2.dtype == np.uint8
        heads = [ndimage.binary_fill_holes(image > 60) for image in (t1, t2)]
        overlaps.append((heads[0] & heads[1]).sum() / (heads[0] | heads[1]).sum())
        down, across = (np.ptp(np.flatnonzero(heads[1].any(axis))) + 1 for axis in (1, 0))
        assert 1.1 < down / across < 1.5  # a head is longer than wide: 184 by 144 mm here
    assert min(overlaps) > 0.93
    # In the plane z = 30 T2 has a bright spot at the patient's right front, (30, 40, 30) in RAS.
    rows = [row for row in table(tmp_path / "out" / "manifest.csv") if row["person"] == "IXI902"]
    row = min(rows, key=lambda row: abs((float(row["t2_slice"]) - 19.5) * 5 - 30))
    t2 = np.asarray(Image.open(tmp_path / "out" / (row["split"] + "B") / row["name"])).astype(int)
    spot, mirrored = t2[128 - 43 - 3:128 - 43 + 4, 128 - 32 - 3:128 - 32 + 4], t2[82:89, 128 + 32 - 3:128 + 32 + 4]
    assert spot.mean() > mirrored.mean() + 8, (row["t2_slice"], spot.mean(), mirrored.mean())


@pytest.mark.skipif(not REAL.is_dir(), reason=f"no real volumes in {REAL}")
def test_real_volumes_come_out_aligned(tmp_path):
    said = run(REAL, "--out", tmp_path / "out", "--jobs", 1)
    assert "IXI015-HH-1258: has no T2" in said
    rows = {row["person"]: row for row in table(tmp_path / "out" / "manifest.csv")}
    assert sorted(rows) == ["IXI901", "IXI902", "IXI903"]
    # 903's head moved by up to 5.9 mm between the scans; the others lay still within 1.3 mm.
    assert 4 < float(rows["IXI903"]["moved_mm"]) < 8
    assert float(rows["IXI903"]["mi_after"]) > 2 * float(rows["IXI903"]["mi_before"])
    for person in ("IXI901", "IXI902"):
        assert float(rows[person]["moved_mm"]) < 1.5
        assert float(rows[person]["mi_after"]) >= float(rows[person]["mi_before"])
    for name in ("contact_sheet.png", "checkerboard.png"):
        assert Image.open(io.BytesIO((tmp_path / "out" / name).read_bytes())).size[1] == 3 * 256
