"""What a submission's author has and the grader lacks: libraries, a GPU, a compiler's minutes, a person at a debugger."""
from __future__ import annotations

import re
import time

import pytest

from autograder.diagnosis import grade
from autograder.i18n.messages import render
from autograder.submissions import libraries
from autograder.submissions.submission import read_submission
from tests.conftest import ROOT, solution

WITH_CV2 = """import os
import cv2
import torch
from torch.utils.data import Dataset


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.pairs = list(zip(*([os.path.join(folder, name) for name in sorted(os.listdir(folder))
                                 if name.endswith(".png")] for folder in (t1_dir, t2_dir))))

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, index):
        return tuple(torch.from_numpy(cv2.resize(cv2.imread(path, 0), (256, 256))).float()[None] / 127.5 - 1
                     for path in self.pairs[index])
"""
RECORDING = """import wandb
import tensorboardX
import visdom
from torch.utils.tensorboard import SummaryWriter
from tqdm import tqdm
wandb.init(project="lab")
writer = SummaryWriter("runs")
window = visdom.Visdom()
"""


def verdict_of(submit, workers, files, *parts):
    return grade(read_submission(submit(files)), workers, parts=parts)


def words_of(verdict) -> str:
    """All that the student is told, in English."""
    messages = [*verdict.notes, *(message for result in verdict.results for message in (result.observed, result.help))]
    return " | ".join(render(message) for message in messages if message)


def test_slices_read_by_opencv_are_graded(zygote, submit):
    verdict = verdict_of(submit, zygote, {"dataset.py": WITH_CV2}, "dataset")
    assert (verdict.score, verdict.notes) == (20, [])


def test_what_only_records_a_training_costs_nothing(zygote, submit):
    step = solution("training.py").replace("    return {", "    with wandb.init() as run:\n        run.log({'x': 1})\n"
                                           "    writer.add_scalar('x', 1.0, 1)\n    return {", 1)
    assert "run.log" in step
    verdict = verdict_of(submit, zygote, {"training.py": RECORDING + step}, "training_step")
    assert verdict.score == 15
    assert [note.values["text"] for note in verdict.notes] == ["wandb", "tensorboardX", "visdom", "tensorboard"][
        :len(verdict.notes)] and len(verdict.notes) >= 3  # TensorBoard may be there for train.py


def test_a_library_that_is_not_there_is_said_with_those_that_are(zygote, submit):
    lacking = "import imaginary_library\nfrom imaginary_library.readers import read\n" + solution("dataset.py").replace(
        "with Image.open(path) as", "with read(path) as")
    verdict = verdict_of(submit, zygote, {"dataset.py": lacking}, "dataset")
    assert verdict.score < 20 and len(verdict.notes) == 2
    assert words_of(verdict).count(libraries.THERE) >= 2


def test_requirements_are_answered(submit):
    text = ("# mine\ntorch>=1.10\nopencv-python\nPillow\nimaginary_library==2.0 ; python_version > '3'\n-r other.txt\n"
            "git+https://example.org/x\nother[extra]~=1\n  tqdm\n")
    [note] = read_submission(submit({"requirements.txt": text})).notes
    assert note.values["names"] == "imaginary-library, other" and "opencv-python-headless" in note.values["there"]
    assert not read_submission(submit({"requirements.txt": "torch>=1.10\ntorchvision\nmatplotlib\nPillow"})).notes


def test_the_libraries_are_the_same_in_all_documents():
    """As the contract, the handout and what is installed have them."""
    required = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("optional-dependencies")[0]
    for name in libraries.LIBRARIES:
        assert re.search(rf'^ *"{name}\b', required, re.MULTILINE), name
        for document in ("CONTRACT.md", "assignment/README.md", "assignment/README.zh.md"):
            assert name in (ROOT / document).read_text(encoding="utf-8").lower(), (name, document)


