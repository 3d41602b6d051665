"""Compare what a lab's texts state with its settings and points, and write these into them.

A text states a setting in one of the phrases of `settings.STATED`, and points in a table whose rows or columns
are the lab's parts (tables.py). What is said in words of one's own is left alone.
"""
from __future__ import annotations

import json
import math
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.grading.atomic import write_atomically
from autograder.i18n.messages import LANGUAGES, Message, render
from autograder.i18n.numbers import NUMBER, NUMERAL, read_number, written, written_like
from autograder.lab import Lab
from autograder.release.tables import stated_points
from autograder.submissions.frozen import pack, unpack

# Below the project's root and the lab's folder; what students are given besides is named by the lab. History
# (CHANGELOG.md) states what was.
IN_ROOT = ("README*.md", "CONTRACT.md", "assignment/*.md", "docs/*.md", "solution/*.py")
IN_FOLDER = ("*.md", "student_package/*.md")
FIELD = re.compile(r"\{([A-Z0-9_]+)\}")
EOL = r"(?=\r?$)"
CHINESE = re.compile("[\u4e00-\u9fff]")
# What the samples and misconceptions were written for.
WRITTEN_FOR = "settings.json"
FROZEN = "right_styles"  # the folder whose archives follow as well
SAMPLES = ("misconceptions", "submissions", f"{FROZEN}/right")


@dataclass(frozen=True)
class Contradiction:
    """A place where a text states something else than the lab. line: from 1. about: the setting, or whose points.

    found, expected: what stands there, and what should. span: where found stands in the text; None where only a
    person can set it right.
    """

    path: Path
    line: int
    about: str
    found: str
    expected: str
    span: tuple[int, int] | None = None

    def shown(self, lab: Lab) -> str:
        """One line for the lab's author."""
        places = (place for place in (lab.root, lab.folder) if self.path.is_relative_to(place))
        path = self.path.relative_to(next(places, self.path.anchor))
        place = f"{path.as_posix()}:{self.line}"
        return f"{place}: {self.about}: {self.found} stands here, and it should be {self.expected}"


def contradictions(lab: Lab) -> list[Contradiction]:
    """What the lab's texts state otherwise than its settings and parts, file by file."""
    found = [one for path in documents(lab) for one in _in_text(lab, path)]
    return [*sorted(found, key=lambda one: (one.path, one.line)), *_in_samples(lab)]


def documents(lab: Lab) -> list[Path]:
    """The texts that are compared: handouts, contract, pages, notebook, solution, and what students are given."""
    patterns = [(lab.root, pattern) for pattern in (*IN_ROOT, *lab.given)] + [(lab.folder, each) for each in IN_FOLDER]
    paths = {path for place, pattern in patterns for path in place.glob(pattern)}
    return sorted(path for path in paths if path.suffix in (".md", ".py") and path.name != "CHANGELOG.md")


def update(lab: Lab) -> dict[Path, int]:
    """Write settings and points into the texts and samples; path -> how many places. What only a person can set
    right stays, and is found again by `contradictions`."""
    changed: dict[Path, int] = {}
    for path in documents(lab):
        changed |= _rewrite(path, _in_text(lab, path))
    for path, places in _to_follow(lab, _sample_texts(lab)).items():
        changed |= _rewrite(path, places)
    for archive in sorted((lab.fixtures / FROZEN).glob("*.zip")):
        changed |= _rewrite_frozen(lab, archive)
    if record := _stated_in_code(lab):
        _written_for(lab).parent.mkdir(parents=True, exist_ok=True)
        write_atomically(_written_for(lab), json.dumps(record, indent=1, sort_keys=True) + "\n")
    return changed


def _in_text(lab: Lab, path: Path) -> Iterator[Contradiction]:
    text = path.read_bytes().decode("utf-8")  # line ends count, and stay as they are
    for name, span, expected in _phrases(text, lab.settings, lab.settings.get("STATED", ())):
        if not _agrees(text[slice(*span)], lab.settings[name]):
            yield Contradiction(path, _line(text, span), name, text[slice(*span)], expected, span)
    if path.suffix == ".md":
        for stated in stated_points(text, lab):
            if stated.found != stated.expected:
                line = _line(text, (stated.start, stated.start))
                yield Contradiction(path, line, f"points of {stated.name}", stated.found or "nothing", stated.expected,
                                    (stated.start, stated.start + len(stated.found)) if stated.can_be_written else None)


def _phrases(text: str, settings: dict[str, Any], phrases: Iterable[str]) -> Iterator[tuple[str, tuple[int, int], str]]:
    """(setting, where its value stands, how it should stand there), each place once."""
    seen = set()
    for phrase in phrases:
        names = FIELD.findall(phrase)
        for match in _pattern(phrase, settings).finditer(text):
            for number, name in enumerate(names, 1):
                if (span := match.span(number)) not in seen:
                    seen.add(span)
                    yield name, span, _as_there(settings[name], match[number], phrase)


def _pattern(phrase: str, settings: dict[str, Any]) -> re.Pattern:
    """The phrase as a pattern with a group for each setting; spaces are as many as one likes."""
    pieces = FIELD.split(phrase)
    for number, piece in enumerate(pieces):
        if number % 2:
            pieces[number] = _value_pattern(settings[piece])
        else:
            pieces[number] = re.sub(r"=", r"\\s?=\\s?", re.sub(r"(\\ )+", r"\\s+", re.escape(piece)))
    whole = "".join(pieces)
    ends = isinstance(settings.get((FIELD.findall(phrase) or [""])[-1]), (str, Message)) and phrase.endswith("}")
    return re.compile(f"{'^' if phrase.startswith('#') else ''}{whole}{EOL if ends else ''}", re.MULTILINE)


