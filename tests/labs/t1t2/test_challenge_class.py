"""The challenge in a class: on slices of the course, through Gradescope, in the record and in the reports."""
from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys

from safetensors.torch import save

from autograder.batch.grade import Outcome
from autograder.grading.session import Session
from autograder.grading.verdict import ChallengeResult, Verdict
from autograder.i18n.messages import say
from autograder.labs.t1t2 import challenge
from autograder.labs.t1t2.challenge.slices import read_data
from autograder.labs.t1t2.lab import LAB
from autograder.platforms.gradescope.package import build
from autograder.reports.gradescope import results
from autograder.reports.pages.classroom import class_page
from autograder.reports.pages.feedback import feedback
from autograder.reports.terminal import class_table
from autograder.submissions.submission import read_submission
from tests.conftest import ROOT
from tests.labs.t1t2.challengers import LEARNED, WEIGHTS, lay_out
from tests.platforms import containers


def _ssim(zygote, submit, folder) -> float:
    """What LEARNED scores on this folder, asked directly."""
    verdict = Verdict("one", "")
    seen = Session(read_submission(submit({"challenge.py": LEARNED, "weights.safetensors": save(WEIGHTS)})), zygote)
    try:
        challenge.enter(seen, verdict, read_data(folder))
    finally:
        seen.close()
    return verdict.challenge.ssim


def test_a_class_is_scored_on_the_folder_that_the_command_names(submit, tmp_path):
    """Slices travel with the task of who takes part, and with nobody else's; other slices are another grading."""
    takes_part = submit({"challenge.py": LEARNED, "weights.safetensors": save(WEIGHTS)})
    room, out = tmp_path / "room", tmp_path / "out"
    shutil.copytree(takes_part, room / "takes_part")
    (room / "other").mkdir()
    (room / "other" / "dataset.py").write_text("x = 1\n")
    lay_out(tmp_path, 2)
    command = [sys.executable, "-m", "autograder", "grade", room, "--out", out, "--no-pictures", "--lang", "en"]
    kept = "2 of 2 were graded before"
    for options, number, again in (([], 16, False), (["--challenge-data", tmp_path], 2, False),
                                   (["--challenge-data", tmp_path], 2, True)):
        done = subprocess.run([*map(str, [*command, *options])], cwd=ROOT, capture_output=True, text=True)
        assert (kept in done.stdout) == again and ("1 of 2 were graded before" in done.stdout) == (
            number == 2 and not again), done.stdout + done.stderr
        found = json.loads((out / "takes_part" / "verdict.json").read_text())["challenge"]
        assert found["slices"] == number and found["origin"] == ("folder" if number == 2 else "public")
        with open(out / "grades.csv", encoding="utf-8-sig", newline="") as file:
            rows = {row["submission"]: row for row in csv.DictReader(file)}
        assert float(rows["takes_part"]["challenge"]) == found["ssim"] and rows["other"]["challenge"] == ""
    done = subprocess.run([*map(str, [*command, "--challenge-data", room])], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2 and "must hold testA" in done.stderr


def test_gradescope_s_zip_may_hold_slices_of_the_course(submit, zygote, tmp_path):
    lay_out(tmp_path, 2)
    expected = _ssim(zygote, submit, tmp_path)
    package = build(tmp_path / "autograder.zip", LAB, "en", "nobody's", challenge=tmp_path)
    container = containers.lay_out(tmp_path / "autograder", package)
    containers.hand_in(container, submit({"challenge.py": LEARNED, "weights.safetensors": save(WEIGHTS)}))
    process = containers.start(container)
    said = process.communicate(timeout=300)[1]
    found = containers.results(container)
    assert {row["name"]: row["value"] for row in found["leaderboard"]}["SSIM"] == expected, said


# The record and the reports

BEST = ChallengeResult(None, 0.9123, 24.5, 0.41, 264_833, 1.1, 16, "hidden")
BAD = ChallengeResult(problem=say("{file} does not fit {network}.", file="<b>", network="x"))


def entered(name: str, found: ChallengeResult | None) -> Verdict:
    return Verdict(name, "", challenge=found, confinement={"sufficient": True})


def test_the_record_keeps_the_result():
    for found in (BEST, BAD, None):
        record = json.loads(json.dumps(entered("one", found).to_json()))
        assert Verdict.from_json(record).challenge == found
    assert "challenge" not in entered("one", None).to_json()


def test_gradescope_gets_a_row_only_for_a_score():
    assert results(entered("one", BEST))["leaderboard"][0] == {"name": "SSIM", "value": 0.9123}
    assert "leaderboard" not in results(entered("one", BAD)) and "does not fit x" in results(entered("one", BAD))["output"]
    assert "leaderboard" not in results(entered("one", None))


def test_the_pages_show_the_challenge(capsys):
    from rich.console import Console

    second = ChallengeResult(None, 0.8, 20.0, 0.41, 10, 0.1, 16, "hidden")
    outcomes = [Outcome(verdict.submission, verdict) for verdict in
                (entered("b", second), entered("a<i>", BEST), entered("c", BAD), entered("d", None))]
    page = class_page(outcomes, "en")
    table = page[page.index('id="leaders"'):page.index('id="everyone"')]
    assert table.index("a&lt;i&gt;") < table.index(">b<") and ">c<" not in table and "0.9123" in table
    assert 'id="leaders"' not in class_page(outcomes[3:], "en")
    assert "SSIM 0.9123 inside the head" in feedback(outcomes[1].verdict, None, "en")
    assert "Not scored. &lt;b&gt; does not fit x." in feedback(outcomes[2].verdict, None, "en")
    assert 'id="challenge"' not in feedback(outcomes[3].verdict, None, "en")
    Console(width=100).print(class_table(outcomes, "en"))
    printed = capsys.readouterr().out
    assert printed.index("0.9123  a<i>") < printed.index("0.8000  b")
