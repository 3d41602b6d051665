"""The catalogues: which sentences readers can meet, and whether each is translated.

    python -m autograder.i18n.catalogue            what is missing or stale; exit 1 if anything is
    python -m autograder.i18n.catalogue --update   add new sentences, drop stale ones
"""
from __future__ import annotations

import argparse
import ast
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from autograder.i18n.messages import CATALOGUES, LANGUAGES, placeholders

PACKAGE = Path(__file__).resolve().parent.parent
LABS = PACKAGE / "labs"
# Dictionaries of templates that are handed to say() by variable.
TEMPLATES = ("_NOTES", "_LIMITS", "_MISFITS")
HEADER = '''msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

'''


def rooms(elsewhere: Iterable[Path] = ()) -> dict[Path, list[Path]]:
    """Folder of catalogues -> the modules whose sentences it translates: the engine's, and one for each lab.

    elsewhere: folders of further labs.
    """
    labs = [*sorted(path.parent for path in LABS.glob("*/lab.py")), *elsewhere]
    engine = [file for file in sorted(PACKAGE.rglob("*.py")) if not file.is_relative_to(LABS)]
    return {CATALOGUES: engine, **{lab / "locale": sorted(lab.rglob("*.py")) for lab in labs}}


def sentences(elsewhere: Iterable[Path] = ()) -> dict[str, list[str]]:
    """English sentence -> the places ("file:line") that say it, both in order."""
    return {sentence: places for files in rooms(elsewhere).values() for sentence, places in said_in(files).items()}


def said_in(files: Iterable[Path]) -> dict[str, list[str]]:
    """The sentences of these modules, each with its places."""
    found: dict[str, list[str]] = {}
    for file in files:
        for line, sentence in sorted(_said_in(file)):
            found.setdefault(sentence, []).append(f"{_shown(file)}:{line}")
    return found


def _shown(file: Path) -> str:
    """A file's path from the project's folder on; of a lab that lies elsewhere, its last three names."""
    inside = file.is_relative_to(PACKAGE.parent)
    return file.relative_to(PACKAGE.parent).as_posix() if inside else "/".join(file.parts[-3:])


def _said_in(file: Path) -> Iterator[tuple[int, str]]:
    """(line, sentence) of every literal that say() is given, of templates and of claims."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        for text in _texts(node):
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.lineno, text.value
        if (isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
                and file.parent.parent.name == "parts" and file.name.startswith("test_")):
            yield node.lineno, " ".join((ast.get_docstring(node) or "").split())


def _texts(node: ast.AST) -> list[ast.expr]:
    """The expressions under this node, itself included, that stand for a sentence."""
    if isinstance(node, ast.Call) and node.args:
        name = getattr(node.func, "id", getattr(node.func, "attr", None))
        return list(_choices(node.args[0])) if name == "say" else []
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
        names = {getattr(target, "id", None) for target in node.targets}
        return [text for value in node.value.values for text in _choices(value)] if names & set(TEMPLATES) else []
    return []


def _choices(text: ast.expr) -> Iterator[ast.expr]:
    """The literals that an expression comes to: `a if good else b` is two sentences, a tuple its items."""
    parts = ([text.body, text.orelse] if isinstance(text, ast.IfExp)
             else text.elts if isinstance(text, ast.Tuple) else [])
    for part in parts:
        yield from _choices(part)
    if not parts:
        yield text


def translations(language: str, elsewhere: Iterable[Path] = ()) -> dict[str, str]:
    """English sentence -> what the catalogues have for it, the empty string included."""
    found: dict[str, str] = {}
    for folder in rooms(elsewhere):
        found |= translations_in(folder, language)
    return found


def translations_in(folder: Path, language: str) -> dict[str, str]:
    """What one folder of catalogues has."""
    path = _path(folder, language)
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(entry.id): str(entry.string or "") for entry in read_po(file) if entry.id}


def problems(said: dict[str, list[str]], translated: dict[str, str]) -> list[str]:
    """A line for each sentence without a translation or with other placeholders, and stale one."""
    lines = [f"missing  {places[0]}: {sentence}" for sentence, places in said.items()
             if not translated.get(sentence)]
    lines += [f"stale    {sentence}" for sentence in translated if sentence not in said]
    lines += [f"braces   {sentence} -> {translated[sentence]}" for sentence in said
              if translated.get(sentence) and not _same_braces(sentence, translated[sentence])]
    return lines


def _same_braces(sentence: str, translation: str) -> bool:
    try:
        return placeholders(sentence) == placeholders(translation)
    except ValueError:
        return False


def update(language: str, labs: Iterable[Path] = ()) -> None:
    """Rewrite the catalogues: the sentences of now, sorted, with the translations there are.

    A sentence that the engine says as well stands in the engine's alone; one of two labs in both, which may ship
    without each other.
    """
    translated = translations(language, labs)
    of_engine: set[str] = set()
    for folder, files in rooms(labs).items():
        own = [sentence for sentence in said_in(files) if sentence not in of_engine]
        _write(_path(folder, language), language, {sentence: translated.get(sentence, "") for sentence in own})
        of_engine = of_engine or set(own)  # the engine's room is the first


def merge(path: Path, text: str, language: str) -> None:
    """Add to the catalogue at path the sentences of another one, given as text, that it lacks."""
    added = {str(entry.id): str(entry.string) for entry in read_po(io.BytesIO(text.encode())) if entry.id}
    _write(path, language, {**added, **translations_in(path.parents[2], language)})


def _write(path: Path, language: str, translated: dict[str, str]) -> None:
    catalogue = Catalog(locale=language)
    for sentence, translation in translated.items():
        entry = catalogue.add(sentence, translation)
        # Babel takes "% o" in "{percent} % of" for a format; braces are the only one here.
        entry.flags = {"python-brace-format"} if placeholders(sentence) else set()
    body = io.BytesIO()
    write_po(body, catalogue, omit_header=True, sort_output=True, width=100)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(HEADER.format(language=language).encode() + body.getvalue())


def _path(folder: Path, language: str) -> Path:
    return folder / language / "LC_MESSAGES" / "autograder.po"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m autograder.i18n.catalogue", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true",
                        help="add new sentences without a translation, drop stale ones")
    parser.add_argument("--lab", type=Path, action="append", default=[], metavar="FOLDER",
                        help="a lab outside the repository besides")
    chosen = parser.parse_args()
    labs, found = [folder.resolve() for folder in chosen.lab], []
    for language in LANGUAGES[1:]:  # English is the key
        if chosen.update:
            update(language, labs)
        found += [f"{language}  {line}" for line in problems(sentences(labs), translations(language, labs))]
    print("\n".join(found) or f"All {len(sentences(labs))} sentences are translated.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
