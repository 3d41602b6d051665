"""Scores a trained generator on the test slices. Given; nothing to edit here.

    python assignment/evaluate.py [--run runs/latest] [--data DIR] [--lang zh]

PSNR, SSIM and MAE over the whole picture and inside the head, for each slice
and each person, next to two baselines that any honest result must beat: T1
handed in as T2, and a table of grey levels fitted on the training slices.
Writes report.html and report.json into the run's folder evaluation/. Needs:
pip install -c requirements.lock -e ".[data]"

评估训练好的生成器（此文件已给出，无需修改）。在整图和头部范围内计算 PSNR、
SSIM、MAE，按切片和按受试者汇总，并与两个基线比较：直接把 T1 当作 T2，以及在训
练集上拟合的灰度查找表。结果写入运行文件夹的 evaluation/report.html 与
report.json。需要先执行
pip install -c requirements.lock -e ".[data]"
"""
import argparse
import json
import sys
from pathlib import Path

import numpy as np
import torch

from show import predict
from training_run import (
    ROOT, USAGE, Help, Stop, check_data, load_code, load_states, read_checkpoint, run_program, stored, student_code,
    tell)

try:
    import evaluation_scores as scores
    from evaluation_page import write_page
except ImportError as error:
    if (error.name or "").split(".")[0] not in ("scipy", "skimage"):
        raise
    MISSING = error.name
else:
    MISSING = ""

INSTALL = 'pip install -c requirements.lock -e ".[data]"'
BATCH = 8


def main(argv=None):
    options = parse(argv)
    if MISSING:
        raise Stop(USAGE, f"{MISSING} is missing: {INSTALL}",
                   f"缺少 {MISSING}：请执行 {INSTALL}")
    checkpoint = read_checkpoint(options.run)
    config = checkpoint["config"]
    data = options.data or ROOT / config["data"]
    check_data(data)
    train, test = (scores.read_pairs(data, split) for split in ("train", "test"))
    generated = generate(checkpoint, options.code or ROOT / config["code"], [t1 for t1, _ in test.values()])
    report, methods = judge(train, test, generated)
    report.update(run=stored(options.run), data=stored(data), epoch=checkpoint["epoch"], config=config)
    out = options.out or (options.run if options.run.is_dir() else options.run.parent) / "evaluation"
    out.mkdir(parents=True, exist_ok=True)
    (out / "report.json").write_text(json.dumps(report, indent=1), encoding="utf-8")
    write_page(out / "report.html", report, test, methods, options.lang)
    print_table(report)
    print("wrote {0}/report.html, report.json".format(stored(out)))


def generate(checkpoint, folder, slices):
    """The generated T2 of each T1 slice: float (256, 256) on 0 .. 255, in their order."""
    code = load_code(folder, checkpoint["config"].get("challenge"))
    with student_code(code.folder, "Generator()"):
        G = code.Generator()
    load_states(checkpoint, {"G": G})
    fakes = []
    with student_code(code.folder, "Generator.forward"):
        for start in range(0, len(slices), BATCH):
            grey = torch.from_numpy(np.stack(slices[start:start + BATCH])).float()
            fake_t2 = predict(code, G, (grey / 127.5 - 1).unsqueeze(1))         # (n, 1, 256, 256)
            fakes += list((fake_t2[:, 0].numpy() + 1) * 127.5)
    if not all(np.isfinite(fake).all() for fake in fakes):
        raise Stop(USAGE, "the generator's pictures hold NaN or infinity; train again",
                   "生成的图像中含有 NaN 或无穷大；请重新训练")
    return fakes


def judge(train, test, generated):
    """The report, and each method's pictures: {method: [float (256, 256)]}."""
    table = scores.fit_table(train)
    names = list(test)
    methods = {"model": generated, "table": [table[t1] for t1, _ in test.values()],
               "copy": [t1.astype(float) for t1, _ in test.values()]}
    heads = [scores.find_head(t1, t2) for t1, t2 in test.values()]
    found = {method: [scores.score(fake, t2, head) for fake, (_, t2), head in zip(fakes, test.values(), heads)]
             for method, fakes in methods.items()}
    gains = [{measure: mine[measure] - other[measure] for measure in scores.MEASURES}
             for mine, other in zip(found["model"], found["table"])]
    report = {"training_slices": len(train), "test_slices": len(test),
              "persons": scores.by_person(names, found["model"]),
              "methods": {method: scores.summarise(names, rows) for method, rows in found.items()},
              "gain_over_table": scores.summarise(names, gains),
              "slices": {name: row for name, row in zip(names, found["model"])}}
    return report, methods


NAMES = {"model": "generator", "table": "grey table", "copy": "T1 as T2"}


def print_table(report):
    print("{:11}{:>9}{:>8}{:>8}{:>13}{:>9}{:>8}".format("", "PSNR dB", "SSIM", "MAE", "head: PSNR", "SSIM", "MAE"))
    for method, rows in report["methods"].items():
        print("{:11}{:9.2f}{:8.3f}{:8.2f}{:13.2f}{:9.3f}{:8.2f}".format(
            NAMES[method], *(rows[measure]["slices"] for measure in scores.MEASURES)))
    slices, persons = report["test_slices"], len(report["persons"])
    tell(f"Means over the test slices ({slices}; persons: {persons}). grey table: the best table of 256 grey levels, "
         "fitted on the training slices. T1 as T2: T1 unchanged. A generator should beat both.",
         f"测试切片上的平均值（{slices} 张，{persons} 名受试者）。grey table：在训练切片上拟合的最佳灰度查找表；"
         "T1 as T2：原样的 T1。生成器应当超过这两者。")


def parse(argv):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=Help)
    add = parser.add_argument
    add("--run", type=Path, default=ROOT / "runs" / "latest", metavar="DIR",
        help="the run's folder or a checkpoint, default runs/latest.\n运行文件夹或检查点")
    add("--data", type=Path, metavar="DIR", help="the data folder, default the run's.\n数据文件夹，默认同训练时")
    add("--code", type=Path, metavar="DIR", help="the five files, default the run's.\n代码文件夹，默认同训练时")
    add("--out", type=Path, metavar="DIR", help="default evaluation/ in the run's folder.\n结果文件夹")
    add("--lang", choices=["en", "zh"], default="en", help="language of report.html.\n报告的语言")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(run_program(main, sys.argv[1:]))
