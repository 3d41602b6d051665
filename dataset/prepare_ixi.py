"""IXI's T1 and T2 volumes to paired 256x256 slices.

    python dataset/prepare_ixi.py --download            fetches IXI-T1.tar and IXI-T2.tar (10 GB), then prepares
    python dataset/prepare_ixi.py FOLDER_OR_TAR ...     prepares what is there already

Writes OUT/{trainA,trainB,testA,testB} (A = T1, B = T2, equal names for a pair, split by person),
manifest.csv (where each slice comes from, and how T1 and T2 were aligned), skipped.csv (who was left out
and why), contact_sheet.png and checkerboard.png. Look at both pictures before you train. Stopped at any
time, the same command goes on and gives the same bytes. Exit codes: 0 done, 1 no pair came out, 2 usage.
"""
from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

try:
    from preparation import archives, collection, downloading, pictures
    from preparation.subjects import Recipe
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn
except ModuleNotFoundError as missing:
    if __name__ != "__main__":
        raise
    sys.exit(f"{__doc__}\n{missing.name} is not installed, which this needs: "
             'pip install -c requirements.lock -e ".[data]"')

HERE = Path(__file__).resolve().parent
VOLUMES, OUT = HERE / "ixi_volumes", HERE / "ixi2000"
LEAST_SLICES = 20          # of a subject, so that 2000 pairs are 100 subjects


def main(argv: list[str] | None = None) -> int:
    options = parse(argv)
    try:
        collection.check_ours(options.out)
        sources = list(options.sources)
        if options.download:
            sources += download(options.address)
    except (collection.NotOurs, downloading.DownloadFailed) as problem:
        return complain(problem)
    sources = sources or [VOLUMES]
    for place in sources:
        if not place.exists():
            return complain(f"{place} does not exist; name a folder or tar archives of IXI volumes, or --download")
    return prepare(sources, options)


def prepare(sources: list[Path], options: argparse.Namespace) -> int:
    remarks: list[str] = []
    found = [source for place in sources for source in archives.list_sources(place, remarks)]
    pairs, skipped = archives.pair_volumes(found)
    print(f"{len(pairs)} subjects have a T1 and a T2; {len(skipped)} volumes have no place in a pair")
    for line in [*remarks, *(f"{name}: {why}" for name, why in sorted(skipped.items()))]:
        print(f"  skipped  {line}")
    if not pairs:
        return 1
    each = options.slices or collection.slices_each(options.pairs, len(pairs), LEAST_SLICES)
    recipe = Recipe(each, options.pixel_mm, options.register == "auto", options.window_t1, options.window_t2)
    room = options.out.with_name(options.out.name + ".work")
    order = collection.draw_order(pairs, options.seed)
    records = collection.prepare_all(order, recipe, room, options.pairs, options.jobs, report)
    splits = collection.split_persons(records, options.test_share)
    if not splits:
        print("no pair of slices came out")
        return 1
    collection.assemble(records, splits, skipped, recipe, room, options.out)
    paths = pictures.draw_pictures(options.out)
    summarise(records, splits, options)
    print("look at " + " and ".join(str(path) for path in paths))
    return 0


def report(record: dict) -> None:
    """A line a subject, as it is finished."""
    if "problem" in record:
        print(f"  skipped  {record['scan']}: {record['problem']}", flush=True)
        return
    print(f"  {record['scan']}: {len(record['slices'])} slices, mutual information {record['mi_before']:.3f} -> "
          f"{record['mi_after']:.3f} nats, moved {record['moved_mm']:.1f} mm, turned "
          f"{record['turned_degrees']:.1f} degrees {record['remark']}", flush=True)


def summarise(records: list[dict], splits: dict[str, str], options: argparse.Namespace) -> None:
    counts = {split: len(list((options.out / f"{split}A").iterdir())) for split in ("train", "test")}
    print(f"{options.out}: " + ", ".join(
        f"{counts[split]} {split} pairs of {list(splits.values()).count(split)} subjects" for split in counts))
    if sum(counts.values()) < options.pairs:
        print(f"that is fewer than the {options.pairs} wanted: no more slices qualify")


def download(address: str) -> list[Path]:
    bars = Progress("{task.description}", BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    paths = []
    with bars:
        for name, md5 in downloading.ARCHIVES.items():
            bar = bars.add_task(name, total=None)
            paths.append(downloading.fetch(
                f"{address}/{name}", VOLUMES / name, md5,
                lambda done, total, bar=bar: bars.update(bar, completed=done, total=total or None)))
    return paths


def complain(problem: object) -> int:
    print(f"error: {problem}", file=sys.stderr)
    return 2


def parse(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("sources", nargs="*", type=Path, metavar="SOURCE",
        help="folders, tar archives or files with volumes; default dataset/ixi_volumes")
    add("--out", type=Path, default=OUT, metavar="DIR", help="the data folder, default dataset/ixi2000")
    add("--download", action="store_true", help="fetch IXI's archives into dataset/ixi_volumes first")
    add("--address", default=downloading.ADDRESS, metavar="URL", help="where the archives lie, if not at their source")
    add("--pairs", type=positive, default=2000, metavar="N", help="pairs in all, about; default 2000")
    add("--slices", type=positive, metavar="N",
        help=f"of a subject, at most; default {LEAST_SLICES}, more where subjects are few")
    add("--seed", type=int, default=0, metavar="N", help="draws the subjects and the split; default 0")
    add("--test-share", type=share, default=0.1, metavar="X", help="of the persons; default 0.1, at least one")
    add("--register", choices=["auto", "never"], default="auto",
        help="auto: move T1 rigidly where that raises the mutual information; never: trust the headers")
    add("--pixel-mm", type=float, default=Recipe.pixel_mm, metavar="MM", help="default 0.9375, IXI's own")
    add("--window-t1", type=percentile, default=Recipe.window_t1, metavar="P",
        help="percentile of the head that becomes white, default 98")
    add("--window-t2", type=percentile, default=Recipe.window_t2, metavar="P", help="the same for T2, default 99.5")
    add("--jobs", type=positive, default=os.cpu_count() or 1, metavar="N",
        help="subjects at a time, default one a core (about 1 GB each)")
    return parser.parse_args(argv)


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def share(text: str) -> float:
    number = float(text)
    if not 0 <= number < 1:
        raise ValueError(text)
    return number


def percentile(text: str) -> float:
    number = float(text)
    if not 50 < number <= 100:
        raise ValueError(text)
    return number


if __name__ == "__main__":
    sys.exit(main())
