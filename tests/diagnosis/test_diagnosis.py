"""Fingerprints are as stored, name their own mistake, and name nothing where nothing fits."""
from __future__ import annotations

import ast
import json
import re

import pytest

from autograder import diagnosis
from autograder.batch import grader
from autograder.diagnosis import facts, matching
from autograder.diagnosis.facts import normal, snap
from autograder.diagnosis.lines import words, words_of
from autograder.diagnosis.matching import Fingerprints, hashed, hashed_slot, hashed_word
from autograder.grading.observations import Observations
from autograder.i18n.messages import render
from autograder.lab import load
from autograder.labs.t1t2.lab import LAB
from autograder.reports.words import lines_of
from autograder.submissions.submission import read_submission
from autograder.verification import confusion, fingerprints, mutation
from tests.conftest import solution

SAMPLE = ["loss/no_half", "optimizer/betas_default", "training_step/no_zero_grad_g", "inference/gray_r",
          "dataset/no_normalize", "generator/sigmoid_end", "discriminator/logits"]


@pytest.fixture
def workers(zygote, monkeypatch):
    monkeypatch.setattr(grader, "_workers", zygote)
    return zygote


def test_every_misconception_has_a_fingerprint_and_its_sentences():
    stored = {f"{part}/{name}": entry for part, record in matching.stored(load())["parts"].items()
              for name, entry in record["misconceptions"].items()}
    assert sorted(stored) == fingerprints.misconceptions(LAB)
    for name, entry in stored.items():
        sentences = fingerprints.sentences(LAB, fingerprints.misconception_folder(LAB) / f"{name}.py")
        assert {kind: entry[kind] for kind in ("mistake", "try")} == sentences, name
        assert entry["facts"] and entry["checks"], name
    assert (LAB.folder / matching.STORED).stat().st_size < 2**20


def test_sentences_are_taken_over_without_grading(tmp_path, monkeypatch):
    original, stored = (LAB.folder / matching.STORED).read_bytes(), tmp_path / "fingerprints.json"
    record = json.loads(original)
    record["parts"]["loss"]["misconceptions"]["no_half"]["try"]["zh"] = "?"
    stored.write_text(json.dumps(record))
    monkeypatch.setitem(vars(LAB), "folder", tmp_path)
    assert fingerprints.refresh_sentences(LAB) == 1 and stored.read_bytes() == original
    assert fingerprints.refresh_sentences(LAB) == 0


@pytest.mark.parametrize("name", SAMPLE)
def test_a_stored_fingerprint_is_what_a_fresh_run_shows(name, workers):
    part, short = name.split("/")
    seen, known = fingerprints.observe(LAB, name, confusion.SECRET), matching.fingerprints(load(), part)
    assert known.shown(set(seen["facts"])).facts == known.prints[short]
    assert matching.entry(load(), part, short)["checks"] == seen["checks"]


@pytest.mark.parametrize("name", SAMPLE)
def test_a_mistake_is_named_under_other_inputs(name, workers):
    finding = confusion.examine_misconception(LAB, name)
    assert finding.namings() == [confusion.FIRST] and not finding.blamed and not finding.accepted


TWO = {"0.5 * (loss_real + loss_fake)": "loss_real + loss_fake", "F.l1_loss(": "F.mse_loss("}


def test_two_mistakes_of_one_part_are_both_named(submit, judge):
    text = solution("training.py")
    for right, wrong in TWO.items():
        assert right in text
        text = text.replace(right, wrong)
    found = {result.check: result for result in judge(submit({"training.py": text}), ["loss"]).results}
    assert found["loss.half"].misconceptions == ["no_half"]
    assert found["loss.l1"].misconceptions == ["mse_for_l1"]
    lines = lines_of(found["loss.l1"], "en")
    assert len(lines) <= 4 and any(line.startswith("mistake: ") for line in lines)
    assert found["loss.half"].where == f"training.py:{_line(text, 'def discriminator_loss')}"
    assert render(found["loss.half"].mistake, "zh") != render(found["loss.half"].mistake, "en")


