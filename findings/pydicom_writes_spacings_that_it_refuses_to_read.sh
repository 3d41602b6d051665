#!/usr/bin/env bash
# pydicom writes a float into a decimal string (VR DS) with up to 19 characters, where DICOM allows 16.
#
# pydicom 3.0.2, Python 3.11. Expected: rounded to 16 characters, or refused, at least under the strictest setting.
# SliceThickness = 0.1 + 0.2, written with settings.writing_validation_mode at IGNORE, WARN and at RAISE:
#   the bytes of the value are "0.30000000000000004 " each time; no warning, no error
# Read again with settings.reading_validation_mode at RAISE, pydicom says OverflowError: values of DS must be at most
# 16 characters long. So spacings and orientations that were computed (a cosine has 17 digits or more) make files that
# strict readers refuse. DSfloat(0.1 + 0.2, auto_format=True) is 0.30000000000000, of 16 characters.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/thickness.py" <<'PY'
import io
import sys
import warnings

import pydicom
from pydicom import config

warnings.simplefilter("error")
for mode in (config.IGNORE, config.WARN, config.RAISE):
    config.settings.writing_validation_mode = mode
    dataset = pydicom.Dataset()
    dataset.SliceThickness = 0.1 + 0.2
    file = io.BytesIO()
    pydicom.dcmwrite(file, dataset, implicit_vr=False, little_endian=True)
    print(mode, file.getvalue())
    if not file.getvalue().endswith(b"DS\x14\x000.30000000000000004 "):
        sys.exit(1)
config.settings.reading_validation_mode = config.RAISE
file.seek(0)
try:
    sys.exit(f"read {pydicom.dcmread(file, force=True).SliceThickness}")
except OverflowError as refusal:
    print(refusal)
sys.exit(str(pydicom.valuerep.DSfloat(0.1 + 0.2, auto_format=True)) != "0.30000000000000")
PY
python3.11 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check pydicom==3.0.2
"$room/venv/bin/python" "$room/thickness.py" || { echo "not as described"; exit 1; }
echo "as described"
