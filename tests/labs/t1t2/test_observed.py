"""What was not observed does not look observed: whatever raises leaves an error and nothing in its place."""
from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from torch.utils.data import Dataset

from autograder.diagnosis import grade
from autograder.labs.t1t2.lab import LAB
from autograder.submissions.submission import read_submission
from autograder.worker.experiments import REGISTRY, Seen, load_all
from tests.conftest import ROOT, solution
from tests.labs.t1t2.test_one_mistake import edited, lost

load_all(LAB)
PARTS = ("dataset", "generator", "discriminator", "loss", "optimizer", "training_step", "inference")
# What holds before, or without, what raises.
KNOWN = {"type", "is_module", "is_dataset", "length", "longer_t1", "longer_t2", "pairs", "other",
         "before", "after", "calls", "left_training"}


class Asked:
    """Workers that keep what they are asked."""

    def __init__(self, workers) -> None:
        self._workers, self.confinement = workers, workers.confinement
        self.kind, self.shares, self.rest = workers.kind, workers.shares, workers.rest
        self.inputs: dict[str, dict[str, Any]] = {}

    def ask(self, request, limits, alone=False):
        self.inputs.setdefault(request["experiment"], request["inputs"].content)
        return self._workers.ask(request, limits, alone)


def broken(*args: Any, **kwargs: Any) -> Any:
    raise RuntimeError("broken")


class BrokenNetwork(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layer = torch.nn.Conv2d(1, 1, 1)

    forward = broken


class BrokenDataset(Dataset):
    def __init__(self, *paths: str) -> None:
        pass

    def __len__(self) -> int:
        return 8

    __getitem__ = broken


@pytest.fixture(scope="module")
def inputs(zygote) -> dict[str, dict[str, Any]]:
    asked = Asked(zygote)
    grade(read_submission(ROOT / "solution"), asked, parts=PARTS)
    return asked.inputs


@pytest.mark.parametrize("name", [name for name in REGISTRY if name.split(".")[0] in PARTS
                                  and not name.endswith(".shown")])
def test_an_experiment_on_what_raises_records_no_more_than_that(name, inputs, tmp_path, monkeypatch):
    if name not in inputs:
        pytest.skip("not asked for of right work")
    monkeypatch.chdir(tmp_path)
    seen, student = Seen(set(), tmp_path), {
        "Generator": BrokenNetwork, "Discriminator": BrokenNetwork, "PairedMedicalDataset": BrokenDataset}
    experiment = REGISTRY[name]
    try:
        experiment.run(seen, {need: student.get(need, broken) for need in experiment.needs}, modules=[], **inputs[name])
    except RuntimeError as error:
        assert str(error) == "broken"
    assert {key for key in seen if not key.endswith("!")} <= KNOWN
    assert all(set(record) == {"pair!"} for record in seen.get("pairs", []))


def test_uses_input_is_not_judged_where_forward_raises(submit, judge):
    raising = edited("generator.py", ("self.model(x)", "self.model(x.view(x.shape[0], -1))"))
    found = {result.check: result for result in judge(submit(raising), ["generator"]).results}
    idle = found["generator.uses_input"]
    assert (idle.outcome, idle.fault) == ("not_judged", "prerequisite")
    assert found["generator.shape"].outcome == "failed" and found["generator.builds"].outcome == "passed"


def test_a_range_that_was_only_half_seen_is_not_taken_for_right(submit, judge):
    """Without a Tanh, but small as it was built; where the weights get larger it raises."""
    text = solution("generator.py").replace("            nn.Tanh(),\n", "").replace(
        "        return self.model(x)", "        assert self.model[0].weight.abs().max() < 0.5\n        return self.model(x)")
    assert "nn.Tanh()," not in text
    assert {"generator.range", "generator.full_range", "generator.smooth_bound"} <= lost(
        judge, submit({"generator.py": text}), "generator")


def test_an_interrupt_in_the_middle_hides_no_later_pair():
    class Interrupted(BrokenDataset):
        def __getitem__(self, index):
            if index == 1:
                raise KeyboardInterrupt
            return torch.zeros(1, 4, 4), torch.zeros(1, 4, 4)

    from autograder.labs.t1t2.parts.dataset.experiments import _read_items
    seen = Seen(set())
    _read_items(seen, Interrupted(), range(3))
    assert [sorted(record) for record in seen["pairs"]] == [["pair"], ["pair!"], ["pair"]]
    assert np.array_equal(seen["pairs"][2]["pair"]["members"][0]["array"], np.zeros((1, 4, 4)))
