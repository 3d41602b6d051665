#!/usr/bin/env bash
# Two empty masks agree; four libraries call their Dice nan, infinite, 0 and nan, and two call their Jaccard 1.
#
# medpy 0.5.2, SimpleITK 2.5.7, scikit-learn 1.9.1, scipy 1.17.1, Python 3.11. Expected: 1 or nan, and in one library
# the same for Dice and Jaccard, as each follows from the other. Most slices of a head have no lesion. Seen:
#                                 Dice         Jaccard
#   medpy.metric.binary           nan          1.0
#   SimpleITK.LabelOverlap...     inf          1.8e308, the largest double
#   sklearn.metrics               0.0          0.0, both with a warning
#   1 - scipy.spatial.distance    nan          1.0
# A mean over slices becomes nan or infinite, or is pulled to 0 by the slices that were right.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/empty.py" <<'PY'
import math
import sys
import warnings

import numpy as np
import SimpleITK
from medpy.metric import binary
from scipy.spatial import distance
from sklearn import metrics

warnings.simplefilter("ignore")
empty = np.zeros(64, bool)
overlap = SimpleITK.LabelOverlapMeasuresImageFilter()
picture = SimpleITK.GetImageFromArray(empty.reshape(8, 8).astype(np.uint8))
overlap.Execute(picture, picture)
found = [float(value) for value in (
    binary.dc(empty, empty), binary.jc(empty, empty), overlap.GetDiceCoefficient(), overlap.GetJaccardCoefficient(),
    metrics.f1_score(empty, empty), metrics.jaccard_score(empty, empty),
    1 - distance.dice(empty, empty), 1 - distance.jaccard(empty, empty))]
print(found)
sys.exit(not np.array_equal(found, [math.nan, 1, math.inf, sys.float_info.max, 0, 0, math.nan, 1], equal_nan=True))
PY
python3.11 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check medpy==0.5.2 SimpleITK==2.5.7 scikit-learn==1.9.1 \
  scipy==1.17.1 numpy==2.4.6
"$room/venv/bin/python" "$room/empty.py" || { echo "not as described"; exit 1; }
echo "as described"
