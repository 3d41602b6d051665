"""One version: of the package, the command line, the change log, the citation, and every verdict."""
from __future__ import annotations

import json
import re
import subprocess
import sys

from autograder import VERSION
from autograder.grading.verdict import Verdict
from tests.conftest import ROOT


def found(pattern: str, name: str) -> str:
    """What the first match of a line in this file says."""
    return re.search(pattern, (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)[1]


def test_everything_names_the_same_version():
    printed = subprocess.run([sys.executable, "-m", "autograder", "--version"], cwd=ROOT, capture_output=True, text=True)
    assert printed.returncode == 0 and printed.stdout.split()[-1] == VERSION
    assert found(r'^version = "(.*)"', "pyproject.toml") == VERSION
    assert found(r"^## (\S+)", "CHANGELOG.md") == VERSION
    assert found(r"^version: (\S+)", "CITATION.cff") == VERSION


def test_the_newest_change_has_the_citation_s_date():
    assert found(r"^## \S+ \((.*)\)", "CHANGELOG.md") == found(r"^date-released: (\S+)", "CITATION.cff")


def test_a_verdict_records_it(submit, judge):
    record = json.loads(json.dumps(judge(submit(), ["optimizer"]).to_json()))
    assert record["version"] == VERSION and Verdict.from_json(record).version == VERSION
    assert Verdict.from_json({**record, "version": "0.1.0"}).version == "0.1.0"  # as it was written
