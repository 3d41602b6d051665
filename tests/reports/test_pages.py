"""Pages say what the verdict says, in one language, and nothing that a student wrote acts in them."""
import html.parser
import json
import re

import numpy as np
import pytest

from autograder.batch.grade import Outcome
from autograder.batch.result_cache import EVIDENCE
from autograder.grading import verdict as verdicts
from autograder.grading.asked import result_of
from autograder.grading.excerpts import excerpts
from autograder.grading.page_data import PageData, curve, picture
from autograder.grading.verdict import FAILED, NOT_JUDGED, PASSED, Verdict
from autograder.i18n.messages import LANGUAGES, Message, render, say
from autograder.labs.t1t2.lab import LAB
from autograder.labs.t1t2.pictures.panels import HANDOUT
from autograder.reports.pages import feedback
from autograder.reports.pages.archive import outcomes_in, reprint
from autograder.reports.pages.classroom import LABELS as CLASS_LABELS
from autograder.reports.pages.classroom import class_page
from autograder.reports.pages.drawings import chart, network
from autograder.submissions.submission import Submission
from tests.reports.synthetic import outcomes

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}\u202egnp.exe\x1b[31m =cmd()"
ALLOWED = ("data:image/png;base64,", "./", "#")


class Reader(html.parser.HTMLParser):
    """Collects every tag, every link and every handler of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags, self.links, self.handlers, self.words = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.handlers += [name for name, _ in attributes if name.startswith("on") or name == "style"]
        self.links += [value for name, value in attributes if name in ("src", "href", "action", "srcset")]

    def handle_data(self, data):
        self.words.append(data)

    def count(self, tag):
        return sum(name == tag for name, _ in self.tags)


def hostile_verdict() -> Verdict:
    message = say("{type}: {message}", type=HOSTILE, message=HOSTILE)
    results = [result_of(LAB, check, FAILED, say("{what} at {where}", what=HOSTILE, where=HOSTILE), expected=message,
                           observed=message, help=message, where=f"{HOSTILE}:1", misconceptions=[HOSTILE])
               for check in LAB.points]
    for result in results:
        result.mistake = message
    return Verdict(HOSTILE, "", results, [message], {"worker": HOSTILE}, {"seconds": 1.0})


def hostile_evidence() -> PageData:
    lines = {"where": f"{HOSTILE}:1", "first": 1, "marked": 1, "lines": [HOSTILE]}
    step = {"kind": HOSTILE, "shape": [1, 2, 3, 4]}
    return PageData({}, {"excerpts": {f"{HOSTILE}:1": lines, **dict.fromkeys(("Generator", "train_step"), lines)},
                         "generator": {"steps": [step]}, "discriminator": {"steps": [step]}})


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_words_stay_words(language):
    plainer = Verdict("a", "", [result_of(LAB, check, FAILED, say("{what} at {where}", what="a", where="b"))
                                for check in LAB.points])
    for page, scripts in ((feedback.feedback(hostile_verdict(), hostile_evidence(), language), 0),
                          (class_page([Outcome(HOSTILE, hostile_verdict()),
                                       Outcome("b" + HOSTILE, None, say("{name}, {how}", name=HOSTILE, how=HOSTILE))],
                                      language), 1)):
        read = Reader(page)
        assert read.count("script") == scripts and read.handlers == []
        assert all(link.startswith(ALLOWED) for link in read.links), read.links
        assert "\u202e" not in page and "\x1b" not in page
        assert any("<script>alert(1)</script>" in words for words in read.words)  # shown as it was written
    assert Reader(feedback.feedback(plainer, None, language)).count("img") == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_load_nothing_and_say_their_language(language):
    some = outcomes(12)
    pages = [feedback.feedback(outcome.verdict, None, language) for outcome in some if outcome.verdict]
    for page in [*pages, class_page(some, language)]:
        read = Reader(page)
        root = next(attributes for tag, attributes in read.tags if tag == "html")
        assert root["lang"] == {"en": "en", "zh": "zh-CN"}[language]
        policy = next(attributes["content"] for tag, attributes in read.tags
                      if attributes.get("http-equiv") == "Content-Security-Policy")
        assert policy.startswith("default-src 'none'") and "unsafe" not in policy
        assert not re.search(r"(?:https?:)?//[a-z]|@import|url\(", page)
        assert all(attributes.get("alt") for tag, attributes in read.tags if tag == "img")
        assert all(attributes.get("aria-label") or attributes.get("aria-hidden") for tag, attributes in read.tags
                   if tag == "svg")
        ids = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
        assert len(ids) == len(set(ids))


def test_no_label_is_left_in_english():
    for labels in (feedback.LABELS, {part.name: part.praise for part in LAB.parts}, CLASS_LABELS):
        same = {name for name, label in labels.items() if render(label, "zh") == label.text}
        assert same == set()
    page = feedback.feedback(outcomes(1)[0].verdict, None, "zh")
    words = " ".join(Reader(re.sub(r"<(style|code)\b.*?</\1>", "", page, flags=re.S)).words)
    for check in LAB.points:  # an id is the same in every language
        words = words.replace(check, "")
    assert set(re.findall(r"[A-Za-z]{5,}", words)) <= {"student", "letters", "PatchGAN"}


def test_each_trouble_is_told_with_its_lines_and_its_mistake():
    result = result_of(LAB, "loss.half", FAILED, say("Neither optimizer decays weights."), expected=say("a tensor"),
                         observed=say("G was never called."), help=say("Write class Generator(nn.Module)."),
                         where="training.py:2")
    result.mistake = say("Expected")
    page_data = PageData(facts={"excerpts": {"training.py:2": {
        "where": "training.py:2", "first": 1, "marked": 2, "lines": ["def f():", "    return 1"]}}})
    page = feedback.feedback(Verdict("a", "", [result]), page_data, "en")
    for text in ("Neither optimizer", "a tensor", "G was never called", "Write class", "Likely mistake",
                 "training.py:2", "−1 point<", "    return 1"):
        assert text in page, text
    assert page.count('class="marked"') == 1
    result.outcome = PASSED
    done = feedback.feedback(Verdict("a", "", [result]), None, "en")
    assert render(LAB.part["loss"].praise) in done and "Likely mistake" not in done
    unseen = result_of(LAB, "loss.half", NOT_JUDGED, say("Neither optimizer decays weights."), fault="missing",
                         observed=say("G was never called."))
    assert render(feedback.next_step(Verdict("a", "", [unseen]))) == "Losses, loss.half. G was never called."


def test_the_class_page_counts_right():
    some = outcomes(120)
    read = class_page(some, "en")
    people = [o for o in some if o.verdict is None or any(r.fault == "limit" for r in o.verdict.results)
              or not o.verdict.confinement["sufficient"]]
    assert f'<b>{len(people)}</b> for a person to look at' in read
    forgets = sum(any("forgets_detach" in r.misconceptions for r in o.verdict.results) for o in some if o.verdict)
    assert re.search(rf'count">{forgets}</td><td><button[^>]*>forgets_detach<', read)
    assert len(re.findall(r"<tr\b[^>]* data-search=", read)) == 120
    assert not re.search(r"<tr\b[^>]* data-search=", class_page([], "en"))


def test_pages_are_printed_again_from_the_records(tmp_path):
    some = outcomes(8)
    for outcome in some:
        if outcome.verdict:
            verdicts.save(outcome.verdict, tmp_path / outcome.name / "verdict.json")
        else:
            (tmp_path / outcome.name).mkdir()
            (tmp_path / outcome.name / "unreadable.json").write_text(
                json.dumps({"submission": outcome.name, "problem": outcome.problem.to_json()}))
    assert reprint(tmp_path, "zh") == 8
    first = {path: path.read_bytes() for path in tmp_path.rglob("*.html")}
    assert len(first) == 9 and all(len(data) < 1.5e6 for data in first.values())
    assert reprint(tmp_path, "zh") == 8 and first == {path: path.read_bytes() for path in tmp_path.rglob("*.html")}
    again = {outcome.name: outcome for outcome in outcomes_in(tmp_path)}
    assert {o.name: o.verdict and o.verdict.score for o in some} == {
        name: o.verdict and o.verdict.score for name, o in again.items()}
    assert "Generator" in (tmp_path / some[5].name / "feedback.html").read_text(encoding="utf-8")


def test_broken_evidence_costs_pictures_only(tmp_path):
    verdicts.save(outcomes(1)[0].verdict, tmp_path / "a" / "verdict.json")
    for data in (b"", b"no archive", b"PK\x03\x04"):
        (tmp_path / "a" / EVIDENCE).write_bytes(data)
        assert reprint(tmp_path, "en") == 1


def test_evidence_takes_only_what_it_can_show(tmp_path):
    assert picture(np.zeros((1, 8, 8))).shape == (8, 8)
    for wrong in (np.full((8, 8), np.nan), np.zeros(8), np.zeros((0, 8)), np.zeros((5000, 5000)), "text"):
        with pytest.raises(ValueError):
            picture(wrong)
    with pytest.raises(ValueError):
        curve([[1.0, float("inf")]], 2)
    page_data = PageData({"a": np.zeros((2, 2), np.float16)}, {"excerpts": {"词": 1}})
    page_data.save(tmp_path / "e.npz")
    loaded = PageData.load(tmp_path / "e.npz")
    assert loaded.facts == page_data.facts and np.array_equal(loaded.arrays["a"], page_data.arrays["a"])


def test_excerpts_come_from_the_submission_only(tmp_path):
    submission = Submission("a", tmp_path, files={"training.py": "one\ntwo\nthree\n"},
                            cells={"lab.ipynb": ["x = 1", "y = 2"]})
    def at(where):
        return excerpts(submission, [result_of(LAB, "loss.half", FAILED, say("Where"), where=where)]).get(where)
    assert at("training.py:2")["marked"] == 2 and at("training.py:2")["lines"] == ["one", "two", "three"]
    assert at("lab.ipynb [cell 2]:1")["lines"] == ["y = 2"]
    for nowhere in ("/etc/passwd:1", "../solution/training.py:1", "training.py:99", "training.py", "lab.ipynb [cell 9]:1"):
        assert at(nowhere) is None


def test_drawings_hold_for_any_network_and_curve():
    assert [box.channels for box in network(HANDOUT["generator"], 1).boxes] == [1, 64, 128, 64, 1]
    deep = [{"kind": "conv", "shape": [1, 512, 1, 1]}] * 150
    drawn = network(deep, 1)
    assert not drawn.wordy and drawn.boxes[-1].x < drawn.width
    for values in (np.zeros(1), np.array([5.0, 1e9]), np.array([-3.0, 2.0])):
        drawn = chart(np.arange(len(values)), [values])
        assert 2 <= len(drawn.y_ticks) <= 7 and all(0 <= y <= 190 for _, y in drawn.ends)


def test_evidence_never_depends_on_the_secret(zygote, submit):
    """Hidden inputs are never shown: whatever the secret, the pictures are the public ones."""
    from autograder.diagnosis import grade
    from autograder.grading.page_data import gather
    from autograder.submissions.submission import read_submission

    found = []
    for secret in ("public", "the class of this year"):
        grade(read_submission(submit()), zygote, parts=["dataset", "generator"], secret=secret,
              observer=lambda session, verdict: found.append(gather(session, verdict.results)))
    public, hidden = found
    assert set(public.arrays) == set(hidden.arrays) and "dataset.t2" in public.arrays
    assert all(np.array_equal(public.arrays[name], hidden.arrays[name]) for name in public.arrays)
    assert public.facts == hidden.facts and len(public.facts["generator"]["steps"]) == 10
    assert isinstance(say("Where"), Message)
