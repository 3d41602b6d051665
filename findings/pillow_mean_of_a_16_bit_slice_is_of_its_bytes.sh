#!/usr/bin/env bash
# Pillow's histogram of a 16-bit grey image counts the bytes of the left half of each row, not the pixels.
#
# Pillow 13.0.0, Python 3.11. Expected for mode I;16: an error, as many methods give, or 16-bit values (getextrema
# has them). Seen for the one row 0, 300, 40000, 65535, whose bytes are 0 0 | 44 1 | 64 156 | 255 255:
#   getextrema()                (0, 65535)
#   histogram()                 one of each 0, 1 and 44, and 0 once more: 256 bins, of the bytes of 0 and 300
#   ImageStat.Stat().mean       11.25 instead of 26458.75
#   ImageStat.Stat().extrema    (0, 44)
#   entropy()                   1.5 bits instead of 2
# A 16-bit PNG of an MRI slice opens in this mode. Normalising by ImageStat's mean and stddev, or looking for empty
# slices by histogram, works on numbers that have little to do with the picture.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/stat.py" <<'PY'
import io
import sys

import numpy as np
from PIL import Image, ImageStat

pixels = np.uint16([[0, 300, 40000, 65535]])
file = io.BytesIO()
Image.fromarray(pixels).save(file, "PNG")
image = Image.open(file)
stat = ImageStat.Stat(image)
counts = {value: count for value, count in enumerate(image.histogram()) if count}
print(image.mode, image.getextrema(), counts, stat.mean, stat.extrema, image.entropy(), "in truth", pixels.mean())
sys.exit((image.mode, image.getextrema(), counts, stat.mean, stat.extrema, image.entropy(), len(image.histogram()))
         != ("I;16", (0, 65535), {0: 2, 1: 1, 44: 1}, [11.25], [(0, 44)], 1.5, 256))
PY
python3.11 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check pillow==13.0.0 numpy==2.4.6
"$room/venv/bin/python" "$room/stat.py" || { echo "not as described"; exit 1; }
echo "as described"
