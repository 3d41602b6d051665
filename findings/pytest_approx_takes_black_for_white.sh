#!/usr/bin/env bash
# pytest.approx subtracts in the type it is given: for uint8 pixels, 255 is within 1 of 0.
#
# pytest 9.2.0, numpy 2.4.6, Python 3.11. Expected: False, or a float in between, as numpy.isclose makes one.
#   np.uint8(255) == approx(np.uint8(0), abs=1)     True: 0 - 255 is 1 in uint8
#   np.uint8(0) == approx(np.uint8(255), abs=1)     False: so it also matters who stands on the left
#   np.int8(-128) == approx(np.int8(127), abs=2)    True
#   np.isclose(np.uint8(255), np.uint8(0), atol=1)  False
#   whole arrays: np.uint8([255]) == approx(np.uint8([0]), abs=1) is False, so only single pixels are hit
# unittest's assertAlmostEqual(np.uint8(0), np.uint8(255), delta=1) passes too. numpy warns of the overflow; the test
# is green. A test of one pixel of a picture does not see a picture that is inverted.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/pixels.py" <<'PY'
import sys
import unittest
import warnings

import numpy as np
from pytest import approx

warnings.simplefilter("ignore")
black, white = np.uint8(0), np.uint8(255)
found = [bool(answer) for answer in (
    white == approx(black, abs=1), black == approx(white, abs=1), np.int8(-128) == approx(np.int8(127), abs=2),
    np.isclose(white, black, atol=1), np.uint8([255]) == approx(np.uint8([0]), abs=1))]
unittest.TestCase().assertAlmostEqual(black, white, delta=1)
print(found)
sys.exit(found != [True, False, True, False, False])
PY
python3.11 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check pytest==9.2.0 numpy==2.4.6
"$room/venv/bin/python" "$room/pixels.py" || { echo "not as described"; exit 1; }
echo "as described"
