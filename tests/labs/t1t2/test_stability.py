"""The script that measures margins measures, and what it measured is written down with the thresholds in use."""
from __future__ import annotations

import re

import pytest

from autograder.diagnosis import matching
from autograder.grading import observations
from autograder.labs.t1t2 import stability
from tests.conftest import ROOT

DOCUMENT = (ROOT / "docs" / "stability.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([a-z_]+[.:] [^|]+|[a-z_]+\.[a-z_]+: [^|]+) \| ([<>]) ([-\d.e]+) \| ([-\d.e]+) \|", DOCUMENT, re.M)


def test_the_document_holds_margins_of_every_part():
    assert {re.split(r"[.:]", quantity)[0] for quantity, *_ in ROWS} >= {
        "dataset", "generator", "discriminator", "loss", "optimizer", "training_step", "overfit", "inference"}


@pytest.mark.parametrize("quantity, side, threshold, nearest", ROWS)
def test_thresholds_of_the_document_are_those_in_use_and_right_work_keeps_to_them(quantity, side, threshold, nearest):
    limit, below = next(rule for words, rule in stability.THRESHOLDS.items() if words in quantity)
    assert (f"{limit:g}", "<" if below else ">") == (threshold, side)
    assert float(nearest) < limit if below else float(nearest) > limit


def test_the_value_in_use_for_naming_is_the_document_s():
    assert f"| {matching.LIKELY} (in use) |" in DOCUMENT


def test_the_value_nearest_to_its_threshold_is_told():
    records = {(0, "a"): {"lost": 0, "overfit: L1 after, of before": 0.5, "overfit: variation between heads": 0.4},
               (1, "b"): {"lost": 2, "overfit: L1 after, of before": 0.7, "overfit: variation between heads": 0.2}}
    falls, varies = stability.summarise(records)
    assert falls == "| overfit: L1 after, of before | < 0.93 | 0.7 | b | 0.6 |"
    assert varies == "| overfit: variation between heads | > 0.03 | 0.2 | b | 0.3 |"
    assert stability.flips(records) == {(1, "b"): 2}


def test_the_share_of_a_tolerance_that_is_used_is_noted_by_check(monkeypatch):
    monkeypatch.setattr(observations, "close", observations.close)  # put back afterwards
    recorder = stability.Recorder()
    assert recorder(1.0005, 1.0, 1e-3, 0.0) and not recorder(1.1, 1.0, 1e-3, 0.0)
    (key, used), = recorder.used.items()
    assert key.endswith(stability.USED) and used == pytest.approx(0.5)
