#!/usr/bin/env bash
# Iterating over a DataLoader that shuffles nothing draws from torch's global random numbers all the same.
#
# torch 2.13.0 (CPU), Python 3.11. Expected: without shuffle, workers or a random transform, no random number is used.
# torch.manual_seed(0), then torch.rand(1):
#   nothing in between                                             0.4963
#   list(DataLoader(dataset)), no shuffle, no workers              0.0885
#   next(iter(DataLoader(dataset))), one batch only                0.0885
#   list(DataLoader(dataset, generator=torch.Generator()))         0.4963
# Each iterator draws a seed for workers that do not exist. So dropout, augmentation and shuffling of a seeded training
# go another way as soon as somebody validates more often, or prints one batch; a generator of its own prevents it.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/draw.py" <<'PY'
import sys

import torch
from torch.utils.data import DataLoader, TensorDataset

dataset = TensorDataset(torch.arange(4.0))
found = []
for look in (lambda: None, lambda: list(DataLoader(dataset)), lambda: next(iter(DataLoader(dataset))),
             lambda: list(DataLoader(dataset, generator=torch.Generator()))):
    torch.manual_seed(0)
    look()
    found.append(round(torch.rand(1).item(), 4))
print(found)
sys.exit(found != [0.4963, 0.0885, 0.0885, 0.4963])
PY
python3.11 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6
"$room/venv/bin/python" "$room/draw.py" || { echo "not as described"; exit 1; }
echo "as described"
