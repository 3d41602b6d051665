"""Trains the generator and the discriminator on a data folder. Given; nothing to
edit here.

    python assignment/train.py                    default data, 50 epochs
    python assignment/train.py --epochs 5 --out runs/short
    python assignment/train.py --resume           goes on with runs/latest

It uses the five files of its own folder (or of --code) and writes into
runs/latest: history.csv, curves.png, panels/epoch_001.png ... (T1 | generated
T2 | real T2 of one test slice) and checkpoint.pt. Every epoch prints one
line. Loss_G and Loss_D are means over the epoch's steps. The test L1 is the
mean of |G(t1) - t2| over the test slices on the scale -1 .. 1, as in the
loss. The test PSNR is taken on the scale 0 .. 255 with peak 255, over the
whole 256x256 picture of each test slice, and then averaged over the slices.

训练生成器与判别器（此文件已给出，无需修改）。默认使用本文件夹中的五个代码文
件，结果写入 runs/latest。每轮打印一行：Loss_G、Loss_D 是该轮所有步的平均值；
test L1 是测试切片上 |G(t1) - t2| 的平均值（灰度范围 -1 到 1，与损失一致）；
test PSNR 在 0 到 255 的灰度上（峰值 255）对每张 256x256 整图计算，再取平均。

exit codes 退出码: 0 done 完成; 1 the student's code 代码问题; 2 the command,
the data or a checkpoint 命令、数据或检查点问题; 130 interrupted 中断
"""
import argparse
import csv
import itertools
import math
import random
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import torch

from show import draw_curves, draw_pair, predict, save_figure
from training_run import (
    HERE, ROOT, STUDENT, USAGE, Help, Stop, check_data, load_code, load_states, positive,
    read_checkpoint, run_program, stored, student_code, tell, whole, write_checkpoint)
from training_speed import Board, learning_rates, make_loader, pick_device, speed_up

LATEST = ROOT / "runs" / "latest"
DATA = [ROOT / "dataset" / "ixi2000", ROOT / "fixtures" / "ixi_mini"]  # the first that exists
DEFAULTS = {"epochs": 50, "batch_size": 1, "lambda_l1": 100.0, "seed": 0, "decay": 0,
            "amp": False, "challenge": False}


def main(argv=None):
    options = parse(argv)
    torch.set_flush_denormal(True)  # numbers below 1e-38 mean nothing, and slow a CPU down much
    checkpoint = read_checkpoint(resumed(options)) if options.resume is not None else None
    config = configure(options, checkpoint)
    device = pick_device(options.device)
    data = ROOT / config["data"]
    check_data(data)
    code = load_code(ROOT / config["code"], config["challenge"])
    loaders = {split: make_loader(code, data, split, config, options.workers, device)
               for split in ("train", "test")}
    run = make_run(code, config, device, checkpoint)
    speed_up(run, config["amp"], options.compile)
    run.out = open_folder(options, checkpoint)
    run.board = Board(run.out / "tensorboard", len(run.history)) if options.tensorboard else None
    announce(run, loaders)
    for epoch in range(len(run.history) + 1, config["epochs"] + 1):
        finish_epoch(run, loaders, train_epoch(run, loaders["train"], epoch))
    written = f"{stored(run.out)}/checkpoint.pt, history.csv, curves.png, panels/"
    tell(f"done: {written}", f"完成：{written}")


# ---- what to train ----------------------------------------------------------------

def configure(options, checkpoint):
    """The defaults, then the checkpoint's configuration, then what the command line says."""
    data = next((folder for folder in DATA if (folder / "trainA").is_dir()), DATA[0])
    config = dict(DEFAULTS, data=stored(data), code=stored(HERE))
    if checkpoint:
        config.update(checkpoint["config"])
    config.update((name, value) for name, value in vars(options).items()
                  if name in config and value is not None)
    if config["decay"] > config["epochs"]:
        raise Stop(USAGE, "--decay is the last part of --epochs, and can't be more than all of them",
                   "--decay 是 --epochs 中的最后若干轮，不能超过总轮数")
    if checkpoint and checkpoint["epoch"] >= config["epochs"]:
        done = checkpoint["epoch"]
        raise Stop(USAGE, f"this run has its {done} epochs; a larger --epochs goes on",
                   f"此次训练已完成 {done} 轮；要继续，请给出更大的 --epochs")
    return config


def resumed(options):
    """The checkpoint that --resume names: by default that of the run's own folder."""
    return Path(options.resume) if options.resume else options.out or LATEST


def make_run(code, config, device, checkpoint):
    """Networks, optimizers and history: new ones, or those of the checkpoint."""
    seed_everything(config["seed"])
    with student_code(code.folder, "Generator() and Discriminator()"):
        G, D = code.Generator().to(device), code.Discriminator().to(device)
    with student_code(code.folder, "make_optimizers"):
        optimizer_G, optimizer_D = code.make_optimizers(G, D)
    run = SimpleNamespace(code=code, config=config, device=device, history=[], G=G, D=D,
                          optimizer_G=optimizer_G, optimizer_D=optimizer_D)
    if checkpoint:
        load_states(checkpoint, trained_parts(run))
        run.history = checkpoint["history"]
    run.schedules = learning_rates((optimizer_G, optimizer_D), config, done=len(run.history))
    return run