def _line(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


def test_the_line_of_the_statement_is_told_where_it_is_known(submit, judge):
    text = solution("training.py").replace("lr=2e-4, betas", "lr=1e-3, betas")
    found = {result.check: result for result in judge(submit({"training.py": text}), ["optimizer"]).results}
    assert found["optimizer.learning_rate"].where == f"training.py:{_line(text, 'def make_optimizers')}"
    one = solution("training.py").replace("fake_t2.detach()", "fake_t2")
    found = {result.check: result for result in judge(submit({"training.py": one}), ["training_step"]).results}
    assert found["training_step.detaches_fake"].misconceptions[0].startswith(("forgets_detach", "undetached"))
    assert found["training_step.detaches_fake"].where.startswith("training.py:")


def test_a_broken_search_for_names_costs_no_result(submit, judge, monkeypatch):
    def broken(*_):
        raise UnicodeEncodeError("utf-8", "x", 0, 1, "surrogates not allowed")

    monkeypatch.setattr(diagnosis, "gather", broken)
    verdict = judge(submit({"training.py": solution("training.py").replace("0.5 *", "1.0 *")}), ["loss", "optimizer"])
    assert verdict.complete and len(verdict.results) == 14
    assert [result.check for result in verdict.results if result.outcome != "passed"] == ["loss.half"]
    assert any("look for the mistakes" in render(note, "en") for note in verdict.notes)


def test_words_that_no_encoding_holds_are_hashed_all_the_same():
    assert hashed("error=\ud800") != hashed("error=?")


def test_nothing_is_named_where_nothing_fits():
    prints = {"a": frozenset(map(hashed, ["x=1", "y=2", "z=3"])), "b": frozenset(map(hashed, ["u=1", "v=2"]))}
    known = Fingerprints(prints, frozenset(), frozenset(), {"a": frozenset(), "b": frozenset()}, [])
    assert known.matches({"q=7", "r=8", "x=1"}) == []
    assert [match.names for match in known.matches({"x=1", "y=2", "z=3"})] == [("a",)]
    assert [match.names for match in known.matches({"x=1", "y=2", "z=3", "u=1", "v=2"})] == [("a", "b")]
    assert known.matches({"x=1", "y=2", "z=3"}, leave_out="a") == []


def test_what_is_refuted_counts_more_than_what_is_not_seen_and_vague_values_hardly_count():
    prints = {"a": frozenset(map(hashed, ["x=1", "y=2"])), "b": frozenset(map(hashed, ["x=other", "z=3"]))}
    known = Fingerprints(prints, frozenset(), frozenset(), {"a": frozenset(), "b": frozenset()}, [])
    unseen, refuted = (known.score(known.shown(facts), prints["a"]) for facts in ({"x=1"}, {"x=1", "y=3"}))
    assert refuted < unseen < 1
    vague, plain = (known.score(known.shown({fact}), prints[name]) for name, fact in (("b", "x=other"), ("a", "x=1")))
    assert vague < plain


OWN = {"reversed": ["check=failed", "second order=reversed"], "swapped": ["check=failed", "sides=swapped"],
       "twin": ["check=failed", "sides=swapped"]}


@pytest.mark.parametrize("seen, expected", [
    (["check=failed", "second order=reversed"], (("reversed",), True)),
    # Something that it does not explain is seen beside it: the mistake may be another.
    (["check=failed", "second order=reversed", "first order=reversed"], (("reversed",), False)),
    # What it predicts is not seen.
    (["second order=reversed"], (("reversed",), False)),
    # What it predicts is seen to be otherwise, however much else fits: no name at all.
    (["check=failed", "second order=sorted"], None),
    # Another shows the same.
    (["check=failed", "sides=swapped"], (("swapped",), False)),
])
def test_a_name_is_a_fact_only_where_nothing_speaks_against_it_and_no_other_shows_the_same(seen, expected):
    prints = {name: frozenset(map(hashed, facts)) for name, facts in OWN.items()}
    known = Fingerprints(prints, frozenset(), frozenset(), dict.fromkeys(OWN, frozenset()), [],
                         frozenset(map(hashed_slot, ["check"])))
    found = known.matches(set(seen), likely=0.3)
    assert ((found[0].names, found[0].confirmed) if found else None) == expected


def test_an_outcome_of_a_check_alone_confirms_nothing():
    known = Fingerprints({"a": frozenset([hashed("check=failed")])}, frozenset(), frozenset(), {}, [],
                         frozenset([hashed_slot("check")]))
    assert [match.confirmed for match in known.matches({"check=failed"})] == [False]


def test_what_is_not_sure_is_said_to_be_likely(submit, judge):
    """Both lists in reverse: a sentence that one of them is would be wrong as a fact."""
    text = solution("dataset.py").replace("sorted(os.listdir(folder))", "sorted(os.listdir(folder), reverse=True)")
    found = {result.check: result for result in judge(submit({"dataset.py": text}), ["dataset"]).results}
    order = found["dataset.order"]
    assert order.outcome == "failed" and (not order.mistake or order.confirmed
                                          or render(order.mistake, "en").startswith("Likely: "))
    assert not (order.confirmed and order.misconceptions == ["reverse_sorted"])


def test_what_follows_from_a_failure_is_not_named_again(submit, judge):
    text = solution("generator.py").replace("nn.Conv2d(1, 64", "nn.Conv2d(3, 64")
    lost = [result for result in judge(submit({"generator.py": text}), ["generator"]).results if result.outcome != "passed"]
    assert {result.fault == "prerequisite" for result in lost} == {True, False}
    assert all(not result.misconceptions for result in lost if result.fault == "prerequisite")
    assert lost[0].misconceptions


def test_of_equal_explanations_the_one_written_alike_comes_first():
    same = frozenset(map(hashed, ["x=1", "y=2"]))
    words = {"clamp": frozenset(map(hashed_word, ["clamp", "style"])), "plain": frozenset()}
    known = Fingerprints({"clamp": same, "plain": same}, frozenset(), frozenset(), words, [])
    names = [[match.names[0] for match in known.matches({"x=1", "y=2"}, text)] for text in ({"clamp", "style"}, {"tanh"})]
    assert names == [["clamp", "plain"], ["plain", "clamp"]]


def test_an_author_s_own_names_are_no_words_of_the_text():
    tree = ast.parse("self.act = nn.Sigmoid()\nmine = other.clip(0, 1)\ndone(key=mine)")
    assert words(tree) == {"sigmoid", "clamp", "0", "1", "done", "key"}


def test_what_is_written_and_has_no_effect_is_no_word_of_the_text():
    net = "class G:\n    def __init__(self):\n        self.conv = Conv2d(1, 2)\n        self.act = Tanh()\n"
    assert words(ast.parse(f"{net}    def forward(self, x):\n        return self.conv(x)")) >= {"conv2d"}
    assert "tanh" not in words(ast.parse(f"{net}    def forward(self, x):\n        return self.conv(x)"))
    assert "tanh" in words(ast.parse(f"{net}    def forward(self, x):\n        return self.act(self.conv(x))"))
    assert "tanh" in words(ast.parse(f"{net}    def forward(self, x):\n        return run(self.children(), x)"))
    assert words(ast.parse("G.eval\nloss.backward()")) == {"backward"}


def test_a_method_that_is_not_called_is_pointed_at(submit, judge):
    text = solution("training.py").replace("loss_D.backward()", "loss_D.backward")
    assert text != solution("training.py")
    found = {result.check: result for result in judge(submit({"training.py": text}), ["training_step"]).results}
    line = next(number for number, line in enumerate(text.splitlines(), 1) if line.strip() == "loss_D.backward")
    assert found["training_step.updates_D"].where == f"training.py:{line}"


def test_words_of_helpers_count_and_those_of_other_graded_names_do_not(submit):
    text = ("import torch\nRATE = 0.125\n\n\ndef noisy(p):\n    return p + RATE * torch.randn_like(p)\n\n\n"
            "def discriminator_loss(pred_real, pred_fake):\n    return noisy(pred_real).mean()\n\n\n"
            "def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):\n"
            "    return discriminator_loss(pred_fake, pred_fake).exp()\n")
    found = words_of(load().part["loss"], read_submission(submit({"training.py": text})))
    assert {"discriminator_loss: randn", "discriminator_loss: 0.125", "generator_loss: exp"} <= found
    assert not {"generator_loss: randn", "generator_loss: mean"} & found


def test_an_author_s_slip_in_a_fact_is_told_and_what_was_not_seen_is_not():
    def slip(part, look):
        yield "first", 1
        yield "second", look.no_such_name

    def missing(part, look):
        yield "absent", Observations({}, None, lambda error: None).number("loss")

    blunders: list[str] = []
    found = [list(facts._collect("double", function, object(), blunders)) for function in (slip, missing)]
    assert found == [["first=1"], []]
    assert blunders == ["double/facts.py: slip raises AttributeError: 'object' object has no attribute 'no_such_name'"]


def test_numbers_are_snapped_and_errors_stripped():
    assert (snap(0.4999), snap(100.3), snap(0.61), snap(float("nan"))) == ("0.5", "100", "other", "infinite")
    assert normal("size (3) must match 'abc' at 0x7f") == "size (#) must match 'x' at #"


def test_mutants_have_names_of_their_own_and_each_changes_the_file():
    made = mutation.mutants(LAB)
    assert len({mutant.name for mutant in made}) == len(made) > 400
    assert {part for mutant in made for part in mutant.parts} == {
        part.name for part in LAB.parts if part.file}


def test_every_reason_for_a_survivor_is_one_of_a_mutant_that_there_is():
    names = [mutant.name for mutant in mutation.mutants(LAB)]
    reasons = json.loads((LAB.fixtures / mutation.EXPLAINED).read_text(encoding="utf-8"))
    assert not [pattern for pattern in reasons if not any(re.fullmatch(pattern, name) for name in names)]


def test_a_mutant_is_killed_and_the_unchanged_solution_is_not(workers):
    made = {mutant.name: mutant for mutant in mutation.mutants(LAB)}
    name = next(name for name in made if "loss: 0.5 to 1.5" in name)
    assert "loss.half" in mutation.kill(LAB, made[name])
    same = mutation.Mutant("same", "training.py", ("loss",), solution("training.py"))
    assert mutation.kill(LAB, same) == []


def test_the_table_counts_what_went_wrong():
    good = confusion.Finding("good", {}, {}, {})
    rejected = confusion.Finding("rejected", {}, {"loss.half": "failed"}, {})
    named = confusion.Finding("named", {"loss": [["no_half"]]}, {"loss.half": "failed"}, {"loss": [["no_half"]]})
    accepted = confusion.Finding("accepted", {"loss": [["no_half"]]}, {"generator.range": "failed"}, {})
    rows = confusion.rows([good, rejected, named, accepted])
    assert rows["right rejected"] == "1 of 2" and rows["wrong accepted"] == "1 of 2"
    assert rows["wrong part blamed"] == "1 of 2" and rows[confusion.FIRST].startswith("1 of 2")
    assert rows["stated as fact, and wrong"] == "0 of 0"


def test_the_table_counts_what_is_stated_and_wrong():
    def stated(name: str, expected: list[list[str]]) -> confusion.Finding:
        return confusion.Finding(name, {"loss": expected}, {"loss.half": "failed"}, {}, stated={"loss": {"no_half"}})

    right, other, unknown = stated("right", [["no_half"]]), stated("other", [["log10"]]), stated("unknown", [[]])
    assert confusion.rows([right, other, unknown])["stated as fact, and wrong"] == "2 of 3"
    assert confusion.troubles([other])[-1] == "stated, and wrong: other, {'loss': {'no_half'}}"
