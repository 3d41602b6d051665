"""From a run of train.py --challenge to the file that is handed in."""
import pytest
import torch
from safetensors.torch import load_file

from tests.training.runs import STUDENT, USAGE, _run, show, states, train

# Wider by one channel than what it is made from, so that the two can't be mistaken for each other.
NETWORK = """import torch
from torch import nn
from generator import Generator


class ChallengeGenerator(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner, self.more = Generator(), nn.Conv2d(1, 1, 1)

    def forward(self, x):
        return torch.tanh(self.more(self.inner(x)))
"""


def challenge_weights(*arguments):
    import challenge_weights as program
    return _run(program, arguments)


@pytest.fixture
def entry(data, code, tmp_path):
    """A folder with challenge.py, and the run that trained it."""
    (code / "challenge.py").write_text(NETWORK, encoding="utf-8")
    out = tmp_path / "challenge"
    assert train("--data", data, "--code", code, "--epochs", 1, "--out", out, "--challenge") == 0
    return code, out


def test_the_challenge_s_network_is_trained_shown_and_saved(entry, capsys):
    code, out = entry
    assert ("G", "more.weight") in states(out)
    assert show("--run", out) == 0
    assert challenge_weights("--run", out) == 0
    saved = load_file(str(code / "weights.safetensors"))
    assert set(saved) == {place[1] for place in states(out) if place[0] == "G"}
    assert all(torch.equal(tensor, states(out)["G", name]) for name, tensor in saved.items())
    assert "parameters" in capsys.readouterr().out


def test_it_goes_on_with_the_challenge_s_network(entry):
    out = entry[1]
    assert train("--epochs", 2, "--resume", out) == 0
    assert ("G", "more.weight") in states(out)


def test_a_run_of_the_lab_s_generator_is_refused(finished, fails):
    fails(USAGE, "train.py --challenge", "--run", finished, program=challenge_weights)


def test_a_network_over_the_limit_is_refused(entry, fails, monkeypatch):
    import challenge_weights as program
    monkeypatch.setattr(program, "MAX_PARAMETERS", 100)
    fails(STUDENT, "at most 100", "--run", entry[1], program=challenge_weights)
    assert not (entry[0] / "weights.safetensors").exists()


def test_weights_that_are_not_finite_are_refused():
    import challenge_weights as program
    from training_run import Stop
    with pytest.raises(Stop, match="more.weight holds NaN"):
        program.check({"more.weight": torch.full((1,), torch.nan)}, 1)


def test_without_challenge_py_it_says_so(data, code, tmp_path, fails):
    fails(STUDENT, "no challenge.py", "--data", data, "--code", code, "--out", tmp_path / "run", "--challenge")
