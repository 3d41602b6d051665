"""`python -m docs.results.saturation RUN ...`: what keeps a trained generator from better scores, without training.

Three readings of the same network on the test slices: as `make evaluate` has it; with each slice's own
BatchNorm statistics, as in training; and averaged over the 16 shifts by 0 .. 3 pixels, which takes away
whatever pattern of period 2 or 4 the transposed convolutions leave (and some noise with it).
"""
from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch

from .recipes import ROOT

sys.path[:0] = [str(ROOT / "assignment")]
import evaluation_scores as scores  # noqa: E402
from training_run import load_code, load_states, read_checkpoint  # noqa: E402

Network = Callable[[torch.Tensor], torch.Tensor]
PERIOD = 4


def load(run: Path) -> tuple[torch.nn.Module, Path]:
    """A run's generator in evaluation mode, and its data folder."""
    checkpoint = read_checkpoint(run)
    G = load_code(ROOT / checkpoint["config"]["code"]).Generator()
    load_states(checkpoint, {"G": G})
    return G.eval(), ROOT / checkpoint["config"]["data"]


def readings(G: torch.nn.Module) -> Iterator[tuple[str, Network]]:
    yield "as evaluated", G
    yield "shifts averaged", lambda t1: average_shifts(G, t1)
    norms = [layer for layer in G.modules() if isinstance(layer, torch.nn.BatchNorm2d)]
    if norms:
        for layer in norms:
            layer.train().momentum = 0.0  # its running statistics stay as they are
        yield "own statistics", G


def average_shifts(G: Network, t1: torch.Tensor) -> torch.Tensor:
    shifts = [(down, right) for down in range(PERIOD) for right in range(PERIOD)]
    return sum(G(t1.roll(shift, (2, 3))).roll((-shift[0], -shift[1]), (2, 3)) for shift in shifts) / len(shifts)


def rate(network: Network, pairs: list, heads: list) -> dict[str, float]:
    """Means over slices, by measure."""
    rows = []
    with torch.no_grad():
        for (t1, t2), head in zip(pairs, heads):
            fake = network(torch.from_numpy(t1.astype(np.float32) / 127.5 - 1)[None, None])
            rows.append(scores.score((fake[0, 0].numpy() + 1) * 127.5, t2, head))
    return {measure: round(float(np.mean([row[measure] for row in rows])), 3) for measure in scores.MEASURES}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m docs.results.saturation", description=__doc__)
    parser.add_argument("runs", nargs="+", type=Path)
    for run in parser.parse_args().runs:
        G, data = load(run)
        pairs = list(scores.read_pairs(data, "test").values())
        heads = [scores.find_head(t1, t2) for t1, t2 in pairs]
        found = {name: rate(network, pairs, heads) for name, network in readings(G)}
        (run / "saturation.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        for name, row in found.items():
            print(f"{run.name:10} {name:16}", " ".join(f"{measure} {value:.3f}" for measure, value in row.items()))


if __name__ == "__main__":
    main()
