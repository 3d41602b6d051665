"""Begin a lab, or a part of one, with files that already pass: an author changes them, one thing at a time.

The templates are plain files; `$part` in their text is filled in, and `PART` in their names.
"""
from __future__ import annotations

import keyword
import re
import shutil
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from autograder.grading.authoring import AuthorError
from autograder.i18n.catalogue import merge
from autograder.lab import LABS, Lab, load

TEMPLATES = Path(__file__).parent / "templates"
SUFFIX = ".template"
FIRST_PART = "rectify"  # besides the one that a lab's own templates hold
NOTEBOOK = "notebook.md"
CATALOGUE = "locale/zh/LC_MESSAGES/autograder.po"
PARTS = re.compile(r"(?P<before>^    parts=\((?P<names>[^)]*?)),?\s*\)", re.MULTILINE)
PART_IMPORT = re.compile(r"^from [\w.]+ import PART as \w+\n", re.MULTILINE)


def new_lab(reference: str) -> Lab:
    """Write a lab of two small parts: beside the others where a name is given, or as the folder of this path.

    Raises AuthorError where the name is none for a package, or is taken.
    """
    inside = Path(reference).name == reference
    folder = Path(sys.modules[LABS].__path__[0]) / reference if inside else Path(reference).resolve()
    _require_name(folder.name)
    if folder.exists():
        raise AuthorError(f"{folder} is there already")
    if not inside and folder.name in sys.modules:
        raise AuthorError(f"{folder.name} is the name of a Python package already")
    words = {"lab": folder.name, "package": f"{LABS}.{folder.name}" if inside else folder.name, "part": FIRST_PART}
    for place in ("lab",) if inside else ("lab", "outside"):
        _write(TEMPLATES / place, folder, words)
    return _add_part(load(reference), FIRST_PART)


def new_part(lab: Lab, name: str) -> Lab:
    """Write one more part of a lab, with its solution and mistakes, and name it in lab.py and notebook.md.

    Raises AuthorError where the name is none for a package, or the lab has it.
    """
    _require_name(name)
    if name in lab.part or (lab.solution / f"{name}.py").exists() or (lab.folder / "parts" / name).exists():
        raise AuthorError(f"the lab {lab.name} has {name} already")
    return _add_part(lab, name)


def _require_name(name: str) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or keyword.iskeyword(name):
        raise AuthorError(f"{name} is no name for a package: small letters, digits and _, a letter first")


def _add_part(lab: Lab, name: str) -> Lab:
    """The lab with the part."""
    words = {"lab": lab.name, "package": lab.package, "part": name}
    text = _with_part((lab.folder / "lab.py").read_text(encoding="utf-8"), lab, name)
    for own in TEMPLATES.joinpath("part").iterdir():
        root = lab.folder if own.name == "parts" else lab.root
        if own.is_dir() and own.name != "locale":
            _write(own, root / own.name, words)
    (lab.folder / "lab.py").write_text(text, encoding="utf-8")
    with (lab.folder / NOTEBOOK).open("a", encoding="utf-8") as notebook:
        notebook.write(_filled(TEMPLATES / "part" / f"{NOTEBOOK}{SUFFIX}", words))
    merge(lab.folder / CATALOGUE, _filled(TEMPLATES / "part" / f"{CATALOGUE}{SUFFIX}", words), "zh")
    return _loaded_anew(lab)


def _with_part(text: str, lab: Lab, name: str) -> str:
    """lab.py's text with one more import and one more name among the parts. AuthorError where it is laid out in
    another way."""
    imports, found = list(PART_IMPORT.finditer(text)), PARTS.search(text)
    if not imports or not found:
        raise AuthorError(f"{lab.folder / 'lab.py'}: no `from ... import PART as ...`, or no `parts=(...)`: add "
                          f"{name} by hand")
    text = text[:found.start()] + f"{found['before'].rstrip(', ')}, {name.upper()})" + text[found.end():]
    lines = sorted([*(line[0] for line in imports),
                    f"from {lab.package}.parts.{name}.part import PART as {name.upper()}\n"])
    return text[:imports[0].start()] + "".join(lines) + text[imports[-1].end():]


def _loaded_anew(lab: Lab) -> Lab:
    """The lab as its files are now."""
    reference = lab.reference
    for name in [name for name in sys.modules if name == lab.package or name.startswith(f"{lab.package}.")]:
        del sys.modules[name]
    return load(reference)


def _write(templates: Path, folder: Path, words: dict[str, str]) -> None:
    for template in _files(templates):
        place = template.relative_to(templates).as_posix().removesuffix(SUFFIX).replace("PART", words["part"])
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_filled(template, words), encoding="utf-8", newline="\n")
        shutil.copymode(template, target)


def _filled(template: Path, words: dict[str, str]) -> str:
    return string.Template(template.read_text(encoding="utf-8")).substitute(words)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob(f"*{SUFFIX}")) if path.is_file())
