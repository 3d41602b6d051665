"""Every sentence that a reader can meet is translated, with the placeholders it needs."""
import ast
import io
import shutil

import pytest
from babel.messages.pofile import read_po

from autograder.grading.observations import Failed
from autograder.i18n import catalogue
from autograder.i18n.messages import LANGUAGES, Message, render, say
from autograder.lab import load
from autograder.lab import names as lab_names

SAID = catalogue.sentences()
OTHERS = LANGUAGES[1:]


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated_and_none_is_stale(language):
    assert catalogue.problems(SAID, catalogue.translations(language)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_translation_fills_in(language):
    for sentence in SAID:
        values = {name: f"<{name}>" for name in catalogue.placeholders(sentence)}
        printed = render(Message(sentence, values), language)
        assert printed and all(value in printed for value in values.values()), sentence


@pytest.mark.parametrize("language", OTHERS)
def test_the_catalogue_is_stored_as_update_writes_it(language, tmp_path, monkeypatch):
    rooms = catalogue.rooms()
    copies = {tmp_path / str(number): files for number, files in enumerate(rooms.values())}
    for copy, folder in zip(copies, rooms):
        shutil.copytree(folder / language, copy / language)
    monkeypatch.setattr(catalogue, "rooms", lambda elsewhere=(): copies)
    catalogue.update(language)
    for copy, folder in zip(copies, rooms):
        stored = catalogue._path(folder, language).read_bytes()
        assert catalogue._path(copy, language).read_bytes().splitlines() == stored.splitlines()
        header = read_po(io.BytesIO(stored))
        assert header.locale_identifier == language and header.charset == "utf-8"


def test_what_is_missing_stale_or_misspelt_is_reported():
    said = {"Old {n}.": ["a.py:1"], "New.": ["b.py:2"], "Open {n}.": ["c.py:3"]}
    translated = {"Old {n}.": "旧 {m}。", "Gone.": "没了。", "New.": "", "Open {n}.": "开 {n。"}
    assert catalogue.problems(said, translated) == [
        "missing  b.py:2: New.", "stale    Gone.", "braces   Old {n}. -> 旧 {m}。",
        "braces   Open {n}. -> 开 {n。"]
    assert catalogue.problems({**SAID, "A fake sentence.": ["fake.py:1"]},
                              catalogue.translations("zh")) == ["missing  fake.py:1: A fake sentence."]


def test_update_adds_what_is_new_and_drops_what_is_stale(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue, "rooms", lambda elsewhere=(): {tmp_path: []})
    monkeypatch.setattr(catalogue, "said_in", lambda files: {"B.": ["a.py:1"], "A {n}.": ["a.py:2"]})
    catalogue.update("zh")
    path = tmp_path / "zh" / "LC_MESSAGES" / "autograder.po"
    text = path.read_text(encoding="utf-8")
    assert text.index('msgid "A {n}."') < text.index('msgid "B."')
    path.write_text(text.replace('msgid "B."\nmsgstr ""', 'msgid "B."\nmsgstr "乙。"'), encoding="utf-8")
    monkeypatch.setattr(catalogue, "said_in", lambda files: {"B.": ["a.py:1"], "C.": ["a.py:2"]})
    catalogue.update("zh")
    assert catalogue.translations("zh") == {"B.": "乙。", "C.": ""}


def test_what_two_labs_say_stands_in_both_catalogues_and_what_the_engine_says_in_its_own(tmp_path, monkeypatch):
    rooms = {tmp_path / "engine": ["A."], tmp_path / "one": ["A.", "B."], tmp_path / "two": ["A.", "B."]}
    monkeypatch.setattr(catalogue, "rooms", lambda elsewhere=(): rooms)
    monkeypatch.setattr(catalogue, "said_in", lambda said: {sentence: ["a.py:1"] for sentence in said})
    catalogue.update("zh")
    assert [list(catalogue.translations_in(room, "zh")) for room in rooms] == [["A."], ["B."], ["B."]]


def test_sentences_are_found_wherever_they_are_written():
    assert SAID["Give D fake_t2.detach() in its own half of the step."]
    assert SAID["{file}:{line}: an import failed and was stood in for ({text})."]  # by variable
    assert SAID["Neither optimizer decays weights."]  # a claim
    call = ast.parse('say("one " "sentence", n=1)').body[0].value
    assert [text.value for text in catalogue._texts(call)] == ["one sentence"]


def test_claims_have_no_placeholders_but_settings():
    claims = [sentence for sentence, places in SAID.items()
              if any("/test_" in place for place in places)]
    docs = [ast.get_docstring(node) for file in catalogue.LABS.glob("*/parts/*/test_*.py")
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    normal = [" ".join((doc or "").split()) for doc in docs]
    assert set(normal) <= set(claims)
    settings = {name for lab in lab_names() for name in load(lab).settings}
    assert all(doc and catalogue.placeholders(doc) <= settings for doc in normal)


def test_a_failure_reads_in_chinese():
    failed = Failed(
        observed=say("{side}'s update is {ratio} times as long as it should be.", side="G", ratio="2"),
        help=say("Stopped by the same error as {check}: {error}", check="loss.l1",
                 error=say("Not implemented yet: {hole}", hole="train_step")))
    assert render(failed.observed, "zh") == "G 的更新幅度是应有值的 2 倍。"
    assert render(failed.help, "zh") == "因与 loss.l1 相同的错误而中止：尚未实现：train_step"
    assert render(failed.observed, "en") == "G's update is 2 times as long as it should be."
