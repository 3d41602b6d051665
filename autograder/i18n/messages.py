"""Messages: an English template with its values, translated when printed.

A verdict stores messages, not text, so that one verdict prints in any language.
"""
from __future__ import annotations

import json
import locale
import os
import string
import sys
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from autograder.i18n.plaintext import harmless

LANGUAGES = ("en", "zh")
CATALOGUES = Path(__file__).parent / "locale"
# A lab adds its own.
_folders = [CATALOGUES]
_mistakes: list[Path] = []


@dataclass(frozen=True, slots=True)
class Message:
    """An English template (the key of the catalogue) and the values that fill it."""

    text: str
    values: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Values may be a submission's words: they become numbers, plain text or messages."""
        object.__setattr__(self, "values", {
            name: value if isinstance(value, Message) else harmless(value)
            for name, value in self.values.items()})

    def to_json(self) -> dict:
        values = {name: value.to_json() if isinstance(value, Message) else value
                  for name, value in self.values.items()}
        return {"say": self.text, "with": values}

    @classmethod
    def from_json(cls, data: dict) -> Message:
        if not data["with"]:
            return _bare(data["say"])
        values = {name: cls.from_json(value) if _is_message(value) else value
                  for name, value in data["with"].items()}
        return cls(sys.intern(data["say"]), values)


@lru_cache(maxsize=2000)
def _bare(text: str) -> Message:
    """A class has the same few hundred sentences in every verdict: they are kept once."""
    return Message(text)


def say(text: str, /, **values: Any) -> Message:
    """The message with this English template; `{name}` in it is filled from values."""
    return Message(text, values)


def verbatim(sentence: str) -> Message:
    """A message that says this sentence; its braces are no places to fill."""
    return Message(_escaped(sentence))


def _escaped(sentence: str) -> str:
    return sentence.replace("{", "{{").replace("}", "}}")


def render(message: Message | None, language: str = "en") -> str:
    """The message as plain text in this language; values are inserted as they are."""
    if message is None:
        return ""
    values = {name: render(value, language) if isinstance(value, Message) else value
              for name, value in message.values.items()}
    return translate(message.text, language).format(**values)


def translate(text: str, language: str) -> str:
    """The catalogue's sentence for this English one; English itself where there is none."""
    return text if language == "en" else catalogue(language).get(text, text)


def add_translations(folder: Path, mistakes: Path) -> None:
    """Let a lab's sentences be translated: those of its catalogues, and those that come with its fingerprints."""
    if folder not in _folders:
        _folders.append(folder)
        _mistakes.append(mistakes)
        catalogue.cache_clear()


@lru_cache
def catalogue(language: str) -> dict[str, str]:
    """English sentence -> translated sentence, of every catalogue and every misconception."""
    found: dict[str, str] = {}
    for path in _mistakes:
        found |= _sentences_of(path, language)
    for folder in _folders:
        path = folder / language / "LC_MESSAGES" / "autograder.po"
        if path.exists():
            with path.open("rb") as file:
                found |= {str(entry.id): str(entry.string) for entry in read_po(file, locale=language)
                          if entry.id and entry.string}
    return found


def _sentences_of(fingerprints: Path, language: str) -> dict[str, str]:
    stored = json.loads(fingerprints.read_text(encoding="utf-8")) if fingerprints.exists() else {"parts": {}}
    entries = [entry for part in stored["parts"].values() for entry in part["misconceptions"].values()]
    return {_escaped(entry[kind]["en"]): _escaped(entry[kind][language])
            for entry in entries for kind in ("mistake", "try")}


def placeholders(text: str) -> set[str]:
    """The names in braces that render() fills. Raises ValueError where the braces do not match."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def default_language() -> str:
    """The reader's language by the locale: Chinese where the locale is Chinese, else English."""
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    name = next((name for name in names if name), None) or (locale.getlocale()[0] or "")
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def _is_message(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"say", "with"}
