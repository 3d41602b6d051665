"""What to look for: loss curves, the checkerboard, shifted pairs, and what PSNR does not see."""
from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from skimage.metrics import structural_similarity

from autograder.labs.phantoms import phantom, tissue_maps

from .paper import BLUE, GREEN, INK, ORANGE, RED, show
from .runs import EVERY, SIZE, STORE, UNSEEN

TITLES = {"healthy": "run 1", "d_wins": "run 2", "no_l1": "run 3", "collapse": "run 4"}
LESION_HEAD = 31


def losses() -> Figure:
    """Four trainings side by side: loss_D, the adversarial term of loss_G, L1, and an unseen slice at the end."""
    stored = np.load(STORE)
    figure = Figure(figsize=(8.6, 5.6), layout="constrained")
    grid = figure.subplots(3, 4, height_ratios=(1, 0.8, 1.25), sharey="row")
    for column, (name, title) in zip(grid.T, TITLES.items()):
        curves = stored[f"{name}_curves"]
        steps = EVERY * np.arange(1, len(curves) + 1)
        for curve, colour, label in ((curves[:, 2], BLUE, "loss_D"), (curves[:, 0], ORANGE, "BCE(D(x, G(x)), 1)")):
            column[0].plot(steps, curve, color=colour, label=label, lw=1.4)
        column[0].axhline(np.log(2), color=INK, lw=0.8, ls=":")
        column[0].set(ylim=(0, 8), title=title)
        column[0].title.set_fontweight("bold")
        column[1].plot(steps, curves[:, 1], color=GREEN, lw=1.4, label="L1")
        column[1].set(ylim=(0, 1.1), xlabel="step")
        show(column[2], stored[f"{name}_slices"][-1])
    grid[0, 0].legend(frameon=False, fontsize=8, loc="upper left")
    grid[1, 0].legend(frameon=False, fontsize=8, loc="upper right")
    grid[0, 3].text(1200, np.log(2) + 0.08, "ln 2", fontsize=7.5, ha="right", va="bottom", color=INK)
    grid[2, 0].set_ylabel("unseen slice, generated", color=INK)
    return figure


def checkerboard() -> Figure:
    """The middle of an unseen slice: generated in three ways, and real."""
    stored = np.load(STORE)
    early, late = stored["healthy_slices"]
    views = {"run 1, step 60": early, "run 1, step 1200": late, "run 2, step 1200": stored["d_wins_slices"][-1],
             "real T2": phantom(UNSEEN, SIZE)[1]}
    figure = Figure(figsize=(7.6, 2.15), layout="constrained")
    box = slice(SIZE // 2 - 20, SIZE // 2 + 20)
    for axes, (title, image) in zip(figure.subplots(1, 4), views.items()):
        show(axes, image[box, box], title)
    return figure


def pairing() -> Figure:
    """Five T1 and four T2 slices paired by position: from the gap on, each T1 gets a neighbour's T2."""
    figure = Figure(figsize=(7.6, 3.3))
    canvas = figure.add_axes((0, 0, 1, 1))
    canvas.set(xlim=(0, 100), ylim=(0, 43.4))
    canvas.axis("off")
    heads = [phantom(10_000 + index, 128, lesion=False) for index in range(5)]
    there = [0, 1, 3, 4]
    for place, (t1, _) in enumerate(heads):
        show(figure.add_axes((0.08 + 0.185 * place, 0.56, 0.15, 0.36)), t1)
        canvas.text(15.5 + 18.5 * place, 41.2, f"{place:03d}.png", ha="center", fontsize=8.5, color=INK)
    for place, index in enumerate(there):
        colour = GREEN if place == index else RED
        show(figure.add_axes((0.08 + 0.185 * place, 0.075, 0.15, 0.36)), heads[index][1])
        canvas.text(15.5 + 18.5 * place, 1.5, f"{index:03d}.png", ha="center", fontsize=8.5, color=colour,
                    fontweight="bold")
        canvas.plot([15.5 + 18.5 * place] * 2, [19.4, 23.8], color=colour, lw=3)
        canvas.text(17 + 18.5 * place, 21.6, "✓" if place == index else "✗", color=colour, fontsize=13, va="center")
    canvas.text(1, 32, "trainA", fontsize=9, color=INK, va="center", fontweight="bold")
    canvas.text(1, 11, "trainB", fontsize=9, color=INK, va="center", fontweight="bold")
    canvas.text(89.5, 11, "002.png\nmissing", fontsize=8.5, color=RED, va="center", ha="center")
    return figure


def renderings() -> dict[str, np.ndarray]:
    """A T2 with lesions; the same head without them (A); and with them, but 20 % darker (B)."""
    real, missing = (phantom(LESION_HEAD, lesion=lesion, field=1.5)[1] for lesion in (True, False))
    return {"real T2": real, "A": missing, "B": np.round(real * 0.8).astype(np.uint8)}


def compare() -> dict[str, str]:
    """PSNR and SSIM of A and of B against the real T2, in words."""
    pictures = renderings()
    real = pictures.pop("real T2")
    return {name: scores(image, real) for name, image in pictures.items()}


def metrics() -> Figure:
    """A real T2 and two renderings of it: the better PSNR belongs to the one without the lesion."""
    share = tissue_maps(LESION_HEAD, lesion=True)["lesion"]
    rows, columns = np.nonzero(share > 0.5)
    left, top, right, bottom = columns.min() - 5, rows.min() - 5, columns.max() + 5, rows.max() + 5
    notes = compare()
    figure = Figure(figsize=(7.6, 3.0), layout="constrained")
    for axes, (name, image) in zip(figure.subplots(1, 3), renderings().items()):
        show(axes, image, f"{name}\n{notes[name]}" if name in notes else name)
        axes.add_patch(Rectangle((left, top), right - left, bottom - top, fill=False, ec="#ffd33d", lw=1.3))
    return figure


def scores(image: np.ndarray, real: np.ndarray) -> str:
    """PSNR and SSIM of one 8-bit picture against another, in words."""
    error = np.mean((image.astype(float) - real) ** 2)
    similarity = structural_similarity(real, image, data_range=255)
    return f"PSNR {10 * np.log10(255**2 / error):.1f} dB, SSIM {similarity:.3f}"
