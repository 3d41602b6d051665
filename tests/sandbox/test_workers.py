"""Whatever student code does to its worker costs its own checks and no other."""
from __future__ import annotations

import subprocess
import sys

import pytest

from autograder.diagnosis import grade
from autograder.grading import session
from autograder.labs.t1t2.lab import LAB
from autograder.sandbox import Limits
from autograder.sandbox.zygote import _Worker
from autograder.submissions.submission import read_submission
from tests.conftest import ROOT, solution

SHORT = Limits(load=6.0, run=6.0)


@pytest.fixture(autouse=True)
def short_limits(monkeypatch):
    monkeypatch.setattr(session, "USUAL", SHORT)
    monkeypatch.setattr(session, "AFTER_A_LIMIT", SHORT)


@pytest.fixture(params=["zygote", "plain"])
def workers(request):
    return request.getfixturevalue(request.param)


def outcomes(path, workers, *parts: str) -> dict[str, tuple[str, str | None]]:
    verdict = grade(read_submission(path), workers, parts=parts)
    return {result.check: (result.outcome, result.fault) for result in verdict.results}


def spoiled(trick: str) -> str:
    """The solution's translate with a trick in it."""
    return solution("inference.py").replace("    G.eval()\n", f"    {trick}\n    G.eval()\n")


TRICKS = {
    "exit": "import sys; sys.exit(0)",
    "os_exit": "import os; os._exit(0)",
    "crash": "import ctypes; ctypes.string_at(0)",
    "hang": "while True: pass",
    "raise": "raise RuntimeError('no')",
    "keyboard": "raise KeyboardInterrupt",
}


# Each trouble costs a plain worker a new process: two of them stand for all.
CASES = [("zygote", trick) for trick in TRICKS] + [("plain", "os_exit"), ("plain", "hang")]


@pytest.mark.parametrize("kind, trick", CASES)
def test_trouble_costs_the_checks_that_meet_it(request, submit, kind, trick):
    workers = request.getfixturevalue(kind)
    found = outcomes(submit({"inference.py": spoiled(TRICKS[trick])}), workers, "inference")
    translating = {"translates", "eval_mode", "no_graph", "changes_nothing"}
    for check, (outcome, fault) in found.items():
        if check.split(".")[1] in translating:
            assert outcome != "passed" and fault != "grader", check
        else:
            assert outcome == "passed", check
    if trick == "hang":
        assert found["inference.translates"] == ("not_judged", "limit")


def test_a_flood_of_output_costs_nothing(workers, submit):
    flood = spoiled("print('x' * 30_000_000); import os; os.write(2, b'y' * 5_000_000)")
    found = outcomes(submit({"inference.py": flood}), workers, "inference")
    assert {outcome for outcome, _ in found.values()} == {"passed"}


@pytest.mark.parametrize("line", [
    "sys.stdout.reconfigure(encoding='utf-8')", "sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding='utf-8')",
    "plt.switch_backend('TkAgg')", "torch.set_num_interop_threads(2)"])
def test_what_asks_for_a_terminal_or_a_window_stops_no_file(zygote, submit, line):
    """As people write it for their own machines; each experiment of a part runs it again in one process."""
    code = f"import io, sys\nimport matplotlib.pyplot as plt\nimport torch\n{line}\nprint('词')\n"
    verdict = grade(read_submission(submit({"inference.py": code + solution("inference.py")})), zygote,
                    parts=["inference"])
    assert verdict.bonus == 10 and not verdict.notes


@pytest.mark.parametrize("kind, ending", [
    ("zygote", "import os; os._exit(3)"), ("zygote", "while True: pass"),
    ("zygote", "raise ValueError('data folder')"), ("zygote", "import sys; sys.exit()"),
    ("plain", "import os; os._exit(3)"), ("plain", "raise ValueError('data folder')")])
def test_names_defined_before_a_failing_line_count(request, submit, kind, ending):
    workers = request.getfixturevalue(kind)
    path = submit({"inference.py": solution("inference.py") + f"\n\n{ending}\n"})
    verdict = grade(read_submission(path), workers, parts=["inference"])
    assert verdict.bonus == 10
    assert any("inference.py" in str(note.values) for note in verdict.notes)


BEGINNINGS = ["import sys; sys.exit()", "exit()", "import logging; logging.basicConfig(filename='logs/run.log')",
              "import torch; torch.load('weights.pt')", "1 / 0"]


@pytest.mark.parametrize("kind, beginning", [*(("zygote", line) for line in BEGINNINGS), ("plain", "exit()"),
                                             ("zygote", "import os; os._exit(3)"), ("zygote", "while True: pass")])
