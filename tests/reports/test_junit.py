"""JUnit XML says of every check what the verdict says, and holds whatever words a submission brings."""
from __future__ import annotations

from xml.etree import ElementTree

import pytest

from autograder.grading.asked import asked_parts, result_of
from autograder.grading.verdict import FAILED, NOT_JUDGED, PASSED, Verdict
from autograder.i18n.messages import say, verbatim
from autograder.labs.t1t2.lab import LAB
from autograder.reports.junit import write_junit

HOSTILE = "</failure><testcase name='x'/> ]]> & \x00\x1b[31m \u202e \ud800 \uffff"


@pytest.fixture
def written(tmp_path):
    outcomes = {"loss.half": (FAILED, None), "loss.l1": (NOT_JUDGED, "missing"), "loss.scalar": (PASSED, None),
                "optimizer.adam": (PASSED, None)}
    results = [result_of(LAB, check, outcome, say("Claim."), fault=fault, seconds=0.5, observed=verbatim(HOSTILE))
               for check, (outcome, fault) in outcomes.items()]
    verdict = Verdict(HOSTILE, "0" * 64, results, rubric=asked_parts(LAB, {"loss", "optimizer"}), lab=LAB.name)
    write_junit(verdict, tmp_path / "report.xml")
    return ElementTree.fromstring((tmp_path / "report.xml").read_bytes())


def test_checks_and_points_are_those_of_the_verdict(written):
    cases = {f"{case.get('classname')}.{case.get('name')}": case for case in written.iter("testcase")}
    assert {name: [child.tag for child in case if child.tag != "properties"] for name, case in cases.items()} == {
        "loss.half": ["failure"], "loss.l1": ["error"], "loss.scalar": [], "optimizer.adam": []}
    earned = {name: [(one.get("name"), int(one.get("value"))) for one in case.iter("property")] for name, case in cases.items()}
    assert earned["loss.half"] == [("points", LAB.points["loss.half"]), ("earned", 0)]
    assert earned["loss.scalar"] == [("points", LAB.points["loss.scalar"]), ("earned", LAB.points["loss.scalar"])]


def test_counts_add_up(written):
    suites = written.findall("testsuite")
    assert [(suite.get("tests"), suite.get("failures"), suite.get("errors")) for suite in suites] == [
        ("3", "1", "1"), ("1", "0", "0")]
    for name in ("tests", "failures", "errors"):
        assert int(written.get(name)) == sum(int(suite.get(name)) for suite in suites)


def test_a_student_s_words_make_no_element(written):
    assert len(list(written.iter("testcase"))) == 4
    text = next(written.iter("failure")).text
    assert "</failure><testcase" in text and not set(text) & {"\x00", "\x1b", "\u202e", "\ud800", "\uffff"}
