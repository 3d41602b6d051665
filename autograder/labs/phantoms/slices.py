"""One phantom slice: a head from a seed, its tissue fractions, and the two pictures of it."""

from functools import lru_cache

import numpy as np

from .acquisition import bias_field, rician, scan, windowed
from .cortex import Folding, insular_seeds, medial_seeds, midline_fissure, surface_seeds, sylvian_fissures
from .deep_structures import Deep, Lesion, deep_structures, sample_lesion
from .head import LAYERS, Head, depth_and_angle, sample_head
from .strokes import Grid, distance, smooth_noise
from .tissues import FIELDS, NAMES

LESION_SHARE = 0.25  # of the slices, where the caller leaves it open
T1_WHITE, T2_WHITE = 98.0, 99.5  # percentiles of the head that become 255


@lru_cache(maxsize=64)  # a class is graded with the same few heads over and over, and each takes 30 ms
def phantom(
    seed: int, size: int = 256, lesion: bool | None = None, field: float | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """A T1 and a T2 slice of the same synthetic head: two uint8 arrays (size, size).

    Anterior is up; the field of view is 240 mm whatever the size. `lesion` True or False decides
    whether there is one, `field` (1.5 or 3 tesla) which scanner; None leaves it to the seed. The
    anatomy depends on the seed alone, not on the size (though sulci much thinner than a pixel come
    out wider than they are). The same arguments give the same bytes (on one machine); the arrays are
    read-only, since others may have them too.
    """
    if field not in (None, *FIELDS):
        raise ValueError(f"phantom: field must be 1.5 or 3.0 tesla (tissue values are known there), got {field!r}")
    rng, drawn_field, drawn_lesion = _drawn(seed)
    fractions = _fractions(rng, size, drawn_lesion if lesion is None else lesion)
    pictures = _pictures(fractions, drawn_field if field is None else float(field), rng)
    for picture in pictures:
        picture.flags.writeable = False
    return pictures


def pair_as_float(seed: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    """`phantom(seed, size)` as float32 in [-1, 1]: grey level 0 -> -1, 255 -> +1."""
    t1, t2 = phantom(seed, size)
    return tuple(image.astype(np.float32) / 127.5 - 1 for image in (t1, t2))


def tissue_maps(seed: int, size: int = 256, lesion: bool | None = None) -> dict[str, np.ndarray]:
    """What `phantom` with the same arguments shows: by tissue, each pixel's fraction (size, size)."""
    rng, _, drawn_lesion = _drawn(seed)
    return dict(zip(NAMES, _fractions(rng, size, drawn_lesion if lesion is None else lesion)))


def structure_masks(seed: int, size: int = 256, lesion: bool | None = None) -> dict[str, np.ndarray]:
    """Where `phantom` with the same arguments shows "ventricle" and "lesion" (tumours and oedema among them).

    Two bool arrays (size, size) that share no pixel: what fills more than half of a pixel. CSF outside the
    brain, in sulci and cisterns, is no ventricle.
    """
    rng, _, drawn_lesion = _drawn(seed)
    fractions, ventricles = _anatomy(rng, size, drawn_lesion if lesion is None else lesion)
    inside = np.minimum(fractions[NAMES.index("csf")], ventricles)
    damaged = sum(fractions[NAMES.index(name)] for name in ("lesion", "tumour"))
    return {"ventricle": inside > 0.5, "lesion": damaged > 0.5}


def _drawn(seed: int) -> tuple[np.random.Generator, float, bool]:
    """The seed's generator, and the scanner and the lesion that it draws before all else."""
    rng = np.random.Generator(np.random.PCG64(seed))
    return rng, float(rng.choice(FIELDS)), bool(rng.random() < LESION_SHARE)


def _pictures(fractions, field, rng):
    size = fractions.shape[-1]
    head = fractions.sum(0) > 0.5
    white, csf = NAMES.index("white"), NAMES.index("csf")
    pictures = []
    for image, reference, percentile in zip(scan(fractions, field, rng), (white, csf), (T1_WHITE, T2_WHITE)):
        level = float((image * fractions[reference]).sum() / fractions[reference].sum())
        sigma = level * rng.uniform(0.008, 0.02)  # 1-2 % of white matter (T1), of CSF (T2)
        noisy = rician(image * bias_field(rng, size), sigma, rng)
        pictures.append(windowed(noisy, head, percentile))
    return tuple(pictures)


def _fractions(rng, size: int, lesion: bool) -> np.ndarray:
    """(tissues, size, size) float32: how much of each pixel is which tissue; the rest is air."""
    return _anatomy(rng, size, lesion)[0]


def _anatomy(rng, size: int, lesion: bool) -> tuple[np.ndarray, np.ndarray]:
    """The tissue fractions, and how much of each pixel lies inside a ventricle, (size, size)."""
    if size < 16:
        raise ValueError(f"phantom: size must be at least 16 pixels to show a head, got {size}")
    head = sample_head(rng)
    deep = deep_structures(head, rng)
    sulci = _sulci(head, deep, rng)
    damage = sample_lesion(rng)
    grid = Grid(size, head.tilt, head.shift)
    fractions = np.zeros((len(NAMES), size, size), np.float32)
    gap = _layers(fractions, grid, head, rng)
    grid.warp(1.6 * smooth_noise(rng, size, 7), 1.6 * smooth_noise(rng, size, 7))
    gap = np.minimum(gap, distance(grid, sulci, 7.0))
    thickness = head.cortex * (1 + 0.12 * smooth_noise(rng, size, 24))
    _brain(fractions, grid, gap, thickness)
    _deep(fractions, grid, deep)
    if lesion:
        _damage(fractions, grid, damage)
    return fractions, _ventricles(grid, deep)


def _sulci(head: Head, deep: Deep, rng) -> list[np.ndarray]:
    front, back = deep.callosum or (0.0, 0.0)
    midline = midline_fissure(head, rng, front, back)
    sylvian = sylvian_fissures(head, rng)
    fissures = midline + sylvian
    folding = Folding(head, rng, fissures, deep.strokes())
    seeds = surface_seeds(head, rng) + medial_seeds(head, rng, midline) + insular_seeds(rng, sylvian)
    return fissures + folding.grow(seeds)


def _layers(fractions, grid, head: Head, rng) -> np.ndarray:
    """Fill in skin to skull, and the cavity with CSF; returns mm below the brain's surface."""
    depth, angle = depth_and_angle(head, grid.x, grid.y)
    border = np.zeros_like(head.radius)
    outer = grid.coverage(depth)
    for layer, thickness in zip(LAYERS, head.thickness):
        border = border + thickness
        inner = grid.coverage(depth - border.astype(np.float32)[angle])
        fractions[NAMES.index(layer)] += outer - inner
        outer = inner
    fractions[NAMES.index("csf")] = outer
    _marble(fractions, rng)
    return depth - (border + head.subarachnoid).astype(np.float32)[angle]


def _marble(fractions, rng) -> None:
    """Fat runs through the scalp in lobules, and yellow marrow through the diploe."""
    size = fractions.shape[-1]
    fine = smooth_noise(rng, size, 90) + 0.5 * smooth_noise(rng, size, 9)
    _exchange(fractions, "fat", "skin", np.clip(0.3 + 0.16 * fine, 0, 0.8))
    _exchange(fractions, "marrow", "fat", np.clip(0.2 + 0.1 * fine, 0, 0.5))


def _exchange(fractions, old: str, new: str, share: np.ndarray) -> None:
    moved = fractions[NAMES.index(old)] * share
    fractions[NAMES.index(old)] -= moved
    fractions[NAMES.index(new)] += moved


def _brain(fractions, grid, gap, thickness) -> None:
    """Grey matter within `thickness` of CSF (`gap` mm away), white matter beyond."""
    brain, white = grid.coverage(gap), grid.coverage(gap - thickness, blur=1.3)
    white = np.minimum(white, brain)
    fractions[NAMES.index("csf")] -= np.minimum(brain, fractions[NAMES.index("csf")])
    fractions[NAMES.index("grey")] = brain - white
    fractions[NAMES.index("white")] = white


def _deep(fractions, grid, deep: Deep) -> None:
    for tissue, strokes in deep.nuclei.items():
        _paint(fractions, tissue, grid.coverage(-distance(grid, strokes, 3.0), blur=2))
    if deep.fluid():
        _paint(fractions, "csf", grid.coverage(-distance(grid, deep.fluid(), 3.0)))


def _ventricles(grid, deep: Deep) -> np.ndarray:
    if not deep.ventricles:
        return np.zeros((grid.size, grid.size), np.float32)
    return grid.coverage(-distance(grid, deep.ventricles, 3.0))


def _damage(fractions, grid, lesion: Lesion) -> None:
    near = distance(grid, lesion.cores, 12.0)
    near = near + 1.5 * np.sin(0.45 * grid.x) * np.sin(0.5 * grid.y)  # ragged, not round
    if lesion.rim:
        _paint(fractions, "lesion", 0.6 * grid.coverage(lesion.rim - near, blur=3))
    _paint(fractions, lesion.tissue, grid.coverage(-near, blur=2))


def _paint(fractions, tissue: str, cover: np.ndarray) -> None:
    """Put `tissue` in place of what brain tissue there is under `cover`."""
    taken = np.zeros_like(cover)
    for name in NAMES[NAMES.index("grey") :]:
        part = fractions[NAMES.index(name)] * cover
        fractions[NAMES.index(name)] -= part
        taken += part
    fractions[NAMES.index(tissue)] += taken
