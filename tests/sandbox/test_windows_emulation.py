"""The students' path needs no POSIX: what Windows lacks is taken away, and `test` and the requirements still work."""
from __future__ import annotations

import os
import subprocess
import sys

import pytest
from packaging.requirements import Requirement

from tests.conftest import ROOT

FOR_LINUX_GPUS = ("nvidia-", "cuda-", "triton")


@pytest.mark.skipif(os.name != "posix", reason="a system that is no POSIX needs no pretending")
def test_a_student_can_check_without_posix(tmp_path):
    done = subprocess.run(
        [sys.executable, "tests/sandbox/windows_emulation.py", "-m", "autograder", "test", "solution", "--part", "loss", "--lang", "en",
         "--html", str(tmp_path / "page.html"), "--summary", str(tmp_path / "summary.md")],
        cwd=ROOT, capture_output=True, encoding="utf-8", env={**os.environ, "ELSEWHERE": str(tmp_path)}, check=False)
    assert done.returncode == 0 and "Score: 10 of 10" in done.stdout, done.stdout + done.stderr
    assert "Score" in (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert "<h1>solution</h1>" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_no_requirement_is_for_linux_only_without_saying_so():
    lines = [line for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines() if line[:1].isalnum()]
    windows = {"sys_platform": "win32"}
    wanted = [req.name for req in map(Requirement, lines) if req.marker is None or req.marker.evaluate(windows)]
    assert wanted and not [name for name in wanted if name.startswith(FOR_LINUX_GPUS)]
    linux = [req.name for req in map(Requirement, lines) if req.marker is None or req.marker.evaluate({"sys_platform": "linux"})]
    assert len(linux) == len(lines)


def test_nothing_posix_is_loaded_at_import():
    """What is looked for at import must be there on every system."""
    for path in sorted((ROOT / "autograder").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        top = [line for line in source.splitlines() if line and not line[0].isspace()]
        assert not [line for line in top if "CDLL(" in line or line.startswith(("import fcntl", "import resource"))], path
