"""One English term, one Chinese word: the catalogue and the documents keep to the glossary."""
import re
from pathlib import Path

import pytest

from autograder import catalogue
from autograder.messages import CATALOGUES

ROOT = Path(__file__).resolve().parent.parent
ROWS = [[cell.strip() for cell in line.strip("|").split("|")]
        for line in (CATALOGUES / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| ")][1:]
DOCUMENTS = ("README.zh.md", "assignment/README.zh.md", "autograder/delivery/lab.md",
             *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.zh.md")))


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


def test_a_strayed_word_is_found():
    assert len(ROWS) > 15 and all(len(row) == 3 for row in ROWS)
    assert faults({"The discriminator wins.": "鉴别器赢了。"}) == [
        "discriminator is not 判别器: The discriminator wins. -> 鉴别器赢了。", "鉴别器 for 判别器: 鉴别器赢了。"]
    assert faults({"Look at discriminator.py.": "看 discriminator.py。"}) == []
