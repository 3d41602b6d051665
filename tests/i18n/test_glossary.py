"""One English term, one Chinese word: the catalogue and the documents keep to the glossary."""
import re
from pathlib import Path

import pytest

from autograder.i18n import catalogue
from autograder.i18n.messages import CATALOGUES
from autograder.lab import Lab, load, names
from autograder.verification import fingerprints

ROOT = Path(__file__).resolve().parents[2]
CHINESE, ENGLISH = (CATALOGUES / "GLOSSARY.md").read_text(encoding="utf-8").split("\n## ")[1:]
LABS = [load(name) for name in names()]
OF_LABS = sorted(path.relative_to(ROOT).as_posix() for lab in LABS for path in (
    lab.folder / "notebook.md", lab.folder / "student_package" / "README.md", *lab.assignment.glob("*.py")))
BILINGUAL = (*OF_LABS, *sorted(path.relative_to(ROOT).as_posix()
                               for path in (ROOT / "autograder/platforms/nbgrader").rglob("*.md")))
HANDOUTS = sorted((lab.assignment / "README.md").relative_to(ROOT).as_posix() for lab in LABS)
DOCUMENTS = ("README.zh.md", "dataset/README.md", *(name.replace(".md", ".zh.md") for name in HANDOUTS), *BILINGUAL,
             *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.zh.md")))


def rows(table: str) -> list[list[str]]:
    """The rows below a table's heading, cell by cell."""
    return [[cell.strip() for cell in line.strip("|").split("|")]
            for line in table.splitlines() if line.startswith("| ")][1:]


ROWS = rows(CHINESE)
ARCHAIC = re.compile("|".join(rf"\b{re.escape(words.strip())}(?!\w)" for _, cell in rows(ENGLISH)
                              for words in cell.split(",")), re.IGNORECASE)


def faults(translated: dict[str, str]) -> list[str]:
    """A line for each sentence that has the English term without its Chinese one, or a forbidden word.

    Names in code are no terms: train_step(generator=...), `discriminator.py`.
    """
    found = []
    for english, chinese, forbidden in ROWS:
        term = re.compile(rf"(?<![\w.`]){english}s?(?![\w.(`=])", re.IGNORECASE)
        for sentence, translation in translated.items():
            if term.search(sentence) and chinese not in translation:
                found.append(f"{english} is not {chinese}: {sentence} -> {translation}")
        found += [f"{word} for {chinese}: {translation}" for word in forbidden.split()
                  for translation in translated.values() if word in translation]
    return found


def test_the_catalogue_keeps_to_the_glossary():
    assert faults(catalogue.translations("zh")) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_keep_to_the_glossary(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert [word for _, _, words in ROWS for word in words.split() if word in text] == []


def said_to_students(lab: Lab, source: str) -> dict[str, dict[str, str]]:
    return fingerprints.sentences(lab, fingerprints.misconception_folder(lab) / f"{source}.py")


@pytest.mark.parametrize("lab", LABS, ids=names())
def test_the_sentences_of_misconceptions_keep_to_the_glossary(lab):
    said = [said_to_students(lab, name)[kind] for name in fingerprints.misconceptions(lab) for kind in ("mistake", "try")]
    assert [text for text in said if ARCHAIC.search(text["en"])] == []
    assert [text for text in said for _, _, words in ROWS for word in words.split() if word in text["zh"]] == []


def test_students_read_plain_english():
    assert [sentence for sentence in catalogue.sentences() if ARCHAIC.search(sentence)] == []


@pytest.mark.parametrize("name", (*HANDOUTS, *BILINGUAL))
def test_documents_are_in_plain_english(name):
    assert ARCHAIC.findall((ROOT / name).read_text(encoding="utf-8")) == []


def test_an_archaic_word_is_found():
    for sentence in ("Mend the failure named first.", "for D is differentiable", "(who may not enter a scanner)",
                     "train anew", "Hence the Tanh."):
        assert ARCHAIC.search(sentence), sentence
    assert not ARCHAIC.search("We recommend a sound folder for discriminators.")


def test_a_strayed_word_is_found():
    assert len(ROWS) > 15 and all(len(row) == 3 for row in ROWS)
    assert faults({"The discriminator wins.": "鉴别器赢了。"}) == [
        "discriminator is not 判别器: The discriminator wins. -> 鉴别器赢了。", "鉴别器 for 判别器: 鉴别器赢了。"]
    assert faults({"Look at discriminator.py.": "看 discriminator.py。"}) == []
