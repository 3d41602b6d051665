#!/usr/bin/env bash
# OpenCV 5.0 takes a one-dimensional array for a row; OpenCV 4 took it for a column.
#
# opencv-python-headless 4.14.0.94 against 5.0.0.93, Python 3.11. For np.float32([1, 2, 3]):
#   cv2.flip(a, 1)  4.14: [[1], [2], [3]], unchanged, shape (3, 1)      5.0: [[3, 2, 1]]
#   cv2.flip(a, 0)  4.14: [[3], [2], [1]], turned round                 5.0: [1, 2, 3], unchanged, shape (3,)
#   cv2.sqrt(a)     4.14: shape (3, 1)                                  5.0: shape (3,)
# No call raises; code that flips intensity profiles or histograms of slices silently does the opposite.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/flip.py" <<'PY'
import sys

import cv2
import numpy as np

profile = np.float32([1, 2, 3])
found = [cv2.flip(profile, 1).tolist(), cv2.flip(profile, 0).tolist(), list(cv2.sqrt(profile).shape)]
print(cv2.__version__, found)
expected = {"4": [[[1.0], [2.0], [3.0]], [[3.0], [2.0], [1.0]], [3, 1]],
            "5": [[[3.0, 2.0, 1.0]], [1.0, 2.0, 3.0], [3]]}
sys.exit(found != expected[sys.argv[1]])
PY
for version in 4.14.0.94 5.0.0.93; do
  python3.11 -m venv "$room/$version"
  "$room/$version/bin/pip" install --quiet --disable-pip-version-check "opencv-python-headless==$version" numpy==2.4.6
  "$room/$version/bin/python" "$room/flip.py" "${version%%.*}" || { echo "not as described: $version"; exit 1; }
done
echo "as described"
