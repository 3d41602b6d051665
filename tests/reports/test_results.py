"""The published results: their recipes can be trained, and their tables say what the evaluation found."""
from __future__ import annotations

import csv
import json
import subprocess
import sys

import pytest
import torch

from docs.results import recipes, tables
from tests.conftest import ROOT


def load(folder):
    """generator.py of a recipe's folder, as a fresh module's names."""
    names: dict = {}
    exec(compile((folder / "generator.py").read_text(encoding="utf-8"), "generator.py", "exec"), names)
    return names


@pytest.mark.parametrize("name", ["handout", "unet", "resnet", "instance"])
def test_a_recipe_s_generator_keeps_the_contract(name, tmp_path):
    G = load(recipes.RECIPES[name].write(tmp_path / name))["Generator"]()
    with torch.no_grad():
        fake_t2 = G(torch.rand(1, 1, 64 if name != "unet" else 128, 128))
    assert fake_t2.shape[2:] == ((128, 128) if name == "unet" else (64, 128)) and fake_t2.abs().max() <= 1


def test_l1_alone_leaves_d_s_opinion_out(tmp_path):
    names: dict = {}
    folder = recipes.RECIPES["l1_only"].write(tmp_path / "code")
    exec(compile((folder / "training.py").read_text(encoding="utf-8"), "training.py", "exec"), names)
    fake_t2, t2 = torch.rand(2, 1, 1, 8, 8)
    losses = [names["generator_loss"](torch.full((1, 1, 3, 3), opinion), fake_t2, t2) for opinion in (0.1, 0.9)]
    assert losses[0] == losses[1] == 100 * (fake_t2 - t2).abs().mean()


def test_tables_collect_what_evaluate_wrote(tmp_path):
    run = tmp_path / "unet"
    (run / "evaluation").mkdir(parents=True)
    rows = {measure: {"slices": 20.12345, "persons": 1.0, "interval": None} for measure in tables.MEASURES}
    report = {"training_slices": 3, "test_slices": 2, "epoch": 2, "persons": {"p": {"psnr": 1.0}},
              "methods": {name: rows for name in ("model", "table", "copy")}}
    (run / "evaluation" / "report.json").write_text(json.dumps(report))
    with open(run / "history.csv", "w", newline="") as file:
        csv.writer(file).writerows([("loss_G", "loss_D", "test_psnr"), (1, 2, 3), (4, 5, 6)])
    found = tables.collect(tmp_path)
    assert list(found["runs"]) == ["unet"] and found["runs"]["unet"]["history"]["test_psnr"] == [3.0, 6.0]
    assert tables.table(found).count("20.12") == 3 * 6 and "T1 taken for T2" in tables.table(found)
    assert len(tables.draw(found).axes) == 2
    with pytest.raises(ValueError, match="no evaluated run"):
        tables.collect(tmp_path / "unet")


def test_the_page_says_what_is_stored():
    """Every row of the page's tables is the stored one."""
    page = (ROOT / "docs" / "results.md").read_text(encoding="utf-8")
    stored = sorted((ROOT / "docs" / "results").glob("*.json"))
    assert stored
    for path in stored:
        for line in tables.table(json.loads(path.read_text(encoding="utf-8"))).splitlines():
            assert line in page, path.name


def test_the_handout_cites_what_is_stored():
    stored = json.loads((ROOT / "docs" / "results" / "real_t1t2.json").read_text(encoding="utf-8"))
    rows = [stored["runs"][name] for name in ("handout", "lambda_10", "lambda_0", "l1_only")]
    for name in ("README.md", "README.zh.md"):
        page = (ROOT / "assignment" / name).read_text(encoding="utf-8")
        for row in [*rows, stored["baselines"]["table"]]:
            assert f"| {row['psnr']:.1f} dB | {row['ssim_head']:.2f} |" in page, name
        assert f"{stored['runs']['unet']['psnr']:.1f} dB" in page


def test_averaging_shifts_takes_a_grid_away_and_leaves_the_rest():
    from docs.results.saturation import average_shifts

    grid = torch.zeros(1, 1, 16, 16)
    grid[..., ::4, ::2] = 1.0
    smooth = average_shifts(lambda t1: t1 + grid, torch.ones(1, 1, 16, 16))
    assert torch.allclose(smooth, torch.full((1, 1, 16, 16), 1 + grid.mean().item()))


SIDE_BY_SIDE = """
from pathlib import Path
import torch
from torch.utils.data import DataLoader
from docs.results import speed

torch.set_num_threads(1)
code, made, data = speed.load_code(Path("solution")), [], Path("fixtures/ixi_mini")
build = code.Generator
code.Generator = lambda: made.append(build()) or made[-1]
speed.plain_loop(code, data, torch.device("cpu"))()
torch.manual_seed(0)
loader = DataLoader(code.PairedMedicalDataset(str(data / "trainA"), str(data / "trainB")), batch_size=1, shuffle=True)
G, D = build(), code.Discriminator()
optimizers = code.make_optimizers(G, D)
first = G.model[0].weight.clone()
for t1, t2 in loader:
    code.train_step(G, D, *optimizers, t1, t2)
print(torch.equal(G.model[0].weight, made[0].model[0].weight), torch.equal(G.model[0].weight, first))
"""


def test_the_plain_loop_trains_as_the_solution_does():
    """bench-train compares like with like: the manual's loop ends at the very weights of the student's step."""
    done = subprocess.run([sys.executable, "-c", SIDE_BY_SIDE], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]
