"""Puts the T1 volume onto the T2's slice planes: by the affines, and by a rigid registration
where that raises the mutual information."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import SimpleITK as sitk

LEVELS_MM = (4.0, 2.0)     # voxel sizes that the registration works at, coarse to fine
SAMPLES = 0.25             # of the voxels at each level
SEED = 1                   # of the samples' places; 0 would be the clock, and every run another one
LARGEST_MM, LARGEST_DEGREES = 40.0, 25.0  # further than a head moves between two scans
WORTH_IT = 0.005           # nats of mutual information below which moving T1 is not worth it
BINS = 64


@dataclass(frozen=True)
class Alignment:
    """A rigid transform from T2's world to T1's, and what it is worth."""

    transform: sitk.Transform
    mi_before: float           # nats, affines only
    mi_after: float            # nats, with the transform that is used
    moved_mm: float            # mean distance that points of the head move
    turned_degrees: float
    remark: str


def target_grid(t2: sitk.Image, mask: sitk.Image, pixel_mm: float, size: int) -> sitk.Image:
    """An empty image on T2's own planes: size x size pixels of pixel_mm, centred on the head.

    t2 and its head's mask have axes LPS. The centre is a voxel of T2, so that equal pixel sizes
    leave T2's values as they are.
    """
    head = sitk.GetArrayFromImage(mask) > 0                      # (slices, rows, columns)
    rows, columns = (np.flatnonzero(head.any(axis=axes)) for axes in ((0, 2), (0, 1)))
    centre = [int(line[0] + line[-1]) // 2 for line in (columns, rows)]
    origin = np.array(t2.TransformIndexToPhysicalPoint((*centre, 0)))
    axes = np.array(t2.GetDirection()).reshape(3, 3)
    origin -= axes[:, :2] @ np.full(2, pixel_mm * (size // 2))
    grid = sitk.Image([size, size, t2.GetSize()[2]], sitk.sitkFloat32)
    grid.SetSpacing((pixel_mm, pixel_mm, t2.GetSpacing()[2]))
    grid.SetDirection(t2.GetDirection())
    grid.SetOrigin(origin.tolist())
    return grid


def resample(image: sitk.Image, grid: sitk.Image, transform: sitk.Transform | None = None) -> np.ndarray:
    """image on the grid as (slices, rows, columns), never below 0; 0 outside its field of view."""
    smooth = _smooth_for(image, grid)
    found = sitk.Resample(smooth, grid, transform or sitk.Transform(), sitk.sitkBSpline, 0.0)
    return np.maximum(sitk.GetArrayFromImage(found), 0)


def covered(image: sitk.Image, grid: sitk.Image, transform: sitk.Transform | None = None) -> np.ndarray:
    """Where the grid lies in the image's field of view: bool (slices, rows, columns)."""
    ones = sitk.Image(image.GetSize(), sitk.sitkUInt8) + 1
    ones.CopyInformation(image)
    return on_grid(ones, grid, transform)


def on_grid(mask: sitk.Image, grid: sitk.Image, transform: sitk.Transform | None = None) -> np.ndarray:
    """A mask on another grid, bool (slices, rows, columns)."""
    return sitk.GetArrayFromImage(_nearest(mask, grid, transform)) > 0


def _nearest(mask: sitk.Image, grid: sitk.Image, transform: sitk.Transform | None = None) -> sitk.Image:
    return sitk.Resample(mask, grid, transform or sitk.Transform(), sitk.sitkNearestNeighbor, 0)


def _smooth_for(image: sitk.Image, grid: sitk.Image) -> sitk.Image:
    """image without the detail that the grid cannot hold, along each of its axes.

    The Gaussian turns the width of an image voxel into that of a grid voxel: a box of width w has
    variance w^2 / 12.
    """
    axes = np.array(grid.GetDirection()).reshape(3, 3).T @ np.array(image.GetDirection()).reshape(3, 3)
    nearest = np.abs(axes).argmax(axis=0)
    wanted, own = np.array(grid.GetSpacing())[nearest], np.array(image.GetSpacing())
    variance = np.maximum(wanted**2 - own**2, 0) / 12
    for axis in np.flatnonzero(variance > 0.01 * own**2):
        image = sitk.RecursiveGaussian(image, float(np.sqrt(variance[axis])), direction=int(axis))
    return image


def mutual_information(first: np.ndarray, second: np.ndarray, where: np.ndarray) -> float:
    """In nats, from the joint histogram of the voxels in `where`; brightest 1 % in the last bin."""
    values = [image[where] for image in (first, second)]
    binned = [np.clip(value / max(np.percentile(value, 99), 1e-9), 0, 1) for value in values]
    joint = np.histogram2d(*binned, bins=BINS, range=[[0, 1], [0, 1]])[0]
    joint /= joint.sum()
    apart = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    seen = joint > 0
    return float((joint[seen] * np.log(joint[seen] / apart[seen])).sum())


