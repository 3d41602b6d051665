"""Walk through folders and archives, down to where submissions lie."""
from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import tzinfo
from functools import partial
from pathlib import Path

from autograder.i18n.messages import say
from autograder.lab import Lab
from autograder.platforms import canvas, folder, moodle
from autograder.platforms.finding import Find, Piece, holds_code
from autograder.platforms.gradescope import export
from autograder.platforms.nbgrader import submitted
from autograder.platforms.places import Entry, Folder, Place, Unreadable, open_archive
from autograder.platforms.staging import copy_zip
from autograder.submissions.records import Remark
from autograder.submissions.submission import NOTEBOOK

READERS = (export, moodle, canvas, submitted)
MAX_DEPTH = 4


class Survey:
    """Finds submissions. archives: keeps open what is opened; lab: what is handed in to.

    assignment: which of an nbgrader course's; zone: the one that the course is held in.

    left_out: what is no submission; remarks: what could be taken otherwise.
    """

    def __init__(self, archives: ExitStack, lab: Lab, assignment: str = "", zone: tzinfo | None = None) -> None:
        self._archives, self._files = archives, frozenset({*lab.files, NOTEBOOK})
        self._claims = {module: module.claim for module in READERS}
        self._claims[submitted] = partial(submitted.claim, assignment=assignment, zone=zone)
        self._claims[export] = partial(export.claim, zone=zone)
        self.left_out: list[Remark] = []
        self.remarks: list[Remark] = []

    def of(self, path: Path) -> Iterator[Find]:
        """The submissions at a path that a person named: it is one, or it holds them."""
        path = path.resolve()  # a link counts where the caller names it
        here, entry = Folder(path.parent, self._files), Entry(path.name, path.is_dir())
        if entry.is_folder and not holds_code(Folder(path, self._files)):
            yield from self._at(Folder(path, self._files))
        elif entry.ending == ".zip":
            yield from self._zip(here, entry, named=True)
        else:
            self._doubt(here.at(entry.name), folder.folders_in(Folder(path, self._files)) if entry.is_folder else 0)
            yield folder.find_of(here, entry)

    def _doubt(self, place: str, count: int) -> None:
        if count > 1:
            self.remarks.append(Remark(place, say(
                "it holds {n} folders or zips that could be submissions; it was graded as one", n=count)))

    def _at(self, place: Place, section: str = "", depth: int = 0) -> Iterator[Find]:
        """The submissions at a place: each reader takes what it knows, then folders of folders are gone into."""
        try:
            entries = place.entries()
            for module in READERS:
                if not module.recognises(place, entries):
                    continue
                claim = self._claims[module](place, entries)
                self.left_out += claim.left_out
                self.remarks += claim.remarks
                entries = [entry for entry in entries if entry.name not in claim.names]
                yield from map(folder.unwrapped, claim.finds)
            deeper = self._classes(place, entries) if depth < MAX_DEPTH else []
        except Unreadable as error:
            self.left_out.append(Remark(place.label, error.reason))
            return
        for entry in deeper:
            yield from self._at(place.folder(entry.name), _joined(section, entry.name), depth + 1)
        claim = folder.claim(place, [entry for entry in entries if entry not in deeper], section)
        self.left_out += claim.left_out
        for find in claim.finds:
            piece = find.pieces[0]
            if piece.entry.ending == ".zip" and depth < MAX_DEPTH:
                yield from self._zip(piece.place, piece.entry, section, depth)
            else:
                yield folder.unwrapped(find)

    def _classes(self, place: Place, entries: list[Entry]) -> list[Entry]:
        """The folders here that are no submissions but hold a class."""
        held = folder.sections(place, entries)
        exports = [entry for entry in entries if entry.is_folder and not entry.is_link and not folder.is_junk(entry)
                   and entry not in held and _is_export(_descended(place.folder(entry.name)))]
        return held + exports

    def _zip(self, place: Place, entry: Entry, section: str = "", depth: int = 0,
             named: bool = False) -> Iterator[Find]:
        """A zip is one submission, or a class's download. named: a person named it, so it may be large."""
        find = folder.find_of(place, entry, section)
        path = place.path(entry.name) or self._copied(find.pieces[0])
        count, is_export = _look_into(path, self._files, named) if path else (0, False)
        if path and (is_export or count >= folder.CLASS):
            archive = self._archives.enter_context(open_archive(path, self._files, named))
            archive.label = find.at
            self.left_out += [Remark(f"{find.at}/{name}", say("its path leads out of the archive"))
                              for name in archive.astray]
            yield from self._at(_descended(archive), "" if named else _joined(section, entry.stem), depth + 1)
            return
        self._doubt(find.at, count)
        yield find

    def _copied(self, piece: Piece) -> Path | None:
        """A zip inside a zip as a file to look into, as long as the survey's archives are open."""
        target = Path(self._archives.enter_context(tempfile.TemporaryDirectory(prefix="lab-intake-"))) / "inner.zip"
        try:
            copy_zip(piece, target)
        except Unreadable:  # whoever grades it says so
            return None
        return target


def _look_into(zipped: Path, files: frozenset[str], whole_class: bool) -> tuple[int, bool]:
    """How many submissions a zip may hold, and whether it is a platform's download."""
    try:
        with open_archive(zipped, files, whole_class) as archive:
            top = _descended(archive)
            return folder.submissions_in(top), _is_export(top)
    except Unreadable:  # whoever grades it says so
        return 0, False


def _is_export(place: Place) -> bool:
    try:
        entries = place.entries()
        return any(module.recognises(place, entries) for module in READERS)
    except Unreadable:
        return False


def _descended(place: Place) -> Place:
    """The place itself, or, as long as it holds nothing but one folder, that folder."""
    for _ in range(MAX_DEPTH):
        try:
            entries = [entry for entry in place.entries() if not folder.is_junk(entry)]
        except Unreadable:
            return place
        if len(entries) != 1 or not entries[0].is_folder or entries[0].is_link:
            return place
        place = place.folder(entries[0].name)
    return place


def _joined(section: str, name: str) -> str:
    return f"{section}_{name}" if section else name
