#!/usr/bin/env bash
# nbgrader gives 0 points for a test cell whose asserts all hold, if anything in it writes to standard error.
#
# nbgrader 0.9.6, ipykernel 7.4.0, tqdm 4.70.1, Python 3.11. Expected: full points for a cell that raises nothing.
# Points of 5, from determine_grade, for a cell that was run in a kernel:
#   assert True                                        5
#   assert np.isnan(np.mean([]))                       0    numpy's RuntimeWarning: mean of empty slice
#   warnings.warn("deprecated"); assert True           0
#   for _ in tqdm(range(3)): assert True               0    a progress bar is written to standard error
#   print("note"); assert True                         5    standard output does no harm
# A library that begins to warn of a deprecation takes the points of a whole class, and whoever trains with a progress
# bar inside a test has none.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/points.py" <<'PY'
import sys

from nbclient import NotebookClient
from nbformat import v4
from nbgrader.utils import determine_grade

GRADED = {"grade": True, "solution": False, "locked": True, "points": 5, "grade_id": "test", "schema_version": 3}


def points(source):
    """What nbgrader gives for a test cell of 5 points."""
    notebook = v4.new_notebook(cells=[v4.new_code_cell(source, metadata={"nbgrader": GRADED})])
    NotebookClient(notebook, kernel_name="python3", allow_errors=True).execute()
    return determine_grade(notebook.cells[0])[0]


found = [points(source) for source in (
    "assert True", "import numpy as np\nassert np.isnan(np.mean([]))",
    "import warnings\nwarnings.warn('deprecated')\nassert True",
    "from tqdm import tqdm\nfor _ in tqdm(range(3)): assert True", "print('note')\nassert True")]
print(found)
sys.exit(found != [5, 0, 0, 0, 5])
PY
python3.11 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check nbgrader==0.9.6 ipykernel==7.4.0 tqdm==4.70.1 \
  numpy==2.4.6
PATH="$room/venv/bin:$PATH" "$room/venv/bin/python" "$room/points.py" || { echo "not as described"; exit 1; }
echo "as described"
