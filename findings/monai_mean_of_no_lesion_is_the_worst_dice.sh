#!/usr/bin/env bash
# Where no case counts, MONAI's mean is 0: the worst Dice and, for the very same masks, the best Hausdorff distance.
#
# MONAI 1.6.1, torch 2.13.0 (CPU), scipy 1.17.1, Python 3.11. Expected of aggregate(), where each value is nan: nan.
# Truth and prediction without a lesion, background left out:
#   compute_dice                       nan
#   DiceMetric().aggregate()           0.0     as for a prediction that misses everything
#   SurfaceDiceMetric().aggregate()    0.0
#   HausdorffDistanceMetric()          0.0     as for a perfect prediction
#   DiceMetric() with one perfect slice beside it: 1.0; here nan is left out, so a false alarm on an empty slice too
# A patient, or a class, without a lesion drags the mean over patients down, or up, by which metric one prints.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/empty.py" <<'PY'
import sys
import warnings

import torch
from monai.metrics import DiceMetric, HausdorffDistanceMetric, SurfaceDiceMetric, compute_dice

warnings.simplefilter("ignore")
lesion = torch.zeros(1, 8, 8)
lesion[:, 2:5, 2:5] = 1
without, alarm = (torch.stack([1 - mask, mask], 1) for mask in (torch.zeros(1, 8, 8), lesion))


def mean(metric, *pairs):
    for prediction, truth in pairs:
        metric(prediction, truth)
    return metric.aggregate().item()


found = [mean(DiceMetric(include_background=False), (without, without)),
         mean(SurfaceDiceMetric([1.0]), (without, without)), mean(HausdorffDistanceMetric(), (without, without)),
         mean(DiceMetric(include_background=False), (without, without), (alarm, alarm)),
         mean(DiceMetric(include_background=False), (alarm, without), (alarm, alarm))]
each = compute_dice(without, without, include_background=False)
print(each, found)
sys.exit(found != [0, 0, 0, 1, 1] or not each.isnan().all())
PY
python3.11 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check torch==2.13.0 monai==1.6.1 scipy==1.17.1 numpy==2.4.6
"$room/venv/bin/python" "$room/empty.py" || { echo "not as described"; exit 1; }
echo "as described"
