#!/usr/bin/env bash
# Pillow saves a grey image as a PNG of 4 bits by keeping each pixel's low bits: the picture is lost.
#
# Pillow 13.0.0, Python 3.11. Expected of image.save("x.png", bits=4), mode L: the high bits, so that the file holds
# the same picture in 16 greys, or an error. Reading does scale: a stored 15 comes back as 255. Seen:
#   bits=4: 0, 16, 32, 100, 128, 200, 255 come back as 0, 0, 0, 68, 0, 136, 255
#   bits=2: the same come back as 0, 0, 0, 0, 0, 0, 255
#   bits=1: everything but 0 comes back as 1 (mode 1), so 1 bit is scaled in its way
# What survives is an image whose values are below 16 (below 4), and that comes back 17 (85) times as bright: labels
# 0, 1, 2, 3 saved with bits=2 are read as 0, 85, 170, 255.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/bits.py" <<'PY'
import io
import sys

import numpy as np
from PIL import Image


def again(pixels, bits):
    """The pixels, saved with so many bits and read."""
    file = io.BytesIO()
    Image.fromarray(np.uint8([pixels])).save(file, "PNG", bits=bits)
    return np.asarray(Image.open(file)).astype(int).ravel().tolist()


greys = [0, 16, 32, 100, 128, 200, 255]
found = [again(greys, 4), again(greys, 2), again(greys, 1), again([0, 1, 2, 3], 2)]
print(*found, sep="\n")
sys.exit(found != [[0, 0, 0, 68, 0, 136, 255], [0, 0, 0, 0, 0, 0, 255], [0, 1, 1, 1, 1, 1, 1], [0, 85, 170, 255]])
PY
python3.11 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check pillow==13.0.0 numpy==2.4.6
"$room/venv/bin/python" "$room/bits.py" || { echo "not as described"; exit 1; }
echo "as described"