def _value_pattern(value: Any) -> str:
    if isinstance(value, (tuple, list)):
        return rf"(\(\s*{NUMBER}(?:,\s*{NUMBER})*\s*\))"
    return r"([^\r\n]+?)" if isinstance(value, (str, Message)) else rf"({NUMBER}|{NUMERAL})"


def _as_there(value: Any, before: str, phrase: str) -> str:
    """A setting in the manner of what stands there, or in the phrase's language."""
    if isinstance(value, Message):
        return render(value, "zh" if CHINESE.search(phrase) else "en")
    return written_like(value, before)


def _agrees(found: str, value: Any) -> bool:
    if isinstance(value, Message):
        return found in {render(value, language) for language in LANGUAGES}
    if isinstance(value, str):
        return found == value
    if isinstance(value, (tuple, list)):
        numbers = [float(part) for part in re.findall(NUMBER, found)]
        return len(numbers) == len(value) and all(map(math.isclose, numbers, value))
    return math.isclose(read_number(found), value)


def _line(text: str, span: tuple[int, int]) -> int:
    return text.count("\n", 0, span[0]) + 1


def _rewrite(path: Path, places: Iterable[Contradiction]) -> dict[Path, int]:
    """Put what is expected in its place, from the end, so that what stands before does not move."""
    text = path.read_bytes().decode("utf-8")
    spans = sorted(((one.span, one.expected) for one in places if one.span), reverse=True)
    for (start, end), expected in spans:
        text = text[:start] + expected + text[end:]
    if spans:
        write_atomically(path, text.encode("utf-8"))
    return {path: len(spans)} if spans else {}


# Samples and misconceptions: each states what its writer did, so that only the right value follows the setting


def _written_for(lab: Lab) -> Path:
    return lab.fixtures / WRITTEN_FOR


def _stated_in_code(lab: Lab) -> dict[str, Any]:
    """The settings that samples state, as JSON holds them."""
    names = {name for phrase in lab.settings.get("STATED_IN_CODE", ()) for name in FIELD.findall(phrase)}
    return json.loads(json.dumps({name: lab.settings[name] for name in names}))


def _outdated(lab: Lab) -> dict[str, Any]:
    """Setting -> the other value that the samples were written for."""
    path, now = _written_for(lab), _stated_in_code(lab)
    then = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {name: value for name, value in then.items() if name in now and now[name] != value}


def _in_samples(lab: Lab) -> Iterator[Contradiction]:
    """What the samples were written for, where it is another now."""
    outdated, path = _outdated(lab), _written_for(lab)
    lines = path.read_text(encoding="utf-8").splitlines() if outdated else []
    for name, value in outdated.items():
        line = next(number for number, line in enumerate(lines, 1) if f'"{name}"' in line)
        yield Contradiction(path, line, f"{name} of the samples", written(value), written(lab.settings[name]))
    yield from no_mistakes_any_more(lab)


def no_mistakes_any_more(lab: Lab) -> Iterator[Contradiction]:
    """Misconceptions that state what a setting has become; said as long as the samples have not followed."""
    outdated = _outdated(lab)
    for sample, text in _sample_texts(lab) if outdated else ():
        if sample.relative_to(lab.fixtures).parts[0] == "misconceptions":
            for name, span, _ in _phrases(text, lab.settings, lab.settings["STATED_IN_CODE"]):
                if name in outdated and _agrees(text[slice(*span)], lab.settings[name]):
                    yield Contradiction(sample, _line(text, span), f"{name} as a mistake", text[slice(*span)],
                                        "another value, since this one is right now")


def _to_follow(lab: Lab, texts: Iterable[tuple[Path, str]]) -> dict[Path, list[Contradiction]]:
    """File -> the places in it that state what was right."""
    found: dict[Path, list[Contradiction]] = defaultdict(list)
    outdated = _outdated(lab)
    for path, text in texts if outdated else ():
        for name, span, expected in _phrases(text, lab.settings, lab.settings["STATED_IN_CODE"]):
            if name in outdated and _agrees(text[slice(*span)], outdated[name]):
                found[path].append(Contradiction(path, _line(text, span), name, text[slice(*span)], expected, span))
    return found


def _rewrite_frozen(lab: Lab, archive: Path) -> dict[Path, int]:
    """The same for the samples in an archive, which is packed anew."""
    with tempfile.TemporaryDirectory() as folder:
        unpack(archive, Path(folder))
        places = _to_follow(lab, _texts_in(Path(folder)))
        changed = sum(count for path, found in places.items() for count in _rewrite(path, found).values())
        if changed:
            write_atomically(archive, pack(Path(folder)))
    return {archive: changed} if changed else {}


def _sample_texts(lab: Lab) -> Iterator[tuple[Path, str]]:
    """(path, text) of the samples that lie there as files."""
    for folder in SAMPLES:
        yield from _texts_in(lab.fixtures / folder)


def _texts_in(folder: Path) -> Iterator[tuple[Path, str]]:
    """(path, text) of the code in UTF-8, as most is."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".ipynb"):
            try:
                yield path, path.read_bytes().decode("utf-8")
            except UnicodeDecodeError:
                continue  # a sample of files in another encoding
