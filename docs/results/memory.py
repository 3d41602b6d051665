"""`python -m docs.results.memory [--code DIR]`: how much memory tensors take at the peak of a training step.

Counted by torch's own allocator events on the CPU: weights, gradients, Adam's moments, activations. A GPU
holds the same tensors, and besides them its driver's context and cuDNN's workspaces (some hundred MB,
not counted here).
"""
from __future__ import annotations

import argparse
import sys
from pathlib import Path
from types import SimpleNamespace

import torch
from torch.profiler import ProfilerActivity, profile

from .recipes import ROOT

sys.path[:0] = [str(ROOT / "assignment")]
from training_run import load_code  # noqa: E402

STEPS = 2  # the second has Adam's moments from the start


def peak(code: SimpleNamespace, batch_size: int) -> int:
    """Bytes of all tensors together at the most, from building the networks to the end of a step."""
    with profile(activities=[ProfilerActivity.CPU], profile_memory=True) as record:
        G, D = code.Generator(), code.Discriminator()
        optimizers = code.make_optimizers(G, D)
        t1, t2 = torch.zeros(2, batch_size, 1, 256, 256)
        for _ in range(STEPS):
            code.train_step(G, D, *optimizers, t1, t2)
    events = [event for event in record.profiler.kineto_results.events() if event.name() == "[memory]"]
    total = most = 0
    for event in sorted(events, key=lambda event: event.start_ns()):
        total += event.nbytes()
        most = max(most, total)
    return most


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m docs.results.memory", description=__doc__)
    parser.add_argument("--code", type=Path, default=ROOT / "solution")
    parser.add_argument("--batch-sizes", type=int, nargs="*", default=[1, 4, 16])
    options = parser.parse_args()
    code = load_code(options.code)
    for batch_size in options.batch_sizes:
        print(f"batch size {batch_size:3}: {peak(code, batch_size) / 2**20:7.0f} MiB at the peak of a step")


if __name__ == "__main__":
    main()
