"""A resumed run takes the course of an unbroken one; what is no checkpoint of it is refused."""
from pathlib import Path

import pytest
import torch

from tests.training.runs import USAGE, numbers, show, spoil, states, train


def assert_same(one, other):
    one, other = states(one), states(other)
    assert one.keys() == other.keys() and len(one) > 40
    for place, value in one.items():
        assert torch.equal(value, other[place]), place


def test_resumed_run_equals_an_unbroken_one(data, finished, tmp_path):
    assert train("--data", data, "--epochs", 4, "--out", tmp_path / "four") == 0
    assert train("--resume", finished, "--epochs", 4, "--out", tmp_path / "resumed") == 0
    assert_same(tmp_path / "four", tmp_path / "resumed")
    assert numbers(tmp_path / "four") == numbers(tmp_path / "resumed")


def test_resumes_when_the_code_draws_random_numbers(data, code, tmp_path):
    """Dropout takes the same course in a resumed run."""
    spoil(code, "generator.py", "nn.ReLU(),", "nn.ReLU(), nn.Dropout(),")
    common = ["--data", data, "--code", code]
    assert train(*common, "--epochs", 2, "--out", tmp_path / "two") == 0
    assert train(*common, "--epochs", 1, "--out", tmp_path / "one") == 0
    assert train("--resume", tmp_path / "one" / "checkpoint.pt", "--epochs", 2) == 0
    assert_same(tmp_path / "two", tmp_path / "one")


def test_a_falling_learning_rate_goes_on_where_it_was(data, tmp_path, monkeypatch):
    import train as program
    common, finish = ["--data", data, "--epochs", 5, "--decay", 3], program.finish_epoch

    def finish_and_break(run, loaders, row):
        finish(run, loaders, row)
        if row["epoch"] == 4:
            raise KeyboardInterrupt

    assert train(*common, "--out", tmp_path / "whole") == 0
    monkeypatch.setattr(program, "finish_epoch", finish_and_break)
    assert train(*common, "--out", tmp_path / "broken") == 130
    monkeypatch.undo()
    assert train("--resume", tmp_path / "broken") == 0
    assert_same(tmp_path / "whole", tmp_path / "broken")
    assert train("--data", data, "--epochs", 5, "--out", tmp_path / "constant") == 0
    constant, falling = (numbers(tmp_path / name) for name in ("constant", "whole"))
    assert constant[:2] == falling[:2] and constant[2] == falling[2] != constant[3] and constant[4] != falling[4]


@pytest.mark.parametrize("epochs, decay, wanted", [
    (4, 0, []), (4, 2, [1, 1, 2 / 3, 1 / 3]), (3, 3, [3 / 4, 2 / 4, 1 / 4])])
def test_the_learning_rate_falls_as_in_pix2pix(epochs, decay, wanted):
    from training_speed import learning_rates
    optimizer = torch.optim.Adam([torch.nn.Parameter(torch.zeros(1))], lr=2e-4)
    schedules, seen = learning_rates([optimizer], {"epochs": epochs, "decay": decay}, done=0), []
    for schedule in schedules:
        for _ in range(epochs):
            seen.append(optimizer.param_groups[0]["lr"] / 2e-4)
            optimizer.step()
            schedule.step()
    assert seen == pytest.approx(wanted)


def test_a_decay_longer_than_the_run_is_refused(data, fails):
    fails(USAGE, "--decay", "--data", data, "--epochs", 2, "--decay", 3)


def test_resume_keeps_the_configuration_unless_told_otherwise():
    import train as program
    checkpoint = {"epoch": 2, "config": {**program.DEFAULTS, "data": "d", "code": "c", "batch_size": 7}}
    config = program.configure(program.parse(["--resume", "--lambda-l1", "10"]), checkpoint)
    assert (config["batch_size"], config["lambda_l1"], config["data"]) == (7, 10.0, "d")


def test_missing_checkpoint(tmp_path, fails):
    fails(USAGE, "no checkpoint", "--resume", tmp_path / "nowhere")
    fails(USAGE, "no checkpoint", "--run", tmp_path, program=show)


def test_resume_without_a_name_looks_into_out(tmp_path, fails):
    fails(USAGE, f"no checkpoint {tmp_path / 'checkpoint.pt'}", "--resume", "--out", tmp_path)


def test_file_that_is_no_checkpoint(tmp_path, fails):
    (tmp_path / "checkpoint.pt").write_text("not a checkpoint")
    fails(USAGE, "is not a checkpoint of train.py", "--resume", tmp_path)


def test_checkpoint_runs_no_code(tmp_path, fails):
    class Trap:
        def __reduce__(self):
            return (Path.touch, (tmp_path / "sprung",))
    torch.save({"record": "{}", "G": Trap()}, tmp_path / "checkpoint.pt")
    fails(USAGE, "is not a checkpoint of train.py", "--resume", tmp_path)
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize("program, run, more", [(train, "--resume", ["--epochs", 3]), (show, "--run", [])])
def test_checkpoint_of_other_code(finished, code, fails, program, run, more):
    spoil(code, "generator.py", "16", "12")
    fails(USAGE, "the checkpoint's G does not fit the code", run, finished, "--code", code, *more, program=program)


def test_run_that_is_complete(finished, fails):
    fails(USAGE, "this run has its 2 epochs", "--resume", finished)
