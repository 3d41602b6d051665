"""A verdict as JUnit XML, which Artemis, GitLab, Jenkins and most other platforms that run tests read.

A part is a testsuite, a check a testcase; what was missed is a failure, what was not judged an error, since a reader
that counts what passed must count neither. The format has no points: they stand as properties of each testcase. There
is no one schema; what is written here is what pytest and Maven Surefire (surefire-test-report.xsd) write as well.
"""
from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from autograder.grading.atomic import write_atomically
from autograder.grading.verdict import FAILED, PASSED, CheckResult, PartRecord, Verdict
from autograder.i18n.messages import render
from autograder.i18n.plaintext import plain
from autograder.reports.hints import told
from autograder.reports.words import lines_of

NO_CHAR = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(verdict: Verdict, path: Path, language: str = "en") -> None:
    """Write the verdict's checks to path, in this language."""
    write_atomically(path, ElementTree.tostring(junit(verdict, language), encoding="utf-8", xml_declaration=True))


def junit(verdict: Verdict, language: str) -> Element:
    """<testsuites> with a <testsuite> for each part, in order."""
    whole = Element("testsuites", {"name": _valid(plain(verdict.submission)), **_counts(verdict.results)})
    for part in verdict.parts:
        results = verdict.of_part(part.name)
        suite = SubElement(whole, "testsuite", {"name": render(part.title, language), **_counts(results)})
        for result in results:
            _add_case(suite, part, result, language)
    return whole


def _valid(text: str) -> str:
    """The text without what XML 1.0 can't hold (section 2.2, Char)."""
    return NO_CHAR.sub("\ufffd", text)


def _counts(results: list[CheckResult]) -> dict[str, str]:
    failed, passed = (sum(result.outcome == outcome for result in results) for outcome in (FAILED, PASSED))
    return {"tests": str(len(results)), "failures": str(failed), "errors": str(len(results) - failed - passed),
            "skipped": "0", "time": f"{sum(result.seconds for result in results):.3f}"}


def _add_case(suite: Element, part: PartRecord, result: CheckResult, language: str) -> None:
    name = result.check.removeprefix(f"{part.name}.")
    case = SubElement(suite, "testcase", {"classname": part.name, "name": name, "time": f"{result.seconds:.3f}"})
    properties = SubElement(case, "properties")
    for key, value in (("points", result.points), ("earned", result.earned)):
        SubElement(properties, "property", {"name": key, "value": str(value)})
    if result.outcome != PASSED:
        claim = _valid(plain(render(result.claim, language)))
        kind = "failure" if result.outcome == FAILED else "error"
        missed = SubElement(case, kind, {"message": claim, "type": result.fault or result.outcome})
        missed.text = _valid("\n".join(lines_of(told(result), language)))
