"""Which axial slices of a head are worth having, and their 8-bit pictures."""
from __future__ import annotations

import numpy as np
import SimpleITK as sitk
from scipy import ndimage
from skimage.filters import threshold_otsu

from preparation.volumes import OddVolume

# The brain of a grown-up ends about 12 cm below the vertex; below are jaw and neck.
DEEPEST_MM = 115.0
SMALLEST_SHARE = 0.5       # of the largest head area: the slices of the crown hold little brain
COVERAGE = 0.99            # of the head's pixels that T1's field of view must hold
SMOOTHING_MM = 1.5         # so that noise in the air is no head


def find_head(t2: sitk.Image) -> sitk.Image:
    """The mask (uint8, 0 or 1) of the head without holes within a slice. Raises OddVolume."""
    smooth = sitk.GetArrayFromImage(sitk.SmoothingRecursiveGaussian(t2, SMOOTHING_MM))
    # Otsu parts dark from bright. Half of it parts air from the dark tissues of a T2 (muscle, bone
    # with marrow); the brightest hundredth, eyes and fluid, is not to move it.
    threshold = 0.5 * threshold_otsu(np.minimum(smooth, np.percentile(smooth, 99)))
    pieces, count = ndimage.label(smooth > threshold)
    if not count:
        raise OddVolume("no head found in T2")
    head = pieces == 1 + np.argmax(np.bincount(pieces.ravel())[1:])
    filled = np.stack([ndimage.binary_fill_holes(plane) for plane in head])
    mask = sitk.GetImageFromArray(filled.astype(np.uint8))
    mask.CopyInformation(t2)
    return mask


def choose_slices(head: np.ndarray, coverage: np.ndarray, slice_mm: float, count: int) -> list[int]:
    """Up to count slices with enough brain and a whole T1, evenly spread, lowest first.

    head, coverage: bool (slices, rows, columns), feet to crown. Raises OddVolume for none.
    """
    area = head.sum(axis=(1, 2))
    vertex = int(np.flatnonzero(area)[-1])
    depth = (vertex - np.arange(len(head))) * slice_mm
    inside = (head & coverage).sum(axis=(1, 2)) / np.maximum(area, 1)
    deep_enough = (depth >= 0) & (depth <= DEEPEST_MM)
    large = area >= SMALLEST_SHARE * area[deep_enough].max()
    good = np.flatnonzero(deep_enough & large & (inside >= COVERAGE))
    if not len(good):
        raise OddVolume("no slice has enough head inside T1's field of view")
    places = np.linspace(0, len(good) - 1, min(count, len(good)))
    return [int(good[round(place)]) for place in places]


def window(volume: np.ndarray, head: np.ndarray, percentile: float) -> float:
    """The value that becomes 255: a percentile of the head's voxels. Raises OddVolume."""
    top = float(np.percentile(volume[head], percentile))
    if top <= 0:
        raise OddVolume("the head is black")
    return top


def to_grey(plane: np.ndarray, top: float) -> np.ndarray:
    """uint8 (rows, columns): 0 stays 0, top becomes 255, what is brighter is cut off."""
    return np.clip(np.rint(plane * (255 / top)), 0, 255).astype(np.uint8)
