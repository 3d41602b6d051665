"""`python -m docs.results.tables OUT`: what the trained recipes reached, as NAME.json, NAME.png and a table.

Numbers and curves only: they may be published where the slices themselves may not.
"""
from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path
from typing import Any

from docs.figures.paper import save

from .recipes import RECIPES

HERE = Path(__file__).parent
MEASURES = ("psnr", "ssim", "mae", "psnr_head", "ssim_head", "mae_head")
BASELINES = {"table": "intensity table", "copy": "T1 taken for T2"}


def collect(out: Path) -> dict[str, Any]:
    """The numbers of every recipe that has been trained and evaluated under out; ValueError where none has."""
    found: dict[str, Any] = {"runs": {}}
    for name, recipe in RECIPES.items():
        report = out / name / "evaluation" / "report.json"
        if report.exists():
            data = json.loads(report.read_text(encoding="utf-8"))
            found |= {key: data[key] for key in ("training_slices", "test_slices")}
            found["baselines"] = {key: scores(data["methods"][key]) for key in BASELINES}
            found["runs"][name] = {"title": recipe.title, "epochs": data["epoch"], **scores(data["methods"]["model"]),
                                   "persons": data["persons"], "history": history(out / name / "history.csv")}
            if (saturation := out / name / "saturation.json").exists():
                found["runs"][name]["readings"] = json.loads(saturation.read_text(encoding="utf-8"))
    if not found["runs"]:
        raise ValueError(f"{out} holds no evaluated run of {', '.join(RECIPES)}")
    return rounded(found)


def scores(rows: dict[str, dict]) -> dict[str, float]:
    """Means over slices, by measure."""
    return {measure: rows[measure]["slices"] for measure in MEASURES}


def history(path: Path) -> dict[str, list[float]]:
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    return {column: [float(row[column]) for row in rows] for column in ("loss_G", "loss_D", "test_psnr")}


def rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return round(value, 3) if isinstance(value, float) else value


def table(found: dict[str, Any]) -> str:
    """The scores as a Markdown table, baselines last."""
    lines = ["| | PSNR | SSIM | MAE | head: PSNR | SSIM | MAE |", "|---|---|---|---|---|---|---|"]
    rows = [(run["title"], run) for run in found["runs"].values()]
    rows += [(BASELINES[name], row) for name, row in found["baselines"].items()]
    for title, row in rows:
        cells = [f"{row[measure]:.3f}" if "ssim" in measure else f"{row[measure]:.2f}" for measure in MEASURES]
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def draw(found: dict[str, Any]):
    """Test PSNR by epoch, and Loss_D, a line a recipe; both baselines across."""
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, 2, figsize=(11, 4.2))
    for axis, column, title in zip(axes, ("test_psnr", "loss_D"), ("Test PSNR, whole picture [dB]", "Loss_D")):
        for run in found["runs"].values():
            values = run["history"][column]
            axis.plot(range(1, len(values) + 1), values, marker=".", label=run["title"])
        axis.set(title=title, xlabel="epoch")
        axis.grid(True, alpha=0.3)
    for style, (name, row) in zip(("--", ":"), found["baselines"].items()):
        axes[0].axhline(row["psnr"], color="grey", linestyle=style, label=BASELINES[name])
    axes[0].set_ylim(bottom=12)
    axes[0].legend(fontsize=7)
    figure.tight_layout()
    return figure


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m docs.results.tables", description=__doc__)
    parser.add_argument("out", type=Path, help="the --out of python -m docs.results")
    out = parser.parse_args().out
    found = collect(out)
    (HERE / f"{out.name}.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    save(draw(found), HERE / f"{out.name}.png")
    print(table(found))


if __name__ == "__main__":
    main()