def test_definitions_below_a_failing_line_count(request, submit, kind, beginning):
    """As in a notebook: what else stands there is not run, and one warning tells of it."""
    workers = request.getfixturevalue(kind)
    code = solution("inference.py") + "\nprint('loose code')\nlosses = [t for t in unknown]\n"
    verdict = grade(read_submission(submit({"inference.py": f"{beginning}\n{code}"})), workers, parts=["inference"])
    assert verdict.bonus == 10
    assert [(note.values["file"], note.values["line"]) in (("inference.py", "1"), ("inference.py", 1))
            for note in verdict.notes] == [True]


def test_state_does_not_survive(zygote, submit):
    """A patch of torch made while one check's worker runs is gone in the next one's."""
    patch = "import torch; torch.Tensor.numpy = None; torch.set_default_dtype(torch.float64)"
    found = outcomes(submit({"inference.py": spoiled(patch)}), zygote, "inference")
    assert all(outcome == "passed" for check, (outcome, _) in found.items()
               if check.split(".")[1] in ("figure", "three_panels", "panel_order"))


@pytest.mark.parametrize("trick, workers_needed", [("pass", 1), ("import torch; torch.Tensor.numpy = None", 2)])
def test_a_part_that_is_right_takes_one_worker(zygote, submit, monkeypatch, trick, workers_needed):
    """Where something was spoiled on the way, every experiment has had one of its own in the end."""
    forked, fork = [], zygote._fork
    monkeypatch.setattr(zygote, "_fork", lambda *ends: forked.append(ends) or fork(*ends))
    code = solution("inference.py") if trick == "pass" else spoiled(trick)
    outcomes(submit({"inference.py": code}), zygote, "inference")
    assert len(forked) == workers_needed


def test_what_an_earlier_experiment_spoils_is_asked_again(zygote, submit):
    """The first of two experiments is right and leaves a torch behind in which the second can't be."""
    code = solution("inference.py").replace("    G.eval()\n", "    import matplotlib.figure\n"
                                            "    matplotlib.figure.FigureBase.add_subplot = None\n    G.eval()\n")
    assert {outcome for outcome, _ in outcomes(submit({"inference.py": code}), zygote, "inference").values()} == {
        "passed"}


def test_what_an_earlier_part_spoils_is_asked_again(zygote, submit):
    """The dataset is right, and leaves a torch behind in which no network can be built."""
    files = {name: solution(name) for name in ("dataset.py", "generator.py", "discriminator.py", "training.py")}
    reading = "        with Image.open(path) as image:\n"
    assert reading in files["dataset.py"]
    files["dataset.py"] = files["dataset.py"].replace(
        reading, f"        import torch\n        torch.nn.Conv2d.__init__ = None\n{reading}")
    found = outcomes(submit(files), zygote, "dataset", "generator", "loss")
    assert {outcome for outcome, _ in found.values()} == {"passed"}


@pytest.fixture
def asked(zygote, monkeypatch):
    """(process, request) of all that the zygote's workers are asked, in order."""
    asked, ask = [], _Worker.ask

    def listen(worker, request, limits):
        asked.append((worker._pid, request))
        return ask(worker, request, limits)

    monkeypatch.setattr(_Worker, "ask", listen)
    return asked


def test_a_submission_that_is_right_takes_one_worker(zygote, asked):
    assert grade(read_submission(LAB.solution), zygote).score == 100
    assert len({process for process, _ in asked}) == 1


def test_right_losses_are_not_where_losses_are_asked_for(zygote, asked):
    """Not even where a part of the first stage is asked after one of the next."""
    def look_back(session, verdict):
        session.look("again", "loss.generator_values", lambda: {"cases": {}}, case="again")

    grade(read_submission(LAB.solution), zygote, parts=["loss", "training_step"], observer=look_back)
    holding = {process for process, request in asked if request["stand_ins"]}
    without = [process for process, request in asked if request["experiment"].startswith("loss.")]
    assert holding == {without[0]}, "one worker served both stages"
    assert without[-1] not in holding
    assert not any(request["stand_ins"] for _, request in asked if request["stage"] == 0)


def test_what_workers_are_forked_from_holds_no_right_losses():
    words = ("import sys; from autograder.lab import load; from autograder.worker import main; main.prepare(load()); "
             f"print('{LAB.package}.collaborators.right_losses' in sys.modules)")
    assert subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, cwd=ROOT,
                          check=True).stdout == "False\n"


def test_nothing_is_left_behind(zygote, submit, tmp_path):
    import glob
    import tempfile

    outcomes(submit({"inference.py": spoiled("open('left.txt', 'w').write('x')")}), zygote, "inference")
    assert not glob.glob(f"{tempfile.gettempdir()}/lab-scratch-*/left.txt")
