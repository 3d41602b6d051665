"""Strict flavour: the folders have to agree, or we refuse to start."""
from __future__ import annotations

import pathlib
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image
from torch import Tensor
from torch.utils.data import Dataset

_SIZE: Final[tuple[int, int]] = (256, 256)
_EXTENSION: Final[str] = ".png"


class PairedMedicalDataset(Dataset[tuple[Tensor, Tensor]]):
    def __init__(self, t1_dir: str | pathlib.Path, t2_dir: str | pathlib.Path) -> None:
        self._t1: Sequence[pathlib.Path] = self._scan(t1_dir)
        self._t2: Sequence[pathlib.Path] = self._scan(t2_dir)
        if len(self._t1) != len(self._t2):
            raise ValueError(
                f"unpaired folders: {len(self._t1)} T1 slices in {t1_dir} but {len(self._t2)} T2 slices in {t2_dir}"
            )

    @staticmethod
    def _scan(folder: str | pathlib.Path) -> list[pathlib.Path]:
        root = pathlib.Path(folder).expanduser()
        if not root.is_dir():
            raise FileNotFoundError(f"no such folder: {root}")
        return sorted(
            (entry for entry in root.iterdir() if entry.is_file() and entry.suffix == _EXTENSION),
            key=lambda entry: entry.name,
        )

    @staticmethod
    def _to_unit_range(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        return np.interp(pixels, (0, 255), (-1.0, 1.0)).astype(np.float32)

    @classmethod
    def _read(cls, path: pathlib.Path) -> Tensor:
        with Image.open(path) as handle:
            grey = handle.convert("L").resize(_SIZE, Image.Resampling.HAMMING)
        tensor = torch.as_tensor(cls._to_unit_range(np.asarray(grey)))[np.newaxis, ...]
        assert tensor.shape == (1, *_SIZE), tensor.shape
        return tensor

    def __len__(self) -> int:
        return len(self._t1)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        return self._read(self._t1[index]), self._read(self._t2[index])
