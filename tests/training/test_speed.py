"""What makes train.py fast changes neither what is trained nor what the student's data set says."""
import sys
import types

import numpy as np
import pytest
import torch

from tests.training.runs import USAGE, numbers, spoil, states, train


class Counting(torch.utils.data.Dataset):
    """Counts how often each pair is read; `drift` makes every reading differ."""

    def __init__(self, drift=0.0):
        self.reads, self.drift = [], drift

    def __len__(self):
        return 3

    def __getitem__(self, index):
        self.reads.append(index)
        return (torch.full((1, 4, 4), index + self.drift * len(self.reads)),) * 2


def test_each_pair_is_read_once(monkeypatch):
    import training_speed
    kept = training_speed.KeptPairs(Counting())
    first = [kept[index][0].mean().item() for index in (0, 1, 2)]
    assert [kept[index][0].mean().item() for index in (0, 1, 2)] == first == [0, 1, 2]
    assert kept.pairs.reads == [0, 1, 2] and len(kept) == 3
    monkeypatch.setattr(training_speed, "KEPT_PAIRS", 1)
    bounded = training_speed.KeptPairs(Counting())
    assert [bounded[index][0].mean().item() for index in (0, 1, 0, 1)] == [0, 1, 0, 1]
    assert bounded.pairs.reads == [0, 1, 1]


def test_random_augmentation_stays_random(data, code, tmp_path, monkeypatch):
    import training_speed
    assert training_speed.is_repeatable(Counting()) and not training_speed.is_repeatable(Counting(drift=1.0))
    made = []
    monkeypatch.setattr(training_speed, "KeptPairs", lambda pairs: made.append(pairs) or pairs)
    spoil(code, "dataset.py", "transforms.ToTensor(),", "transforms.RandomRotation(30), transforms.ToTensor(),")
    assert train("--data", data, "--code", code, "--epochs", 1, "--out", tmp_path / "run") == 0
    assert made == []


def test_kept_slices_train_the_same_network(data, finished, tmp_path, monkeypatch):
    import training_speed
    monkeypatch.setattr(training_speed, "is_repeatable", lambda pairs: False)
    assert train("--data", data, "--epochs", 2, "--out", tmp_path / "run") == 0
    assert numbers(tmp_path / "run") == numbers(finished)


def test_bfloat16_trains_float32_weights_to_nearly_the_same(data, finished, tmp_path):
    out = tmp_path / "amp"
    assert train("--data", data, "--epochs", 1, "--out", out, "--amp") == 0
    assert train("--epochs", 2, "--out", out, "--resume") == 0
    exact, rounded = states(finished), states(out)
    assert exact.keys() == rounded.keys()
    assert all(tensor.dtype == exact[place].dtype for place, tensor in rounded.items())
    assert not torch.equal(exact["G", "model.0.weight"], rounded["G", "model.0.weight"])
    for mine, other in zip(numbers(finished)[1:], numbers(out)[1:]):
        assert np.allclose([float(value) for value in mine], [float(value) for value in other], rtol=0.1)


def test_old_torch_cannot_compile(data, tmp_path, fails, monkeypatch):
    monkeypatch.delattr(torch.nn.Module, "compile")
    fails(USAGE, "--compile needs PyTorch 2.2", "--data", data, "--out", tmp_path / "run", "--compile")


def test_tensorboard_is_optional(data, tmp_path, fails, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    fails(USAGE, "pip install tensorboard", "--data", data, "--out", tmp_path / "run", "--tensorboard")


def test_tensorboard_is_told_every_epoch(data, tmp_path, monkeypatch):
    reported = []

    class SummaryWriter:
        def __init__(self, folder, purge_step):
            reported.append(("opened", purge_step))

        def add_scalar(self, name, value, epoch):
            reported.append((name, epoch))

        def add_figure(self, name, figure, epoch, close):
            reported.append((name, epoch, len(figure.axes)))

        def flush(self):
            reported.append("flushed")

    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", types.SimpleNamespace(SummaryWriter=SummaryWriter))
    assert train("--data", data, "--epochs", 2, "--out", tmp_path / "run", "--tensorboard") == 0
    assert reported[0] == ("opened", 1) and reported.count("flushed") == 2
    assert {("loss_G", 1), ("test_psnr", 2), ("panel", 2, 3)} <= set(reported)


@pytest.mark.parametrize("option", ["--amp", "--compile"])
def test_networks_keep_their_names_and_weights(option, narrow):
    import training_speed
    network = torch.nn.Sequential(torch.nn.Conv2d(1, 1, 3), torch.nn.Tanh())
    before = {name: value.clone() for name, value in network.state_dict().items()}
    run = types.SimpleNamespace(G=network, D=torch.nn.Conv2d(1, 1, 1), device=torch.device("cpu"))
    training_speed.speed_up(run, amp=option == "--amp", compiled=option == "--compile")
    assert network.state_dict().keys() == before.keys()
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())
