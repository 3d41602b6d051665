#!/usr/bin/env bash
# gradescope-utils leaves a test out of results.json when one of its subTests fails: not 0 of 5 points, no test at all.
#
# gradescope-utils 0.5.0, Python 3.11. Expected: all weighted tests, failed ones with 0. Tests of 5 points that:
#   passes                          5 of 5
#   fails                           0 of 5
#   one subTest of it fails         missing
#   skips, or is @expectedFailure   missing
#   set_score(3), then fails        3 of 5, status failed
# For six tests of 5 points the results name three, and 8 of 15 points.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/grade.py" <<'PY'
import io
import json
import sys
import unittest

from gradescope_utils.autograder_utils.decorators import partial_credit, weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner


class Tests(unittest.TestCase):
    test_passes = weight(5)(lambda self: None)
    test_fails = weight(5)(lambda self: self.fail())
    test_skips = weight(5)(lambda self: self.skipTest("no GPU"))
    test_expects = weight(5)(unittest.expectedFailure(lambda self: self.fail()))

    @weight(5)
    def test_subtests(self):
        with self.subTest():
            self.fail()

    @partial_credit(5)
    def test_partly(self, set_score=None):
        set_score(3)
        self.fail()


file = io.StringIO()
JSONTestRunner(stream=file).run(unittest.defaultTestLoader.loadTestsFromTestCase(Tests))
found = {test["name"].split()[0]: test["score"] for test in json.loads(file.getvalue())["tests"]}
print(found)
sys.exit(found != {"test_passes": 5, "test_fails": 0, "test_partly": 3})
PY
python3.11 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check gradescope-utils==0.5.0
"$room/venv/bin/python" "$room/grade.py" || { echo "not as described"; exit 1; }
echo "as described"
