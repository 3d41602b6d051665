"""The training program and the show program, run on the solution with a handful of slices."""
import ast
import csv
import itertools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
ASSIGNMENT, SOLUTION = ROOT / "assignment", ROOT / "solution"
STUDENT, USAGE = 1, 2
PARTS = ("dataset", "generator", "discriminator", "training", "inference")


@pytest.fixture(scope="module", autouse=True)
def programs(narrow):
    """The programs can be imported, and train the narrow solution unless --code says otherwise.

    Nothing of it is left for other tests.
    """
    path, threads = list(sys.path), torch.get_num_threads()
    sys.path.insert(0, str(ASSIGNMENT))
    torch.set_num_threads(1)
    import train as program
    program.HERE = narrow
    yield
    sys.path[:] = path
    torch.set_num_threads(threads)
    for name in ("train", "show", "training_run", *PARTS):
        sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Three training pairs and two test pairs; T2 is the T1's negative."""
    root = tmp_path_factory.mktemp("data")
    random = np.random.default_rng(0)
    for split, count in (("train", 3), ("test", 2)):
        for index in range(count):
            t1 = np.sort(random.integers(0, 256, (32, 32)).astype(np.uint8), axis=index % 2)
            for letter, image in (("A", t1), ("B", 255 - t1)):
                folder = root / (split + letter)
                folder.mkdir(exist_ok=True)
                Image.fromarray(image).save(folder / f"{index}.png")
    return root


@pytest.fixture(scope="module")
def finished(data, tmp_path_factory):
    """The folder of a run of two epochs."""
    out = tmp_path_factory.mktemp("runs") / "two"
    assert train("--data", data, "--epochs", 2, "--out", out) == 0
    return out


@pytest.fixture
def code(narrow, tmp_path):
    """A copy of the narrow solution, for a test to spoil."""
    return Path(shutil.copytree(narrow, tmp_path / "code", ignore=shutil.ignore_patterns("__pycache__")))


