#!/usr/bin/env bash
# pytest 9 reports a unittest test as passed although its subTests failed, and pytest-json-report believes the last one.
#
# pytest 9.2.0, pytest-json-report 1.5.0, Python 3.11. Expected: a failed test, as unittest and pytest's own
# `subtests` fixture say it. Seen for a TestCase whose test has three subTests:
#   only the first fails   the test's own report: passed; json: "subtests passed", not counted as failed
#   only the last fails    the test's own report: passed; json: "failed"
#   pytest's last line     "2 failed, 2 passed, 4 subtests passed" for the two tests, and exit code 1
# A grader that asks for the outcome of each node id, by a hook or by the json, gives points for the first.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/conftest.py" <<'PY'
def pytest_runtest_logreport(report):
    if report.when == "call" and type(report).__name__ == "TestReport":
        print(f"\nits own report: {report.nodeid} {report.outcome}")
PY
cat > "$room/test_subtests.py" <<'PY'
import unittest


class Tests(unittest.TestCase):
    def only(self, failing):
        for number in range(3):
            with self.subTest(number=number):
                self.assertNotEqual(number, failing)

    def test_first(self):
        self.only(0)

    def test_last(self):
        self.only(2)
PY
cat > "$room/judge.py" <<'PY'
import json
import sys

report = json.load(open("report.json"))
outcomes = {test["nodeid"].split("::")[-1]: test["outcome"] for test in report["tests"]}
print(outcomes, report["summary"], report["exitcode"])
sys.exit(outcomes != {"test_first": "subtests passed", "test_last": "failed"} or report["exitcode"] != 1)
PY
python3.11 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check pytest==9.2.0 pytest-json-report==1.5.0
cd "$room"
venv/bin/python -m pytest -s -q --tb=no --json-report --json-report-file=report.json test_subtests.py > out.txt || true
cat out.txt
[ "$(grep -c 'its own report: .* passed$' out.txt)" = 2 ] && grep -q '^2 failed, 2 passed, 4 subtests passed' out.txt \
  && venv/bin/python judge.py || { echo "not as described"; exit 1; }
echo "as described"
