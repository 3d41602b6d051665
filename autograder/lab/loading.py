"""Find a lab by its name, or by the folder that it lies in."""
from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path

from autograder.i18n.messages import Message, add_translations, say
from autograder.lab.description import LABS, Lab, labs_folder

LAB_FILE = "lab.py"
# Name -> folder of the labs that this process has loaded from elsewhere: their verdicts know them by their names.
_elsewhere: dict[str, Path] = {}


class UnknownLab(Exception):
    """No lab has this name; message: which there are."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)  # as it travels between processes
        self.message = message

    def __str__(self) -> str:
        return self.message.text


def load(reference: str = "") -> Lab:
    """The lab of this name, or in this folder; the default one where nothing is named. Raises UnknownLab."""
    labs, default = labs_folder(), importlib.import_module(LABS).DEFAULT
    if reference in ("", Path(default).name):
        reference = default
        folder = (labs.parents[1] / default).resolve()  # a released package may hold a lab beside the engine
    else:
        folder = Path(reference).resolve()
    if Path(reference).name != reference:
        if folder.parent != labs:
            return _ready(_load_folder(folder))
        reference = folder.name
    if reference in _elsewhere:
        return _ready(_load_folder(_elsewhere[reference]))
    if reference not in names():
        raise UnknownLab(say("No lab is called {name}. There are {names}; one that lies elsewhere is named by its "
                             "folder, as path/to/{name}.", name=reference, names=", ".join(names())))
    return _ready(importlib.import_module(f"{LABS}.{reference}.lab").LAB)


def known(name: str) -> Lab | None:
    """The lab of this name as it is today; None where it is gone, or lies elsewhere and was not loaded."""
    try:
        return load(name)
    except UnknownLab:
        return None


def _ready(lab: Lab) -> Lab:
    """A lab whose sentences are translated from now on."""
    add_translations(lab.folder / "locale", lab.folder / "fingerprints.json")
    return lab


def names() -> list[str]:
    """The labs that come with the engine."""
    return sorted(path.parent.name for path in labs_folder().glob(f"*/{LAB_FILE}"))


def known_names() -> list[str]:
    """The same, and those that this process has loaded from elsewhere."""
    return [*names(), *_elsewhere]


def _load_folder(folder: Path) -> Lab:
    """A lab outside the engine's folder: a package of the folder's name."""
    if not (folder / LAB_FILE).is_file():
        raise UnknownLab(say("{path} is no lab: it holds no {file}.", path=str(folder), file=LAB_FILE))
    spec = importlib.util.find_spec(folder.name)
    places = spec.submodule_search_locations or [""] if spec else []
    if folder.name in names() or (spec and spec.origin or folder.name in sys.modules) and (
            str(folder) not in [str(Path(place).resolve()) for place in places]):
        raise UnknownLab(say("{path} has the name of another lab or of a Python module: give the lab's folder another "
                             "name.", path=str(folder)))
    _elsewhere[folder.name] = folder
    if folder.name not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            folder.name, folder / "__init__.py", submodule_search_locations=[str(folder)])
        if spec is None or spec.loader is None:
            raise ImportError(f"{folder} is no package")
        module = sys.modules[folder.name] = importlib.util.module_from_spec(spec)
        if (folder / "__init__.py").exists():
            spec.loader.exec_module(module)
    return importlib.import_module(f"{folder.name}.lab").LAB
