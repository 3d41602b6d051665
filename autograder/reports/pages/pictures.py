"""Arrays of the page data as pictures inside a page."""
from __future__ import annotations

import base64
import io
from functools import cache

import numpy as np
from PIL import Image


def slice_uri(values: np.ndarray) -> str:
    """A slice (h, w) in [-1, 1] in grey, as a viewer would show it; what lies outside is cut off."""
    return _uri(((np.clip(values.astype(np.float32), -1, 1) + 1) * 127.5).round().astype(np.uint8))


def difference_uri(made: np.ndarray, real: np.ndarray) -> str:
    """made - real (h, w): red where too bright, blue where too dark, pale where right."""
    difference = (made.astype(np.float32) - real.astype(np.float32)) / 2
    return _uri(_coloured((np.clip(difference, -1, 1) + 1) / 2, "RdBu_r"))


def map_uri(probabilities: np.ndarray) -> str:
    """A map of probabilities (h, w): dark 0, bright 1."""
    return _uri(_coloured(np.clip(probabilities.astype(np.float32), 0, 1), "viridis"))


def figure_uri(pixels: np.ndarray) -> str:
    """(h, w, 3) uint8 as it is."""
    return _uri(pixels)


def _coloured(values: np.ndarray, name: str) -> np.ndarray:
    return _table(name)[(values * 255).round().astype(np.uint8)]


@cache
def _table(name: str) -> np.ndarray:
    from matplotlib import colormaps

    return (colormaps[name](np.arange(256))[:, :3] * 255).round().astype(np.uint8)


def _uri(pixels: np.ndarray) -> str:
    buffer = io.BytesIO()  # optimize=True takes five times as long and makes a page 6 % smaller
    Image.fromarray(np.ascontiguousarray(pixels)).save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