def trained_parts(run):
    return {name: getattr(run, name) for name in ("G", "D", "optimizer_G", "optimizer_D")}


def seed_everything(seed):
    torch.manual_seed(seed)
    random.seed(seed)
    np.random.seed(seed)
    torch.backends.cudnn.deterministic = True  # the same run again on the same GPU


def open_folder(options, checkpoint):
    """The run's folder. An earlier run in it is moved aside, never overwritten."""
    source = resumed(options) if checkpoint else None
    if source is not None and source.is_file():
        source = source.parent
    out = (options.out or source or LATEST).resolve()
    try:
        if (out / "checkpoint.pt").exists() and (source is None or source.resolve() != out):
            aside = next(path for path in (out.with_name(f"{out.name}.{number}")
                                           for number in itertools.count(1)) if not path.exists())
            out.rename(aside)
            tell(f"the earlier run is kept in {stored(aside)}", f"先前的结果保存在 {stored(aside)}")
        (out / "panels").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"{out} ({error.strerror})"
        raise Stop(USAGE, f"cannot write to {reason}; name another folder with --out",
                   f"无法写入 {out}；请用 --out 指定其他文件夹") from None
    return out


def announce(run, loaders):
    """Says what is trained on what, and what a generator has to beat; keeps that as run.baseline."""
    code, data = run.config["code"], run.config["data"]
    train, test = (len(loaders[split].dataset) for split in ("train", "test"))
    tell(f"code: {code} | device: {run.device}",
         f"data: {data} ({train} training and {test} test slices)",
         f"代码：{code} | 设备：{run.device}", f"数据：{data}（训练 {train} 张，测试 {test} 张切片）")
    if run.history:
        done = len(run.history)
        tell(f"goes on after epoch {done}", f"从第 {done} 轮之后继续")
    run.baseline = measure(lambda t1: t1, loaders["test"], "cpu")
    tell("L1 and dB (PSNR) are means over the test slices. To beat, T1 taken as T2:",
         "L1 和 dB（PSNR）是测试切片上的平均值。应超过直接把 T1 当作 T2 的结果：",
         "L1: {:.4f} | {:.2f} dB".format(*run.baseline))


# ---- one epoch --------------------------------------------------------------------

def train_epoch(run, loader, epoch):
    """Trains one epoch and returns its row of the history, as yet without test numbers."""
    # All randomness of an epoch comes from the seed and the epoch's number, so that a
    # resumed run draws the same numbers as one that was never stopped.
    seed_everything(run.config["seed"] + epoch)
    loader.generator.manual_seed(run.config["seed"] + epoch)
    run.G.train()
    run.D.train()
    start, totals = time.time(), {"loss_G": 0.0, "loss_D": 0.0}
    with student_code(run.code.folder, f"epoch {epoch}, reading slices"):
        for step, (t1, t2) in enumerate(loader, 1):
            losses = train_batch(run, t1, t2, f"epoch {epoch}, step {step}")
            for name in totals:
                totals[name] += losses[name]
            show_progress(step, len(loader), losses)
    for schedule in run.schedules:
        schedule.step()
    means = {name: round(total / len(loader), 6) for name, total in totals.items()}
    return dict(means, epoch=epoch, seconds=round(time.time() - start, 2))


def train_batch(run, t1, t2, where):
    """The losses of one step by the student's train_step, as finite floats."""
    with student_code(run.code.folder, where):
        returned = run.code.train_step(
            run.G, run.D, run.optimizer_G, run.optimizer_D,
            t1.to(run.device, non_blocking=True), t2.to(run.device, non_blocking=True),
            run.config["lambda_l1"])
    try:
        losses = {name: float(returned[name]) for name in ("loss_G", "loss_D")}
    except Exception:
        expected = '{"loss_G": ..., "loss_D": ...}'
        raise Stop(STUDENT, f"train_step must return {expected} with two numbers; "
                   f"it returned {repr(returned):.80}",
                   f"train_step 应返回 {expected}，值为两个数") from None
    for name, value in losses.items():
        check_finite(name, value, where)
    return losses


def check_finite(name, value, where):
    if not math.isfinite(value):
        raise Stop(STUDENT, f"{name} is {value} at {where}; training stopped. Look at the losses, "
                   "the learning rate and the range of the slices (-1 .. 1)",
                   f"{where}：{name} 为 {value}，训练已停止。"
                   "请检查损失函数、学习率和切片的取值范围（-1 到 1）")


def show_progress(step, steps, losses):
    """A bar on the terminal, wiped at the end; nothing where the output is a file."""
    if sys.stderr.isatty():
        done = 24 * step // steps
        bar = "[{}{}] {}/{} | Loss_G: {loss_G:.3f} | Loss_D: {loss_D:.3f} ".format(
            "#" * done, "." * (24 - done), step, steps, **losses)
        sys.stderr.write("\r" + (" " * len(bar) + "\r" if step == steps else bar))
        sys.stderr.flush()