@pytest.fixture(scope="module")
def narrow(tmp_path_factory):
    """The solution with an eighth of the channels, which trains as well and ten times as fast."""
    folder = tmp_path_factory.mktemp("narrow")
    for part in PARTS:
        text = (SOLUTION / f"{part}.py").read_text(encoding="utf-8")
        narrowed = re.sub(r"\b(64|128)\b", lambda width: str(int(width[0]) // 8), text)
        (folder / f"{part}.py").write_text(narrowed, encoding="utf-8")
    return folder


def train(*arguments):
    import train as program
    return run(program, ["--device", "cpu", *arguments])


def show(*arguments):
    import show as program
    return run(program, arguments)


def run(program, arguments):
    from training_run import run_program
    return run_program(program.main, [str(argument) for argument in arguments])


def spoil(code, file, old, new):
    text = (code / file).read_text(encoding="utf-8")
    assert old in text
    (code / file).write_text(text.replace(old, new), encoding="utf-8")


def states(out):
    """All tensors of a run's checkpoint, by their place in it."""
    def walk(value, place=()):
        if isinstance(value, torch.Tensor):
            yield place, value
        elif isinstance(value, dict):
            for key, item in value.items():
                yield from walk(item, (*place, key))
    return dict(walk(torch.load(out / "checkpoint.pt", weights_only=True)))


def numbers(out):
    """A run's history without the seconds."""
    with open(out / "history.csv", newline="") as file:
        return [row[:5] for row in csv.reader(file)]


def image_size(path):
    with Image.open(path) as image:
        return image.size[::-1]


def is_students_panel(path):
    """The solution's show_comparison draws 12 inches wide, the program itself 9."""
    return image_size(path)[1] > 1000


# ---- a run ------------------------------------------------------------------------

def test_writes_history_curves_panels_and_checkpoint(finished):
    header, *rows = (finished / "history.csv").read_text().splitlines()
    assert header == "epoch,loss_G,loss_D,test_l1,test_psnr,seconds"
    assert [row.split(",")[0] for row in rows] == ["1", "2"]
    assert image_size(finished / "curves.png")
    panels = sorted((finished / "panels").iterdir())
    assert [path.name for path in panels] == ["epoch_001.png", "epoch_002.png"]
    assert is_students_panel(panels[0])
    assert sorted(path.name for path in finished.iterdir() if path.suffix == ".part") == []


def test_epoch_line_reads_like_the_manual(data, tmp_path, capsys):
    assert train("--data", data, "--epochs", 1, "--out", tmp_path / "run") == 0
    printed = capsys.readouterr().out
    assert "3 training and 2 test slices" in printed
    assert "Epoch 1/1 | Loss_G: " in printed and " | Loss_D: " in printed and " dB" in printed


def test_measures_l1_and_psnr_of_each_slice(data):
    """Against numpy: L1 on -1 .. 1; PSNR with peak 255 for each slice, then the mean."""
    from torch.utils.data import DataLoader
    from train import measure
    t1 = torch.rand(3, 1, 8, 8) * 2 - 1
    t2 = torch.rand(3, 1, 8, 8) * 2 - 1
    l1, psnr = measure(lambda image: image, DataLoader(list(zip(t1, t2)), batch_size=2), "cpu")
    grey1, grey2 = ((image.numpy().astype(float) + 1) * 127.5 for image in (t1, t2))
    mse = ((grey1 - grey2) ** 2).mean(axis=(1, 2, 3))
    assert l1 == pytest.approx(np.abs(grey1 - grey2).mean() / 127.5, rel=1e-5)
    assert psnr == pytest.approx((10 * np.log10(255 ** 2 / mse)).mean(), rel=1e-5)


def test_learns(data, tmp_path):
    """Four epochs, and the generator's loss falls in each."""
    assert train("--data", data, "--epochs", 4, "--batch-size", 3, "--out", tmp_path) == 0
    losses = [float(row[1]) for row in numbers(tmp_path)[1:]]
    assert losses == sorted(losses, reverse=True)


def test_resumed_run_equals_an_unbroken_one(data, finished, tmp_path):
    assert train("--data", data, "--epochs", 4, "--out", tmp_path / "four") == 0
    assert train("--resume", finished, "--epochs", 4, "--out", tmp_path / "resumed") == 0
    unbroken, resumed = states(tmp_path / "four"), states(tmp_path / "resumed")
    assert unbroken.keys() == resumed.keys() and len(unbroken) > 40
    for place, value in unbroken.items():
        assert torch.equal(value, resumed[place]), place
    assert numbers(tmp_path / "four") == numbers(tmp_path / "resumed")


def test_resumes_when_the_code_draws_random_numbers(data, code, tmp_path):
    """Dropout takes the same course in a resumed run."""
    spoil(code, "generator.py", "nn.ReLU(),", "nn.ReLU(), nn.Dropout(),")
    common = ["--data", data, "--code", code]
    assert train(*common, "--epochs", 2, "--out", tmp_path / "two") == 0
    assert train(*common, "--epochs", 1, "--out", tmp_path / "one") == 0
    assert train("--resume", tmp_path / "one" / "checkpoint.pt", "--epochs", 2) == 0
    two, one = states(tmp_path / "two"), states(tmp_path / "one")
    assert all(torch.equal(value, one[place]) for place, value in two.items())


def test_seed_changes_the_run(data, finished, tmp_path):
    assert train("--data", data, "--epochs", 2, "--seed", 1, "--out", tmp_path) == 0
    assert not torch.equal(states(tmp_path)["G", "model.0.weight"], states(finished)["G", "model.0.weight"])


def test_loaded_in_worker_processes_the_slices_are_the_same(data, finished, tmp_path):
    assert train("--data", data, "--epochs", 2, "--workers", 1, "--out", tmp_path) == 0
    assert torch.equal(states(tmp_path)["G", "model.0.weight"], states(finished)["G", "model.0.weight"])


def test_earlier_run_is_moved_aside(data, finished, tmp_path, capsys):
    out = tmp_path / "run"
    shutil.copytree(finished, out)
    assert train("--data", data, "--epochs", 1, "--out", out) == 0
    assert (tmp_path / "run.1" / "panels" / "epoch_002.png").exists()
    assert not (out / "panels" / "epoch_002.png").exists()
    assert "run.1" in capsys.readouterr().out


def test_default_data_is_the_first_that_exists(tmp_path, monkeypatch):
    import train as program
    monkeypatch.setattr(program, "DATA", [tmp_path / "full", tmp_path / "mini"])
    options = program.parse([])
    assert program.configure(options, None)["data"] == (tmp_path / "full").as_posix()
    (tmp_path / "mini" / "trainA").mkdir(parents=True)
    assert program.configure(options, None)["data"] == (tmp_path / "mini").as_posix()


def test_resume_keeps_the_configuration_unless_told_otherwise():
    import train as program
    checkpoint = {"epoch": 2, "config": {**program.DEFAULTS, "data": "d", "code": "c", "batch_size": 7}}
    config = program.configure(program.parse(["--resume", "--lambda-l1", "10"]), checkpoint)
    assert (config["batch_size"], config["lambda_l1"], config["data"]) == (7, 10.0, "d")


def test_runs_from_anywhere_on_the_command_line(data, tmp_path):
    command = [sys.executable, str(ASSIGNMENT / "train.py"), "--code", str(SOLUTION), "--data", str(data),
               "--epochs", "1", "--out", "here"]
    done = subprocess.run(command, check=False, cwd=tmp_path, capture_output=True, encoding="utf-8",
                          env={**os.environ, "OMP_NUM_THREADS": "1"})
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "here" / "checkpoint.pt").exists()


def test_show_draws_a_row_for_each_slice_and_the_curves(finished, capsys):
    assert show("--run", finished, "--slices", 2) == 0
    height, width = image_size(finished / "comparison.png")
    assert height == pytest.approx(2 / 3 * width, rel=0.1)
    assert str(finished / "comparison.png") in capsys.readouterr().out


# ---- the bonus part, where it does not work -----------------------------------------

@pytest.mark.parametrize("old, new, said", [
    ("    G.eval()\n", "    raise NotImplementedError('translate: …')\n",
     "not implemented yet: translate in inference.py"),
    ("    return figure", "    return None", "AttributeError"),
    ("import torch", "import torch, no_such_module", "No module named 'no_such_module'"),
])
def test_own_panels_where_the_bonus_fails(data, code, tmp_path, capsys, old, new, said):
    spoil(code, "inference.py", old, new)
    assert train("--data", data, "--code", code, "--epochs", 2, "--out", tmp_path / "run") == 0
    assert image_size(tmp_path / "run" / "panels" / "epoch_002.png")
    printed = capsys.readouterr().out
    assert said in printed and "drawn without it" in printed


def test_show_comparison_may_want_a_batch_dimension(data, code, tmp_path, capsys):
    spoil(code, "inference.py", "    figure, axes", "    n, c, h, w = t1.shape\n    figure, axes")
    assert train("--data", data, "--code", code, "--epochs", 1, "--out", tmp_path / "run") == 0
    assert is_students_panel(tmp_path / "run" / "panels" / "epoch_001.png")
    assert "note" not in capsys.readouterr().out


# ---- errors: what is said, and the exit code ------------------------------------------

def fails(capsys, expected_code, said, *arguments, program=None):
    """The program ends with this code and says so in two languages, without a traceback."""
    assert (program or train)(*arguments) == expected_code
    printed = capsys.readouterr().err
    assert said in printed and "错误：" in printed and "Traceback" not in printed
    return printed


def test_missing_folder(data, tmp_path, capsys):
    fails(capsys, USAGE, f"no folder {tmp_path / 'nowhere' / 'trainA'}", "--data", tmp_path / "nowhere")


def test_empty_folder(data, tmp_path, capsys):
    copy = Path(shutil.copytree(data, tmp_path / "data"))
    for path in (copy / "testB").iterdir():
        path.rename(path.with_suffix(".jpg"))
    fails(capsys, USAGE, f"no .png slices in {copy / 'testB'}", "--data", copy)


def test_folders_of_different_length(data, tmp_path, capsys):
    copy = Path(shutil.copytree(data, tmp_path / "data"))
    (copy / "trainB" / "0.png").unlink()
    fails(capsys, USAGE, "trainA has 3 .png files and trainB has 2", "--data", copy)


def test_no_code_folder(data, tmp_path, capsys):
    fails(capsys, USAGE, "no folder", "--data", data, "--code", tmp_path / "nowhere")


def test_missing_file(data, code, capsys):
    (code / "generator.py").unlink()
    fails(capsys, STUDENT, "no generator.py in", "--data", data, "--code", code)


def test_missing_name(data, code, capsys):
    spoil(code, "training.py", "def train_step", "def train_one_step")
    fails(capsys, STUDENT, "training.py does not define train_step", "--data", data, "--code", code)


STUB = '''
class {name}:
    def __init__(self, *arguments):
        raise NotImplementedError("{name}.__init__: …")
'''


@pytest.mark.parametrize("module, name", [
    ("dataset", "PairedMedicalDataset"), ("generator", "Generator"), ("discriminator", "Discriminator")])
def test_stub_of_a_class(data, code, tmp_path, capsys, module, name):
    (code / f"{module}.py").write_text(STUB.format(name=name))
    fails(capsys, STUDENT, f"not implemented yet: {name} in {module}.py",
          "--data", data, "--code", code, "--out", tmp_path / "run")


@pytest.mark.parametrize("name", ["generator_loss", "discriminator_loss", "make_optimizers", "train_step"])
def test_stub_of_a_function(data, code, tmp_path, capsys, name):
    with open(code / "training.py", "a") as file:
        file.write(f"\ndef {name}(*arguments):\n    raise NotImplementedError('{name}: …')\n")
    printed = fails(capsys, STUDENT, f"not implemented yet: {name} in training.py",
                    "--data", data, "--code", code, "--out", tmp_path / "run")
    assert len(printed.splitlines()) == 2


def test_stub_of_a_method(data, code, tmp_path, capsys):
    spoil(code, "generator.py", "return self.model(x)", "raise NotImplementedError('Generator.forward: …')")
    fails(capsys, STUDENT, "not implemented yet: Generator.forward in generator.py",
          "--data", data, "--code", code, "--out", tmp_path / "run")


def test_the_skeleton_is_not_implemented(data, capsys):
    fails(capsys, STUDENT, "not implemented yet: PairedMedicalDataset in dataset.py",
          "--data", data, "--code", ASSIGNMENT)


def test_error_shows_the_students_own_lines(data, code, tmp_path, capsys):
    spoil(code, "discriminator.py", "nn.Conv2d(2, 8, 4, 2, 1)", "nn.Conv2d(1, 8, 4, 2, 1)")
    printed = fails(capsys, STUDENT, "your code failed (epoch 1, step 1)",
                    "--data", data, "--code", code, "--out", tmp_path / "run")
    assert "return self.model(pair)" in printed and "expected input" in printed
    assert "torch/nn/modules" not in printed and "train.py" not in printed


def test_syntax_error(data, code, capsys):
    spoil(code, "generator.py", "class Generator(nn.Module):", "class Generator(nn.Module)")
    fails(capsys, STUDENT, "generator.py\", line", "--data", data, "--code", code)


@pytest.mark.parametrize("value", ["nan", "inf"])
def test_stops_at_a_loss_that_is_no_number(data, code, tmp_path, capsys, value):
    spoil(code, "training.py", "return adversarial", "generator_loss.calls += 1\n"
          f"    return (float('{value}') if generator_loss.calls == 5 else 1) * adversarial")
    with open(code / "training.py", "a") as file:
        file.write("\ngenerator_loss.calls = 0\n")
    out = tmp_path / "run"
    fails(capsys, STUDENT, f"loss_G is {value} at epoch 2, step 2",
          "--data", data, "--code", code, "--epochs", 3, "--out", out)
    assert all(value.isfinite().all() for value in states(out).values())  # that of epoch 1


def test_stops_at_a_generator_that_returns_no_numbers(data, code, tmp_path, capsys):
    spoil(code, "generator.py", "return self.model(x)",
          "return self.model(x) * (1 if self.training else float('nan'))")
    fails(capsys, STUDENT, "test L1 is nan at epoch 1, test slices",
          "--data", data, "--code", code, "--epochs", 1, "--out", tmp_path / "run")


@pytest.mark.parametrize("returned", ["None", "loss_G.item(), loss_D.item()", "{'loss_G': 1.0}"])
def test_wrong_return_of_train_step(data, code, tmp_path, capsys, returned):
    right = '{"loss_G": loss_G.item(), "loss_D": loss_D.item()}'
    spoil(code, "training.py", f"return {right}", f"return {returned}")
    fails(capsys, STUDENT, "train_step must return",
          "--data", data, "--code", code, "--out", tmp_path / "run")


def test_missing_checkpoint(tmp_path, capsys):
    fails(capsys, USAGE, "no checkpoint", "--resume", tmp_path / "nowhere")
    fails(capsys, USAGE, "no checkpoint", "--run", tmp_path, program=show)


def test_resume_without_a_name_looks_into_out(tmp_path, capsys):
    fails(capsys, USAGE, f"no checkpoint {tmp_path / 'checkpoint.pt'}", "--resume", "--out", tmp_path)


def test_file_that_is_no_checkpoint(tmp_path, capsys):
    (tmp_path / "checkpoint.pt").write_text("not a checkpoint")
    fails(capsys, USAGE, "is no checkpoint of train.py", "--resume", tmp_path)


def test_checkpoint_runs_no_code(tmp_path, capsys):
    class Trap:
        def __reduce__(self):
            return (Path.touch, (tmp_path / "sprung",))
    torch.save({"record": "{}", "G": Trap()}, tmp_path / "checkpoint.pt")
    fails(capsys, USAGE, "is no checkpoint of train.py", "--resume", tmp_path)
    assert not (tmp_path / "sprung").exists()


def test_checkpoint_of_other_code(finished, code, capsys):
    spoil(code, "generator.py", "16", "12")
    said = "the checkpoint's G does not fit the code"
    fails(capsys, USAGE, said, "--resume", finished, "--epochs", 3, "--code", code)
    fails(capsys, USAGE, said, "--run", finished, "--code", code, program=show)


def test_run_that_is_complete(finished, capsys):
    fails(capsys, USAGE, "this run has its 2 epochs", "--resume", finished)


def test_device_that_is_not_there(data, capsys):
    fails(capsys, USAGE, "device nonsense cannot be used here", "--data", data, "--device", "nonsense")


def test_folder_that_cannot_be_written(data, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    fails(capsys, USAGE, "cannot write to", "--data", data, "--out", tmp_path / "file" / "run")


@pytest.mark.parametrize("option, value", [("--epochs", 0), ("--batch-size", 0), ("--workers", -1)])
def test_numbers_out_of_range(option, value, capsys):
    with pytest.raises(SystemExit) as stopped:
        train(option, value)
    assert stopped.value.code == USAGE


def test_interrupted(data, code, tmp_path, capsys):
    spoil(code, "training.py", "fake_t2 = G(t1) ", "raise KeyboardInterrupt ")
    assert train("--data", data, "--code", code, "--out", tmp_path / "run") == 130
    assert "--resume" in capsys.readouterr().err


# ---- old versions -------------------------------------------------------------------

@pytest.mark.parametrize("path", sorted(itertools.chain(SOLUTION.glob("*.py"), ASSIGNMENT.glob("*.py"))),
                         ids=lambda path: f"{path.parent.name}/{path.name}")
def test_is_python_3_8(path):
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))
