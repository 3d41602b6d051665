"""Whether a data folder is sound: counts, names, sizes, modes, T1 and T2 swapped, slices in both splits.

The danger is pairs formed by sorted position: one file missing, and every later T1 silently gets its
neighbour's T2. Nothing crashes, so somebody has to look.
"""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from autograder.i18n.messages import Message, say

SIZE = (256, 256)
DEEP = ("I;16", "I;16B", "I;16L", "I", "F")  # Pillow's modes with more than 8 bits
WHITE = 255                # the largest value that 8 bits hold
THUMB = 64                 # pixels a side: what is kept of a picture
COARSE = 32                # and what two pictures are compared by
# Correlation of coarse thumbnails, of T1 and of T2 alike, from which two pairs are of one person. Measured on
# whole heads and on skull-stripped brains: different persons up to 0.970, the slice 3 mm above or another
# visit up to 0.997.
SAME = 0.985
HEAD = 0.15                # of the bright end of both pictures: what is darker in both is air
EXTREME = 0.03             # share of the head's pixels that are its brightest, or its darkest
# Score of a pair (_score) from which its two pictures can be told apart. Measured on 321 real and synthetic
# pairs, whole heads and skull-stripped: 7 are nearer to 0, none is further on the wrong side.
TELLING = 0.1
STRAY = 0.05               # share of swapped pairs up to which they may be odd slices, and are worth a look
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
    findings += _pictures(pictures)
    for split in ("train", "test"):
        findings.append(_contrast(split, pictures[split + "A"], pictures[split + "B"]))
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


@dataclass(frozen=True)
class Picture:
    """One opened slice: what can go wrong with it, and its grey thumbnail (THUMB, THUMB) as float32."""

    size: tuple[int, int]
    mode: str
    low: float
    high: float
    thumb: np.ndarray

    @property
    def faults(self) -> list[str]:
        """Keys of FAULTS, each measured at the pixels themselves."""
        return [fault for fault, found in (
            ("blank", self.low == self.high), ("size", self.size != SIZE),
            ("deep", self.high > WHITE or self.low < 0),
            ("mode", self.mode != "L" and not (self.high > WHITE or self.low < 0))) if found]

    @property
    def usable(self) -> bool:
        return self.low < self.high and np.ptp(self.thumb) > 0


# What is said of the files that have a fault, and whether it is wrong (False) or worth a look (None).
FAULTS = {
    "broken": (False, say("cannot be opened as pictures: {names}")),
    "size": (None, say("not 256x256, so they will be resized: {names}")),
    "deep": (False, say("hold grey values beyond 0 to 255; read as 8-bit greyscale, these are cut off, and all "
                        "that is brighter becomes white. Save them as 8 bits: {names}")),
    "mode": (None, say("not 8-bit greyscale; a conversion may change their grey values: {names}")),
    "blank": (None, say("show nothing, every pixel is equal: {names}")),
}


def _open(path: Path) -> Picture | None:
    """The slice, with the grey values that the file holds; None where it is no picture."""
    try:
        with Image.open(path) as picture:
            # convert("L") cuts off what is above 255: of a 16-bit slice it leaves a white square.
            pixels = np.asarray(picture if picture.mode in DEEP else picture.convert("L"), dtype=np.float32)
            thumb = Image.fromarray(pixels).resize((THUMB, THUMB), Image.Resampling.BOX)
            return Picture(picture.size, picture.mode, float(pixels.min()), float(pixels.max()), np.asarray(thumb))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _pictures(pictures: dict) -> list[Finding]:
    """Files that are no picture, of another size, in colour or more than 8 bits, or of one grey."""
    kinds: dict[str, list[str]] = {fault: [] for fault in FAULTS}
    for folder, files in pictures.items():
        for file, picture in files.items():
            for fault in ["broken"] if picture is None else picture.faults:
                kinds[fault].append(f"{folder}/{file}")
    findings = [Finding(good, Message(sentence.text, {"names": _some(kinds[fault])}))
                for fault, (good, sentence) in FAULTS.items() if kinds[fault]]
    if findings:
        return findings
    count = sum(len(files) for files in pictures.values())
    return [Finding(True, say("all {count} slices open, are 256x256 and 8-bit greyscale", count=count))]


