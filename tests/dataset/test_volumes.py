"""Volumes with unusual headers and values: read as what they are, or refused with the true reason."""
from __future__ import annotations

import gzip
import struct

import numpy as np
import pytest

from tests.dataset.volumes import grid_affine, head_at, phantom

nibabel = pytest.importorskip("nibabel", reason="needs the extra data")
sitk = pytest.importorskip("SimpleITK", reason="needs the extra data")
pytestmark = pytest.mark.usefixtures("preparing")

SHAPE = (60, 60, 50)
AFFINE = grid_affine("LPS", (3.6, 3.6, 4.0), SHAPE)
SLOPE = 112                                            # offset of scl_slope in a NIfTI-1 header; scl_inter follows


def head() -> np.ndarray:
    """A T1 head of 0 to 900, with the noise of a scanner."""
    places = np.stack(np.meshgrid(*map(np.arange, SHAPE), indexing="ij"), -1) @ AFFINE[:3, :3].T + AFFINE[:3, 3]
    noise = np.random.default_rng(0).normal(0, 10, (2, *SHAPE))
    return np.hypot(head_at(places, "T1") + noise[0], noise[1]).astype(np.int16)


def volume(voxels: np.ndarray, affine: np.ndarray = AFFINE, kind: str = "Nifti1Image", units: str = "mm",
           slope: tuple[float, float] | None = None, codes: tuple[int, int] = (1, 1)) -> bytes:
    image = getattr(nibabel, kind)(voxels, affine)
    image.set_sform(affine, codes[0])
    image.set_qform(affine, codes[1])
    image.header.set_xyzt_units(units)
    data = bytearray(image.to_bytes())
    if slope:
        struct.pack_into("<ff", data, SLOPE, *slope)
    return gzip.compress(bytes(data), mtime=0)


def values(data: bytes) -> np.ndarray:
    from preparation.volumes import read_volume
    return sitk.GetArrayFromImage(read_volume(data)).T


def reason(data: bytes) -> str:
    from preparation.volumes import OddVolume, read_volume
    with pytest.raises(OddVolume) as found:
        read_volume(data)
    return str(found.value)


@pytest.mark.parametrize("offset", [-1000, -300, 1000])
def test_values_with_an_offset_have_their_air_at_zero(offset):
    found = values(volume(head() + np.int16(offset)))
    assert abs(np.median(found[:6, :6, :5])) < 3
    assert np.percentile(found, 98) == pytest.approx(np.percentile(head(), 98), rel=0.05)


def test_a_scanners_own_values_stay_as_they_are():
    assert np.array_equal(values(volume(head())), head())
    holes = head().astype(np.float32)
    holes[holes < 40] = np.nan
    assert np.array_equal(values(volume(holes)), np.nan_to_num(holes))


def test_a_negative_slope_is_applied_and_an_inverted_picture_is_called_so():
    top = int(head().max())
    assert np.array_equal(values(volume(top - head(), slope=(-1, top))), head())
    for data in (volume(head(), slope=(-1, 0)), volume(top - head())):
        assert "darker than the air" in reason(data)
    normalised = np.where(head() > 60, (head() - 450.0) / 150, 0).astype(np.float32)
    assert "normalised" in reason(volume(normalised))


def test_only_one_value_is_called_one_value():
    for value in (0, -5, 7, np.nan):
        assert "same value" in reason(volume(np.full(SHAPE, value, np.float32)))


@pytest.mark.parametrize(("units", "factor"), [("meter", 1e-3), ("mm", 1), ("micron", 1e3), ("unknown", 1)])
def test_the_headers_unit_of_length_is_applied(units, factor):
    from preparation.volumes import read_volume
    scaled = AFFINE.copy()
    scaled[:3] *= factor
    image = read_volume(volume(head(), scaled, units=units))
    assert image.GetSpacing() == pytest.approx((3.6, 3.6, 4.0), rel=1e-4)
    assert image.GetOrigin() == pytest.approx(tuple(AFFINE[:3, 3] * [-1, -1, 1]), rel=1e-4)


def test_a_size_that_no_head_has_is_said_with_its_digits_and_unit():
    found = reason(volume(head(), grid_affine("LPS", (0.0036, 0.0036, 0.004), SHAPE), units="mm"))
    assert "0.216 x 0.216 x 0.2 mm" in found and "unit of length: mm" in found


def test_an_undefined_unit_is_millimetres():
    data = bytearray(gzip.decompress(volume(head())))
    data[123] = 5                                                     # xyzt_units
    assert values(bytes(data)).shape == SHAPE


@pytest.mark.parametrize("kind", ["Nifti1Image", "Nifti2Image"])
def test_both_versions_of_nifti_are_read(kind):
    assert np.array_equal(values(volume(head(), kind=kind)), head())


def test_grey_colours_are_read_and_others_refused():
    colours = np.zeros(SHAPE, [(name, np.uint8) for name in "RGB"])
    for name in "RGB":
        colours[name] = head() // 4
    assert np.array_equal(values(volume(colours)), head() // 4)
    colours["G"] += 1
    assert "colours" in reason(volume(colours))
    assert "complex" in reason(volume(head().astype(np.complex64)))


def test_where_one_affine_is_none_the_other_is_taken():
    data = bytearray(gzip.decompress(volume(head())))
    data[280:328] = bytes(48)                                         # srow_x, srow_y, srow_z
    assert values(bytes(data)).shape == SHAPE
    data[252:254] = bytes(2)                                          # qform_code
    assert "maps the voxels to no volume" in reason(bytes(data))


def test_registration_draws_the_same_samples_by_its_seed(monkeypatch):
    from preparation import alignment, cutting
    from preparation.volumes import read_volume
    t1, t2 = read_volume(phantom("T1")), sitk.DICOMOrient(read_volume(phantom("T2")), "LPS")
    monkeypatch.setattr(alignment, "LEVELS_MM", alignment.LEVELS_MM[:1])

    def found(seed: int) -> tuple[float, ...]:
        monkeypatch.setattr(alignment, "SEED", seed)
        return alignment._register(t1, t2, cutting.find_head(t2))[0].GetParameters()

    assert found(1) == found(1) != found(2)
