"""Libraries that few need: where one is missing, whoever needs it is told which and how to get it."""
from __future__ import annotations

import subprocess
import sys
import time

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

RUN = """import runpy, sys
for name in sys.argv.pop(1).split(","):
    sys.modules[name] = None
sys.argv.pop(0)
if sys.argv[0] == "autograder":
    runpy.run_module("autograder", run_name="__main__")
else:
    sys.path.insert(0, "dataset")
    runpy.run_path(sys.argv[0], run_name="__main__")
"""


def without(libraries: str, *command: str) -> subprocess.CompletedProcess:
    """The command on a machine that lacks these libraries."""
    return subprocess.run([sys.executable, "-c", RUN, libraries, *command], cwd=ROOT, text=True, capture_output=True,
                          timeout=300, encoding="utf-8", env=None)


@pytest.mark.parametrize("library, command, extra", [
    ("jupytext", ("autograder", "nbgrader", "--lang", "en"), "dev"),
    ("jupytext", ("autograder", "release"), "dev"),
    ("nbgrader", ("autograder", "grade", "--gradebook", "here", "--unconfined"), "dev"),
    ("distributed", ("autograder", "grade", "--scheduler", "tcp://127.0.0.1:1"), "cluster"),
    ("copydetect", ("autograder", "similarity", "fixtures/submissions"), "similarity"),
    ("nibabel", ("dataset/prepare_ixi.py", "--help"), "data"),
    ("SimpleITK", ("dataset/prepare_ixi.py", "somewhere"), "data")])
def test_a_missing_library_is_said(library, command, extra, tmp_path):
    out = ("--out", str(tmp_path)) if command[1] in ("grade", "similarity", "nbgrader") else ()
    done = without(library, *command, *out)
    said = " ".join((done.stdout + done.stderr).split())
    assert done.returncode not in (0, None) and "Traceback" not in said
    assert f'pip install -c requirements.lock -e ".[{extra}]"' in said and (library in said or library == "copydetect")


@pytest.mark.parametrize("address", ["nonsense", "tcp://localhost", "foo://localhost:1", "tcp://no-such-host.invalid:8786"])
def test_what_is_no_address_of_a_scheduler_is_said_at_once(address, tmp_path):
    pytest.importorskip("distributed")
    begun = time.monotonic()
    done = subprocess.run([sys.executable, "-m", "autograder", "grade", "fixtures/submissions/zhao_min.py", "--lang", "en",
                           "--out", str(tmp_path), "--scheduler", address], cwd=ROOT, text=True, capture_output=True,
                          timeout=300)
    said = " ".join((done.stdout + done.stderr).split())
    assert done.returncode == 3 and f"{address} is no address of a Dask scheduler" in said and "Traceback" not in said
    assert time.monotonic() - begun < 60, "it goes on trying"


def test_make_says_how_much_it_installs_and_how_to_need_less(tmp_path):
    """pip shows how far it is with the large set; the small ones have a line each."""
    done = subprocess.run(["make", "-n", "check", "data", "notebook", "similarity", "grade", "SCHEDULER=tcp://a:1", f"VENV={tmp_path}/new"], cwd=ROOT, text=True, capture_output=True)
    lines = done.stdout.splitlines()
    assert any("5 GB" in line for line in lines) and any("TORCH_INDEX" in line for line in lines)
    [large] = [line for line in lines if line.rstrip().endswith("-e .")]
    assert "--quiet" not in large
    for name in ("dev", "data", "notebook", "similarity", "cluster"):
        assert f'echo "Installing what pyproject.toml lists as {name} ..."' in done.stdout


def test_the_lock_pins_whatever_is_asked_for():
    """And pip reads it as constraints, which have no extras and no options."""
    tomllib = pytest.importorskip("tomllib")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = [Requirement(line) for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()]
    assert all(str(pinned.specifier).startswith("==") and not pinned.extras for pinned in lock)
    pinned = {canonicalize_name(requirement.name) for requirement in lock}
    assert len(pinned) == len(lock)
    asked = [*project["dependencies"], *(name for names in project["optional-dependencies"].values() for name in names)]
    assert {canonicalize_name(Requirement(name).name) for name in asked} - pinned == {project["name"]}
