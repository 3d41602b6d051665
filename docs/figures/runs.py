"""Four real trainings that went differently, kept small: losses, and one unseen slice along the way."""
from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from autograder.labs.phantoms import phantom

ROOT = Path(__file__).resolve().parents[2]
STORE = Path(__file__).with_name("runs.npz")
SIZE, PAIRS, STEPS, EVERY = 96, 96, 1200, 30  # pixels, training slices, steps, steps a point
UNSEEN = 9_003
SNAPSHOTS = (60, STEPS)  # when the unseen slice is kept


@dataclass(frozen=True)
class Recipe:
    """What is changed against the handout: λ, and the learning rates of G and D as multiples of 2e-4."""

    lambda_l1: float = 100.0
    g_rate: float = 1.0
    d_rate: float = 1.0


RECIPES = {"healthy": Recipe(), "d_wins": Recipe(d_rate=25.0), "no_l1": Recipe(lambda_l1=0.0),
           "collapse": Recipe(lambda_l1=0.0, g_rate=250.0)}


def as_batch(image: np.ndarray) -> torch.Tensor:
    """(H, W) uint8 -> (1, 1, H, W) float32 in [-1, 1]."""
    return torch.from_numpy(image)[None, None].float() / 127.5 - 1


def train(recipe: Recipe) -> tuple[np.ndarray, list[np.ndarray]]:
    """Curves (points, 3): adversarial term, L1, loss_D; and the unseen slice's fake T2 at SNAPSHOTS."""
    if str(ROOT / "solution") not in sys.path:
        sys.path.insert(0, str(ROOT / "solution"))
    from discriminator import Discriminator
    from generator import Generator
    from training import make_optimizers, train_step

    torch.manual_seed(0)
    G, D = Generator(), Discriminator()
    optimizer_G, optimizer_D = make_optimizers(G, D)
    for optimizer, rate in ((optimizer_G, recipe.g_rate), (optimizer_D, recipe.d_rate)):
        for group in optimizer.param_groups:
            group["lr"] *= rate
    pairs = [tuple(map(as_batch, phantom(seed, SIZE))) for seed in range(PAIRS)]
    t1 = as_batch(phantom(UNSEEN, SIZE)[0])
    points, snapshots, window = [], [], []
    for step in range(1, STEPS + 1):
        x, y = pairs[torch.randint(PAIRS, ()).item()]
        with torch.no_grad():
            l1 = (G(x) - y).abs().mean().item()
        losses = train_step(G, D, optimizer_G, optimizer_D, x, y, recipe.lambda_l1)
        window.append((float(losses["loss_G"]) - recipe.lambda_l1 * l1, l1, float(losses["loss_D"])))
        if step % EVERY == 0:
            points.append(np.mean(window, axis=0))
            window.clear()
        if step in SNAPSHOTS:
            with torch.no_grad():  # training mode: BatchNorm's running statistics lag behind early on
                snapshots.append(((G(t1)[0, 0].numpy() + 1) * 127.5).round().astype(np.uint8))
    return np.array(points, dtype=np.float32), snapshots


def make() -> None:
    """Train every recipe (minutes on a CPU) and store the outcome in runs.npz."""
    stored = {}
    for name, recipe in RECIPES.items():
        curves, snapshots = train(recipe)
        stored[f"{name}_curves"], stored[f"{name}_slices"] = curves, np.stack(snapshots)
        print(name, curves[[0, len(curves) // 2, -1]].round(3).tolist(), flush=True)
    np.savez_compressed(STORE, **stored)
