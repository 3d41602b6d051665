"""The sample class of fixtures/: every submission gets its stored verdict, and is described as it is graded."""
from __future__ import annotations

from pathlib import Path

import pytest

from autograder.labs.t1t2.lab import LAB
from autograder.verification import course as verification

ROOT = Path(__file__).resolve().parents[2]
JOBS = 2
# An endless loop is CPU minutes of running into limits: those have tests of their own, and `make verify` grades it.
ENDLESS = {"tang_rui"}


@pytest.fixture(scope="module")
def stored() -> dict:
    return verification.load_stored(LAB)["submissions"]


def test_sample_class_gets_its_stored_verdicts(stored):
    assert len(stored) >= 20
    found = verification.grade_sample_class(LAB, JOBS, without=ENDLESS)
    assert found == {name: record for name, record in stored.items() if name not in ENDLESS}


def test_the_sample_class_is_described_as_it_is_graded(stored):
    """The table of fixtures/README.md tells the stored points and each lost check by name."""
    lines = (ROOT / "fixtures" / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]
    described = {Path(name.strip("`")).stem if "." in name else name.strip("`"): (points, lost)
                 for name, _, points, lost in rows}
    assert set(described) == set(stored)
    for name, (points, lost) in described.items():
        record = stored[name]
        assert points == f"{record['score']} + {record['bonus']}", name
        for check in record["lost"]:
            part = check.split(".")[0]
            assert any(word in lost for word in (check, f"`{part}`", "all parts", "all other parts")), (name, check)
