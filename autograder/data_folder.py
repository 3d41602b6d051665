"""Whether a data folder is sound: counts, names, sizes, modes, T1 and T2 swapped, slices in both splits.

The danger is pairs formed by sorted position: one file missing, and every later T1 silently gets its
neighbour's T2. Nothing crashes, so somebody has to look.
"""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from autograder.messages import Message, say

SIZE = (256, 256)
THUMB = 32                 # pixels a side: what two pictures are compared by
# Correlation of thumbnails, of T1 and of T2 alike, from which two pairs are of one person. Measured on
# whole heads and on skull-stripped brains: different persons up to 0.970, the slice 3 mm above or another
# visit up to 0.997.
SAME = 0.985
SWAPPED = 0.7              # share of pairs that must look swapped before it is said
SHOWN = 3                  # names a message lists


@dataclass(frozen=True)
class Finding:
    """One sentence about the folder. good: True in order, False wrong, None worth a look."""

    good: bool | None
    message: Message


def examine_data(folder: Path) -> list[Finding]:
    """What can be said of the data folder, the worst never hidden: a list in reading order."""
    findings = []
    slices = {}
    for split in ("train", "test"):
        for letter in "AB":
            found = sorted((folder / (split + letter)).glob("*.png"))
            slices[split + letter] = {path.name: path for path in found}
            if not found:
                missing = say("{folder} is missing or holds no .png slices", folder=split + letter)
                findings.append(Finding(False, missing))
    if findings:
        return findings
    for split in ("train", "test"):
        findings += _names(split, slices[split + "A"], slices[split + "B"])
    pictures = {name: {file: _open(path) for file, path in files.items()} for name, files in slices.items()}
    findings += _pictures(slices, pictures)
    findings += _contrast(pictures)
    findings += _leak(pictures)
    return findings


def _names(split: str, t1: dict[str, Path], t2: dict[str, Path]) -> list[Finding]:
    lone = sorted(set(t1) ^ set(t2))
    if not lone:
        return [Finding(True, say("{split}: {count} pairs with equal names", split=split, count=len(t1)))]
    return [Finding(False, say(
        "{split}A has {count_a} slices, {split}B {count_b}; without a partner of the same name: {names}. "
        "Pairs are formed in sorted order, so every pair after the first gap would be wrong",
        split=split, count_a=len(t1), count_b=len(t2), names=_some(lone)))]


def _open(path: Path) -> tuple[tuple[int, int], str, np.ndarray] | None:
    """(size, mode, grey thumbnail), None where the file is no picture."""
    try:
        with Image.open(path) as picture:
            grey = picture.convert("L").resize((THUMB, THUMB), Image.Resampling.BOX)
            return picture.size, picture.mode, np.asarray(grey, dtype=np.float32)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _pictures(slices: dict, pictures: dict) -> list[Finding]:
    """Files that are no picture, of another size, in colour or 16 bits, or black."""
    kinds: dict[str, list[str]] = {"broken": [], "size": [], "mode": [], "black": []}
    for folder, files in pictures.items():
        for file, picture in files.items():
            kind = _fault(picture)
            if kind:
                kinds[kind].append(f"{folder}/{file}")
    findings = []
    if kinds["broken"]:
        findings.append(Finding(False, say("cannot be opened as pictures: {names}", names=_some(kinds["broken"]))))
    if kinds["size"]:
        findings.append(Finding(None, say("not 256x256, so they will be resized: {names}", names=_some(kinds["size"]))))
    if kinds["mode"]:
        findings.append(Finding(None, say("not 8-bit greyscale; a conversion may change or clip their grey values: "
                                          "{names}", names=_some(kinds["mode"]))))
    if kinds["black"]:
        findings.append(Finding(None, say("show nothing, every pixel is equal: {names}", names=_some(kinds["black"]))))
    return findings or [Finding(True, say("every slice opens, is 256x256 and 8-bit greyscale"))]


def _fault(picture: tuple | None) -> str:
    if picture is None:
        return "broken"
    size, mode, thumb = picture
    if np.ptp(thumb) == 0:
        return "black"
    return "size" if size != SIZE else "" if mode == "L" else "mode"


def _contrast(pictures: dict) -> list[Finding]:
    """Whether A looks like T2 and B like T1, told by fluid: the darkest of the brain in T1, the brightest in T2.

    Inside the head, T2 has few very bright pixels above a darker bulk and T1 has not: the skewness of
    the middle third's grey values, where scalp fat does not reach, is higher in T2.
    """
    votes = []
    for split in ("train", "test"):
        for name in set(pictures[split + "A"]) & set(pictures[split + "B"]):
            pair = [pictures[split + letter][name] for letter in "AB"]
            if all(picture is not None and np.ptp(picture[2]) for picture in pair):
                votes.append(_skewness(pair[0][2]) > _skewness(pair[1][2]))
    if votes and np.mean(votes) >= SWAPPED:
        share = round(100 * np.mean(votes))
        return [Finding(False, say("A and B look swapped: in {share} % of the pairs the fluid is brighter in A. "
                                   "A must hold T1 (fluid dark), B T2 (fluid bright)", share=share))]
    return [Finding(True, say("A looks like T1 and B like T2"))] if votes else []


def _skewness(thumb: np.ndarray) -> float:
    middle = thumb[THUMB // 3: 2 * THUMB // 3 + 1, THUMB // 3: 2 * THUMB // 3 + 1]
    offset = middle - middle.mean()
    return float((offset**3).mean() / max((offset**2).mean(), 1e-6) ** 1.5)


def _leak(pictures: dict) -> list[Finding]:
    """Test pairs that the training set holds as well, or their neighbours: scores on them measure memory."""
    train, test = (_unit(pictures[split + "A"], pictures[split + "B"]) for split in ("train", "test"))
    if not train or not test:
        return []
    likeness = np.min([np.stack([rows[letter] for rows in test.values()])
                       @ np.stack([rows[letter] for rows in train.values()]).T for letter in (0, 1)], axis=0)
    names, nearest = list(train), likeness.argmax(axis=1)            # likeness: (test, train)
    same = [f"test/{name} = train/{names[nearest[row]]}" for row, name in enumerate(test)
            if likeness[row, nearest[row]] > SAME]
    if same:
        return [Finding(False, say("{count} test pairs are in the training set too, or very like a pair there: "
                                   "{names}. Split by person, never by slice", count=len(same), names=_some(same)))]
    return [Finding(True, say("no test slice is in the training set"))]


def _unit(t1: dict, t2: dict) -> dict[str, list[np.ndarray]]:
    """name -> both thumbnails with mean 0 and length 1, as rows; pairs that show nothing are left out."""
    units = {}
    for name in sorted(set(t1) & set(t2)):
        pair = [t1[name], t2[name]]
        if all(picture is not None and np.ptp(picture[2]) for picture in pair):
            rows = [picture[2].ravel() - picture[2].mean() for picture in pair]
            units[name] = [row / np.linalg.norm(row) for row in rows]
    return units


def _some(names: list[str]) -> str:
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" (+{more})" if more > 0 else "")
