"""The zip that an instructor uploads to Gradescope: scripts, the grader, and a configuration.

What lies in it is what grading needs. The solution, the stored submissions and the misconceptions'
sources stay at home: should a container ever be opened, there is no answer in it.
"""
from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from autograder.delivery.skeleton import ROOT

SCRIPTS = Path(__file__).parent / "container"
# What only makes or examines the course.
AT_HOME = {"delivery", "mutation.py", "verification.py", "confusion.py", "stability.py", "benchmark.py",
           "building.py", "__pycache__"}
# Come with the CUDA build of torch only; a container has no GPU.
FOR_GPUS = ("nvidia-", "cuda-", "triton")
EPOCH = (1980, 1, 1, 0, 0, 0)


def build(target: Path, language: str, secret: str, torch_index: str = "", unconfined: bool = False) -> Path:
    """Write the zip.

    secret: seeds the hidden inputs; the same secret gives the same inputs. torch_index: a package
    index with CPU builds of torch; without one, pip installs torch's GPU build, which is large.
    """
    config = {"language": language, "secret": secret, "unconfined": unconfined}
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for script in ("setup.sh", "run_autograder"):
            _add(archive, script, (SCRIPTS / script).read_bytes(), 0o755)
        _add(archive, "config.json", json.dumps(config, indent=1).encode())
        _add(archive, "requirements.txt", _requirements(for_cpu=bool(torch_index)).encode())
        if torch_index:
            _add(archive, "torch_index", torch_index.encode())
        for path in _grader():
            _add(archive, f"lab/{path.relative_to(ROOT).as_posix()}", path.read_bytes())
    return target


def _grader() -> Iterator[Path]:
    for path in sorted((ROOT / "autograder").rglob("*")):
        if path.is_file() and not AT_HOME & {*path.relative_to(ROOT).parts}:
            yield path


def _requirements(for_cpu: bool) -> str:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not (for_cpu and line.startswith(FOR_GPUS)))


def _add(archive: zipfile.ZipFile, name: str, content: bytes, mode: int = 0o644) -> None:
    """With a fixed date, so that equal contents make equal zips."""
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.external_attr = mode << 16
    archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
