"""Both given programs, made ready to run on the solution with a handful of slices."""
import re
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from tests.training.runs import ASSIGNMENT, SOLUTION, train

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
    for name in ("train", "show", "training_run", "training_speed", "challenge_weights", "challenge", *PARTS):
        sys.modules.pop(name, None)


@pytest.fixture(scope="session")
def narrow(tmp_path_factory):
    """The solution with an eighth of the channels, which trains as well and ten times as fast."""
    folder = tmp_path_factory.mktemp("narrow")
    for part in PARTS:
        text = (SOLUTION / f"{part}.py").read_text(encoding="utf-8")
        narrowed = re.sub(r"\b(64|128)\b", lambda width: str(int(width[0]) // 8), text)
        (folder / f"{part}.py").write_text(narrowed, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
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


@pytest.fixture
def fails(capsys):
    """Runs a program that must end with this code and say why in both languages, without a traceback."""
    def run(expected_code, said, *arguments, program=train):
        assert program(*arguments) == expected_code
        printed = capsys.readouterr().err
        assert said in printed and "错误：" in printed and "Traceback" not in printed
        return printed
    return run
