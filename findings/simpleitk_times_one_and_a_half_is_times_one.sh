#!/usr/bin/env bash
# SimpleITK turns the number in `image * number` into the image's pixel type before it computes.
#
# SimpleITK 2.5.7, Python 3.11. Expected: numpy's answer, or an error. For a uint8 image of the values 0, 100, 200:
#   image * 1.5   0, 100, 200          times 1: nothing happens
#   image + 0.7   0, 100, 200          plus 0
#   300 - image   44, 200, 100         300 became 44
#   image / 2.5   0.0, 50.0, 100.0     a float image, and yet divided by 2
#   image * 0.5   0, 0, 0
# No warning. A slice brightened by a factor below 2 stays as it was, one darkened by a factor below 1 is black.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/scale.py" <<'PY'
import sys

import numpy as np
import SimpleITK

image = SimpleITK.GetImageFromArray(np.uint8([[0, 100, 200]]))
found = {name: SimpleITK.GetArrayFromImage(result).ravel().tolist() for name, result in {
    "image * 1.5": image * 1.5, "image * 0.5": image * 0.5, "image + 0.7": image + 0.7, "300 - image": 300 - image,
    "image / 2.5": image / 2.5}.items()}
print(found)
sys.exit(found != {"image * 1.5": [0, 100, 200], "image * 0.5": [0, 0, 0], "image + 0.7": [0, 100, 200],
                   "300 - image": [44, 200, 100], "image / 2.5": [0.0, 50.0, 100.0]})
PY
python3.11 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check SimpleITK==2.5.7 numpy==2.4.6
"$room/venv/bin/python" "$room/scale.py" || { echo "not as described"; exit 1; }
echo "as described"
