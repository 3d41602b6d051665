"""A course tells as much as it has chosen to: what was seen, where to look, the mistake by its name."""
from __future__ import annotations

import json
import zipfile

import pytest
from click.testing import CliRunner

from autograder.batch.report_version import is_current, stamp
from autograder.commands import main
from autograder.grading.asked import asked_parts, result_of
from autograder.grading.verdict import FAILED, Verdict
from autograder.i18n.messages import say, verbatim
from autograder.labs.t1t2.lab import LAB
from autograder.platforms.gradescope.package import build
from autograder.reports import hints
from autograder.reports.gradescope import write_results
from autograder.reports.pages.feedback import feedback
from autograder.reports.words import lines_of

SAID = {"observed": "it was seen", "help": "a question", "mistake": "its name"}


@pytest.fixture(autouse=True)
def free(monkeypatch):
    monkeypatch.setenv(hints.VARIABLE, "")


def missed() -> Verdict:
    result = result_of(LAB, "loss.half", FAILED, say("Claim."), where="training.py:7", misconceptions=["no_half"],
                       confirmed=True, **{name: verbatim(text) for name, text in SAID.items()})
    return Verdict("someone", "0" * 64, [result], rubric=asked_parts(LAB, {"loss"}), lab=LAB.name)


@pytest.mark.parametrize("rung, said", [(1, {"observed"}), (2, {"observed", "help"}), (3, set(SAID))])
def test_each_rung_tells_more(rung, said, tmp_path):
    hints.choose(rung)
    verdict = missed()
    write_results(verdict, tmp_path / "results.json", "en")
    printed = ["\n".join(lines_of(hints.told(verdict.results[0]), "en")), feedback(verdict, None, "en"),
               (tmp_path / "results.json").read_text(encoding="utf-8")]
    for text in printed:
        assert {name for name, words in SAID.items() if words in text} == said
        assert ("training.py:7" in text) == (rung > 1)


def test_the_verdict_itself_holds_everything(tmp_path):
    hints.choose(1)
    verdict = missed()
    feedback(verdict, None, "en")
    assert verdict.results[0].mistake is not None and verdict.results[0].where == "training.py:7"
    assert any("its name" in line for line in lines_of(verdict.results[0], "en")), "as staff read it"


def test_what_goes_beyond_what_was_seen_is_folded():
    page = feedback(missed(), None, "en")
    seen, rest = page.split("it was seen")
    assert "<details" not in seen.split('class="check failed"')[1]
    assert rest.index("<details") < rest.index("a question") < rest.index("its name")


def test_pages_are_printed_again_once_the_course_tells_more(tmp_path):
    stamp(tmp_path, "en", 1)
    assert is_current(tmp_path, "en", 1) and not is_current(tmp_path, "en", 3)


def test_gradescope_s_grader_takes_the_choice_along(tmp_path):
    hints.choose(2)
    with zipfile.ZipFile(build(tmp_path / "x.zip", LAB, "en", "secret")) as archive:
        assert json.loads(archive.read("config.json"))["hints"] == 2


def test_no_other_rung_is_taken():
    refused = CliRunner().invoke(main, ["test", "solution", "--hints", "4"])
    assert refused.exit_code == 2 and "--hints" in refused.output
