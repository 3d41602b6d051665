"""The challenge: a student's own generator and its weights, scored on slices that nobody has seen.

Beside the rubric: it gives no points, but a place on the leaderboard. T1 slices go into a confined
worker, generated T2 slices come back, and the real T2 never leaves this process. What is certain of a
network's size is the size of its file; the number of its parameters is the worker's word.
"""
from __future__ import annotations

import os
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from autograder import likeness
from autograder.examination import Examination
from autograder.intake import MAX_WEIGHTS, WEIGHTS
from autograder.judging import Failed, NotJudged, Observations, shape_text
from autograder.messages import Message, say
from autograder.phantoms import phantom
from autograder.rubric import CHALLENGE_DATA, CHALLENGE_FILE, CHALLENGE_NAME
from autograder.submission import Submission
from autograder.verdict import ChallengeResult, Verdict

MAX_PARAMETERS = 10_000_000
HEADS = 16  # hidden slices, where the instructor names no folder
MAX_SLICES = 64
SIZE = (256, 256)
MEGABYTE = 10**6
# What a file that was only renamed begins with: torch.save's zip, and a bare pickle.
PICKLED = (b"PK\x03\x04", b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")
SAVE = say("python assignment/challenge_weights.py writes weights that fit.")
_MISFITS = {
    "missing": "{file} has no {name} (and {more} more are missing), which {network} has.",
    "unexpected": "{file} has {name} (and {more} more) which {network} does not have.",
    "shape": "{name} has the shape {expected} in {network} and {found} in {file} ({more} more differ).",
    "dtype": "{name} is {expected} in {network} and {found} in {file} ({more} more differ).",
    "not_finite": "{name} in {file} holds NaN or infinity (and {more} more do).",
}


def handed_in(submission: Submission) -> bool:
    return submission.weights is not None or CHALLENGE_FILE in submission.files


def enter(examination: Examination, verdict: Verdict) -> None:
    """Put the challenge's result into the verdict, where the submission takes part in it."""
    if not handed_in(examination.submission):
        return
    started = time.monotonic()
    try:
        verdict.challenge = _score(examination)
    except (Failed, NotJudged) as stop:
        problem = stop.observed if stop.help is None else say("{problem} {help}", problem=stop.observed, help=stop.help)
        verdict.challenge = ChallengeResult(problem=problem)
    verdict.run["challenge_seconds"] = round(time.monotonic() - started, 3)


def _score(examination: Examination) -> ChallengeResult:
    """Raises Failed or NotJudged for what keeps the generator from being scored."""
    weights = examination.submission.weights
    _check_file(examination.submission, weights)
    folder = os.environ.get(CHALLENGE_DATA, "")
    t1, t2, origin = hidden_slices(examination.secret, folder)
    seen = examination.look("challenge", "challenge.translated", lambda: {
        "weights": WEIGHTS, "t1": t1.astype(np.float32) / 127.5 - 1}, case=folder)
    parameters = _check_network(seen)
    fake_t2 = seen.array("fake_t2", 3)
    if fake_t2.shape != t1.shape or not np.isfinite(fake_t2).all():
        raise Failed(observed=say("The generated slices hold NaN or infinity, or are not 256x256."))
    found = mean_scores(np.clip((fake_t2 + 1) * 127.5, 0, 255), t1, t2)
    copied = mean_scores(t1.astype(np.float64), t1, t2)
    return ChallengeResult(None, *found, copied[0], parameters, round(len(weights) / MEGABYTE, 2), len(t1), origin)


def _check_file(submission: Submission, weights: bytes | None) -> None:
    if weights is None:
        raise Failed(observed=say(
            "{code} came without {file} of at most {n} MB beside it; weights in other formats (.pt, .pth) are "
            "never read.", code=CHALLENGE_FILE, file=WEIGHTS, n=MAX_WEIGHTS // MEGABYTE), help=SAVE)
    if weights.startswith(PICKLED):
        raise Failed(observed=say("{file} is a pickle of PyTorch under another name, which is never read.",
                                  file=WEIGHTS), help=SAVE)
    if not any(CHALLENGE_NAME in text for text in [*submission.files.values(),
                                                   *(cell for cells in submission.cells.values() for cell in cells)]):
        raise Failed(observed=say("{file} came without {code}, which defines {network}.", file=WEIGHTS,
                                  code=CHALLENGE_FILE, network=CHALLENGE_NAME))


def _check_network(seen: Observations) -> int:
    """The number of parameters; raises for a network or weights that can't take part."""
    if not seen.flag("is_module"):
        raise Failed(observed=say("{network}() returned {kind}, which is no nn.Module.", network=CHALLENGE_NAME,
                                  kind=seen.text("kind")))
    parameters = seen.count("parameters")
    if not 0 <= parameters <= MAX_PARAMETERS:
        raise Failed(observed=say("{network} has {found} parameters; {most} are allowed.", network=CHALLENGE_NAME,
                                  found=parameters, most=MAX_PARAMETERS))
    if "unreadable" in seen:
        raise Failed(observed=say("{file} can't be read as safetensors ({reason}).", file=WEIGHTS,
                                  reason=seen.text("unreadable")), help=SAVE)
    if "misfit" in seen:
        raise Failed(observed=_describe(seen["misfit"]), help=SAVE)
    if "wrong_shape" in seen:
        raise Failed(observed=say("{network} must return {wanted}, it returned {found}.", network=CHALLENGE_NAME,
                                  wanted=shape_text((1, 1, *SIZE)), found=shape_text(seen["wrong_shape"])))
    return parameters


def _describe(record: Any) -> Message:
    """A misfit in words. The record is the worker's: of any type."""
    record = record if isinstance(record, dict) else {}
    template = _MISFITS.get(str(record.get("kind")))
    if template is None:
        return say("{file} does not fit {network}.", file=WEIGHTS, network=CHALLENGE_NAME)
    values = record.get("values")
    expected, found = values if isinstance(values, list) and len(values) == 2 else ("?", "?")
    return say(template, file=WEIGHTS, network=CHALLENGE_NAME, name=str(record.get("name"))[:100],
               more=str(record.get("more"))[:10], expected=str(expected)[:60], found=str(found)[:60])


def mean_scores(fake_t2: np.ndarray, t1: np.ndarray, t2: np.ndarray) -> tuple[float, float]:
    """SSIM and PSNR inside the head, means over slices (N, 256, 256) on 0 .. 255."""
    scores = []
    for fake, first, real in zip(fake_t2, t1, t2):
        head, real = likeness.find_head(first, real), real.astype(np.float64)
        scores.append((likeness.ssim(fake, real, head), likeness.psnr(fake, real, head)))
    ssim, psnr = np.mean(scores, axis=0)
    return round(float(ssim), 4), round(float(psnr), 3)


@lru_cache(maxsize=2)
def hidden_slices(secret: str, folder: str = "") -> tuple[np.ndarray, np.ndarray, str]:
    """T1 and T2 (N, 256, 256) uint8, and where they are from: "folder", "hidden" or "public" phantoms.

    The same secret draws the same heads. Their seeds have 62 bits, so that nobody finds a head's T2 by
    trying seeds. Raises ValueError for a folder that holds no pairs.
    """
    if folder:
        return *read_folder(Path(folder)), "folder"
    rng = np.random.default_rng(list(f"{secret}/challenge".encode()))
    pairs = [phantom(int(seed)) for seed in rng.integers(2**62, size=HEADS)]
    return *(np.stack(images) for images in zip(*pairs)), "public" if secret == "public" else "hidden"


def read_folder(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """At most MAX_SLICES pairs of testA and testB, evenly spread, by equal names."""
    sides = [folder / "testA", folder / "testB"]
    names, others = ({path.name for path in side.glob("*.png")} for side in sides)
    if not names or names != others:
        raise ValueError(f"{folder} must hold testA (T1) and testB (T2) with .png slices of equal names.")
    count = min(MAX_SLICES, len(names))
    chosen = [sorted(names)[(2 * place + 1) * len(names) // (2 * count)] for place in range(count)]
    return tuple(np.stack([_read(side / name) for name in chosen]) for side in sides)


def _read(path: Path) -> np.ndarray:
    return np.asarray(Image.open(str(path)).convert("L").resize(SIZE))
