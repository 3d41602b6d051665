"""The words that every report uses: the score, and a check's result in at most four lines."""
from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import lru_cache

from autograder.grading.verdict import FAILED, PASSED, ChallengeResult, CheckResult, Verdict
from autograder.i18n.messages import Message, render, say, verbatim
from autograder.i18n.plaintext import plain
from autograder.lab import Lab, known
from autograder.reports.hints import told

EXPECTED, OBSERVED, MISTAKE, HELP = say("expected"), say("observed"), say("mistake"), say("hint")
PRINTED = say("your code printed")
NOT_JUDGED = say("not judged")
CHALLENGE = say("Challenge")
ORIGINS = {"hidden": say("hidden, synthetic"), "public": say("public, synthetic, for practice"),
           "folder": say("hidden, of the course")}


def lab_title(name: str) -> Message:
    """What the lab of this name is called; its name where it is gone."""
    lab = known(name)
    return lab.title if lab else verbatim(name)


@lru_cache
def claim_of(check: str, lab: Lab | None = None) -> Message:
    """A check's sentence, also where the check was never run."""
    part, claim = check.split(".", 1)
    path = lab.folder / "parts" / part / f"test_{part}.py" if lab else None
    tree = ast.parse(path.read_text(encoding="utf-8") if path and path.exists() else "")
    found = next((node for node in tree.body
                  if isinstance(node, ast.FunctionDef) and node.name == f"test_{claim}"), None)
    if lab is None or found is None:  # of a verdict that was not finished, and is older than the check's name
        return verbatim(check)
    return lab.claim(ast.get_docstring(found))


def challenge_words(result: ChallengeResult) -> Message:
    """What a challenge reached, or why it was not scored."""
    if result.problem is not None:
        return say("Not scored. {problem}", problem=result.problem)
    return say("SSIM {ssim} inside the head (the input as it is: {copied}), PSNR {psnr} dB, on {n} slices ({origin}); "
               "{parameters} parameters, {megabytes} MB.", ssim=f"{result.ssim:.4f}", copied=f"{result.copied:.4f}",
               psnr=f"{result.psnr:.2f}", n=result.slices, origin=ORIGINS.get(result.origin, ORIGINS["hidden"]),
               parameters=f"{result.parameters:,}", megabytes=f"{result.megabytes:.1f}")


def leaders(verdicts: Iterable[Verdict]) -> list[tuple[str, ChallengeResult]]:
    """(submission, what it reached) where the challenge was scored, the best first; equal ones by name."""
    scored = [(verdict.submission, reached) for verdict in verdicts
              if (reached := verdict.challenge) and reached.problem is None]
    return sorted(scored, key=lambda one: (-one[1].ssim, one[0]))


def score_words(verdict: Verdict) -> Message:
    """The points of the parts that were judged."""
    judged = verdict.parts
    total = sum(part.points for part in judged if not part.bonus)
    bonus = sum(part.points for part in judged if part.bonus)
    if judged and not total:
        return say("Bonus: {bonus} of {all}", bonus=verdict.bonus, all=bonus)
    score = say("Score: {score} of {total}", score=verdict.score, total=total)
    return say("{score}, bonus {bonus} of {all}", score=score, bonus=verdict.bonus, all=bonus) if bonus else score


def first_trouble(verdict: Verdict) -> CheckResult | None:
    """What to look at first: a required part before a bonus, and what failed before what was not judged."""
    troubles = [told(result) for result in verdict.results if result.outcome != PASSED]
    return min(troubles, default=None,
               key=lambda result: (result.asked.bonus, result.outcome != FAILED))


def place_of(result: CheckResult) -> Message:
    """The part of a result, its check and where it was seen, as far as that says anything."""
    if result.fault == "not_implemented":
        title = result.asked.title
        return say("{part}, at {where}", part=title, where=result.where) if result.where else title
    named = say("{part}, {check}", part=result.asked.title, check=result.check)
    return say("{part}, at {where}", part=named, where=result.where) if result.where else named


def lines_of(result: CheckResult, language: str) -> list[str]:
    """Expected, observed (and where), the named mistake, what to try, a line each; what was printed. Control-free."""
    if result.outcome == PASSED:
        return []
    seen = OBSERVED if result.outcome == FAILED else NOT_JUDGED
    place = f" ({plain(result.where)})" if result.where else ""
    fields = [(EXPECTED, "", result.expected), (seen, place, result.observed),
              (MISTAKE, "", result.mistake), (HELP, "", result.help)]
    printed = [f"{render(PRINTED, language)}:", *(f"  {plain(line)}" for line in result.printed)]
    return [f"{render(label, language)}{place}: {plain(render(message, language))}"
            for label, place, message in fields if message] + (printed if result.printed else [])
