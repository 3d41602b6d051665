"""What a panel shows of a slice and its classes, read from its pixels (trusted side)."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from autograder.labs.segmentation.settings import CLASSES

MARGIN = 2  # pixels beside the border of a class, which interpolation may have mixed
FOLLOWS = 0.9  # correlation of the background with the slice; a grey picture drawn in any resolution: 0.97 and more
KEPT = 0.75  # of the pixels that the fit is made of, so that a misplaced class does not hide the slice
GREY = 1.25  # a channel may rise so much faster than another one
CONTRAST = 0.85  # of the slice's own; less is a veil over the whole picture
COLOUR = 0.06  # the least difference that is seen as another colour, of 1
SEEN_THROUGH = 0.08  # of the slice's contrast, under a class


@dataclass(frozen=True)
class Tint:
    """A channel-wise straight line from grey levels to what is drawn: (3,) each. follows: their least correlation."""

    slopes: np.ndarray
    offsets: np.ndarray
    follows: float

    def at(self, level: float) -> np.ndarray:
        """The colour (3,) that a grey level is drawn in."""
        return self.slopes * level + self.offsets

    @property
    def coloured(self) -> bool:
        """Whether dark and bright pixels both have a colour, as behind a coloured veil."""
        return bool(min(np.ptp(self.at(level)) for level in (0.0, 1.0)) > COLOUR)


@dataclass(frozen=True)
class Overlay:
    """A panel, (H, W, 3), of a slice (H, W) with classes (H, W)."""

    panel: np.ndarray
    levels: np.ndarray
    mask: np.ndarray

    @cached_property
    def background(self) -> Tint:
        """How the slice is drawn where there is no class."""
        inside = _inside(self.mask == 0)
        return _tint(self.panel[inside], self.levels[inside])

    def tint(self, label: int) -> Tint:
        """How the slice is drawn under a class."""
        inside = _inside(self.mask == label)
        return _tint(self.panel[inside], self.levels[inside])

    def colour(self, label: int) -> np.ndarray:
        """The colour (3,) of a class at the middle grey level, less that of the background there."""
        return self.tint(label).at(0.5) - self.background.at(0.5)

    @cached_property
    def grey(self) -> bool:
        """Whether the background is the slice in grey, bright where it is; a coloured veil over it aside."""
        slopes = self.background.slopes
        return bool(self.background.follows > FOLLOWS and slopes.min() > 0 and slopes.max() < GREY * slopes.min())

    @property
    def negative(self) -> bool:
        """Whether the slice is bright where it should be dark."""
        return bool(self.background.follows > FOLLOWS and self.background.slopes.max() < 0)

    @property
    def untouched(self) -> bool:
        """Whether no veil lies over the background."""
        return bool(not self.background.coloured and self.background.slopes.min() >= CONTRAST)

    @property
    def seen_through(self) -> list[bool]:
        """Of each foreground class, whether the slice is seen under it."""
        return [bool(self.tint(label).slopes.max() >= SEEN_THROUGH) for label in range(1, len(CLASSES))]

    @property
    def shown(self) -> list[bool]:
        """Of each foreground class, whether it differs from the background."""
        return [bool(np.abs(self.colour(label)).max() > COLOUR) for label in range(1, len(CLASSES))]

    @property
    def apart(self) -> bool:
        """Whether the two classes have two colours."""
        return bool(np.abs(self.colour(1) - self.colour(2)).max() > COLOUR)

    @property
    def merits(self) -> int:
        """How much is right, by which one of several panels is chosen."""
        return sum((self.grey, self.grey and self.untouched, *self.seen_through, *self.shown, 2 * self.apart))


def _tint(colours: np.ndarray, levels: np.ndarray) -> Tint:
    """The lines from levels (n,) to colours (n, 3), of the pixels that lie nearest to them."""
    kept = np.ones(len(levels), bool)
    for _ in range(3):
        slopes, offsets = np.polyfit(levels[kept], colours[kept], 1)
        off = np.abs(colours - levels[:, None] * slopes - offsets).max(1)
        kept = off <= np.quantile(off, KEPT)
    found, wanted = colours[kept], levels[kept]
    follows = min(_likeness(channel, wanted) for channel in found.T)
    return Tint(slopes, offsets, follows)


def _likeness(a: np.ndarray, b: np.ndarray) -> float:
    """The size of the correlation; 0 where one of both is even."""
    return float(abs(np.corrcoef(a, b)[0, 1])) if a.std() > 1e-6 and b.std() > 1e-6 else 0.0


def _inside(region: np.ndarray) -> np.ndarray:
    """The pixels of a region that are MARGIN away from its border, and from the picture's."""
    kept = region.copy()
    for _ in range(MARGIN):
        padded = np.pad(kept, 1)
        kept = kept & padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    return kept
