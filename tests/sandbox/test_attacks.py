"""The attack corpus, graded as a class: nobody gains, nothing stays, nothing leaks.

Dangerous where workers are not confined, hence only where they are. Each class sends its first
two attacks; AUTOGRADER_SIEGE=all sends all of them, which takes many minutes.
"""
from __future__ import annotations

import json
import os

import pytest

from autograder.batch.grade import GradingOptions
from autograder.commands.grade import run_class
from autograder.i18n.plaintext import MAX_TEXT
from autograder.labs.t1t2.lab import LAB
from autograder.platforms import find_submissions
from autograder.sandbox.layers import probe
from autograder.verification.repetition import speaks_of_machine
from tests.sandbox import attack_audit as siege

SECRET = "planted-7d1f0c2b-not-for-students"
OF_EACH_CLASS = None if os.environ.get("AUTOGRADER_SIEGE") == "all" else 2
ATTACKERS = sorted(name for names in siege.classes().values() for name in names[:OF_EACH_CLASS])


def test_the_corpus_is_described():
    """Every attack has a record and every record an attack; the classes are all there."""
    files = siege.paths().keys()
    corpus = siege.corpus()
    assert files == set(corpus) and len(files) >= 75
    for name, record in corpus.items():
        score, bonus = record["honest"]
        assert 0 <= score <= 100 and 0 <= bonus <= 10
        assert name.startswith(f"{record['class']}__") and record["tries"].endswith("."), name


@pytest.fixture(scope="module")
def besieged(tmp_path_factory) -> dict:
    """The corpus graded as a class, and what was there before and after."""
    if not (plan := probe((), os.getpid())).sufficient:
        pytest.skip(f"this machine can't confine the attackers: {plan.missing}")
    out = tmp_path_factory.mktemp("siege") / "out"
    paths = [siege.paths()[name] for name in ATTACKERS]
    before = siege.tree_hash(), siege.shared_entries(), siege.workers_of(os.getpid())
    code = run_class(paths, out, os.cpu_count() or 1, "en", GradingOptions(SECRET))
    after = siege.tree_hash(), siege.shared_entries(), siege.workers_of(os.getpid())
    return {"out": out, "code": code, "before": before, "after": after,
            "names": {path.name: name for name, path in find_submissions(paths).items()}}


@pytest.mark.parametrize("attack", ATTACKERS)
def test_nobody_gets_more_than_the_honest_code_deserves(besieged, attack):
    folder = besieged["out"] / besieged["names"][attack]
    results = json.loads((folder / "results.json").read_text(encoding="ascii"))
    score, bonus = siege.corpus()[attack]["honest"]
    assert results["extra_data"]["score"] <= score and results["extra_data"]["bonus"] <= bonus
    assert len(results["tests"]) == len(LAB.points) and all(test["output"] is not None for test in results["tests"])


@pytest.mark.parametrize("attack", ATTACKERS)
def test_no_word_of_the_machine_is_in_a_verdict(besieged, attack):
    path = besieged["out"] / besieged["names"][attack] / "verdict.json"
    if path.exists():  # some can't be read
        record = json.loads(path.read_text(encoding="ascii"))
        del record["run"]
        assert not speaks_of_machine(json.dumps(record))


@pytest.mark.parametrize("attack", ATTACKERS)
def test_words_are_quiet_and_bounded(besieged, attack):
    folder = besieged["out"] / besieged["names"][attack]
    for path in folder.glob("*.json"):
        texts = siege.strings(json.loads(path.read_text(encoding="ascii")))
        assert all(not siege.loud_letters(text) and len(text) <= 50 * MAX_TEXT for text in texts), path
    page = (folder / "feedback.html").read_text(encoding="utf-8") if (folder / "feedback.html").exists() else ""
    assert not siege.loud_letters(page) - {"\t"}


def test_the_table_holds_everybody_and_no_formula(besieged):
    cells = siege.csv_cells(besieged["out"] / "grades.csv")
    assert set(besieged["names"].values()) <= {cell.removeprefix("'") for cell in cells}
    assert not [cell for cell in cells if cell.startswith(siege.FORMULA) or siege.loud_letters(cell)]


def test_nothing_is_left_behind(besieged):
    trees, entries, workers = zip(besieged["before"], besieged["after"])
    assert trees[0] == trees[1], "the grader's own tree has changed"
    assert not siege.marks(entries[1] - entries[0])
    assert not workers[1] - workers[0], "workers still run"


def test_nothing_leaks(besieged):
    written = {path: path.read_bytes() for path in besieged["out"].rglob("*") if path.is_file()}
    everything = b"".join(written.values())
    assert ATTACKERS[0].encode() in everything  # or the next lines would prove nothing
    assert not [secret for secret in {SECRET, *siege.secrets()} if secret.encode() in everything]
    records = b"".join(content for path, content in written.items() if path.suffix in (".json", ".csv"))
    assert not [word for word in siege.THROUGH if word.encode() in records]
    assert besieged["code"] in (0, 1)
