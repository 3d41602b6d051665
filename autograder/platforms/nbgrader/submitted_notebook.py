"""Read a submitted notebook as nbgrader does, whatever it is."""
from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode, from_dict, v4

from autograder.i18n.messages import Message, say
from autograder.platforms.nbgrader.markdown import fenced
from autograder.submissions import intake
from autograder.submissions.intake import IntakeError
from autograder.submissions.notebooks import NotANotebook, cells
from autograder.submissions.submission import decode_text

# Where a notebook tells the next step what the last one found.
FINDINGS = "autograder_findings"
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


class PatientExporter(NotebookExporter):
    """Reads what nbconvert would give up on, and hands on plain cells: source, picture, nbgrader's metadata.

    nbgrader takes a submission that can't be read out of `autograded/`, with every point of it.
    """

    def from_file(self, file_stream: Any, resources: dict | None = None, **options: Any) -> tuple:
        # The first of two steps; the second reads what the first has written.
        if self.parent is not None and self.parent._sanitizing:
            return self.from_notebook_node(read_notebook(Path(file_stream.name)), resources, **options)
        return super().from_file(file_stream, resources, **options)


def read_notebook(path: Path) -> NotebookNode:
    """The notebook at path; an empty one, with a finding that says why, where there is none."""
    try:
        blobs = intake.collect(path)
        if path.name not in blobs.blobs:
            raise IntakeError(blobs.notes[0])
        return notebook_of(blobs.blobs[path.name], path.name)
    except IntakeError as error:
        return with_findings(v4.new_notebook(), [error.message])


def notebook_of(data: bytes, name: str) -> NotebookNode:
    """The same of a notebook's bytes."""
    try:
        found = cells(decode_text(data)[0], pictures=True)
    except NotANotebook as error:
        return with_findings(v4.new_notebook(), [say(
            "{file} can't be read as a notebook: {reason}. Save it again from Jupyter.",
            file=name, reason=str(error))])
    book = v4.new_notebook()
    book.cells = [_plain(*cell) for cell in found]  # not yet valid: ids may be odd, or one for all
    return book


def with_findings(book: NotebookNode, findings: list[Message]) -> NotebookNode:
    """The notebook with these findings, which `take_findings` gives back."""
    book.metadata[FINDINGS] = [finding.to_json() for finding in findings]
    return book


def take_findings(book: NotebookNode) -> list[Message]:
    """What was found so far; it is no part of the notebook afterwards."""
    return [Message.from_json(record) for record in book.metadata.pop(FINDINGS, [])]


def _plain(kind: str, source: str, cell: dict[str, Any]) -> NotebookNode:
    """A cell with nothing but what is read of it: nbconvert gives up on odd metadata, too."""
    if kind not in ("code", "markdown"):  # raw cells are HTML to whoever prints a notebook
        return v4.new_markdown_cell(fenced(source))
    plain = v4.new_code_cell(source) if kind == "code" else v4.new_markdown_cell(source)
    mark = cell["metadata"].get("nbgrader") if isinstance(cell.get("metadata"), dict) else None
    if isinstance(mark, dict):
        plain.metadata["nbgrader"] = from_dict(mark)
    if isinstance(cell.get("id"), str):
        plain.id = cell["id"]
    if kind == "markdown" and (pictures := _pictures(cell.get("attachments"))):
        plain.attachments = pictures
    return plain


def _pictures(attachments: Any) -> dict[str, dict[str, str]]:
    """Name -> type -> data of the pictures that were pasted into a cell."""
    if not isinstance(attachments, dict):
        return {}
    found = {name: {kind: data for kind, data in bundle.items()
                    if kind in PICTURES and isinstance(data, str) and BASE64.fullmatch(data)}
             for name, bundle in attachments.items() if isinstance(bundle, dict)}
    return {name: bundle for name, bundle in found.items() if bundle}
