"""An appeal shows what a check went by, from the files and the secret of the grading and no others."""
import io
import json
import shutil

import numpy as np
import pytest
from click.testing import CliRunner
from rich.console import Console

from autograder.batch import appeal, class_record
from autograder.batch.class_record import COPIES
from autograder.commands import main
from autograder.diagnosis import grade
from autograder.grading.verdict import save
from autograder.labs.t1t2.lab import LAB
from autograder.platforms import Student, take_in
from autograder.reports import appeal_report
from autograder.submissions.submission import read_submission
from tests.conftest import solution
from tests.platforms import exports

SECRET = "not the public one"
HALVED = {"training.py": solution("training.py").replace("0.5 * (loss", "(loss")}
HOSTILE = "[bold]\x1b[31mred\x1b[0m\u202e"


class Kept:
    """The session's workers, which an appeal may not close."""

    def __init__(self, workers):
        self._workers = workers

    def __getattr__(self, name):
        return getattr(self._workers, name)

    def close(self):
        pass


@pytest.fixture(scope="module")
def graded(tmp_path_factory, zygote):
    """Ann's losses lack the half; Bob's raise with hostile words. Only the part `loss` was graded."""
    folder = tmp_path_factory.mktemp("appeal")
    room, out = folder / "room", folder / "out"
    broken = f"def generator_loss(*a, **k):\n    raise ValueError({HOSTILE!r})\ndef discriminator_loss(*a):\n    return 1\n"
    exports.lay_out(HALVED, room / "2023001_Ann")
    exports.lay_out({"training.py": broken}, room / "bob")
    record = class_record.enrol(take_in([room], out / COPIES, [Student("2023001", "Ann Lee", "ann@example.edu")]), out, SECRET)
    for name, path in record.submissions.items():
        save(grade(read_submission(path, name), zygote, secret=SECRET, parts=["loss"]), out / name / "verdict.json")
    return out


def heard(graded, zygote, who, check, secret=SECRET):
    return appeal.hear(graded, class_record.load(graded), who, check, secret, lambda: Kept(zygote))


def shown(found, language="en", width=100):
    screen = io.StringIO()
    appeal_report.show(found, Console(file=screen, width=width, force_terminal=True, color_system=None), language)
    return screen.getvalue()


def test_a_failed_check_is_shown_with_inputs_observations_and_rule(graded, zygote, tmp_path):
    found = heard(graded, zygote, "ann@example.edu", "loss.half")
    assert found.agrees and found.found.outcome == "failed" and found.rules[0].constants
    text = shown(found)
    for words in ("2023001_Ann (Ann Lee): loss.half", "not passed, 0 of 1 points", "expected:", "observed (training.py:",
                  "Rule: autograder/labs/t1t2/parts/loss/test_loss.py:", "def test_half(look):", "inputs:", "observations:",
                  "autograder/labs/t1t2/parts/loss/experiments.py:", "seed ", "float32 (1, 1, 63, 63), 0."):
        assert words in text, words
    appeal_report.dump(found, tmp_path / "dump.npz")
    with np.load(tmp_path / "dump.npz", allow_pickle=False) as arrays:
        facts = json.loads(arrays["facts"].tobytes())
        assert facts["check"] == "loss.half" and any("/inputs/" in name for name in arrays)
        assert all(np.isfinite(arrays[name]).all() for name in arrays if "/inputs/" in name)


def test_it_fits_a_screen_and_names_the_other_lost_checks(graded, zygote):
    text = shown(heard(graded, zygote, "bob", "loss.l1"), width=80)
    assert len(text.splitlines()) < 100 and max(map(len, text.splitlines())) <= 80
    assert "Other checks not passed: loss.adversarial" in " ".join(text.split())


def test_arrays_of_one_name_and_shape_share_a_line():
    values = {"cases": {f"case {n}": {"t2": np.full((1, 4, 4), n / 2, np.float32), "pred": np.zeros((1, n))}
                        for n in range(1, 4)}, "maps": [np.full(9, np.nan)] * 3, "weights": [1.0, 2.0]}
    assert list(appeal_report.described(values)) == [
        "cases.case 1.t2 (+2): float32 (1, 4, 4), 0.5 .. 1.5", "cases.case 1.pred: float64 (1, 1) [[0.]]",
        "cases.case 2.pred: float64 (1, 2) [[0., 0.]]", "cases.case 3.pred: float64 (1, 3) [[0., 0., 0.]]",
        "maps[0] (+2): float64 (9,), 27 not finite", "weights: [1.0, 2.0]"]
    record = {name: {"type": "ValueError", "line": number} for number, name in enumerate(["one!", "two!"])}
    assert list(appeal_report.described(record)) == ["one!.type (+1): 'ValueError'", "one!.line: 0", "two!.line: 1"]


def test_what_a_submission_says_acts_on_nobody(graded, zygote):
    found = heard(graded, zygote, "bob", "loss.adversarial")
    text = shown(found)
    assert "[bold]" in text and "\x1b[31m" not in text and "\u202e" not in text


def test_the_same_inputs_as_at_the_grading(graded, zygote):
    one, other = (heard(graded, zygote, "bob", "loss.l1") for _ in range(2))
    assert one.agrees and one.seeds == other.seeds
    for first, second in zip(one.seen, other.seen):
        assert json.dumps(first.inputs, default=np.ndarray.tolist) == json.dumps(second.inputs, default=np.ndarray.tolist)


def refusal(graded, *arguments):
    with pytest.raises(appeal.Refused) as caught:
        heard(graded, None, *arguments)  # no workers: nothing may run
    return str(caught.value.message.text), caught.value.message.values


def test_an_appeal_that_cannot_be_heard_says_why(graded, tmp_path):
    assert "SECRET" in refusal(graded, "bob", "loss.half", "public")[0]
    assert "No submission is known as" in refusal(graded, "carl", "loss.half")[0]
    said, values = refusal(graded, "bob", "generator.range")
    assert "says nothing of" in said and "loss.l1" in values["checks"] and "generator" not in values["checks"]
    said, values = refusal(graded, "ann@example.edu", "")
    assert said.startswith("Name a check") and values["checks"] == "loss.half"
    assert "no record of the class" in refusal(tmp_path, "bob", "loss.half")[0]


def test_files_that_moved_or_changed_are_not_those_that_were_graded(graded, tmp_path):
    path = class_record.load(graded).handed["bob"].path
    path.rename(tmp_path / "elsewhere")
    try:
        assert "can't be read any more" in refusal(graded, "bob", "loss.half")[0]
        exports.lay_out({"training.py": "x = 1\n"}, path)
        assert "changed since" in refusal(graded, "bob", "loss.half")[0]
    finally:
        shutil.rmtree(path)
        (tmp_path / "elsewhere").rename(path)


def test_the_verb_refuses_with_a_sentence(graded, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_SECRET", "another")
    found = CliRunner().invoke(main, ["explain", "bob", "loss.half", "--out", str(graded), "--lang", "zh", "--unconfined"])
    assert found.exit_code == 2 and "AUTOGRADER_SECRET" in found.output


@pytest.mark.parametrize("check", LAB.points)
def test_every_check_has_its_rule_to_show(check):
    rules = appeal.rules_of(LAB, check)
    assert f"def test_{check.split('.')[1]}(look):" in rules[0].lines[0] and len({rule.place for rule in rules}) == len(rules)


def test_the_record_keeps_no_secret(graded):
    text = (graded / "class.json").read_text()
    assert SECRET not in text and class_record.load(graded).sealed_with(SECRET)
    assert not class_record.load(graded).sealed_with("public") and not class_record.ClassRecord().sealed_with("")
