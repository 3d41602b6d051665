#!/usr/bin/env bash
# What 300 and -1 become in a uint8 data set of h5py depends on whether they come as an array or as one number.
#
# h5py 3.16.0, zarr 3.1.6, numpy 2.4.6, Python 3.11. Expected: one rule, numpy's, as arrays are numpy's. Seen:
#   dataset[:] = np.array([300, -1, 256, 5])     255, 0, 255, 5    HDF5 clips
#   dataset[0] = np.array(300)                   255
#   dataset[0] = np.int64(300), np.int64(-1)     44, 255           numpy wraps before HDF5 sees it
#   dataset[:] = [300, -1, 256, 5]               OverflowError
#   dataset of int64, read by .astype("u1")      255, 0, 255, 5
#   numpy's astype(np.uint8) and a zarr array    44, 255, 0, 5
# So an array in memory and the data set that takes its place hold different pictures, and a slice written row by row is
# not the slice written pixel by pixel.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/store.py" <<'PY'
import io
import sys

import h5py
import numpy as np
import zarr

values = np.array([300, -1, 256, 5])
with h5py.File(io.BytesIO(), "w") as file:
    dataset = file.create_dataset("slice", (4,), "u1")
    dataset[:] = values
    found = [dataset[:].tolist()]
    for number in (np.array(300), np.int64(300), np.int64(-1)):
        dataset[0] = number
        found.append(int(dataset[0]))
    found.append(file.create_dataset("whole", data=values).astype("u1")[:].tolist())
    try:
        dataset[:] = [300, -1, 256, 5]
    except OverflowError:
        found.append("OverflowError")
array = zarr.create_array(store={}, shape=(4,), dtype="u1")
array[:] = values
found += [values.astype(np.uint8).tolist(), array[:].tolist()]
print(found)
clipped, wrapped = [255, 0, 255, 5], [44, 255, 0, 5]
sys.exit(found != [clipped, 255, 44, 255, clipped, "OverflowError", wrapped, wrapped])
PY
python3.11 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check h5py==3.16.0 zarr==3.1.6 numpy==2.4.6
"$room/venv/bin/python" "$room/store.py" || { echo "not as described"; exit 1; }
echo "as described"
