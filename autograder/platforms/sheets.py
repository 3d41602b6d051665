"""CSV tables of other programs, written back as they were: encoding, delimiter, line ends."""
from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from autograder.i18n.messages import say
from autograder.submissions import intake
from autograder.submissions.intake import IntakeError
from autograder.submissions.submission import decode_text

MAX_SHEET = 64 * 2**20
DELIMITERS = ",;\t"
WEB_PAGE = re.compile(rb"\s*(\xef\xbb\xbf)?\s*<(!doctype html|html|table|meta)\b", re.IGNORECASE)


@dataclass
class Sheet:
    """A table: its first row is the header. Cells are text, exactly as they were."""

    rows: list[list[str]]
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    newline: str = "\r\n"
    origin: str = ""
    headings: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.headings = [heading_key(name) for name in self.rows[0]] if self.rows else []

    @property
    def header(self) -> list[str]:
        return self.rows[0] if self.rows else []

    def column(self, names: Iterable[str]) -> int | None:
        """The place of the first heading that is one of these names (as heading_key writes them)."""
        wanted = set(names)
        return next((place for place, name in enumerate(self.headings) if name in wanted), None)

    def cell(self, row: list[str], place: int | None) -> str:
        """What stands there without spaces around it; empty where the row is too short."""
        return row[place].strip() if place is not None and place < len(row) else ""

    def encoded(self) -> bytes:
        """The table as a file's bytes, as the one it was read from."""
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=self.delimiter, lineterminator=self.newline).writerows(self.rows)
        return buffer.getvalue().encode(self.encoding, errors="replace")


def heading_key(name: str) -> str:
    """A heading without case, spaces and signs: "SIS User ID" is sisuserid."""
    return re.sub(r"[\W_]+", "", name).casefold()


def read_bytes(path: Path) -> bytes:
    """What a table's file holds, up to a little more than one may. Raises IntakeError."""
    try:
        with intake.open_safely(path) as file:
            return file.read(MAX_SHEET + 1)
    except OSError as error:
        raise IntakeError(say("{path} can't be read ({reason}).", path=str(path),
                              reason=error.strerror or str(error))) from None


def read_sheet(path: Path) -> Sheet:
    """The table in a CSV file: UTF-8, UTF-16 or GBK; commas, semicolons or tabs. Raises IntakeError."""
    data = read_bytes(path)
    if WEB_PAGE.match(data):
        raise IntakeError(say("{path} is a web page under a table's name, as some systems export. Open it in a "
                              "spreadsheet program and save it as .xlsx.", path=str(path)))
    text, encoding = _decoded(data)
    if len(data) > MAX_SHEET or "\0" in text or not text.strip():
        raise IntakeError(say("{path} is no CSV table. Export it again as CSV.", path=str(path)))
    first = text.lstrip("\r\n").splitlines()[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
    except csv.Error as error:
        raise IntakeError(say("{path} is no CSV table ({reason}). Export it again as CSV.", path=str(path),
                              reason=str(error))) from None
    return Sheet(rows, encoding, delimiter, "\r\n" if "\r\n" in text else "\n", str(path))


def _decoded(data: bytes) -> tuple[str, str]:
    """(text, encoding to write it in again)."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace"), "utf-16"
    text, encoding = decode_text(data)
    if encoding == "utf-8":
        return text, "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    return text, encoding
