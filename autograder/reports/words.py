"""The words that every report uses: titles of parts, and a check's result in at most four lines."""
from __future__ import annotations

from autograder.messages import render, say
from autograder.plaintext import plain
from autograder.verdict import FAILED, PASSED, CheckResult

TITLES = {
    "dataset": say("Dataset"), "generator": say("Generator"), "discriminator": say("Discriminator"),
    "loss": say("Losses"), "optimizer": say("Optimizers"), "training_step": say("Training step"),
    "overfit": say("Overfit one batch"), "inference": say("Inference (bonus)"),
}
EXPECTED, OBSERVED, WHERE, HELP = (say("expected"), say("observed"), say("where"), say("hint"))
NOT_JUDGED = say("not judged")


def part_title(part: str, language: str) -> str:
    return render(TITLES[part], language)


def lines_of(result: CheckResult, language: str) -> list[str]:
    """Expected, observed, where, help of a result that did not pass, a line each; control-free."""
    if result.outcome == PASSED:
        return []
    seen = OBSERVED if result.outcome == FAILED else NOT_JUDGED
    fields = [(EXPECTED, render(result.expected, language)), (seen, render(result.observed, language)),
              (WHERE, result.where or ""), (HELP, render(result.help, language))]
    return [f"{render(label, language)}: {plain(text)}" for label, text in fields if text]