def align(t1: sitk.Image, t2: sitk.Image, mask: sitk.Image, grid: sitk.Image, register: bool) -> Alignment:
    """The transform to resample T1 with. mask: T2's head, as find_head makes it."""
    t2_slices, identity = resample(t2, grid), sitk.Euler3DTransform()
    head = on_grid(mask, grid)
    common = head & covered(t1, grid)
    if not common.any():
        return Alignment(identity, 0.0, 0.0, 0.0, 0.0, "T1 and T2 do not overlap")
    before = mutual_information(resample(t1, grid), t2_slices, common)
    kept = Alignment(identity, before, before, 0.0, 0.0, "")
    if not register:
        return kept
    found, remark = _register(t1, t2, mask)
    if found is None:
        return _with_remark(kept, remark)
    moved, turned = _movement(found, grid, head)
    if moved > LARGEST_MM or turned > LARGEST_DEGREES:
        return _with_remark(kept, f"registration ran away ({moved:.0f} mm, {turned:.0f} degrees)")
    # The same voxels before and after, or a smaller overlap would count as a better fit.
    common &= covered(t1, grid, found)
    if not common.any():
        return _with_remark(kept, "registration ran away (no overlap)")
    before = mutual_information(resample(t1, grid), t2_slices, common)
    after = mutual_information(resample(t1, grid, found), t2_slices, common)
    if after < before + WORTH_IT:
        return Alignment(identity, before, before, 0.0, 0.0, f"registration gave {after:.3f} nats: not used")
    return Alignment(found, before, after, moved, turned, "")


def _with_remark(alignment: Alignment, remark: str) -> Alignment:
    return Alignment(alignment.transform, alignment.mi_before, alignment.mi_after, 0.0, 0.0, remark)


def _register(t1: sitk.Image, t2: sitk.Image, mask: sitk.Image) -> tuple[sitk.Transform | None, str]:
    """Six parameters that maximise Mattes' mutual information, or None and why there are none."""
    size = np.array(t2.GetSize())
    transform = sitk.Euler3DTransform()
    transform.SetCenter(t2.TransformContinuousIndexToPhysicalPoint((size / 2).tolist()))
    try:
        for level in LEVELS_MM:
            method, fixed = _method(transform), _coarse(t2, level)
            method.SetMetricFixedMask(_nearest(mask, fixed))
            transform = sitk.Euler3DTransform(
                sitk.CompositeTransform(method.Execute(fixed, _coarse(t1, level))).GetBackTransform())
    except RuntimeError as error:
        return None, f"registration failed ({str(error).splitlines()[-1].strip()})"
    return transform, ""


def _method(start: sitk.Transform) -> sitk.ImageRegistrationMethod:
    method = sitk.ImageRegistrationMethod()
    method.SetMetricAsMattesMutualInformation(32)
    method.SetMetricSamplingStrategy(method.REGULAR)  # one in each few voxels, moved from there at random
    method.SetMetricSamplingPercentage(SAMPLES, SEED)
    method.SetInterpolator(sitk.sitkLinear)
    # Powell's line searches need no gradient, which this metric has only coarsely: on heads that are
    # nearly round, gradient descent stopped before it had finished turning them.
    method.SetOptimizerAsPowell(numberOfIterations=20, maximumLineIterations=20, stepLength=1.0, stepTolerance=0.02,
                                valueTolerance=1e-4)
    method.SetOptimizerScalesFromPhysicalShift()
    method.SetInitialTransform(sitk.Euler3DTransform(start), inPlace=True)
    return method


def _coarse(image: sitk.Image, voxel_mm: float) -> sitk.Image:
    """image with blocks of voxels averaged to about voxel_mm along the axes that are finer.

    Not sitk.Shrink: by an even factor it takes values half a voxel beside the place that it
    gives them, a millimetre between two grids.
    """
    return sitk.BinShrink(image, [max(1, round(voxel_mm / spacing)) for spacing in image.GetSpacing()])


def _movement(transform: sitk.Transform, grid: sitk.Image, head: np.ndarray) -> tuple[float, float]:
    """Mean distance (mm) that the head's voxels move, and the angle (degrees) of the turn."""
    places = np.argwhere(head)[:: max(1, head.sum() // 500), ::-1]
    points = [grid.TransformIndexToPhysicalPoint([int(number) for number in place]) for place in places]
    moved = [np.linalg.norm(np.subtract(transform.TransformPoint(point), point)) for point in points]
    matrix = np.array(sitk.Euler3DTransform(transform).GetMatrix()).reshape(3, 3)
    cosine = np.clip((np.trace(matrix) - 1) / 2, -1, 1)
    return float(np.mean(moved)), float(np.degrees(np.arccos(cosine)))
