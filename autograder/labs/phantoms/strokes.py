"""Drawing in millimetres: a pixel grid, strokes of varying width, coverage, smooth noise.

Anatomy is described as strokes (arrays of rows x, y, radius in mm). What is kept of a stroke is the
signed distance to its border, so that a border can fall anywhere in a pixel: the pixel then holds a
fraction of each tissue (partial volume), as a voxel of a scanner does.
"""

import numpy as np

FOV = 240.0  # mm, both ways; IXI's 256 pixels of 0.9375 mm
WARP = 4.0  # mm: no point is warped further than this


class Grid:
    """Head coordinates (mm; x to the right of the picture, y anterior) of size x size pixels."""

    def __init__(self, size: int, tilt: float = 0.0, shift=(0.0, 0.0)):
        self.size, self.pixel = size, FOV / size
        axis = ((np.arange(size) + 0.5) * self.pixel - FOV / 2).astype(np.float32)
        across, up = axis[None, :] - shift[0], -axis[:, None] - shift[1]
        self._cos, self._sin, self._shift = np.cos(tilt), np.sin(tilt), shift
        self.x = (across * self._cos + up * self._sin).astype(np.float32)
        self.y = (up * self._cos - across * self._sin).astype(np.float32)

    def warp(self, dx: np.ndarray, dy: np.ndarray) -> None:
        """Displace the coordinates, so that straight descriptions come out organic."""
        self.x = self.x + np.clip(dx, -WARP, WARP)
        self.y = self.y + np.clip(dy, -WARP, WARP)

    def windows(self, points: np.ndarray, reach: float) -> tuple[np.ndarray, np.ndarray]:
        """Rows and columns, (N, w, 1) and (N, 1, w), of the pixels within `reach` mm of N points."""
        x = points[:, 0] * self._cos - points[:, 1] * self._sin + self._shift[0]
        y = points[:, 1] * self._cos + points[:, 0] * self._sin + self._shift[1]
        half = reach + WARP
        across = np.arange(int(2 * half / self.pixel) + 2)
        rows = ((-y - half + FOV / 2) / self.pixel).astype(int)[:, None] + across
        columns = ((x - half + FOV / 2) / self.pixel).astype(int)[:, None] + across
        return np.clip(rows, 0, self.size - 1)[:, :, None], np.clip(columns, 0, self.size - 1)[:, None, :]

    def coverage(self, inside: np.ndarray, blur: float = 1.0) -> np.ndarray:
        """Fraction of each pixel that lies inside, from the signed distance (mm, inside > 0)."""
        return np.clip(inside * (1 / (blur * self.pixel)) + 0.5, 0, 1)


def distance(grid: Grid, strokes, reach: float) -> np.ndarray:
    """(size, size) mm to the nearest stroke's border, negative inside it, at most `reach`."""
    field = np.full((grid.size, grid.size), reach, np.float32)
    start = np.concatenate([stroke[:-1] for stroke in strokes])
    end = np.concatenate([stroke[1:] for stroke in strokes])
    middle, along = (start + end) / 2, end - start
    half = np.hypot(along[:, 0], along[:, 1]).max() / 2 + max(start[:, 2].max(), end[:, 2].max(), 0)
    rows, columns = grid.windows(middle, half + reach)
    near = _capsules(grid.x[rows, columns], grid.y[rows, columns], start, along)
    np.minimum.at(field.reshape(-1), (rows * grid.size + columns).reshape(-1), near.reshape(-1))
    return field


def _capsules(x, y, start, along) -> np.ndarray:
    """Signed distances to N capsules, each in its own window; a radius runs from end to end."""
    x0, y0, r0 = (start.T[:, :, None, None]).astype(np.float32)
    ax, ay, ar = (along.T[:, :, None, None]).astype(np.float32)
    dx, dy = x - x0, y - y0
    t = np.clip((dx * ax + dy * ay) / (ax * ax + ay * ay + np.float32(1e-6)), 0, 1)
    return np.hypot(dx - t * ax, dy - t * ay) - (r0 + t * ar)


def smooth_noise(rng: np.random.Generator, size: int, knots: int) -> np.ndarray:
    """(size, size) Gaussian random field, mean 0, deviation about 1, `knots` knots across.

    A cubic B-spline over random knots: the same field at every size, only sampled differently.
    """
    values = rng.standard_normal((knots + 3, knots + 3), np.float32)
    first, weights = _bspline(size, knots)
    rows = sum(w[:, None] * values[first + k] for k, w in enumerate(weights))
    return sum(w * rows[:, first + k] for k, w in enumerate(weights)) / np.float32(0.48)


def _bspline(size: int, knots: int) -> tuple[np.ndarray, np.ndarray]:
    """Each pixel's first knot, and its weights (4, size); their mean sum of squares is 0.48."""
    place = (np.arange(size) + 0.5) / size * knots
    first = np.floor(place).astype(int)
    t = place - first
    weights = ((1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3)
    return first, np.array(weights, np.float32) / 6
