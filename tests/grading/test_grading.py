"""The corridor as a whole: what right work gets, what is stored, and that verdicts repeat."""
from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from autograder.grading import verdict
from autograder.grading.verdict import PASSED
from autograder.labs.t1t2.lab import LAB
from autograder.verification import confusion
from autograder.verification import course as verification
from tests.conftest import solution

ROOT = Path(__file__).resolve().parents[2]
JOBS = 2


@pytest.fixture(scope="module")
def stored() -> dict:
    return verification.load_stored(LAB)


def test_points_are_the_contract_s():
    table = {"dataset": 20, "generator": 20, "discriminator": 20, "loss": 10, "optimizer": 5,
             "training_step": 15, "overfit": 10, "inference": 10}
    assert {part.name: part.points for part in LAB.parts} == table
    assert (LAB.total, LAB.bonus) == (100, 10)
    assert len(LAB.points) >= 40


def test_rubric_and_checks_name_the_same():
    found = []
    for path in sorted(LAB.folder.glob("parts/*/test_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found.append(f"{path.stem.removeprefix('test_')}.{node.name.removeprefix('test_')}")
                assert ast.get_docstring(node), f"{found[-1]} has no sentence for the student"
    assert sorted(found) == sorted(LAB.points)


def test_solution_gets_everything_and_twice_the_same(submit, judge):
    path = submit()
    first, second = judge(path), judge(path)
    assert (first.score, first.bonus) == (100, 10)
    assert {result.outcome for result in first.results} == {PASSED}
    assert first.required_passed and not first.grader_faults
    records = [verdict_.to_json() for verdict_ in (first, second)]
    for record in records:
        record.pop("run")
    assert json.dumps(records[0]) == json.dumps(records[1])


def test_what_a_generator_does_to_its_input_does_not_move_the_goal(submit, judge):
    """It halves the slice that it is given, in place, so that its output is as large as its input has become; no
    gradient finds its way through that."""
    text = (ROOT / "solution" / "generator.py").read_text(encoding="utf-8")
    halved = text.replace("def forward(self, x):", "def forward(self, x):\n"
                          "        x.data = torch.nn.functional.avg_pool2d(x.data, 2)")
    assert halved != text
    path = submit({"generator.py": f"import torch\n{halved.replace('from __future__ import annotations', '')}"})
    found = judge(path, ["generator"])
    assert {result.check for result in found.results if result.outcome != PASSED} == {
        "generator.shape", "generator.uses_input", "generator.repeatable"}


def test_other_inputs_give_the_same_score(submit, zygote):
    from autograder.diagnosis import grade
    from autograder.submissions.submission import read_submission

    found = grade(read_submission(submit()), zygote, secret="another server's")
    assert (found.score, found.bonus) == (100, 10)


def test_skeleton_gets_nothing_and_is_told_each_hole(judge):
    found = judge(ROOT / "assignment")
    assert (found.score, found.bonus) == (0, 0)
    assert {result.fault for result in found.results} == {"not_implemented"}
    holes = {result.observed.values["hole"] for result in found.results}
    assert holes == {name for part in LAB.parts for name in part.names}
    assert not found.required_passed


def test_every_check_can_fail(stored):
    """For each check some misconception breaks it; a set that covers all checks is run again."""
    broken = stored["misconceptions"]
    assert sorted(broken) == verification.misconceptions(LAB)
    assert all(broken.values()), "a wrong version is accepted"
    left, chosen = set(LAB.points), []
    while left:
        best = max(broken, key=lambda name: (len(left & set(broken[name])), name))
        gained = left & set(broken[best])
        assert gained, f"nothing breaks {left}"
        chosen.append(best)
        left -= gained
    assert verification.broken_checks(LAB, chosen, JOBS) == {name: broken[name] for name in chosen}


WHOLE = ["dataset/swapped_t1_t2", "generator/no_tanh", "discriminator/logits", "loss/no_half",
         "optimizer/betas_default", "training_step/undetached_fresh_fake", "inference/gray_r"]


def test_a_mistake_costs_its_own_part(stored):
    for name, checks in verification.broken_checks(LAB, WHOLE, JOBS, whole=True).items():
        assert checks, name
        # `overfit` alone runs all parts together: logits make its cross-entropy fail.
        parts = {check.split(".")[0] for check in checks} - {"overfit"}
        assert parts == {name.split("/")[0]}, (name, checks)


RIGHT = ["unet_small", "functional_parameters", "callable_objects", "notebook_magics", "gbk_chinese",
         "skeleton_notebook_filled", "inconsistent_files_syntax_error", "zero_gates"]


def test_right_submissions_keep_every_point(judge):
    for name in RIGHT:
        found = judge(verification.right_folder(LAB) / name)
        lost = verification.lost_checks(found)
        assert (found.score, found.bonus, lost) == (100, 10, {}), name


def test_a_generator_may_be_defined_on_slices_only_and_normalise_its_weights(judge):
    for name in ("r23_resout_phases", "r43_spectral_agrad"):
        with confusion.laid_out(LAB, f"heldout3/{name}") as folder:
            found = judge(folder, parts=["generator"])
        assert verification.lost_checks(found) == {}, name


def test_translate_may_work_on_a_copy(submit, judge):
    text = solution("inference.py").replace("    G.eval()\n", "    import copy\n    G = copy.deepcopy(G).eval()\n")
    found = judge(submit({"inference.py": text}), parts=["inference"])
    assert "deepcopy" in text and verification.lost_checks(found) == {}


def test_a_verdict_is_read_back_as_it_was_written(judge, tmp_path):
    found = judge(ROOT / "assignment", parts=["loss"])
    verdict.save(found, tmp_path / "verdict.json")
    assert verdict.load(tmp_path / "verdict.json").to_json() == found.to_json()
    other = json.loads((tmp_path / "verdict.json").read_text()) | {"format": 99}
    with pytest.raises(ValueError, match="format 99"):
        verdict.Verdict.from_json(other)
