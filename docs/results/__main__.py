"""`python -m docs.results --data DIR --out DIR [--only NAME ...]`: train and evaluate the recipes."""
import argparse
import subprocess
import sys
from pathlib import Path

from .recipes import RECIPES, ROOT, Recipe


def main() -> None:
    options = parse()
    for name in options.only or RECIPES:
        run = options.out.resolve() / name
        if not (run / "evaluation" / "report.json").exists():
            train(RECIPES[name], run, options.data.resolve(), options.epochs)


def train(recipe: Recipe, run: Path, data: Path, epochs: int) -> None:
    """Train (or go on, where an earlier try was stopped) and evaluate; raises CalledProcessError."""
    code = recipe.write(run.with_name(f"{run.name}.code"))
    extras = ["--amp"] * recipe.amp + ["--resume"] * (run / "checkpoint.pt").exists()
    program("train", "--code", code, "--data", data, "--out", run, "--epochs", epochs,
            "--lambda-l1", recipe.lambda_l1, "--device", "cpu", "--seed", recipe.seed,
            "--decay", round(recipe.falling * epochs), *extras)
    program("evaluate", "--run", run)


def program(name: str, *arguments: object) -> None:
    command = [sys.executable, str(ROOT / "assignment" / f"{name}.py"), *map(str, arguments)]
    print(" ".join(command), flush=True)
    subprocess.run(command, check=True)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m docs.results", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with trainA, trainB, testA, testB")
    parser.add_argument("--out", type=Path, required=True, help="outside the repository where people's slices go in")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--only", nargs="*", choices=RECIPES, metavar="NAME")
    return parser.parse_args()


if __name__ == "__main__":
    main()
