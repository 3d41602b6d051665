"""The deep structures as strokes: ventricles, nuclei, and lesions where there are any.

Positions in mm from the middle of the head, for a head of average size at each of two levels,
blended in between; the grid's warp makes left and right differ.
"""

from dataclasses import dataclass, field

import numpy as np

from .head import Head


@dataclass(frozen=True)
class Deep:
    """Strokes per tissue, innermost last; `callosum` is how far the midline is bridged (mm, or None).

    Cisterns hold CSF as ventricles do, outside the brain.
    """

    nuclei: dict[str, list[np.ndarray]]
    ventricles: list[np.ndarray]
    callosum: tuple[float, float] | None
    cisterns: list[np.ndarray] = field(default_factory=list)

    def fluid(self) -> list[np.ndarray]:
        return [*self.ventricles, *self.cisterns]

    def strokes(self) -> list[np.ndarray]:
        return [*self.fluid(), *(stroke for strokes in self.nuclei.values() for stroke in strokes)]


@dataclass(frozen=True)
class Lesion:
    """Cores of one tissue, and around them oedema or gliosis reaching `rim` mm further."""

    tissue: str
    cores: list[np.ndarray] = field(default_factory=list)
    rim: float = 0.0


def deep_structures(head: Head, rng) -> Deep:
    """What lies under the cortex at this head's level."""
    cisterns = []
    if head.level < 0.42:
        nuclei, ventricles, cisterns, callosum = _basal_ganglia(head, rng)
    elif head.level < 0.78:
        nuclei, ventricles, callosum = _ventricle_bodies(head, rng)
    else:
        nuclei, ventricles, callosum = {}, [], None
    return Deep(
        {tissue: _both_sides(paths) for tissue, paths in nuclei.items()},
        ventricles,
        callosum,
        cisterns,
    )


def _basal_ganglia(head, rng):
    wide = head.ventricles
    nuclei = {
        "striatum": [
            [(19 + 3 * wide, 30, 2), (14 + 3 * wide, 24, 4.2), (11 + 3 * wide, 14, 3.6), (12 + 2 * wide, 8, 1.5)],
            [(24, 24, 1.5), (28, 14, 3.6), (30.5, 3, 4.2), (29.5, -8, 2.5), (28, -13, 0.8)],
        ],
        "pallidum": [[(20, 14, 0.8), (22.5, 5, 3.0), (23, -3, 1.5)]],
        "thalamus": [[(7.5, 1, 4.2), (10.5, -8, 6.8), (15, -16, 6.5)]],
    }
    horns = [[(15, 33, 2.5 * wide), (9, 26, 4.2 * wide), (3.2 + wide, 15, 2.6 * wide), (2.5 + wide, 6, 1.0 * wide)]]
    trigones = [[(20, -25, 2.2 * wide), (25, -34, 4.6 * wide), (28, -44, 3.0 * wide), (26, -53, 1.0 * wide)]]
    third = [np.array([(0, 4, 0.8), (0.3, -6, 1.4), (0, -15, 1.0)]) * (1, 1, wide)]
    cistern = [np.array([(-7, -27, 0.8), (0, -26, 2.2 + 0.8 * wide), (7, -27, 0.8)])]
    ventricles = _both_sides(horns + trigones) + third
    return nuclei, ventricles, cistern, (38 + rng.normal(0, 1.5), -36 + rng.normal(0, 1.5))


def _ventricle_bodies(head, rng):
    wide = head.ventricles * np.interp(head.level, (0.42, 0.7, 0.78), (1.05, 0.8, 0.45))
    apart = np.interp(head.level, (0.42, 0.78), (0, 4))
    body = [
        (15 + apart, 30, 1.8 * wide),
        (10.5 + apart, 22, 4.2 * wide),
        (6 + wide + apart, 8, 4.4 * wide),
        (7 + wide + apart, -8, 4.4 * wide),
        (13 + apart, -22, 5.0 * wide),
        (20 + apart, -33, 4.4 * wide),
        (24 + apart, -41, 1.6 * wide),
    ]
    caudate = [(x + 1.0 + r + 1.3, y, 2.2 - 0.25 * i) for i, (x, y, r) in enumerate(body[1:5])]
    thin = np.interp(head.level, (0.42, 0.6), (1, 0.5))
    nuclei = {"striatum": [[(x, y, r * thin) for x, y, r in caudate]]}
    reach = np.interp(head.level, (0.42, 0.78), (1, 0.55))
    return nuclei, _both_sides([body]), (36 * reach + rng.normal(0, 1.5), -38 * reach + rng.normal(0, 1.5))


def _both_sides(paths) -> list[np.ndarray]:
    right = [np.array(path, float) for path in paths]
    return [*right, *(path * (-1, 1, 1) for path in right)]


def sample_lesion(rng) -> Lesion:
    """Multiple-sclerosis plaques around the ventricles, or one tumour with its oedema."""
    if rng.random() < 0.6:
        return Lesion("lesion", [_plaque(rng) for _ in range(rng.integers(4, 10))])
    side, centre = rng.choice((-1, 1)), rng.uniform((22, -35), (40, 35))
    radius = rng.uniform(5, 9)
    lobes = rng.normal(0, 0.55 * radius, (5, 2)) + centre * (side, 1)
    return Lesion("tumour", [np.column_stack([lobes, radius * rng.uniform(0.6, 1, 5)])], rim=rng.uniform(4, 9))


def _plaque(rng) -> np.ndarray:
    """An ovoid that points away from the ventricle (Dawson's fingers)."""
    side, radius = rng.choice((-1, 1)), rng.uniform(1.2, 3.2)
    start = np.array((side * rng.uniform(20, 36), rng.uniform(-42, 38)))
    away = np.array((side, rng.normal(0, 0.5))) * rng.uniform(1, 5)
    return np.array([(*start, radius), (*(start + away), 0.8 * radius)])
