"""The zip that an instructor uploads to Gradescope: scripts, the grader, and a configuration.

What lies in it is what grading needs. The solution, the stored submissions and the misconceptions'
sources stay at home: should a container ever be opened, there is no answer in it.
"""
from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

from autograder.lab import Lab
from autograder.platforms.gradescope import CHALLENGE_FOLDER
from autograder.release.contents import ROOT, grader, write_zip
from autograder.reports.hints import chosen

SCRIPTS = ("setup.sh", "run_autograder")
# Come with the CUDA build of torch only; a container has no GPU.
FOR_GPUS = ("nvidia-", "cuda-", "triton")


def build(target: Path, lab: Lab, language: str, secret: str, torch_index: str = "", unconfined: bool = False,
          challenge: Path | None = None) -> Path:
    """Write the zip of a lab's grader. Raises NoData for a folder that the challenge can't be scored on.

    secret: seeds the hidden inputs; the same secret gives the same inputs. torch_index: a package
    index with CPU builds of torch; without one, pip installs torch's GPU build, which is large.
    challenge: a data folder that the challenge is scored on.
    """
    config = {"lab": lab.name, "language": language, "secret": secret, "unconfined": unconfined, "hints": chosen()}
    contents = {f"lab/{name}": content for name, content in grader(lab)}
    contents |= {name: (Path(__file__).parent / "container_files" / name).read_bytes() for name in SCRIPTS}
    contents["config.json"] = json.dumps(config, indent=1).encode()
    contents["lab/pyproject.toml"] = (ROOT / "pyproject.toml").read_bytes()
    contents["lab/requirements.lock"] = _versions(for_cpu=bool(torch_index)).encode()
    for pair in import_module(lab.challenge.package).chosen_files(challenge) if challenge and lab.challenge else ():
        contents |= {f"{CHALLENGE_FOLDER}/{path.parent.name}/{path.name}": path.read_bytes() for path in pair}
    if torch_index:
        contents["torch_index"] = torch_index.encode()
    return write_zip(target, contents, executable=SCRIPTS)


def _versions(for_cpu: bool) -> str:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not (for_cpu and line.startswith(FOR_GPUS)))
