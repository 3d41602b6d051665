"""The folds: sulci that grow inward from the brain's surface and keep out of each other's way.

The cortex has one thickness everywhere, so gyri need no drawing: grey matter is what lies within
that thickness of CSF, outside the brain or in a sulcus, and white matter is what is left.
"""

from collections import defaultdict
from math import atan2, cos, hypot, pi, sin

import numpy as np

from .head import ANGLES, Head, brain_radius

STEP = 2.5  # mm that a sulcus grows at a time
SPACING = 7.0  # mm between sulci: two banks of cortex and a core of white matter
TURNS = (0.0, 0.5, -0.5, 1.0, -1.0, 1.4, -1.4)  # radians tried in turn where the way is taken


def midline_fissure(head: Head, rng, front: float, back: float) -> list[np.ndarray]:
    """The fissure between the hemispheres, open from the surface to y = front and y = back (mm)."""
    surface = brain_radius(head)
    strokes = []
    for start, end in ((surface[len(ANGLES) // 2] + 2, front), (-surface[0] - 2, back)):
        count = max(3, int(abs(start - end) / 5))
        x = _wander(rng, count, 0.7)
        radius = 0.5 * head.atrophy * rng.uniform(0.2, 1.8, count)
        strokes.append(np.stack([x - x[0], np.linspace(start, end, count), radius], 1))
    return strokes


def sylvian_fissures(head: Head, rng) -> list[np.ndarray]:
    """At the level of the basal ganglia: inward from each temple, then along the insula, both ways."""
    if head.level > 0.42:
        return []
    strokes, reach = [], 1 - head.level  # shallower higher up
    for side in (-1, 1):
        mouth = brain_radius(head)[np.argmin(np.abs(ANGLES - side * np.deg2rad(88)))] + 2
        y, floor = rng.normal(2, 3), 39 + 12 * head.level + rng.normal(0, 1)
        paths = (
            [(mouth, y - 5), (floor + 1, y)],
            [(floor + 1, y), (floor - 0.5, y + 9 * reach), (floor - 5, y + 22 * reach)],
            [(floor + 1, y), (floor, y - 9 * reach), (floor - 1, y - 18 * reach)],
        )
        strokes += [_ragged(np.array(path) * (side, 1), 0.8 * head.atrophy, rng) for path in paths]
    return strokes


def _ragged(path: np.ndarray, radius: float, rng) -> np.ndarray:
    """A path with a point every few mm, wandering between its ends, its width varying."""
    path = _densify(path)
    sway = np.stack([_wander(rng, len(path), 1.1), _wander(rng, len(path), 1.1)], 1)
    sway -= np.linspace(sway[0], sway[-1], len(path))
    return np.column_stack([path + sway, radius * rng.uniform(0.2, 1.8, len(path))])


def _wander(rng, count: int, step: float) -> np.ndarray:
    return np.cumsum(rng.normal(0, step, count))


class Room:
    """What space is taken, and by whom: a sulcus may not come nearer than the clearance wanted."""

    CELL = 8.0  # mm

    def __init__(self):
        self._cells = defaultdict(list)

    def take(self, x: float, y: float, clearance: float, owner: int) -> None:
        reach = range(-int(clearance / self.CELL) - 1, int(clearance / self.CELL) + 2)
        column, row = int(x // self.CELL), int(y // self.CELL)
        claim = (x, y, clearance**2, owner)
        for i in reach:
            for j in reach:
                self._cells[column + i, row + j].append(claim)

    def free(self, x: float, y: float, owners: tuple[int, ...]) -> bool:
        """Whether (x, y) is clear of everything that none of `owners` took."""
        for px, py, clearance2, owner in self._cells.get((int(x // self.CELL), int(y // self.CELL)), ()):
            if owner not in owners and (px - x) ** 2 + (py - y) ** 2 < clearance2:
                return False
        return True


class Sulcus:
    """A growing line, in mm; it tends back to its first heading."""

    def __init__(self, owner, x, y, heading, length, parent=-1):
        self.owner, self.parent = owner, parent
        self.points, self.heading, self.inward, self.left = [(x, y)], heading, heading, length

    def advance(self, room: Room, drift: float) -> bool:
        """Grow one step, ahead or else round what is in the way; False when there is no room."""
        if self.left <= 0:
            return False
        course = self.heading + 0.22 * (self.inward - self.heading) + drift
        for turn in TURNS:
            x = self.points[-1][0] + STEP * cos(course + turn)
            y = self.points[-1][1] + STEP * sin(course + turn)
            # A mouth lies near its fissure, and near the next mouth, without being in its way.
            if (len(self.points) < 3 and self.parent < 0) or room.free(x, y, (self.owner, self.parent)):
                self.heading, self.left = course + turn, self.left - STEP
                self.points.append((x, y))
                room.take(x, y, SPACING, self.owner)
                return True
        return False


class Folding:
    """Grows all sulci of a brain together, in the room that fissures and deep structures leave."""

    def __init__(self, head: Head, rng, fissures, deep):
        self.head, self.rng, self.room = head, rng, Room()
        for stroke in fissures:
            for x, y, _ in _densify(stroke).tolist():
                self.room.take(x, y, SPACING - 1, owner=-2)
        for stroke in deep:
            for x, y, radius in _densify(stroke).tolist():
                self.room.take(x, y, radius + 6, owner=-2)

    def grow(self, seeds) -> list[np.ndarray]:
        """Strokes of the sulci that start from `seeds`: x, y, heading (radians), length (mm)."""
        grown = [Sulcus(i, *seed) for i, seed in enumerate(seeds)]
        self._spread(grown, list(grown))
        fillers = [Sulcus(len(grown) + i, *seed) for i, seed in enumerate(self._gaps())]
        grown += fillers
        self._spread(grown, fillers)
        return self._strokes([sulcus for sulcus in grown if len(sulcus.points) > 1])

    def _gaps(self) -> list[tuple]:
        """Mouths where the first sulci left the surface bare."""
        seeds = [seed for _ in range(3) for seed in surface_seeds(self.head, self.rng)]
        gaps = []
        for x, y, heading, length in seeds:
            if self.room.free(x + 5 * cos(heading), y + 5 * sin(heading), ()):
                self.room.take(x + 5 * cos(heading), y + 5 * sin(heading), SPACING, -3 - len(gaps))
                gaps.append((x, y, heading, length))
        return gaps

    def _spread(self, grown: list[Sulcus], growing: list[Sulcus]) -> None:
        """Grow all of `growing` a step at a time; branches are added to `grown` as well."""
        branching = 0.12 + 0.08 * self.head.level  # the upper sulci are the more tangled ones
        while growing:
            drifts = self.rng.normal(0, 0.32, len(growing)).tolist()
            chances = self.rng.random(len(growing)).tolist()
            growing = [s for s, drift in zip(growing, drifts) if s.advance(self.room, drift)]
            for sulcus, chance in zip(growing[:], chances):
                if chance < branching and len(sulcus.points) > 2:
                    growing.append(self._branch(sulcus, len(grown)))
                    grown.append(growing[-1])

    def _branch(self, parent: Sulcus, owner: int) -> Sulcus:
        side, turn, length = self.rng.random(3).tolist()
        turn = (0.7 + 0.7 * turn) * (1 if side < 0.5 else -1)
        length = 5 + (5 + 8 * self.head.level) * length
        return Sulcus(owner, *parent.points[-1], parent.heading + turn, length, parent.owner)

    def _strokes(self, sulci: list[Sulcus]) -> list[np.ndarray]:
        """Widest at the mouth; a negative radius is a sulcus whose banks touch: no CSF is seen."""
        counts = np.array([len(sulcus.points) for sulcus in sulci])
        ends = np.cumsum(counts)
        place = np.arange(ends[-1]) - np.repeat(ends - counts, counts)
        width = self.head.atrophy * self.rng.uniform(0.0, 0.9, len(sulci))
        radius = np.repeat(width, counts) * (0.8 - 0.6 * place / np.repeat(counts, counts))
        radius += self.rng.normal(-0.05, 0.2, len(radius))
        mouths = np.repeat([sulcus.parent < 0 for sulcus in sulci], counts) & (place == 0)
        radius[mouths] += 0.7  # gyri are round: their shoulders leave a wedge of CSF
        points = np.array([point for sulcus in sulci for point in sulcus.points])
        inner = np.flatnonzero((place > 0) & (place < np.repeat(counts, counts) - 1))
        points[inner] = 0.25 * points[inner - 1] + 0.5 * points[inner] + 0.25 * points[inner + 1]
        return np.split(np.column_stack([points, radius]), ends[:-1])


def surface_seeds(head: Head, rng) -> list[tuple]:
    """Mouths of sulci all around, short and long ones mixed."""
    surface = brain_radius(head) + 1.5
    shortest, longest = 9 + 4 * head.level, 22 + 16 * head.level
    seeds, angle = [], rng.uniform(0.12, 0.2)
    for turn, length, gap in rng.uniform((-0.5, shortest, 10), (0.5, longest, 15), (64, 3)).tolist():
        wrapped = (angle + pi) % (2 * pi) - pi
        r = float(surface[round((wrapped + pi) / (2 * pi) * (len(ANGLES) - 1))])
        across, up = sin(wrapped), cos(wrapped)
        if abs(across) * r > 7:  # the midline has its fissure
            seeds.append((r * across, r * up, atan2(-up, -across) + turn, length))
        angle += gap / r
        if angle > 2 * pi - 0.12:
            break
    return seeds


def medial_seeds(head: Head, rng, fissures) -> list[tuple]:
    """Mouths of sulci along both walls of the midline fissure."""
    seeds = []
    for stroke in fissures:
        low, high = sorted((stroke[0, 1], stroke[-1, 1]))
        for side in (-1, 1):
            y = low + rng.uniform(4, 12)
            while y < high - 4:
                turn, length, gap = rng.uniform((-0.9, 5, 9 + 4 * head.level), (0.9, 18, 16 + 6 * head.level))
                x = np.interp(y, *stroke[np.argsort(stroke[:, 1])][:, 1::-1].T)
                seeds.append((x, y, (0 if side > 0 else pi) + turn, length))
                y += gap
    return seeds


def insular_seeds(rng, fissures) -> list[tuple]:
    """Sulci of the opercula: outward from the fissure along the insula."""
    seeds = []
    for stroke in fissures:
        for x, y, _ in stroke[2:-1:3]:
            turn, length = rng.uniform((-0.7, 6), (0.7, 14))
            seeds.append((x, y, (0 if x > 0 else pi) + turn, length))
    return seeds


def _densify(stroke) -> np.ndarray:
    """The same stroke with a point at least every STEP mm."""
    pieces = []
    for start, end in zip(stroke[:-1], stroke[1:]):
        count = int(hypot(*(end - start)[:2]) / STEP) + 1
        pieces.append(start + (end - start) * (np.arange(count) / count)[:, None])
    return np.concatenate([*pieces, stroke[-1:]])
