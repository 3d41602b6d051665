"""The training program: what a run writes, prints and measures."""
import ast
import itertools
import os
import re
import shutil
import subprocess
import sys
import unicodedata

import numpy as np
import pytest
import torch

from tests.training.runs import ASSIGNMENT, SOLUTION, image_size, is_students_panel, numbers, train, weight


def test_writes_history_curves_panels_and_checkpoint(finished):
    header, *rows = (finished / "history.csv").read_text().splitlines()
    assert header == "epoch,loss_G,loss_D,test_l1,test_psnr,seconds"
    assert [row.split(",")[0] for row in rows] == ["1", "2"]
    assert image_size(finished / "curves.png")
    panels = sorted((finished / "panels").iterdir())
    assert [path.name for path in panels] == ["epoch_001.png", "epoch_002.png"]
    assert is_students_panel(panels[0])
    assert sorted(path.name for path in finished.iterdir() if path.suffix == ".part") == []


def test_epoch_line_reads_like_the_manual(data, tmp_path, capsys):
    assert train("--data", data, "--epochs", 1, "--out", tmp_path / "run") == 0
    printed = capsys.readouterr().out
    assert "3 training and 2 test slices" in printed
    assert "Epoch 1/1 | Loss_G: " in printed and " | Loss_D: " in printed and " dB" in printed


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


def test_a_terminal_of_80_columns_holds_every_line_in_one_language(data, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert train("--data", data, "--epochs", 1, "--out", "run", "--lambda-l1", 600) == 0
    lines = [line for line in capsys.readouterr().out.replace(str(data.resolve()), "data").splitlines()
             if "code: " not in line and "代码：" not in line and "run" not in line]   # with long paths of a test
    assert len(lines) >= 6 and max(map(columns, lines)) <= 80
    for line in lines:
        assert not (re.search("[一-鿿]", line) and re.search("([a-z]{2,} ){3}", line)), line
    widest = "Epoch 100/100 | Loss_G: 123.456 | Loss_D: 0.123 | L1: 0.1234 | 12.34 dB | 123 s"
    assert columns(widest) <= 80


@pytest.mark.parametrize("program", ["train", "show", "evaluate", "challenge_weights"])
def test_help_fits_80_columns(program):
    done = subprocess.run([sys.executable, ASSIGNMENT / f"{program}.py", "--help"], capture_output=True,
                          encoding="utf-8", check=True, env={**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1"})
    assert [line for line in done.stdout.splitlines() if columns(line) > 80] == []


def test_lines_break_between_words():
    from training_run import wrap
    text = "a data folder holds .png slices in trainA, testA (T1) and trainB, testB (T2)"
    lines = wrap(text, 30)
    assert " ".join(lines) == text and max(map(len, lines)) <= 30
    chinese = "数据文件夹应有 trainA、testA（T1）和 trainB、testB（T2），内放 .png 切片。"
    lines = wrap(chinese, 30)
    assert max(map(columns, lines)) <= 30 and not any(line[0] in "，。；：、）" for line in lines)
    assert [word for word in re.findall("[A-Za-z0-9.]+", chinese) if not any(word in line for line in lines)] == []
    assert wrap("", 30) == [""] and wrap("x" * 50, 30) == ["x" * 50]


def test_measures_l1_and_psnr_of_each_slice(data):
    """Against numpy: L1 on -1 .. 1; PSNR with peak 255 for each slice, then the mean."""
    from torch.utils.data import DataLoader
    from train import measure
    t1 = torch.rand(3, 1, 8, 8) * 2 - 1
    t2 = torch.rand(3, 1, 8, 8) * 2 - 1
    l1, psnr = measure(lambda image: image, DataLoader(list(zip(t1, t2)), batch_size=2), "cpu")
    grey1, grey2 = ((image.numpy().astype(float) + 1) * 127.5 for image in (t1, t2))
    mse = ((grey1 - grey2) ** 2).mean(axis=(1, 2, 3))
    assert l1 == pytest.approx(np.abs(grey1 - grey2).mean() / 127.5, rel=1e-5)
    assert psnr == pytest.approx((10 * np.log10(255 ** 2 / mse)).mean(), rel=1e-5)


def test_learns(data, tmp_path):
    """Four epochs, and the generator's loss falls in each."""
    assert train("--data", data, "--epochs", 4, "--batch-size", 3, "--out", tmp_path) == 0
    losses = [float(row[1]) for row in numbers(tmp_path)[1:]]
    assert losses == sorted(losses, reverse=True)


@pytest.mark.parametrize("option, same", [("--seed", False), ("--workers", True)])
def test_the_seed_changes_a_run_and_worker_processes_do_not(data, finished, tmp_path, option, same):
    assert train("--data", data, "--epochs", 2, option, 1, "--out", tmp_path) == 0
    assert torch.equal(weight(tmp_path), weight(finished)) is same


def test_earlier_run_is_moved_aside(data, finished, tmp_path, capsys):
    out = tmp_path / "run"
    shutil.copytree(finished, out)
    assert train("--data", data, "--epochs", 1, "--out", out) == 0
    assert (tmp_path / "run.1" / "panels" / "epoch_002.png").exists()
    assert not (out / "panels" / "epoch_002.png").exists()
    assert "run.1" in capsys.readouterr().out


def test_default_data_is_the_first_that_exists(tmp_path, monkeypatch):
    import train as program
    monkeypatch.setattr(program, "DATA", [tmp_path / "full", tmp_path / "mini"])
    options = program.parse([])
    assert program.configure(options, None)["data"] == (tmp_path / "full").as_posix()
    (tmp_path / "mini" / "trainA").mkdir(parents=True)
    assert program.configure(options, None)["data"] == (tmp_path / "mini").as_posix()


def test_runs_from_anywhere_on_the_command_line(data, tmp_path):
    command = [sys.executable, str(ASSIGNMENT / "train.py"), "--code", str(SOLUTION), "--data", str(data),
               "--epochs", "1", "--out", "here"]
    done = subprocess.run(command, check=False, cwd=tmp_path, capture_output=True, encoding="utf-8",
                          env={**os.environ, "OMP_NUM_THREADS": "1"})
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "here" / "checkpoint.pt").exists()


@pytest.mark.parametrize("path", sorted(itertools.chain(SOLUTION.glob("*.py"), ASSIGNMENT.glob("*.py"))),
                         ids=lambda path: f"{path.parent.name}/{path.name}")
def test_is_python_3_8(path):
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))
