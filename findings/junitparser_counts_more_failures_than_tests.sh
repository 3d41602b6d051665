#!/usr/bin/env bash
# junitparser rewrites pytest 9's totals as it reads them: 5 failures of 3 tests, so -2 have passed.
#
# pytest 9.2.0, junitparser 5.0.3, Python 3.11. Expected: the totals that stand in the file. For one TestCase with three
# tests, whose subTests fail 3, 1 and 1 times out of 3 each:
#   in pytest's file       tests="12" failures="5", with 3 <testcase> elements, one of them with 3 <failure> elements
#   read by junitparser    tests 3, failures 5
# pytest counts subtests as tests, junitparser counts elements, and failures are counted by both with the subtests: who
# takes passed = tests - failures gets 7 by the one and -2 by the other, where no test passed.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/test_subtests.py" <<'PY'
import unittest


class Tests(unittest.TestCase):
    def failing(self, *numbers):
        for number in range(3):
            with self.subTest(number=number):
                self.assertNotIn(number, numbers)

    def test_all(self):
        self.failing(0, 1, 2)

    def test_first(self):
        self.failing(0)

    def test_last(self):
        self.failing(2)
PY
cat > "$room/totals.py" <<'PY'
import sys
from xml.etree import ElementTree

from junitparser import JUnitXml

suite = ElementTree.parse("junit.xml").getroot()[0]
read = JUnitXml.fromfile("junit.xml")
found = (suite.get("tests"), suite.get("failures"), len(suite.findall("testcase")), read.tests, read.failures)
print(found)
sys.exit(found != ("12", "5", 3, 3, 5))
PY
python3.11 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check pytest==9.2.0 junitparser==5.0.3
cd "$room"
venv/bin/python -m pytest -q --tb=no --junitxml=junit.xml test_subtests.py || true
venv/bin/python totals.py || { echo "not as described"; exit 1; }
echo "as described"
