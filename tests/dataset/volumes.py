"""Heads as NIfTI volumes with a known misalignment, and the program that cuts volumes into slices."""
from __future__ import annotations

import csv
import gzip
import hashlib
import subprocess
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "dataset" / "prepare_ixi.py"

# A head as a function of the place, so that any grid can be laid through it.
# Half axes (mm), centre (mm, RAS), value in T1 and in T2; later ones cover earlier ones.
SHELLS = [((72, 92, 88), (0, 0, 0), 900, 500), ((68, 88, 84), (0, 0, 0), 60, 40), ((64, 84, 80), (0, 0, 0), 300, 900),
          ((60, 80, 76), (0, 0, 0), 500, 450), ((14, 30, 12), (14, 5, 14), 200, 1000),
          ((10, 34, 12), (-15, 0, 12), 200, 1000), ((6, 12, 9), (30, 40, 30), 420, 560),
          ((9, 7, 12), (-35, -40, 25), 420, 560), ((20, 9, 6), (20, -45, 40), 600, 400),
          ((7, 16, 20), (-32, 30, -15), 600, 400), ((15, 7, 9), (33, -25, -20), 420, 560)]


def head_at(places: np.ndarray, modality: str) -> np.ndarray:
    """The phantom's value at places (…, 3) in mm RAS."""
    values = np.zeros(places.shape[:-1], np.float32)
    for axes, centre, *greys in SHELLS:
        values[(((places - centre) / axes) ** 2).sum(-1) <= 1] = greys[modality == "T2"]
    return values


def turn(degrees: tuple[float, float, float], shift: tuple[float, float, float]) -> np.ndarray:
    """A rigid 4x4 matrix in mm, RAS."""
    matrix = np.eye(4)
    for axis, angle in enumerate(np.radians(degrees)):
        one, two = (axis + 1) % 3, (axis + 2) % 3
        step = np.eye(4)
        step[one, one] = step[two, two] = np.cos(angle)
        step[one, two], step[two, one] = -np.sin(angle), np.sin(angle)
        matrix = step @ matrix
    matrix[:3, 3] = shift
    return matrix


def grid_affine(axes: str, spacing: tuple[float, ...], shape: tuple[int, ...]) -> np.ndarray:
    """A grid along these axes (as "PSR"), centred on the world's origin."""
    affine = np.zeros((4, 4))
    for column, (letter, step) in enumerate(zip(axes, spacing)):
        row = ["RL", "AP", "SI"].index(next(pair for pair in ("RL", "AP", "SI") if letter in pair))
        affine[row, column] = step if letter in "RAS" else -step
    affine[:3, 3] = -affine[:3, :3] @ ((np.array(shape) - 1) / 2)
    affine[3, 3] = 1
    return affine


def volume_bytes(voxels: np.ndarray, affine: np.ndarray, coded: bool = True) -> bytes:
    import nibabel  # absent where the extra data is not installed

    image = nibabel.Nifti1Image(voxels.astype(np.int16), affine)
    image.set_sform(affine, code=1 if coded else 0)
    image.set_qform(affine, code=1 if coded else 0)
    return gzip.compress(image.to_bytes(), mtime=0)


def phantom(modality: str, moved: np.ndarray | None = None, seed: int = 0) -> bytes:
    """T1 on a sagittal PSR grid, T2 on an axial LPS grid; the head lies where `moved` puts it."""
    axes, spacing, shape = (("PSR", (1.9, 1.9, 2.4), (128, 112, 75)) if modality == "T1"
                            else ("LPS", (1.875, 1.875, 5), (128, 128, 40)))
    affine = grid_affine(axes, spacing, shape)
    places = np.stack(np.meshgrid(*map(np.arange, shape), indexing="ij"), -1) @ affine[:3, :3].T + affine[:3, 3]
    back = np.linalg.inv(np.eye(4) if moved is None else moved)
    voxels = head_at(places @ back[:3, :3].T + back[:3, 3], modality)
    noise = np.random.default_rng(seed).normal(0, 15, (2, *shape))
    return volume_bytes(np.hypot(voxels + noise[0], noise[1]), affine)


def lay_out(folder: Path, **moved: np.ndarray | None) -> Path:
    """A folder of phantom pairs; the argument's name is the scan (IXI901_HH_9001), its value T1's motion."""
    folder.mkdir(exist_ok=True)
    for seed, (scan, motion) in enumerate(moved.items()):
        for modality in ("T1", "T2"):
            name = f"{scan.replace('_', '-')}-{modality}.nii.gz"
            (folder / name).write_bytes(phantom(modality, motion if modality == "T1" else None, seed))
    return folder


# Heads that moved between the two scans: a shift (mm), a turn (degrees), both.
MOTIONS = [turn((0, 0, 0), (6, -4, 5)), turn((3, -4, 6), (0, 0, 0)), turn((-2, 3, -5), (-5, 3, -4))]


def run(*arguments: object, code: int = 0) -> str:
    done = subprocess.run([sys.executable, str(PROGRAM), *map(str, arguments)], capture_output=True, text=True,
                          encoding="utf-8", timeout=600, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def table(path: Path) -> list[dict]:
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def digests(out: Path) -> dict[str, str]:
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(out.rglob("*")) if path.is_file()}
