"""Shows what a training run has learnt. Given; nothing to edit here.

    python assignment/show.py [--run runs/latest] [--slices 4]

Writes two pictures into the run's folder and opens no window: comparison.png
(a row for each test slice: T1, generated T2, real T2) and curves.png (the
losses).

展示一次训练的结果（此文件已给出，无需修改）。不弹出窗口，在运行文件夹里写出两
张图：comparison.png（每行一张测试切片：T1、生成的 T2、真实的 T2）和
curves.png（损失曲线）。
"""
import argparse
import functools
import sys
import warnings
from pathlib import Path

import matplotlib

matplotlib.use("Agg")  # pictures go to files; no display is needed
import matplotlib.pyplot as plt  # noqa: E402
import torch  # noqa: E402
from matplotlib.ticker import MaxNLocator  # noqa: E402

from training_run import (  # noqa: E402
    ROOT, Help, Stop, check_data, load_code, load_states, open_pairs, positive, read_checkpoint,
    run_program, stored, student_code, tell)

# A student's plt.show() is harmless here and needs no remark.
warnings.filterwarnings("ignore", message=r".*non-(interactive|GUI)")


@functools.lru_cache(maxsize=None)  # so each is said once
def note(lines, english, chinese):
    tell(*f"{lines}note: {english}; drawn without it\n提示：{chinese}；改用自带的画法".split("\n"))


def predict(code, G, t1):
    """The generated T2 on the CPU: by the student's translate, or directly where that fails."""
    try:
        with student_code(code.folder, "translate"):
            return code.translate(G, t1).detach().cpu().reshape(t1.shape)
    except Stop as stop:
        note(stop.lines, stop.english, stop.chinese)
    G.eval()
    with torch.no_grad():
        return G(t1).cpu()


def draw_pair(code, t1, fake_t2, t2):
    """One slice's figure: by the student's show_comparison, or draw_rows where that fails."""
    for slices in ((t1[0], fake_t2[0], t2[0]), (t1, fake_t2, t2)):  # it may take either shape
        try:
            with student_code(code.folder, "show_comparison"):
                figure = code.show_comparison(*slices)
                figure.canvas.draw()  # anything but a figure fails here
            return figure
        except Stop as stop:
            failure = stop
    note(failure.lines, failure.english, failure.chinese)
    return draw_rows(t1, fake_t2, t2)


def draw_rows(t1, fake_t2, t2):
    """A figure with a row T1 | generated T2 | real T2 for each slice of a batch."""
    figure, axes = plt.subplots(len(t1), 3, figsize=(9, 3.1 * len(t1)), squeeze=False)
    for row, images in zip(axes, zip(t1, fake_t2, t2)):
        for axis, image in zip(row, images):
            axis.imshow(image.squeeze().numpy(), cmap="gray", vmin=-1, vmax=1)
            axis.axis("off")
    for axis, title in zip(axes[0], ("T1", "Generated T2", "Real T2")):
        axis.set_title(title)
    figure.tight_layout()
    return figure


def draw_curves(history, baseline=None):
    """A figure of both losses, the test L1 and the test PSNR over the epochs.

    baseline: L1 and PSNR of T1 taken as T2, drawn as what is to beat.
    """
    columns = [("loss_G", "Loss_G (epoch mean)"), ("loss_D", "Loss_D (epoch mean)"),
               ("test_l1", "Test L1 (scale -1 to 1)"), ("test_psnr", "Test PSNR [dB]")]
    figure, axes = plt.subplots(2, 2, figsize=(10, 6), sharex=True)
    for axis, (column, title) in zip(axes.flat, columns):
        axis.plot([row["epoch"] for row in history], [row[column] for row in history], marker=".")
        axis.set_title(title)
        axis.grid(True, alpha=0.3)
    for axis, value in zip(axes[1], baseline or ()):
        axis.axhline(value, color="gray", linestyle="--", label="to beat: T1 as T2")
        axis.legend(fontsize="small")
    for axis in axes[1]:
        axis.set_xlabel("epoch")
        axis.set_xlim(history[0]["epoch"] - 0.5, history[-1]["epoch"] + 0.5)  # one epoch has a width too
        axis.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    figure.tight_layout()
    return figure


def save_figure(figure, path):
    figure.savefig(str(path), dpi=100, bbox_inches="tight")  # cuts off no title
    plt.close("all")
    return path


def main(argv=None):
    options = parse(argv)
    checkpoint = read_checkpoint(options.run)
    config = checkpoint["config"]
    data = options.data or ROOT / config["data"]
    check_data(data)
    code = load_code(options.code or ROOT / config["code"], config.get("challenge"))
    pairs = open_pairs(code, data, "test")
    with student_code(code.folder, "Generator()"):
        G = code.Generator()
    load_states(checkpoint, {"G": G})
    t1, t2 = spread(pairs, options.slices)
    out = options.run if options.run.is_dir() else options.run.parent
    last = checkpoint["history"][-1]
    print("epoch {epoch}: test L1 {test_l1:.4f}, test PSNR {test_psnr:.2f} dB".format(**last))
    with student_code(code.folder, "Generator.forward"):
        fake_t2 = predict(code, G, t1)
    for figure, name in ((draw_rows(t1, fake_t2, t2), "comparison.png"),
                         (draw_curves(checkpoint["history"], checkpoint.get("baseline")), "curves.png")):
        print(f"wrote {stored(save_figure(figure, out / name))}")


def spread(pairs, count):
    """A batch of count slices, evenly spread over the data set."""
    count = min(count, len(pairs))
    chosen = [pairs[(2 * i + 1) * len(pairs) // (2 * count)] for i in range(count)]
    return [torch.stack(images) for images in zip(*chosen)]       # (count, 1, 256, 256) each


def parse(argv):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=Help)
    parser.add_argument("--run", type=Path, default=ROOT / "runs" / "latest", metavar="DIR",
                        help="the run's folder, default runs/latest.\n运行文件夹")
    parser.add_argument("--slices", type=positive, default=4, metavar="N",
                        help="how many test slices, default 4.\n展示几张测试切片")
    parser.add_argument("--data", type=Path, metavar="DIR",
                        help="the data folder, default the run's.\n数据文件夹，默认同训练时")
    parser.add_argument("--code", type=Path, metavar="DIR",
                        help="the five files, default the run's.\n代码文件夹，默认同训练时")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(run_program(main, sys.argv[1:]))
