#!/usr/bin/env bash
# SciPy's Euclidean distance to the background, where there is no background, is the distance to one pixel outside.
#
# scipy 1.17.1, scikit-image 0.26.0, Python 3.11. Expected for a mask of ones: infinity, an error, or the distance to
# the nearest edge. Seen for np.ones((3, 4)):
#   distance_transform_edt  [[1, 1.41, 2.24, 3.16], [2, 2.24, 2.83, 3.61], [3, 3.16, 3.61, 4.24]]
#                           the distance to the pixel at row -1, column 0, for all of them
#   distance_transform_cdt  -1 everywhere
#   distance_transform_bf   1.3e154 everywhere
# So skimage.morphology.isotropic_erosion, built on the first, bites a quarter of a disc out of the top left corner
# of a full mask: with radius 3, a 6x6 mask loses 7 pixels there and none at the
# other corners.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/full.py" <<'PY'
import sys

import numpy as np
from scipy import ndimage
from skimage.morphology import isotropic_erosion

full = np.ones((3, 4))
rows, columns = np.indices(full.shape)
distance = ndimage.distance_transform_edt(full)
eroded = isotropic_erosion(np.ones((6, 6), bool), 3)
print(distance.round(2), ndimage.distance_transform_cdt(full), ndimage.distance_transform_bf(full).max(), sep="\n")
print(eroded.astype(int), eroded.size - eroded.sum())
sys.exit(not (np.allclose(distance, np.hypot(rows + 1, columns)) and (ndimage.distance_transform_cdt(full) == -1).all()
              and ndimage.distance_transform_bf(full).min() > 1e154
              and eroded.sum() == 29 and eroded[3:].all() and eroded[:, 3:].all()))
PY
python3.11 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check scipy==1.17.1 scikit-image==0.26.0 numpy==2.4.6
"$room/venv/bin/python" "$room/full.py" || { echo "not as described"; exit 1; }
echo "as described"
