"""A folder of folders, zips, notebooks and files, with whatever else lies there."""
from __future__ import annotations

from autograder.batch.class_record import RECORD
from autograder.i18n.messages import say
from autograder.platforms.finding import Claim, Find, Piece, holds_code
from autograder.platforms.places import Entry, Place, Unreadable, walk
from autograder.submissions import intake
from autograder.submissions.intake import SOURCES

SYSTEM_FILES = {"thumbs.db", "desktop.ini", "icon\r"}
DATA = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".nii", ".gz", ".npy", ".npz", ".pt", ".pth", ".ckpt", ".h5", ".mat",
        ".dcm", ".safetensors", ".tar"}
# This many folders with the lab's files side by side are a class; two may be one student's old and new.
CLASS = 3


def claim(place: Place, entries: list[Entry], section: str = "") -> Claim:
    """Every folder, zip and source file here is a submission; what is none is left out with its reason.

    section: the name of the folder that these are in, where several such lie beside each other.
    """
    found = Claim()
    for entry in entries:
        if is_junk(entry):
            found.leave_out(place, entry, say("it is a tool's or the system's, not a student's"))
        elif entry.is_folder and not entry.is_link and _is_graded(place.folder(entry.name)):
            found.leave_out(place, entry, say("it holds what a grading has left"))
        elif entry.is_folder and not entry.is_link and _only_data(place.folder(entry.name)):
            found.leave_out(place, entry, say("it holds data and no code"))
        elif entry.is_folder or entry.ending == ".zip" or intake.source_name(entry.name).lower().endswith(SOURCES):
            found.finds.append(find_of(place, entry, section))
        else:
            found.leave_out(place, entry, say("it is neither a folder, a .zip, a .py file nor a notebook"))
    return found


def find_of(place: Place, entry: Entry, section: str = "") -> Find:
    """An entry that is a submission; its name is all that is known of who handed it in."""
    stem = f"{section}_{entry.stem}" if section else entry.stem
    return Find(stem, [Piece(place, entry)], words=entry.stem, twin=entry.ending)


def is_junk(entry: Entry) -> bool:
    """What tools and systems leave beside people's files."""
    return (entry.name.startswith((".", "~$")) or entry.name in intake.JUNK_FOLDERS
            or entry.name.casefold() in SYSTEM_FILES)


def _is_graded(place: Place) -> bool:
    """Whether this is the folder that a class was graded into."""
    try:
        return RECORD in {entry.name for entry in place.entries()}
    except Unreadable:
        return False


def _only_data(place: Place) -> bool:
    """Whether there are files, and all of them pictures, volumes or weights."""
    found = False
    try:
        for _, _, entry in walk(place):
            if is_junk(entry):
                continue
            if entry.ending not in DATA:
                return False
            found = True
    except Unreadable:
        return False
    return found


def sections(place: Place, entries: list[Entry]) -> list[Entry]:
    """The folders here that hold submissions rather than being one.

    Where submissions lie right beside it, a folder with two of them may well be one student's.
    """
    folders = [entry for entry in entries if entry.is_folder and not entry.is_link and not is_junk(entry)]
    held = {entry.name: submissions_in(place.folder(entry.name)) for entry in folders}
    beside = any(entry.ending in (".zip", *SOURCES) for entry in entries) or any(
        holds_code(place.folder(name)) for name, count in held.items() if count == 0)
    return [entry for entry in folders if held[entry.name] >= (CLASS if beside else 2)]


def submissions_in(place: Place) -> int:
    """How many folders and zips right here could be submissions; 0 where code lies beside them."""
    try:
        return 0 if any(entry.ending in SOURCES for entry in place.entries()) else folders_in(place)
    except Unreadable:
        return 0


def folders_in(place: Place) -> int:
    """How many folders and zips right here could be submissions."""
    try:
        return sum(entry.ending == ".zip" or (entry.is_folder and not entry.is_link and not is_junk(entry)
                                              and holds_code(place.folder(entry.name))) for entry in place.entries())
    except Unreadable:
        return 0


def unwrapped(find: Find) -> Find:
    """A folder that holds zips and no code is those zips, laid over each other in the order of their dates."""
    piece = find.pieces[0]
    if len(find.pieces) > 1 or not piece.entry.is_folder or piece.entry.is_link:
        return find
    try:
        files = list(walk(piece.place.folder(piece.entry.name)))
    except Unreadable:
        return find
    zips = [Piece(place, entry) for _, place, entry in files if entry.ending == ".zip"]
    if zips and not any(intake.wanted(inner) and inner.lower().endswith(SOURCES) for inner, _, _ in files):
        find.pieces = sorted(zips, key=lambda piece: piece.entry.modified)
    return find
