#!/usr/bin/env bash
# A label map saved by nibabel with set_data_dtype(np.uint8) comes back with labels that equal no integer.
#
# nibabel 5.4.2, Python 3.11. Expected: whole numbers that fit into uint8 are stored as they are. Seen: as the array is
# float64 (a network's argmax, say, after get_fdata), nibabel spreads it over 0 to 255 and stores a factor in float32:
#   labels 0, 1, 2, 3 -> 0, 1.00000002, 2.00000004, 3.00000006     (mask == 1).sum() is 0
#   labels 0, 1, 2, 7 -> 0, 0.98823530, 2.00392159, 7.00000006     astype(int) makes label 1 background
# The same array as int16 with the same header type is stored as it is: 0, 1, 2, 7.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/labels.py" <<'PY'
import sys

import nibabel
import numpy as np


def kept(labels, dtype):
    """The labels as they are read again."""
    image = nibabel.Nifti1Image(np.array(labels, dtype).reshape(4, 1, 1), np.eye(4))
    image.set_data_dtype(np.uint8)
    return nibabel.Nifti1Image.from_bytes(image.to_bytes()).get_fdata().ravel()


three, seven, whole = kept([0, 1, 2, 3], float), kept([0, 1, 2, 7], float), kept([0, 1, 2, 7], np.int16)
print(three.tolist(), seven.tolist(), whole.tolist(), sep="\n")
sys.exit(not (np.allclose(three, [0, 1, 2, 3], atol=1e-7) and not np.isin(three[1:], [1, 2, 3]).any()
              and seven.astype(int).tolist() == [0, 0, 2, 7] and whole.tolist() == [0, 1, 2, 7]))
PY
python3.11 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check nibabel==5.4.2 numpy==2.4.6
"$room/venv/bin/python" "$room/labels.py" || { echo "not as described"; exit 1; }
echo "as described"
