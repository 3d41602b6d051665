"""A submission's own folder: what its author finds beside the code on their machine, the worker's code finds too."""
from __future__ import annotations

import io
import zipfile

import numpy as np
import pytest
from PIL import Image

from autograder.diagnosis import grade
from autograder.submissions import intake
from autograder.submissions.submission import read_submission
from tests.conftest import solution

SIZE = 256
FINDINGS = {
    "file": "open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'size.json'))",
    "path": "(Path(__file__).resolve().parent / 'size.json').open()",
    "relative": "open('size.json')",
    "below": "open('data/size.json')",
    "inspect": "open(Path(inspect.getfile(lambda: 0)).resolve().parent / 'size.json')",
    "source file": "open(Path(inspect.getsourcefile(Here)).parent / 'size.json')",
    "current frame": "open(os.path.join(os.path.dirname(os.path.abspath("
                     "inspect.getfile(inspect.currentframe()))), 'size.json'))",
    "stack": "open(Path(inspect.stack()[0].filename).resolve().parent / 'size.json')",
    "module": "open(Path(sys.modules[__name__].__file__).parent / 'size.json')",
    "spec": "open(Path(__spec__.origin).parent / 'size.json')",
    "program": "open(os.path.join(os.path.dirname(os.path.realpath(sys.argv[0])), 'size.json'))",
    "resources": "importlib.resources.files('data').joinpath('size.json').open()",
    "pkgutil": "io.BytesIO(pkgutil.get_data('data', 'size.json'))",
    "folder changed": "(os.chdir(os.path.dirname(__file__)), open('size.json'))[1]",
    "package path": "open(Path(__import__('data').__path__[0]) / 'size.json')",
}
SETTINGS = """import importlib.resources, inspect, io, json, os, pkgutil, sys
from pathlib import Path
class Here: pass
SIZE = json.load({})["size"]
"""


def sized(code: str) -> str:
    """The solution's dataset with its size from the settings."""
    return f"{code}\n" + solution("dataset.py").replace("Resize((256, 256))", "Resize((SIZE, SIZE))")


@pytest.mark.parametrize("finding", FINDINGS.values(), ids=FINDINGS)
def test_a_file_beside_the_code_is_found(zygote, submit, finding):
    data = b'{"size": 256}'
    path = submit({"dataset.py": sized("from settings import SIZE"), "settings.py": SETTINGS.format(finding),
                   "size.json": data, "data/size.json": data, "data/__init__.py": ""})
    verdict = grade(read_submission(path), zygote, parts=["dataset"])
    assert (verdict.score, verdict.notes) == (20, [])


def test_data_that_is_no_text_is_found(plain, submit):
    array, picture = io.BytesIO(), io.BytesIO()
    np.save(array, np.array([SIZE]))
    Image.fromarray(np.zeros((SIZE, 1), np.uint8)).save(picture, "PNG")
    code = ("import numpy as np, csv\nfrom PIL import Image\nSIZE = int(np.load('size.npy')[0])\n"
            "assert Image.open('assets/size.png').height == SIZE == int(next(csv.reader(open('size.csv')))[0])")
    path = submit({"dataset.py": sized(code), "size.npy": array.getvalue(), "assets/size.png": picture.getvalue(),
                   "size.csv": "256,256\n"})
    verdict = grade(read_submission(path), plain, parts=["dataset"])
    assert (verdict.score, verdict.notes) == (20, [])


@pytest.mark.parametrize("packed", [False, True])
def test_a_data_set_beside_the_code_is_left_behind_and_the_code_graded(tmp_path, monkeypatch, packed):
    """However it comes, the same files are taken, so that it is the same submission."""
    monkeypatch.setattr(intake, "MAX_DATA_FILES", 3)
    names = ["dataset.py", *(f"dataset/ixi2000/trainA/{n}.png" for n in range(500)), "mask.png", "lut/lut.npy"]
    for name in names:
        (tmp_path / "work" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "work" / name).write_bytes(b"x = 1\n")
    path = tmp_path / "work"
    if packed:
        path = tmp_path / "work.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name in reversed(names):
                archive.writestr(name, b"x = 1\n")
    found = read_submission(path)
    assert list(found.files) == ["dataset.py"]
    assert list(found.data) == ["mask.png", "lut/lut.npy", "dataset/ixi2000/trainA/0.png"]
    assert len(found.notes) == 1 and found.notes[0].values["n"] == 3


def test_data_counts_for_what_was_handed_in(submit):
    digests = {read_submission(submit({"lut.npy": data})).digest for data in (b"1", b"2", b"2")}
    assert len(digests) == 2


def test_what_is_written_beside_the_code_is_its_own_affair(zygote, submit):
    """Written beside it, also over the code itself; each experiment finds what was handed in."""
    code = ("import os\nfrom pathlib import Path\nassert not os.path.exists('logs')\nhere = Path(__file__).parent\n"
            "(here / 'logs').mkdir()\nopen('logs/run.txt', 'w').write('once')\nPath(__file__).write_text('x = 1')\n")
    verdict = grade(read_submission(submit({"dataset.py": code + solution("dataset.py")})), zygote, parts=["dataset"])
    assert (verdict.score, verdict.notes) == (20, [])
