#!/usr/bin/env bash
# OpenCV 5.0 moves a picture by the fraction of a pixel that it is asked for; OpenCV 4 rounds it to 1/32 first.
#
# opencv-python-headless 4.14.0.94 against 5.0.0.93, Python 3.11. A ramp of grey levels, shifted along x by s:
#   s = 1/64: warpAffine and remap of 4.14 move it by 0, of 5.0 by 0.01562
#   s = 0.10: 4.14 moves it by 0.09375, 5.0 by 0.10000
# So the same augmentation or resampling of slices gives other pixels in 4 and in 5, with the same call. Whoever
# compares registered slices, or grades code that warps, has to pin the major version.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/shift.py" <<'PY'
import sys

import cv2
import numpy as np

ramp = np.tile(np.arange(64, dtype=np.float32), (16, 1))


def moved(shift):
    """How far warpAffine and remap moved the ramp, away from its ends."""
    matrix = np.float32([[1, 0, shift], [0, 1, 0]])
    x, y = np.meshgrid(np.arange(64, dtype=np.float32) - np.float32(shift), np.arange(16, dtype=np.float32))
    for picture in (cv2.warpAffine(ramp, matrix, (64, 16), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE),
                    cv2.remap(ramp, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)):
        yield round(float((ramp - picture)[8, 20:40].mean()), 5)


print(cv2.__version__, {shift: list(moved(shift)) for shift in (1 / 64, 0.1, 0.3)})
expected = {"4": lambda shift: round(round(shift * 32) / 32, 5), "5": lambda shift: round(shift, 5)}[sys.argv[1]]
sys.exit(any(abs(found - expected(shift)) > 2e-5 for shift in (1 / 64, 0.1, 0.3) for found in moved(shift)))
PY
for version in 4.14.0.94 5.0.0.93; do
  python3.11 -m venv "$room/$version"
  "$room/$version/bin/pip" install --quiet --disable-pip-version-check "opencv-python-headless==$version" numpy==2.4.6
  "$room/$version/bin/python" "$room/shift.py" "${version%%.*}" || { echo "not as described: $version"; exit 1; }
done
echo "as described"