def measure(generate, loader, device):
    """Mean L1 (scale -1 .. 1) and mean PSNR of a slice (scale 0 .. 255, peak 255)."""
    l1, psnr = [], []
    with torch.no_grad():
        for t1, t2 in loader:
            error = generate(t1.to(device)).cpu() - t2                     # (N, 1, 256, 256)
            l1 += error.abs().mean(dim=(1, 2, 3)).tolist()
            mse = (127.5 * error).pow(2).mean(dim=(1, 2, 3)).clamp(min=1e-6)
            psnr += (10 * torch.log10(255 ** 2 / mse)).tolist()
    return sum(l1) / len(l1), sum(psnr) / len(psnr)


def finish_epoch(run, loaders, row):
    """Tests the generator, then prints and writes everything about the epoch."""
    where = "epoch {}, test slices".format(row["epoch"])
    run.G.eval()
    with student_code(run.code.folder, where):
        l1, psnr = measure(run.G, loaders["test"], run.device)
    check_finite("test L1", l1, where)
    row.update(test_l1=round(l1, 6), test_psnr=round(psnr, 4))
    run.history.append(row)
    print("Epoch {epoch}/{epochs} | Loss_G: {loss_G:.3f} | Loss_D: {loss_D:.3f} | L1: {test_l1:.4f} | "
          "{test_psnr:.2f} dB | {seconds:.0f} s".format(epochs=run.config["epochs"], **row))
    write_checkpoint(run.out / "checkpoint.pt", trained_parts(run), epoch=row["epoch"],
                     config=run.config, history=run.history, baseline=run.baseline)
    write_history(run)
    save_figure(draw_curves(run.history, run.baseline), run.out / "curves.png")
    draw_panel(run, loaders["test"].dataset, row["epoch"])


def draw_panel(run, pairs, epoch):
    """The middle test slice, the same after every epoch, so that the panels can be compared."""
    t1, t2 = (image.unsqueeze(0) for image in pairs[len(pairs) // 2])      # (1, 1, 256, 256)
    fake_t2 = predict(run.code, run.G, t1.to(run.device))
    figure = draw_pair(run.code, t1, fake_t2, t2)
    if run.board:
        run.board.add(run.history[-1], figure)
    save_figure(figure, run.out / "panels" / f"epoch_{epoch:03d}.png")


def write_history(run):
    columns = ["epoch", "loss_G", "loss_D", "test_l1", "test_psnr", "seconds"]
    with open(str(run.out / "history.csv"), "w", newline="") as file:
        table = csv.DictWriter(file, columns)
        table.writeheader()
        table.writerows(run.history)


# ---- the command line -------------------------------------------------------------

def parse(argv):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=Help)
    add = parser.add_argument
    add("--data", type=stored, metavar="DIR",
        help="folder with trainA, trainB, testA, testB; default dataset/ixi2000 where it exists, "
             "else fixtures/ixi_mini.\n数据文件夹")
    add("--epochs", type=positive, metavar="N", help="epochs in all, default 50.\n总轮数")
    add("--batch-size", type=positive, metavar="N", help="default 1.\n批大小")
    add("--lambda-l1", type=float, metavar="X",
        help="weight of the L1 loss, default 100.\nL1 损失的权重")
    add("--decay", type=whole, metavar="N",
        help="let the learning rate fall to zero over the last N epochs, as pix2pix does over "
             "half of them; default 0.\n最后 N 轮学习率线性降至零")
    add("--seed", type=whole, metavar="N", help="default 0.\n随机种子")
    add("--device", default="auto", help="auto, cpu, cuda, mps; default auto.\n计算设备")
    add("--workers", type=whole, default=0, metavar="N",
        help="processes that read slices, default 0.\n读取切片的进程数")
    add("--amp", action="store_const", const=True,
        help="compute the networks in bfloat16: faster where the processor has it.\n混合精度")
    add("--compile", action="store_true",
        help="compile the networks with torch.compile, which takes a minute.\n编译网络")
    add("--tensorboard", action="store_true",
        help="also log into the run's tensorboard/ (pip install tensorboard).\n记录 TensorBoard 日志")
    add("--out", type=Path, metavar="DIR",
        help="folder of the run, default runs/latest.\n结果文件夹")
    add("--code", type=stored, metavar="DIR",
        help="folder of the five files, default this one.\n代码文件夹")
    add("--challenge", action="store_const", const=True,
        help="train ChallengeGenerator of challenge.py instead of Generator.\n训练挑战任务的生成器")
    add("--resume", nargs="?", const="", metavar="RUN",
        help="goes on after the last finished epoch of a run (folder or checkpoint, default "
             "--out), with its own options unless others are given.\n从检查点继续训练")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(run_program(main, sys.argv[1:]))