def _contrast(split: str, t1: dict, t2: dict) -> Finding:
    """Whether A looks like T1 and B like T2 in each pair of a split."""
    scores = {name: _score(t1[name].thumb, t2[name].thumb) for name in sorted(set(t1) & set(t2))
              if all(picture is not None and picture.usable for picture in (t1[name], t2[name]))}
    wrong = [name for name, score in scores.items() if score < -TELLING]
    unsure = [name for name, score in scores.items() if abs(score) <= TELLING]
    count, right = len(scores), len(scores) - len(wrong) - len(unsure)
    if wrong:
        return Finding(None if len(wrong) <= STRAY * (count - len(unsure)) else False, say(
            "{split}: A and B look swapped in {wrong} of {count} pairs ({names}): the fluid is brighter in A. "
            "A must hold T1 (fluid dark), B T2 (fluid bright)",
            split=split, wrong=len(wrong), count=count, names=_some(wrong)))
    if not right:
        return Finding(None, say("{split}: no pair whose contrast tells which is T1 and which is T2", split=split))
    if unsure:
        return Finding(True if right >= len(unsure) else None, say(
            "{split}: A looks like T1 and B like T2 in {right} of {count} pairs; the contrast does not tell for "
            "{names}", split=split, right=right, count=count, names=_some(unsure)))
    return Finding(True, say("{split}: A looks like T1 and B like T2 in all {count} pairs", split=split, count=count))


def _score(a: np.ndarray, b: np.ndarray) -> float:
    """Above 0 where a looks like T1 and b like T2; exchanged, they have the negative of it.

    Fluid is the brightest of a T2 and dark in T1, while the brightest of a T1 (fat, white matter) is of
    middling grey in T2; and the darkest inside a head is fluid only in T1. So each picture's brightest and
    darkest pixels are looked up in the other one, as ranks: no window or brightness plays a part.
    """
    head = np.maximum(a, b) > HEAD * max(np.percentile(a, 98), np.percentile(b, 98))
    ranks = [values.argsort(kind="stable").argsort(kind="stable") / head.sum() for values in (a[head], b[head])]
    if not head.any():
        return 0.0
    few = max(1, int(EXTREME * head.sum()))
    orders = [rank.argsort() for rank in ranks]
    (a_in_b, b_in_a) = ([other[order[ends]].mean() for ends in (slice(-few, None), slice(few))]
                        for other, order in ((ranks[1], orders[0]), (ranks[0], orders[1])))
    return float(sum(a_in_b) - sum(b_in_a))


def _leak(pictures: dict) -> list[Finding]:
    """Test pairs that the training set holds as well, or their neighbours: scores on them measure memory."""
    train, test = (_unit(pictures[split + "A"], pictures[split + "B"]) for split in ("train", "test"))
    if not train or not test:
        return []
    likeness = _likeness(test, train)
    names, nearest = list(train), likeness.argmax(axis=1)            # likeness: (test, train)
    same = [f"test/{name} = train/{names[nearest[row]]}" for row, name in enumerate(test)
            if likeness[row, nearest[row]] > SAME]
    if same:
        return [Finding(False, say("{count} test pairs are in the training set too, or very like a pair there: "
                                   "{names}. Split by person, never by slice", count=len(same), names=_some(same)))]
    return [Finding(True, say("none of {count} test pairs looks like one of {train} training pairs",
                              count=len(test), train=len(train)))]


def _likeness(test: dict, train: dict) -> np.ndarray:
    """Correlation of each test pair with each training pair, (test, train): the lower one of T1 and T2."""
    straight, crossed = (np.min([np.stack([rows[one] for rows in test.values()])
                                 @ np.stack([rows[other] for rows in train.values()]).T for one, other in sides],
                                axis=0) for sides in (((0, 0), (1, 1)), ((0, 1), (1, 0))))
    return np.maximum(straight, crossed)      # crossed: T1 and T2 are swapped in one of the two splits


def _unit(t1: dict, t2: dict) -> dict[str, list[np.ndarray]]:
    """name -> both coarse thumbnails with mean 0 and length 1, as rows; pairs that show nothing are left out."""
    units = {}
    for name in sorted(set(t1) & set(t2)):
        pair = [t1[name], t2[name]]
        if all(picture is not None and picture.usable for picture in pair):
            coarse = [np.asarray(Image.fromarray(picture.thumb).resize((COARSE, COARSE), Image.Resampling.BOX))
                      for picture in pair]
            rows = [grey.ravel() - grey.mean() for grey in coarse]
            units[name] = [row / max(np.linalg.norm(row), 1e-9) for row in rows]
    return units


def _some(names: list[str]) -> str:
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" (+{more})" if more > 0 else "")
