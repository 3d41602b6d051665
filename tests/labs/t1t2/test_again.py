"""What works only the first time is built or opened costs its own check, and no other."""
from __future__ import annotations

import pytest

from tests.conftest import ROOT, solution
from tests.labs.t1t2.test_one_mistake import edited, lost

WIDTHS = '''
from torch import nn
import torch

WIDTHS = [1, 64, 128]


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        layers = []
        for a, b in zip(WIDTHS, WIDTHS[1:]):
            layers += [nn.Conv2d(a, b, 4, 2, 1), nn.BatchNorm2d(b), nn.LeakyReLU(0.2)]
        WIDTHS.reverse()
        for a, b in zip(WIDTHS, WIDTHS[1:]):
            layers += [nn.ConvTranspose2d(a, b, 4, 2, 1), nn.ReLU()]
        self.model = nn.Sequential(*layers[:-1], nn.Tanh())

    def forward(self, x):
        return self.model(x)
'''
INIT = "        super().__init__()\n"
NETWORKS = {
    "G reverses the module's widths": ({"generator.py": WIDTHS}, {"generator.builds"}),
    "G takes the class's last layer": (edited("generator.py", ("    def __init__", "    ends = [nn.Tanh()]\n\n    def __init__"),
                                              ("            nn.Tanh(),", "            *([self.ends.pop()] if self.ends else []),")),
                                       {"generator.builds"}),
    "G is one of a kind": (edited("generator.py", (INIT, INIT + "        Generator.made = 1 / (1 - getattr(Generator, 'made', 0))\n")),
                           {"generator.builds"}),
    "D is one of a kind": (edited("discriminator.py", (INIT, INIT + "        Discriminator.made = 1 / (1 - getattr("
                                                                    "Discriminator, 'made', 0))\n")),
                           {"discriminator.builds"}),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_is_built_as_often_as_asked_for(name, submit, judge):
    files, expected = NETWORKS[name]
    assert lost(judge, submit(files), next(iter(expected)).split(".")[0]) == expected


PATHS = "self._slices_in(t1_dir), self._slices_in(t2_dir)"
DATASETS = {
    "the second one's files replace the first one's": [(
        "        self.t1_paths = self._slices_in(t1_dir)\n        self.t2_paths = self._slices_in(t2_dir)\n",
        f"        PairedMedicalDataset.t1_paths, PairedMedicalDataset.t2_paths = {PATHS}\n")],
    "a cache that all share": [
        ("    def __getitem__(self, index):", "    cache = {}\n\n    def __getitem__(self, index):"),
        ("        return self._read(self.t1_paths[index]), self._read(self.t2_paths[index])",
         "        if index not in self.cache:\n            self.cache[index] = (self._read(self.t1_paths[index]), "
         "self._read(self.t2_paths[index]))\n        return self.cache[index]")],
}


@pytest.mark.parametrize("name", DATASETS)
def test_a_second_dataset_is_like_the_first(name, submit, judge):
    assert lost(judge, submit(edited("dataset.py", *DATASETS[name])), "dataset") == {"dataset.repeatable"}


def test_lists_that_grow_with_each_dataset_cost_one_check(submit, judge):
    text = (ROOT / "fixtures" / "misconceptions" / "dataset" / "class_level_list.py").read_text(encoding="utf-8")
    assert lost(judge, submit({"dataset.py": text}), "dataset") == {"dataset.shorter_folder"}


def test_a_second_dataset_that_raises(submit, judge):
    once = edited("dataset.py", ("    def __init__(self, t1_dir, t2_dir):\n",
                                 "    made = []\n\n    def __init__(self, t1_dir, t2_dir):\n"
                                 "        self.made.append(1 / (1 - len(self.made)))\n"))
    assert "dataset.repeatable" in lost(judge, submit(once), "dataset")


def test_weights_of_one_s_own_luck_are_not_taken_for_another_network(submit, judge):
    """Random layers in evaluation mode are another check's business."""
    text = solution("generator.py").replace("return self.model(x)", "return self.model(nn.functional.dropout(x, 0.5))")
    assert lost(judge, submit({"generator.py": text}), "generator") == {"generator.repeatable"}
