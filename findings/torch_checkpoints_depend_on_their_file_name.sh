#!/usr/bin/env bash
# torch.save writes the file's own name into the file: equal weights under two names are two different files.
#
# torch 2.13.0 (CPU), Python 3.11. Expected: the same bytes for the same dictionary of tensors. Seen:
#   torch.save(weights, "a.pt") and torch.save(weights, "b.pt")          differ, both of 1407 bytes
#   torch.save(weights, "a.pt") and torch.save(weights, "other/a.pt")    are equal
# A checkpoint is a zip archive, and its folder is called after the file: a/data.pkl, b/data.pkl. Renaming does not
# change it. So a hash of the file does not tell whether two submissions hold the same weights, and a cache keyed by it
# misses; saving to an io.BytesIO first gives the same bytes for every name (the folder is "archive").
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/save.py" <<'PY'
import io
import sys
import zipfile
from pathlib import Path

import torch

weights = {"w": torch.arange(4.0)}
Path("other").mkdir()
paths = [Path(name) for name in ("a.pt", "b.pt", "other/a.pt")]
for path in paths:
    torch.save(weights, path)
buffers = [io.BytesIO(), io.BytesIO()]
for buffer in buffers:
    torch.save(weights, buffer)
a, b, other = (path.read_bytes() for path in paths)
folders = [zipfile.ZipFile(file).namelist()[0] for file in (*paths, buffers[0])]
print(folders, len(a), len(b), a == b, a == other)
sys.exit(folders != ["a/data.pkl", "b/data.pkl", "a/data.pkl", "archive/data.pkl"] or a == b or a != other
         or len(a) != len(b) or buffers[0].getvalue() != buffers[1].getvalue())
PY
python3.11 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6
cd "$room"
venv/bin/python save.py || { echo "not as described"; exit 1; }
echo "as described"
