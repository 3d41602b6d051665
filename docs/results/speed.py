"""`python -m docs.results.speed`: images a second of train.py against the manual's plain loop, in one run.

Both train the solution's networks on the same slices, from files on the disk; they take turns, and the
medians are compared. Then: where a step's time goes, and how near its arithmetic comes to what this
processor can do.
"""
from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from types import SimpleNamespace

import torch
from torch import nn
from torch.autograd.profiler import profile
from torch.utils.data import DataLoader
from torch.utils.flop_counter import FlopCounterMode

from .recipes import ROOT

sys.path[:0] = [str(ROOT / "assignment")]
import train as program  # noqa: E402
from training_run import load_code  # noqa: E402
from training_speed import make_loader, pick_device, speed_up  # noqa: E402

SIDE = 1024  # of the square matrices whose product shows what the processor can do


def plain_loop(code: SimpleNamespace, data: Path, device: torch.device) -> Callable[[], object]:
    """The manual's loop; the returned function trains one epoch."""
    torch.manual_seed(0)
    loader = DataLoader(code.PairedMedicalDataset(str(data / "trainA"), str(data / "trainB")), batch_size=1,
                        shuffle=True)
    G, D = code.Generator().to(device), code.Discriminator().to(device)
    optimizer_G, optimizer_D = code.make_optimizers(G, D)
    criterion_gan, criterion_l1 = nn.BCELoss(), nn.L1Loss()

    def epoch() -> None:
        for t1, t2 in loader:
            t1, t2 = t1.to(device), t2.to(device)
            fake_t2 = G(t1)
            pred_fake = D(t1, fake_t2)
            loss_G = criterion_gan(pred_fake, torch.ones_like(pred_fake)) + 100 * criterion_l1(fake_t2, t2)
            optimizer_G.zero_grad()
            loss_G.backward()
            optimizer_G.step()
            pred_real = D(t1, t2)
            loss_real = criterion_gan(pred_real, torch.ones_like(pred_real))
            pred_fake = D(t1, fake_t2.detach())
            loss_fake = criterion_gan(pred_fake, torch.zeros_like(pred_fake))
            loss_D = 0.5 * (loss_real + loss_fake)
            optimizer_D.zero_grad()
            loss_D.backward()
            optimizer_D.step()
            loss_G.item(), loss_D.item()
    return epoch


def given_program(code: SimpleNamespace, data: Path, device: torch.device, amp: bool = False,
                  compiled: bool = False) -> Callable[[], object]:
    """train.py's own epoch, as its options make it."""
    config = dict(program.DEFAULTS, amp=amp)
    loader = make_loader(code, data, "train", config, 0, device)
    run = program.make_run(code, config, device, None)
    speed_up(run, amp, compiled)
    return lambda: program.train_epoch(run, loader, 1)


def timed(epoch: Callable[[], object], device: torch.device) -> tuple[float, float]:
    """Seconds and CPU seconds of one epoch."""
    start, spent = time.perf_counter(), time.process_time()
    epoch()
    if device.type == "cuda":
        torch.cuda.synchronize()
    return time.perf_counter() - start, time.process_time() - spent


def compare(epochs: dict[str, Callable[[], object]], images: int, rounds: int, device: torch.device) -> None:
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in epochs}
    for epoch in epochs.values():
        epoch()  # the first is slower: files, memory, translation
    for _ in range(rounds):
        for name, epoch in epochs.items():
            times[name].append(timed(epoch, device))
    middles = {name: [median(column) for column in zip(*rows)] for name, rows in times.items()}
    base = middles["plain loop"]
    print(f"{'':24}{'images/s':>10}{'ratio':>8}{'images per CPU s':>18}{'ratio':>8}")
    for name, (wall, cpu) in middles.items():
        print(f"{name:24}{images / wall:10.2f}{base[0] / wall:8.2f}{images / cpu:18.2f}{base[1] / cpu:8.2f}")


def explain(code: SimpleNamespace, data: Path) -> None:
    """Where a step's CPU time goes, and its arithmetic against a plain product of matrices."""
    pairs = code.PairedMedicalDataset(str(data / "trainA"), str(data / "trainB"))
    decoding = best(lambda: pairs[0])
    t1, t2 = (image[None] for image in pairs[0])
    G, D = code.Generator(), code.Discriminator()
    networks = (G, D, *code.make_optimizers(G, D))
    step = best(lambda: code.train_step(*networks, t1, t2))
    with FlopCounterMode(display=False) as counter:
        code.train_step(*networks, t1, t2)
    with profile(use_kineto=False) as record:
        code.train_step(*networks, t1, t2)
    parts = {"convolutions": 0.0, "BatchNorm": 0.0, "Adam": 0.0, "the rest": 0.0}
    words = {"convolution": "convolutions", "batch_norm": "BatchNorm", "batchnorm": "BatchNorm", "Adam": "Adam",
             "_foreach": "Adam"}
    for event in record.key_averages():
        part = next((part for word, part in words.items() if word in event.key), "the rest")
        parts[part] += event.self_cpu_time_total
    total = sum(parts.values())
    matrix = torch.rand(SIDE, SIDE)
    product = 2 * SIDE**3 / best(lambda: matrix @ matrix)
    print(f"decoding a pair {1000 * decoding:.1f} ms, a step {1000 * step:.1f} ms: "
          + ", ".join(f"{name} {100 * spent / total:.0f} %" for name, spent in parts.items()))
    print(f"arithmetic of a step {counter.get_total_flops() / 1e9:.1f} GFLOP, done at "
          f"{counter.get_total_flops() / step / 1e9:.0f} GFLOP/s; a product of {SIDE}x{SIDE} matrices at "
          f"{product / 1e9:.0f} GFLOP/s (by CPU time, so for each core)")


def best(action: Callable[[], object], tries: int = 7) -> float:
    """CPU seconds of the fastest of some tries: what disturbs makes a try slower, never faster."""
    seconds = []
    for _ in range(tries):
        start = time.process_time()
        action()
        seconds.append(time.process_time() - start)
    return min(seconds)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m docs.results.speed", description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / "fixtures" / "ixi_mini")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--compile", action="store_true", help="also measure train.py --compile")
    options = parser.parse_args()
    device = pick_device(options.device)
    torch.set_flush_denormal(True)
    code = load_code(ROOT / "solution")
    epochs = {"plain loop": plain_loop(code, options.data, device),
              "train.py": given_program(code, options.data, device),
              "train.py --amp": given_program(code, options.data, device, amp=True)}
    if options.compile:
        epochs["train.py --amp --compile"] = given_program(code, options.data, device, amp=True, compiled=True)
    images = len(list((options.data / "trainA").glob("*.png")))
    print(f"{images} pairs of {options.data}, batch size 1, {device}, {torch.get_num_threads()} threads")
    compare(epochs, images, options.rounds, device)
    if device.type == "cpu":
        explain(code, options.data)


if __name__ == "__main__":
    main()
