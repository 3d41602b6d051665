#!/usr/bin/env bash
# Pillow pastes numbers and masked images into a 16-bit grey image as if its bytes were pixels.
#
# Pillow 13.0.0, Python 3.11. Expected for mode I;16: the right values, as putpixel, ImageDraw and Image.new give them,
# or an error. Into the row 0, 300, 40000, 65535:
#   paste(1000, (0, 0, 2, 1))             59624, 59624, 40000, 65535    59624 is 0xE8E8, 1000 is 0x03E8
#   paste(row of 1000, (0, 0), mask)      232, 488, 40000, 65535        for the mask 255, 0, 255, 0 of mode L: bytes
#   Image.composite(row of 1000, row, mask)   the same                  meet it, so the right half is never reached
#   paste(1000, (0, 0, 4, 1), mask)       1000, 300, 1000, 65535        right
#   ImageDraw's rectangle, fill=1000      1000, 1000, 40000, 65535      right
# Blanking a region, or laying a segmented part over another slice, gives values that were in neither, unannounced.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/paste.py" <<'PY'
import sys

import numpy as np
from PIL import Image, ImageDraw

row = Image.fromarray(np.uint16([[0, 300, 40000, 65535]]))
thousand = Image.new("I;16", row.size, 1000)
mask = Image.fromarray(np.uint8([[255, 0, 255, 0]]))
number, masked, filled, drawn = (row.copy() for _ in range(4))
number.paste(1000, (0, 0, 2, 1))
masked.paste(thousand, (0, 0), mask)
filled.paste(1000, (0, 0, 4, 1), mask)
ImageDraw.Draw(drawn).rectangle((0, 0, 1, 0), fill=1000)
found = [np.asarray(image).ravel().tolist() for image in (
    number, masked, Image.composite(thousand, row, mask), filled, drawn)]
print(*found, sep="\n")
sys.exit(found != [[59624, 59624, 40000, 65535], [232, 488, 40000, 65535], [232, 488, 40000, 65535],
                   [1000, 300, 1000, 65535], [1000, 1000, 40000, 65535]])
PY
python3.11 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check pillow==13.0.0 numpy==2.4.6
"$room/venv/bin/python" "$room/paste.py" || { echo "not as described"; exit 1; }
echo "as described"
