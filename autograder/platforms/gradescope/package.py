"""The zip that an instructor uploads to Gradescope: scripts, the grader, and a configuration.

What lies in it is what grading needs. The solution, the stored submissions and the misconceptions'
sources stay at home: should a container ever be opened, there is no answer in it.
"""
from __future__ import annotations

import json
from pathlib import Path

from autograder.labs.t1t2.challenge.slices import SLICES_FOLDER, chosen_files
from autograder.release.contents import ROOT, grader, write_zip

SCRIPTS = ("setup.sh", "run_autograder")
# Come with the CUDA build of torch only; a container has no GPU.
FOR_GPUS = ("nvidia-", "cuda-", "triton")


def build(target: Path, language: str, secret: str, torch_index: str = "", unconfined: bool = False,
          challenge: Path | None = None) -> Path:
    """Write the zip. Raises NoSlices for a folder without pairs.

    secret: seeds the hidden inputs; the same secret gives the same inputs. torch_index: a package
    index with CPU builds of torch; without one, pip installs torch's GPU build, which is large.
    challenge: a data folder whose testA and testB the challenge is scored on.
    """
    config = {"language": language, "secret": secret, "unconfined": unconfined}
    contents = {f"lab/{name}": content for name, content in grader()}
    contents |= {name: (Path(__file__).parent / "container_files" / name).read_bytes() for name in SCRIPTS}
    contents["config.json"] = json.dumps(config, indent=1).encode()
    contents["requirements.txt"] = _requirements(for_cpu=bool(torch_index)).encode()
    for pair in chosen_files(challenge) if challenge else ():
        contents |= {f"{SLICES_FOLDER}/{path.parent.name}/{path.name}": path.read_bytes() for path in pair}
    if torch_index:
        contents["torch_index"] = torch_index.encode()
    return write_zip(target, contents, executable=SCRIPTS)


def _requirements(for_cpu: bool) -> str:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not (for_cpu and line.startswith(FOR_GPUS)))
