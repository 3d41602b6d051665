"""What the training program says where it cannot go on, in two languages, and its exit code."""
import shutil
from pathlib import Path

import pytest

from tests.training.runs import ASSIGNMENT, STUDENT, USAGE, spoil, states, train

# ---- the data and the command line ---------------------------------------------------


def test_missing_folder(tmp_path, fails):
    fails(USAGE, f"no folder {tmp_path / 'nowhere' / 'trainA'}", "--data", tmp_path / "nowhere")


def test_empty_folder(data, tmp_path, fails):
    copy = Path(shutil.copytree(data, tmp_path / "data"))
    for path in (copy / "testB").iterdir():
        path.rename(path.with_suffix(".jpg"))
    fails(USAGE, f"no .png slices in {copy / 'testB'}", "--data", copy)


def test_folders_of_different_length(data, tmp_path, fails):
    copy = Path(shutil.copytree(data, tmp_path / "data"))
    (copy / "trainB" / "0.png").unlink()
    fails(USAGE, "trainA has 3 .png files and trainB has 2", "--data", copy)


@pytest.mark.parametrize("option, value, said", [
    ("--code", "nowhere", "no folder"),
    ("--device", "nonsense", "device nonsense cannot be used here"),
    ("--out", "file/run", "cannot write to"),
])
def test_option_that_cannot_be_obeyed(data, tmp_path, fails, option, value, said):
    (tmp_path / "file").write_text("")
    fails(USAGE, said, "--data", data, option, value if option == "--device" else tmp_path / value)


@pytest.mark.parametrize("option, value", [("--epochs", 0), ("--batch-size", 0), ("--workers", -1)])
def test_numbers_out_of_range(option, value):
    with pytest.raises(SystemExit) as stopped:
        train(option, value)
    assert stopped.value.code == USAGE


# ---- the student's code ----------------------------------------------------------------

CLASS = "class {0}:\n    def __init__(self, *arguments):\n        raise NotImplementedError('{0}.__init__: …')\n"
FUNCTION = "\ndef {0}(*arguments):\n    raise NotImplementedError('{0}: …')\n"
RETURN = 'return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}'


def test_missing_file(data, code, fails):
    (code / "generator.py").unlink()
    fails(STUDENT, "no generator.py in", "--data", data, "--code", code)


@pytest.mark.parametrize("module, name", [
    ("dataset", "PairedMedicalDataset"), ("generator", "Generator"), ("discriminator", "Discriminator"),
    ("training", "generator_loss"), ("training", "discriminator_loss"), ("training", "make_optimizers"),
    ("training", "train_step")])
def test_stub(data, code, tmp_path, fails, module, name):
    with open(code / f"{module}.py", "a") as file:  # the later definition counts
        file.write((FUNCTION if module == "training" else CLASS).format(name))
    printed = fails(STUDENT, f"not implemented yet: {name} in {module}.py",
                    "--data", data, "--code", code, "--out", tmp_path / "run")
    assert len(printed.splitlines()) == 2


def test_the_skeleton_is_not_implemented(data, fails):
    fails(STUDENT, "not implemented yet: PairedMedicalDataset in dataset.py",
          "--data", data, "--code", ASSIGNMENT)


@pytest.mark.parametrize("file, old, new, said", [
    ("training.py", "def train_step", "def train_one_step", "training.py does not define train_step"),
    ("generator.py", "return self.model(x)", "raise NotImplementedError('Generator.forward: …')",
     "not implemented yet: Generator.forward in generator.py"),
    ("generator.py", "class Generator(nn.Module):", "class Generator(nn.Module)", 'generator.py", line'),
    ("generator.py", "return self.model(x)", "return self.model(x) * (1 if self.training else float('nan'))",
     "test L1 is nan at epoch 1, test slices"),
    ("training.py", RETURN, "return None", "train_step must return"),
    ("training.py", RETURN, "return loss_G.item(), loss_D.item()", "train_step must return"),
    ("training.py", RETURN, "return {'loss_G': 1.0}", "train_step must return"),
], ids=["no name", "stub of a method", "syntax error", "nan slices", "None", "a tuple", "one loss only"])
def test_code_that_cannot_be_trained(data, code, tmp_path, fails, file, old, new, said):
    spoil(code, file, old, new)
    fails(STUDENT, said, "--data", data, "--code", code, "--epochs", 1, "--out", tmp_path / "run")


def test_error_shows_the_students_own_lines(data, code, tmp_path, fails):
    spoil(code, "discriminator.py", "nn.Conv2d(2, 8, 4, 2, 1)", "nn.Conv2d(1, 8, 4, 2, 1)")
    printed = fails(STUDENT, "your code failed (epoch 1, step 1)",
                    "--data", data, "--code", code, "--out", tmp_path / "run")
    assert "return self.model(pair)" in printed and "expected input" in printed
    assert "torch/nn/modules" not in printed and "train.py" not in printed


@pytest.mark.parametrize("value", ["nan", "inf"])
def test_stops_at_a_loss_that_is_no_number(data, code, tmp_path, fails, value):
    spoil(code, "training.py", "return adversarial", "generator_loss.calls += 1\n"
          f"    return (float('{value}') if generator_loss.calls == 5 else 1) * adversarial")
    with open(code / "training.py", "a") as file:
        file.write("\ngenerator_loss.calls = 0\n")
    out = tmp_path / "run"
    fails(STUDENT, f"loss_G is {value} at epoch 2, step 2",
          "--data", data, "--code", code, "--epochs", 3, "--out", out)
    assert all(value.isfinite().all() for value in states(out).values())  # that of epoch 1


def test_interrupted(data, code, tmp_path, capsys):
    spoil(code, "training.py", "fake_t2 = G(t1) ", "raise KeyboardInterrupt ")
    assert train("--data", data, "--code", code, "--out", tmp_path / "run") == 130
    assert "--resume" in capsys.readouterr().err
