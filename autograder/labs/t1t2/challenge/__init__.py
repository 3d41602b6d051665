"""The challenge: a student's own generator and its weights, scored on slices that nobody has seen.

Beside the rubric: it gives no points, but a place on the leaderboard. T1 slices go into a confined
worker, generated T2 slices come back, and the real T2 never leaves this process. What is certain of a
network's size is the size of its file; the number of its parameters is the worker's word.
"""
from __future__ import annotations

import time
from typing import Any

import numpy as np

from autograder.grading.observations import Failed, NotJudged, Observations, shape_text
from autograder.grading.session import Session
from autograder.grading.verdict import ChallengeResult, Verdict
from autograder.i18n.messages import Message, say
from autograder.labs.t1t2.challenge import image_metrics
from autograder.labs.t1t2.challenge.slices import SIZE, Slices, chosen_files, hidden_slices, read_data
from autograder.submissions.intake import MAX_WEIGHTS, WEIGHTS
from autograder.submissions.submission import Submission

__all__ = ["chosen_files", "enter", "mean_scores", "read_data"]

MAX_PARAMETERS = 10_000_000
MEGABYTE = 10**6
FILE, NAME = "challenge.py", "ChallengeGenerator"  # where an entry is put
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


def enter(session: Session, verdict: Verdict, slices: Slices | None = None) -> None:
    """Put the challenge's result into the verdict, where the submission takes part in it.

    slices: those to score it on; by default the ones that the secret draws.
    """
    if not session.submission.in_challenge:
        return
    started = time.monotonic()
    try:
        verdict.challenge = _score(session, slices or hidden_slices(session.secret))
    except (Failed, NotJudged) as stop:
        problem = stop.observed if stop.help is None else say("{problem} {help}", problem=stop.observed, help=stop.help)
        verdict.challenge = ChallengeResult(problem=problem)
    verdict.run["challenge_seconds"] = round(time.monotonic() - started, 3)


def _score(session: Session, slices: Slices) -> ChallengeResult:
    """Raises Failed or NotJudged for what keeps the generator from being scored."""
    weights = session.submission.weights
    _check_file(session.submission, weights)
    t1, t2 = slices.t1, slices.t2
    seen = session.look("challenge", "challenge.translated", lambda: {
        "weights": WEIGHTS, "t1": t1.astype(np.float32) / 127.5 - 1}, case=slices.digest)
    parameters = _check_network(seen)
    fake_t2 = seen.array("fake_t2", 3)
    if fake_t2.shape != t1.shape or not np.isfinite(fake_t2).all():
        raise Failed(observed=say("The generated slices hold NaN or infinity, or are not 256x256."))
    found = mean_scores(np.clip((fake_t2 + 1) * 127.5, 0, 255), t1, t2)
    copied = mean_scores(t1.astype(np.float64), t1, t2)
    megabytes = round(len(weights) / MEGABYTE, 2)
    return ChallengeResult(None, *found, copied[0], parameters, megabytes, len(t1), slices.origin)


def _check_file(submission: Submission, weights: bytes | None) -> None:
    if weights is None:
        raise Failed(observed=say(
            "{code} came without {file} of at most {n} MB beside it; weights in other formats (.pt, .pth) are "
            "never read.", code=FILE, file=WEIGHTS, n=MAX_WEIGHTS // MEGABYTE), help=SAVE)
    if weights.startswith(PICKLED):
        raise Failed(observed=say("{file} is a pickle of PyTorch under another name, which is never read.",
                                  file=WEIGHTS), help=SAVE)
    if not any(NAME in text for text in [*submission.files.values(),
                                                   *(cell for cells in submission.cells.values() for cell in cells)]):
        raise Failed(observed=say("{file} came without {code}, which defines {network}.", file=WEIGHTS,
                                  code=FILE, network=NAME))


def _check_network(seen: Observations) -> int:
    """The number of parameters; raises for a network or weights that can't take part."""
    if not seen.flag("is_module"):
        raise Failed(observed=say("{network}() returned {kind}, which is not an nn.Module.", network=NAME,
                                  kind=seen.text("kind")))
    parameters = seen.count("parameters")
    if not 0 <= parameters <= MAX_PARAMETERS:
        raise Failed(observed=say("{network} has {found} parameters; {most} are allowed.", network=NAME,
                                  found=parameters, most=MAX_PARAMETERS))
    if "unreadable" in seen:
        raise Failed(observed=say("{file} can't be read as safetensors ({reason}).", file=WEIGHTS,
                                  reason=seen.text("unreadable")), help=SAVE)
    if "misfit" in seen:
        raise Failed(observed=_describe(seen["misfit"]), help=SAVE)
    if "wrong_shape" in seen:
        raise Failed(observed=say("{network} must return {wanted}, it returned {found}.", network=NAME,
                                  wanted=shape_text((1, 1, *SIZE)), found=shape_text(seen["wrong_shape"])))
    return parameters


def _describe(record: Any) -> Message:
    """A misfit in words. The record is the worker's: of any type."""
    record = record if isinstance(record, dict) else {}
    template = _MISFITS.get(str(record.get("kind")))
    if template is None:
        return say("{file} does not fit {network}.", file=WEIGHTS, network=NAME)
    values = record.get("values")
    expected, found = values if isinstance(values, list) and len(values) == 2 else ("?", "?")
    return say(template, file=WEIGHTS, network=NAME, name=str(record.get("name"))[:100],
               more=str(record.get("more"))[:10], expected=str(expected)[:60], found=str(found)[:60])


def mean_scores(fake_t2: np.ndarray, t1: np.ndarray, t2: np.ndarray) -> tuple[float, float]:
    """SSIM and PSNR inside the head, means over slices (N, 256, 256) on 0 .. 255."""
    scores = []
    for fake, first, real in zip(fake_t2, t1, t2):
        head, real = image_metrics.find_head(first, real), real.astype(np.float64)
        scores.append((image_metrics.ssim(fake, real, head), image_metrics.psnr(fake, real, head)))
    ssim, psnr = np.mean(scores, axis=0)
    return round(float(ssim), 4), round(float(psnr), 3)
