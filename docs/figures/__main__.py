"""`python -m docs.figures [--train]`: draw assignment/figures anew."""
import argparse

from . import contrast, judging, networks, runs
from .paper import save

FOLDER = runs.ROOT / "assignment" / "figures"
DRAWINGS = (contrast.relaxation, contrast.tissues, contrast.lesion, networks.cgan, networks.patchgan,
            judging.pairing, judging.losses, judging.checkerboard, judging.metrics)


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m docs.figures", description=__doc__)
    options.add_argument("--train", action="store_true", help="train the four networks again first (minutes)")
    if options.parse_args().train:
        runs.make()
    FOLDER.mkdir(exist_ok=True)
    for draw in DRAWINGS:
        path = FOLDER / f"{draw.__name__}.png"
        save(draw(), path)
        print(f"{path.relative_to(runs.ROOT)}  {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
