"""Reads a NIfTI volume into a SimpleITK image, or says what is wrong with it.

nibabel reads, because it takes headers as they are; SimpleITK aligns. World coordinates:
millimetres, LPS (x to the patient's left, y to the back, z up) as in SimpleITK; NIfTI's are RAS.
"""
from __future__ import annotations

import gzip
import hashlib
import zlib

import nibabel
import numpy as np
import SimpleITK as sitk
from nibabel.filebasedimages import ImageFileError
from nibabel.spatialimages import HeaderDataError, ImageDataError

RAS_TO_LPS = np.diag([-1.0, -1.0, 1.0, 1.0])
# A field of view that a head fits in, and voxels that a scanner makes; outside it units are wrong.
SMALLEST_MM, LARGEST_MM = 40, 600
SHEAR = 0.02  # largest deviation from right angles that is taken for rounding (about 1 degree)
NIFTI_2 = 540  # its header's own length, the first number in the file; NIfTI-1 has 348
# Millimetres of each unit of length in xyzt_units; nibabel's affine is in the header's units.
UNITS_MM = {"meter": 1000.0, "mm": 1.0, "micron": 0.001}
CORNER = 10      # air is looked for in the corners of the volume, this part of each side
GREY_AIR = 0.2   # of the range of values: air that is brighter than this is an offset, and no noise
DARKER = 0.1     # of the range: what is so much darker than air, and more than FEW of the voxels, is no noise
FEW = 0.01


class OddVolume(Exception):
    """A volume that cannot be used; the text says why."""


def read_volume(data: bytes) -> sitk.Image:
    """The float32 image in a .nii or .nii.gz file's bytes; air is 0. Raises OddVolume."""
    try:
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
        image = (nibabel.Nifti2Image if _is_nifti_2(data) else nibabel.Nifti1Image).from_bytes(data)
        voxels = _grey(image.dataobj)
    except (OSError, EOFError, zlib.error, ValueError, ImageFileError, HeaderDataError,
            ImageDataError) as error:
        raise OddVolume(f"cannot be read ({error})") from None
    return _place(_from_air(_checked(voxels)), image)


def _is_nifti_2(data: bytes) -> bool:
    return NIFTI_2 in (int.from_bytes(data[:4], order) for order in ("little", "big"))


def _grey(stored: nibabel.arrayproxy.ArrayProxy) -> np.ndarray:
    """The values as float32. Colours are taken where all of them are grey. Raises OddVolume."""
    if stored.dtype.kind == "c":
        raise OddVolume("holds complex numbers, and no grey values: save the magnitude")
    if not stored.dtype.fields:
        return np.asarray(stored, dtype=np.float32)
    colours = np.asarray(stored)
    red, green, blue = (colours[name] for name in "RGB")
    if not (np.array_equal(red, green) and np.array_equal(red, blue)):
        raise OddVolume("holds colours (RGB), and no grey values")
    return red.astype(np.float32)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _checked(voxels: np.ndarray) -> np.ndarray:
    """The 3-D voxels, finite. Raises OddVolume."""
    while voxels.ndim > 3 and voxels.shape[-1] == 1:
        voxels = voxels[..., 0]
    if voxels.ndim != 3 or min(voxels.shape) < 8:
        raise OddVolume(f"shape {voxels.shape} is not that of a head")
    finite = voxels[np.isfinite(voxels)]
    if not finite.size or finite.min() == finite.max():
        raise OddVolume("holds no picture: every voxel has the same value")
    darkest = min(0.0, float(finite.min()))  # what has no value is background
    return np.nan_to_num(voxels, nan=darkest, posinf=darkest, neginf=darkest)


def _from_air(voxels: np.ndarray) -> np.ndarray:
    """The voxels with air at 0, from where windows are measured. Raises OddVolume where air is not the darkest.

    A scanner's own values are as they were: their air lies a little above 0, by its noise.
    """
    ends = [np.r_[:max(1, size // CORNER), size - max(1, size // CORNER):size] for size in voxels.shape]
    air = float(np.median(voxels[np.ix_(*ends)]))
    low, high = (float(value) for value in np.percentile(voxels, [0.5, 99.5]))
    if (voxels < air - DARKER * (high - low)).mean() > FEW:
        raise OddVolume("shows a head that is darker than the air around it: the grey values are inverted "
                        "(a negative scl_slope?) or normalised around 0")
    return voxels - air if air < 0 or air > GREY_AIR * (high - air) else voxels


def _place(voxels: np.ndarray, image: nibabel.Nifti1Image) -> sitk.Image:
    """Voxels with the header's place in the world. Raises OddVolume."""
    affine = RAS_TO_LPS @ _affine(image)
    spacing = np.linalg.norm(affine[:3, :3], axis=0)
    extent = spacing * voxels.shape
    if extent.min() < SMALLEST_MM or extent.max() > LARGEST_MM:
        raise OddVolume(f"measures {' x '.join(f'{mm:.3g}' for mm in extent)} mm, which no head does "
                        f"(the header's unit of length: {_unit(image)})")
    placed = sitk.GetImageFromArray(np.ascontiguousarray(voxels.T))
    placed.SetSpacing(spacing.tolist())
    placed.SetDirection(_rotation(affine[:3, :3] / spacing).ravel().tolist())
    placed.SetOrigin(affine[:3, 3].tolist())
    return placed


def _affine(image: nibabel.Nifti1Image) -> np.ndarray:
    """Voxels to millimetres, RAS: by the sform, else the qform. Raises OddVolume where neither is one."""
    header = image.header
    stated = [find() for code, find in (("sform_code", header.get_sform), ("qform_code", header.get_qform))
              if header[code]]
    if not stated:
        raise OddVolume("the header does not say how the head lies (sform and qform codes are 0)")
    for affine in stated:
        if np.isfinite(affine).all() and np.linalg.matrix_rank(affine[:3, :3]) == 3:
            return np.diag([UNITS_MM.get(_unit(image), 1.0)] * 3 + [1.0]) @ affine
    raise OddVolume("the header's affine (sform, qform) maps the voxels to no volume")


def _unit(image: nibabel.Nifti1Image) -> str:
    """The header's unit of length by nibabel's name; "unknown" where it has none, or one that is not defined."""
    try:
        return image.header.get_xyzt_units()[0]
    except KeyError:
        return "unknown"


def _rotation(axes: np.ndarray) -> np.ndarray:
    """The nearest three perpendicular axes. Raises OddVolume where the grid is really sheared."""
    left, _, right = np.linalg.svd(axes)
    nearest = left @ right
    if np.abs(nearest - axes).max() > SHEAR:
        raise OddVolume("the grid is sheared")
    return nearest
