"""The words that every report uses: titles of parts, and a check's result in at most four lines."""
from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path

from autograder.messages import Message, render, say
from autograder.plaintext import plain
from autograder.verdict import FAILED, PASSED, CheckResult

CHECKS = Path(__file__).resolve().parent.parent / "checks"
TITLES = {
    "dataset": say("Dataset"), "generator": say("Generator"), "discriminator": say("Discriminator"),
    "loss": say("Losses"), "optimizer": say("Optimizers"), "training_step": say("Training step"),
    "overfit": say("Overfit one batch"), "inference": say("Inference (bonus)"),
}
EXPECTED, OBSERVED, MISTAKE, HELP = say("expected"), say("observed"), say("mistake"), say("hint")
NOT_JUDGED = say("not judged")


def part_title(part: str, language: str) -> str:
    return render(TITLES[part], language)


@lru_cache
def claim_of(check: str) -> Message:
    """A check's sentence, also where the check was never run."""
    part, claim = check.split(".", 1)
    tree = ast.parse((CHECKS / f"test_{part}.py").read_text(encoding="utf-8"))
    found = next(node for node in tree.body
                 if isinstance(node, ast.FunctionDef) and node.name == f"test_{claim}")
    return say(" ".join((ast.get_docstring(found) or "").split()))


def lines_of(result: CheckResult, language: str) -> list[str]:
    """Expected, observed (and where), the named mistake, what to try: at most four lines; control-free."""
    if result.outcome == PASSED:
        return []
    seen = OBSERVED if result.outcome == FAILED else NOT_JUDGED
    place = f" ({plain(result.where)})" if result.where else ""
    fields = [(EXPECTED, "", result.expected), (seen, place, result.observed),
              (MISTAKE, "", result.mistake), (HELP, "", result.help)]
    return [f"{render(label, language)}{place}: {plain(render(message, language))}"
            for label, place, message in fields if message]
