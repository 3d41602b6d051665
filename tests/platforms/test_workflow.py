"""The workflow that ships to students, and the Markdown that it shows: the verdict's words, and nothing acts in them."""
import re
import shlex

import pytest
import yaml
from markdown_it import MarkdownIt

from autograder.grading.asked import result_of
from autograder.grading.verdict import FAILED, NOT_JUDGED, PASSED, Verdict
from autograder.i18n.messages import LANGUAGES, render, say
from autograder.labs.t1t2.lab import LAB
from autograder.reports.markdown import escape, summary
from autograder.reports.words import lines_of
from tests.commands.test_commands import run
from tests.conftest import solution
from tests.docs.test_documents import complaint
from tests.reports.test_pages import HOSTILE, Reader, hostile_verdict

WORKFLOW = LAB.folder / "student_package" / ".github" / "workflows" / "lab.yml"
MARKDOWN = MarkdownIt("commonmark").enable("table")


def rendered(verdict: Verdict, language: str) -> Reader:
    return Reader(MARKDOWN.render(summary(verdict, language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_says_what_every_report_says(language):
    why = say("The run did not come to its end.")
    results = [result_of(LAB, check, PASSED, say("Neither optimizer decays weights.")) for check in LAB.points]
    results[0].outcome, results[0].expected, results[0].where = FAILED, say("The output carries no gradient."), "a.py:3"
    for result in results[-2:]:
        result.outcome, result.observed, result.fault = NOT_JUDGED, why, "prerequisite"
    text = summary(Verdict("a", "", results, [say("The handout's network")]), language)
    words = "".join(Reader(MARKDOWN.render(text)).words)
    for line in [*lines_of(results[0], language), *lines_of(results[-2], language), render(results[0].claim, language)]:
        assert line in words
    assert words.count(render(why, language)) == 1  # one reason, told once
    assert f"{LAB.total - results[0].points}" in words.splitlines()[0]
    table = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(table) == 1 + len(LAB.parts) and "❌ 1" in table[1] and "➖ 2" in table[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_words_stay_words(language):
    """GitHub cleans what it shows; nothing is left for it to clean."""
    plain = rendered(Verdict("a", "", [result_of(LAB, check, FAILED, say("{what} at {where}", what="a", where="b"))
                                       for check in LAB.points]), language)
    read = rendered(hostile_verdict(), language)
    assert {tag for tag, _ in read.tags} <= {tag for tag, _ in plain.tags} | {"li", "ul", "blockquote"}
    assert read.links == [] and read.handlers == ["style"] * len(plain.handlers)  # a table's own alignment
    assert any("<script>alert(1)</script>" in words for words in read.words)
    assert HOSTILE[:20] not in summary(hostile_verdict(), language)


@pytest.mark.parametrize("text", ["[a](javascript:b)", "![a](//b)", "<b>", "`a`", "# a", "- a", "1. a", "a|b", "&lt;", "***"])
def test_markdown_in_words_is_shown_as_it_is(text):
    read = Reader(MARKDOWN.render("x " + escape(text)))
    assert "".join(read.words).strip() == "x " + text and read.count("p") == len(read.tags)


def test_the_workflow_runs_what_exists():
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    steps = workflow["jobs"]["check"]["steps"]
    commands = [step["run"] for step in steps if "run" in step]
    assert workflow["permissions"] == {"contents": "read"} and 0 < workflow["jobs"]["check"]["timeout-minutes"] <= 60
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"]) for step in steps if "uses" in step)
    checks = [command for command in commands if "-m autograder" in command]
    assert len(checks) == 1 and complaint(checks[0]) == ""
    assert shlex.split(checks[0])[-2:] == ["--summary", "$GITHUB_STEP_SUMMARY"]
    assert "python -m pip install -c requirements.lock -e ." in commands


def test_the_workflow_s_command_writes_the_summary(submit, tmp_path):
    page = tmp_path / "summary.md"
    page.write_text("before\n", encoding="utf-8")
    wrong = submit({"training.py": solution("training.py").replace("0.5 * (loss", "(loss")})
    done = run("test", str(wrong), "--part", "loss", "--lang", "en", "--summary", str(page))
    text = page.read_text(encoding="utf-8")
    assert done.returncode == 1 and text.startswith("before\n## Score\\: 9 of 10")
    assert "| Losses | 9 / 10 | ✅ 8 ❌ 1 |" in text and "`loss.half`" in text
