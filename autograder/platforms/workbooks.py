"""Excel workbooks (.xlsx): worksheets as tables, and scores filled into a teacher's own, which stays as it is.

Registrars' sheets (教务系统) have a title over the headings, cells merged over several rows or columns, and
numbers that are shown with leading zeros.
"""
from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from autograder.i18n.messages import say
from autograder.platforms.sheets import Sheet, heading_key
from autograder.submissions.intake import IntakeError

if TYPE_CHECKING:  # takes a quarter of a second, and most classes have no workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MAX_UNPACKED = 256 * 2**20
MAX_ROWS, MAX_COLUMNS = 20_000, 300
ZEROS = re.compile(r"0+")  # a number format that shows as many digits


def tables(data: bytes, origin: str) -> list[Sheet]:
    """Every worksheet that holds anything, hidden ones aside, as a table of text. Raises IntakeError."""
    return [Sheet(rows, origin=f"{origin}, {worksheet.title}") for worksheet in _open(data, origin, values=True)
            if worksheet.sheet_state == "visible" and (rows := _rows(worksheet))]


def fill(data: bytes, origin: str, scores: Mapping[str, Mapping[int, tuple[int, int]]]) -> bytes:
    """The workbook with these numbers in it, formulas, formats and all else as they were.

    scores: worksheet's title -> row, counted from 0 -> (column, number). Raises IntakeError.
    """
    worksheets = _open(data, origin, values=False)
    for worksheet in worksheets:
        for row, (column, number) in scores.get(worksheet.title, {}).items():
            worksheet.cell(row + 1, column + 1).value = number
    written = io.BytesIO()
    worksheets[0].parent.save(written)
    return written.getvalue()


def _open(data: bytes, origin: str, values: bool) -> list[Worksheet]:
    """The worksheets. values: what formulas have come to in the place of the formulas."""
    from openpyxl import load_workbook

    if data.startswith(OLD_EXCEL):
        raise IntakeError(say("{path} is a workbook of Excel's old format (.xls), or has a password. Save it as "
                              ".xlsx, without one.", path=origin))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
                raise ValueError("too large")
        return list(load_workbook(io.BytesIO(data), data_only=values).worksheets)
    except Exception as error:  # openpyxl raises many kinds
        raise IntakeError(say("{path} can't be read as an Excel workbook ({reason}). Save it again as .xlsx.",
                              path=origin, reason=f"{type(error).__name__}: {error}"[:120])) from error


def _rows(worksheet: Worksheet) -> list[list[str]]:
    """Its cells as text; what is merged stands in each of the cells that it covers."""
    grid = [[_text(cell) for cell in row]
            for row in worksheet.iter_rows(max_row=min(worksheet.max_row, MAX_ROWS),
                                           max_col=min(worksheet.max_column, MAX_COLUMNS))]
    for merged in worksheet.merged_cells.ranges:
        for row in grid[merged.min_row - 1:merged.max_row]:
            for place in range(merged.min_col - 1, min(merged.max_col, len(row))):
                row[place] = grid[merged.min_row - 1][merged.min_col - 1]
    return grid if any(any(row) for row in grid) else []


def _text(cell: Cell) -> str:
    """What a cell shows: whole numbers without a point, with the zeros that its format asks for."""
    value: Any = cell.value
    if value is None:
        return ""
    if isinstance(value, (datetime, date)):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and ZEROS.fullmatch(cell.number_format or ""):
        return str(value).zfill(len(cell.number_format))
    return str(value).strip()


def headed(sheet: Sheet, known: Iterable[str], rows: int = 30) -> tuple[Sheet, int]:
    """(the table from its headings on, the number of rows above them): the row with most of these headings.

    A heading that is merged over two rows is in both; the lower one has the columns' own.
    """
    wanted = set(known)
    counts = [len({heading_key(cell) for cell in row} & wanted) for row in sheet.rows[:rows]]
    best = max(counts, default=0)
    above = max((number for number, count in enumerate(counts) if count == best), default=0) if best else 0
    return Sheet(sheet.rows[above:], sheet.encoding, sheet.delimiter, sheet.newline, sheet.origin), above