GPU = ["x.cuda()", "x.to('cuda')", "x.to('cuda:1')", "torch.ones(1, device='cuda')", "torch.cuda.set_device(0)",
       "torch.cuda.current_device()", "torch.cuda.FloatTensor(1)", "x.to('mps')", "x.to('gpu')", "x.to('xpu')",
       "torch.cuda.synchronize()", "torch.nn.Linear(1, 1).cuda()", "torch.set_default_device('cuda'); torch.zeros(1)"]


@pytest.mark.parametrize("kind, call", [*(("zygote", call) for call in GPU), ("plain", GPU[0]), ("plain", GPU[3])])
def test_a_call_for_a_gpu_is_told_in_the_same_words_everywhere(request, submit, kind, call):
    code = solution("inference.py").replace("    G.eval()\n", f"    x = t1\n    {call}\n    G.eval()\n")
    verdict = verdict_of(submit, request.getfixturevalue(kind), {"inference.py": "import torch\n" + code}, "inference")
    failed = next(result for result in verdict.results if result.check == "inference.translates")
    assert failed.observed.text == "The code asks for a GPU, and there is none here.", render(failed.observed)
    assert "device" in failed.help.text
    assert "fork" not in words_of(verdict)


def test_a_call_for_a_gpu_at_the_top_level_is_told_in_these_words(zygote, submit):
    verdict = verdict_of(submit, zygote, {"generator.py": solution("generator.py") + "\n\nG = Generator().cuda()\n"},
                         "generator")
    assert verdict.score == 20 and "GPU" in words_of(verdict) and "fork" not in words_of(verdict)


COMPILED = {
    "function": "_G = Generator\ndef Generator():\n    return torch.compile(_G())",
    "in place": "_G = Generator\ndef Generator():\n    G = _G()\n    G.compile(mode='reduce-overhead')\n    return G",
    "decorator": "Generator.forward = torch.compile(Generator.forward)",
    "with options": "Generator.forward = torch.compile(mode='max-autotune', fullgraph=True)(Generator.forward)",
    "class": "Generator = torch.compile(Generator)",
    "script": "_G = Generator\ndef Generator():\n    return torch.jit.script(_G())",
}


@pytest.mark.parametrize("ending", COMPILED.values(), ids=COMPILED)
def test_a_compiled_network_is_judged_as_it_was(zygote, submit, ending):
    clock = time.process_time()
    verdict = verdict_of(submit, zygote, {"generator.py": f"import torch\n{solution('generator.py')}\n\n{ending}\n"},
                         "generator")
    assert verdict.score == 20, words_of(verdict)
    assert "autograder" not in words_of(verdict) and time.process_time() - clock < 20


DEBUGGERS = ["breakpoint()", "import pdb; pdb.set_trace()", "import pdb; pdb.Pdb().set_trace()",
             "import ipdb; ipdb.set_trace()", "from ipdb import set_trace; set_trace()", "from IPython.core.debugger import set_trace; set_trace()",
             "import pudb; pudb.set_trace()"]


@pytest.mark.parametrize("kind, call", [*(("zygote", call) for call in DEBUGGERS), ("plain", DEBUGGERS[0])])
def test_a_debugger_left_in_the_code_is_named(request, submit, kind, call):
    code = solution("inference.py").replace("    G.eval()\n", f"    {call}\n    G.eval()\n")
    verdict = verdict_of(submit, request.getfixturevalue(kind), {"inference.py": code}, "inference")
    failed = next(result for result in verdict.results if result.check == "inference.translates")
    assert failed.outcome == "failed" and "debugger" in failed.observed.text and "breakpoint" in failed.help.text
    assert failed.where.startswith("inference.py:") and "examines" not in words_of(verdict)


def test_a_debugger_at_the_top_level_costs_nothing(zygote, submit):
    verdict = verdict_of(submit, zygote, {"inference.py": "breakpoint()\n" + solution("inference.py")}, "inference")
    assert verdict.bonus == 10 and "debugger" in words_of(verdict)


def test_a_question_to_the_keyboard_is_named(zygote, submit):
    code = solution("inference.py").replace("    G.eval()\n", "    input('go on?')\n    G.eval()\n")
    assert "keyboard" in words_of(verdict_of(submit, zygote, {"inference.py": code}, "inference"))
