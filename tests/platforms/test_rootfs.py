"""Gradescope's scripts in a root file system, as root: see rootfs.py.

By default the system is this machine's own, so that nothing has to be installed. AUTOGRADER_ROOTFS=FOLDER names a
bare Debian or Ubuntu userland: everything is installed into it by the zip's own setup.sh, which takes minutes and
5 GB, and the memory of gradings is measured and printed.
"""
from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from autograder.labs.t1t2.lab import LAB
from autograder.platforms.gradescope.package import build
from autograder.release.notebook import notebook, write
from autograder.release.skeleton import finished, solution_sources
from tests.conftest import ROOT, solution
from tests.platforms import rootfs

FOLDER = os.environ.get("AUTOGRADER_ROOTFS")
# Gradescope's default for a container, MB. What is read from disk can be read again; the rest must fit.
DEFAULT_MEMORY = 768
LAYERS = {"rlimits", "no_new_privs", "landlock", "seccomp"}
# Of the environment of a package manager and of a machine that builds images, nothing else matters here.
pytestmark = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0 or shutil.which("bwrap") is None,
                                reason="needs root and bubblewrap (apt install bubblewrap)")


@pytest.fixture
def package(tmp_path) -> Path:
    return build(tmp_path / "autograder.zip", LAB, "en", "a secret of this test")


def test_the_real_scripts_run_as_root(package, tmp_path, submit):
    """/autograder is what it is on Gradescope; the repository is out of sight."""
    autograder = tmp_path / "autograder"
    rootfs.install(autograder, package)
    root = rootfs.borrowed(autograder)
    tried = subprocess.run(rootfs.enter(root, "ls", str(ROOT)), capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"bubblewrap can't make a root here: {tried.stderr.strip()}")
    assert tried.stdout == ""
    wrong = submit({"training.py": solution("training.py").replace("0.5 * (loss", "(loss")})
    run = rootfs.grade(root, autograder, wrong)
    assert run.results["score"] == 109 and "results.json" not in run.stderr
    assert set(run.results["extra_data"]["confinement"]["layers"]) >= LAYERS
    assert run.results["extra_data"]["confinement"]["sufficient"] and run.results["output_format"] == "html"
    assert 0 < run.peak.anonymous < DEFAULT_MEMORY, run.peak


@pytest.mark.skipif(not FOLDER, reason="AUTOGRADER_ROOTFS=FOLDER names no userland to install everything into")
def test_everything_from_setup_on_in_a_bare_userland(package, tmp_path):
    folder = Path(FOLDER)
    autograder, root = folder / "autograder", rootfs.userland(folder)
    shutil.rmtree(autograder, ignore_errors=True)
    rootfs.install(autograder, package)
    done = subprocess.run(rootfs.enter(root, "/autograder/source/setup.sh"), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Strangers' code can be graded here." in done.stdout
    book = tmp_path / "lab.ipynb"
    write(notebook({file: finished(source) for file, source in solution_sources(LAB).items()}, LAB), book)
    for submission, score in ((ROOT / "solution", 110), (book, 110), (ROOT / "assignment", 0)):
        run = rootfs.grade(root, autograder, submission)
        print(f"\n{submission.name}: {run.seconds:.0f} s; MB at the peak: {run.peak.whole:.0f} in all, "
              f"{run.peak.anonymous:.0f} that is not on disk")
        assert run.results["score"] == score
        assert set(run.results["extra_data"]["confinement"]["layers"]) >= LAYERS | {"user"}
        assert run.peak.anonymous < DEFAULT_MEMORY
