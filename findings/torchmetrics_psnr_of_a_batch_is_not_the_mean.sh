#!/usr/bin/env bash
# The PSNR of a test set by torchmetrics is that of the mean squared error of all its slices, not the mean PSNR.
#
# torchmetrics 1.9.0, MONAI 1.6.1, torch 2.13.0 (CPU), Python 3.11. Expected, as reduction is "elementwise_mean": the
# mean over the slices. Two slices, one off by 0.001 everywhere (60 dB), one by 0.1 (20 dB), data_range=1:
#   torchmetrics, function and class, in one batch or two       23.01 dB
#   monai.metrics.PSNRMetric(1.0), aggregated                   40.00 dB
#   torchmetrics, dim=(1, 2, 3): a PSNR for each, then the mean 40.00 dB
# Without dim the errors are pooled over all batches before the logarithm, and reduction means nothing: one bad slice
# decides, and two tables of the same network differ by 17 dB.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/psnr.py" <<'PY'
import sys

import torch
from monai.metrics import PSNRMetric
from torchmetrics.functional.image import peak_signal_noise_ratio
from torchmetrics.image import PeakSignalNoiseRatio

truth = torch.full((2, 1, 8, 8), 0.5)
drawn = truth + torch.tensor([0.001, 0.1]).reshape(2, 1, 1, 1)
split, monai = PeakSignalNoiseRatio(data_range=1.0), PSNRMetric(1.0)
for one, other in zip(drawn.split(1), truth.split(1)):
    split.update(one, other)
    monai(one, other)
found = [round(float(value), 2) for value in (
    peak_signal_noise_ratio(drawn, truth, data_range=1.0), split.compute(), monai.aggregate(),
    peak_signal_noise_ratio(drawn, truth, data_range=1.0, dim=(1, 2, 3)))]
print(found)
sys.exit(found != [23.01, 23.01, 40.0, 40.0])
PY
python3.11 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check torch==2.13.0 torchmetrics==1.9.0 monai==1.6.1 \
  numpy==2.4.6
"$room/venv/bin/python" "$room/psnr.py" || { echo "not as described"; exit 1; }
echo "as described"
