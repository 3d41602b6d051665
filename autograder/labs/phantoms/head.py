"""One person's head at one slice level: its outline, and the layers from skin to brain."""

from dataclasses import dataclass

import numpy as np

ANGLES = np.linspace(-np.pi, np.pi, 1025)  # from the nose, clockwise in the picture
LAYERS = ("skin", "fat", "muscle", "bone", "marrow", "bone")


@dataclass(frozen=True)
class Head:
    """Lengths in mm. Arrays hold one value per angle in ANGLES."""

    level: float  # 0: basal ganglia, 0.5: bodies of the ventricles, 1: above them
    tilt: float  # radians
    shift: tuple[float, float]
    radius: np.ndarray
    thickness: tuple[np.ndarray, ...]  # of each of LAYERS
    subarachnoid: np.ndarray  # CSF between skull and cortex
    cortex: float  # thickness of the grey matter
    ventricles: float  # their width, 1: average
    atrophy: float  # width of the sulci, 1: average


def sample_head(rng: np.random.Generator) -> Head:
    """A healthy adult head, at a random level between basal ganglia and vertex."""
    level = rng.uniform(0, 1)
    age = rng.uniform(0, 1)  # old brains have wide sulci and wide ventricles together
    return Head(
        level=level,
        tilt=np.deg2rad(rng.normal(0, 2.5)),
        shift=(rng.normal(0, 2), rng.normal(0, 2)),
        radius=_outline(rng, level),
        thickness=_thickness(rng, level),
        subarachnoid=_subarachnoid(rng, age),
        cortex=rng.uniform(2.6, 3.3),  # 2.5 mm (Fischl and Dale 2000), and more where cut aslant
        ventricles=0.65 + 0.6 * age + rng.uniform(-0.1, 0.25),
        atrophy=0.6 + 0.9 * age,
    )


def wobble(rng: np.random.Generator, waves: int) -> np.ndarray:
    """A smooth random function of the angle, deviation about 1."""
    amplitude = rng.standard_normal((2, waves)) / np.sqrt(waves)
    turns = np.outer(np.arange(1, waves + 1), ANGLES)
    return amplitude[0] @ np.cos(turns) + amplitude[1] @ np.sin(turns)


def _bump(centre: float, width: float) -> np.ndarray:
    """1 at `centre`, falling off smoothly over `width` (radians)."""
    return np.exp((np.cos(ANGLES - centre) - 1) / width**2)


def _outline(rng, level) -> np.ndarray:
    """An egg, blunter than an ellipse, wider behind; 75-85 % of the field of view long."""
    length = rng.uniform(92, 100) * (1 - 0.03 * level)
    width = length * rng.uniform(0.76, 0.84)
    sideways = width * (1 - rng.uniform(0.04, 0.1) * np.cos(ANGLES))
    blunt = rng.uniform(2.05, 2.3)
    egg = (np.abs(np.sin(ANGLES) / sideways) ** blunt + np.abs(np.cos(ANGLES) / length) ** blunt) ** (-1 / blunt)
    return egg * (1 + 0.006 * wobble(rng, 5))


def _subarachnoid(rng, age) -> np.ndarray:
    """Thin over the crowns of the gyri, wider in front and in the old."""
    ragged = np.clip(0.5 * wobble(rng, 28) + 0.4 * wobble(rng, 5), 0, 2)
    return 0.2 + 0.6 * age + ragged + (0.4 + 0.8 * age) * _bump(0, 0.6)


def _thickness(rng, level) -> tuple[np.ndarray, ...]:
    temporal = _bump(np.deg2rad(62), 0.42) + _bump(np.deg2rad(-62), 0.42)
    lower = max(0.0, 1 - 1.3 * level)  # the temporal muscle ends below the vertex
    fat = rng.uniform(2.2, 4.2) * (1 + 0.15 * wobble(rng, 4) + 0.3 * _bump(np.pi, 0.6))
    muscle = 0.5 + rng.uniform(5, 8) * lower * temporal
    table = rng.uniform(1.1, 1.6)
    diploe = rng.uniform(1.6, 3.4) * np.clip(1 + 0.25 * wobble(rng, 6) - 0.6 * lower * temporal, 0.2, 2)
    inner = table * (1.1 + 0.15 * wobble(rng, 5) + 0.6 * _bump(0, 0.3) + 0.6 * _bump(np.pi, 0.25))
    return np.full_like(ANGLES, rng.uniform(1.2, 1.8)), fat, muscle, np.full_like(ANGLES, table), diploe, inner


def brain_radius(head: Head) -> np.ndarray:
    """Where the brain's surface lies, per angle."""
    return head.radius - sum(head.thickness) - head.subarachnoid


def depth_and_angle(head: Head, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """mm below the skin (negative in air), and the index into ANGLES, of points in head coordinates."""
    turn = (np.arctan2(x, y) + np.float32(np.pi)) * np.float32((len(ANGLES) - 1) / (2 * np.pi))
    angle = np.rint(turn).astype(np.intp)
    slope = np.gradient(head.radius, ANGLES) / head.radius
    square_on = 1 / np.sqrt(1 + slope**2)  # from distance along the ray to distance from the surface
    below = head.radius.astype(np.float32)[angle] - np.hypot(x, y)
    return below * square_on.astype(np.float32)[angle], angle
