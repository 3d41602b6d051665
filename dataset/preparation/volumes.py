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


class OddVolume(Exception):
    """A volume that cannot be used; the text says why."""


def read_volume(data: bytes) -> sitk.Image:
    """The float32 image in a .nii or .nii.gz file's bytes. Raises OddVolume."""
    try:
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
        image = nibabel.Nifti1Image.from_bytes(data)
        voxels = np.asarray(image.dataobj, dtype=np.float32)
    except (OSError, EOFError, zlib.error, ValueError, ImageFileError, HeaderDataError,
            ImageDataError) as error:
        raise OddVolume(f"cannot be read ({error})") from None
    return _place(_checked(voxels), image)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _checked(voxels: np.ndarray) -> np.ndarray:
    """The 3-D voxels, finite. Raises OddVolume."""
    while voxels.ndim > 3 and voxels.shape[-1] == 1:
        voxels = voxels[..., 0]
    if voxels.ndim != 3 or min(voxels.shape) < 8:
        raise OddVolume(f"shape {voxels.shape} is not that of a head")
    voxels = np.nan_to_num(voxels, nan=0.0, posinf=0.0, neginf=0.0)
    if voxels.max() <= max(0.0, float(voxels.min())):
        raise OddVolume("holds no picture: every voxel has the same value")
    return voxels


def _place(voxels: np.ndarray, image: nibabel.Nifti1Image) -> sitk.Image:
    """Voxels with the header's place in the world. Raises OddVolume."""
    if not (image.header["sform_code"] or image.header["qform_code"]):
        raise OddVolume("the header does not say how the head lies (sform and qform codes are 0)")
    affine = RAS_TO_LPS @ image.affine
    spacing = np.linalg.norm(affine[:3, :3], axis=0)
    if not np.isfinite(affine).all() or spacing.min() <= 0:
        raise OddVolume("the header's affine is not one")
    extent = spacing * voxels.shape
    if extent.min() < SMALLEST_MM or extent.max() > LARGEST_MM:
        raise OddVolume(f"measures {' x '.join(f'{mm:.0f}' for mm in extent)} mm, which no head does")
    placed = sitk.GetImageFromArray(np.ascontiguousarray(voxels.T))
    placed.SetSpacing(spacing.tolist())
    placed.SetDirection(_rotation(affine[:3, :3] / spacing).ravel().tolist())
    placed.SetOrigin(affine[:3, 3].tolist())
    return placed


def _rotation(axes: np.ndarray) -> np.ndarray:
    """The nearest three perpendicular axes. Raises OddVolume where the grid is really sheared."""
    left, _, right = np.linalg.svd(axes)
    nearest = left @ right
    if np.abs(nearest - axes).max() > SHEAR:
        raise OddVolume("the grid is sheared")
    return nearest
