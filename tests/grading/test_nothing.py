"""Work that does nothing earns only what can be seen of it: no check passes for want of evidence."""
from __future__ import annotations

import importlib

import pytest

from autograder.diagnosis import grade
from autograder.diagnosis.facts import Recall
from autograder.grading.verdict import PASSED
from autograder.labs.t1t2.lab import LAB
from autograder.submissions.submission import read_submission
from tests.conftest import ROOT

# part: (a version that does nothing, the checks that it passes all the same).
NOTHING = {
    "dataset": ('''
import torch
from torch.utils.data import Dataset
class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir): pass
    def __len__(self): return 8
    def __getitem__(self, index): return torch.zeros(1, 256, 256), torch.zeros(1, 256, 256)
''', set()),
    "generator": ('''
import torch
class Generator(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.bias = torch.nn.Parameter(torch.zeros(1))
    def forward(self, x): return torch.zeros_like(x) + 0 * self.bias
''', {"builds"}),
    "discriminator": ('''
import torch
class Discriminator(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.bias = torch.nn.Parameter(torch.zeros(1))
    def forward(self, x1, x2): return torch.full((len(x1), 1, 63, 63), 0.5) + 0 * self.bias
''', {"builds"}),
    "loss": ('''
import torch
def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0): return torch.zeros((), requires_grad=True)
def discriminator_loss(pred_real, pred_fake): return torch.zeros((), requires_grad=True)
''', set()),
    "optimizer": ('''
import torch
def make_optimizers(G, D):
    nothing = torch.optim.Adam([torch.zeros(1, requires_grad=True)], lr=2e-4, betas=(0.5, 0.999))
    return nothing, nothing
''', set()),
    "training_step": ('''
def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0): return {"loss_G": 0.0, "loss_D": 0.0}
''', set()),
    "inference": ('''
import matplotlib.pyplot as plt
def translate(G, t1): return t1
def show_comparison(t1, fake_t2, t2): return plt.figure()
''', {"figure"}),
}


@pytest.mark.parametrize("part", NOTHING)
def test_what_does_nothing_passes_only_what_it_shows(part, submit, judge):
    text, earned = NOTHING[part]
    found = judge(submit({LAB.part[part].file: text}), [part])
    assert {result.check for result in found.results if result.outcome == PASSED} == {
        f"{part}.{claim}" for claim in earned}


def test_constant_answers_of_the_right_shape_earn_next_to_nothing(submit, judge):
    """All parts together, so that `overfit` runs as well."""
    files: dict[str, str] = {}
    for part, (text, _) in NOTHING.items():
        file = LAB.part[part].file
        files[file] = files.get(file, "") + text
    found = judge(submit(files))
    assert found.score <= 5
    assert not [result.check for result in found.results if result.part == "overfit" and result.outcome == PASSED]


def test_noise_is_no_answer(submit, judge):
    """What is drawn at random has nothing of the files in it, and is judged as little."""
    found = judge(submit({"dataset.py": NOTHING["dataset"][0].replace("torch.zeros(1", "torch.rand(1")}), ["dataset"])
    assert found.score == 0


def test_every_function_of_facts_has_something_to_say_of_right_work(zygote):
    """Facts of strangers' replies end where the replies make no sense, so a broken function would be silent."""
    silent = []

    def listen(part, results, session):
        module = importlib.import_module(f"{LAB.part[part].package}.facts")
        for function in module.FACTS:
            if part == "discriminator" and function.__name__ == "traced":
                continue  # the discriminator is not traced
            if not list(function(part, Recall(session))):
                silent.append((part, function.__name__))

    grade(read_submission(ROOT / "solution"), zygote, explainer=listen)
    assert not silent
