"""grades.xlsx: the class for a spreadsheet program, a worksheet for all, one a class (班级), and the mistakes."""
from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len

from autograder.batch.class_record import load
from autograder.batch.grade import Outcome
from autograder.grading.atomic import write_atomically
from autograder.i18n.messages import Message, render, say
from autograder.i18n.plaintext import plain
from autograder.reports import overview
from autograder.reports.tables import SECTION, grades

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HEADINGS = {"submission": say("submission"), "id": say("student number"), "name": say("name"),
            "email": say("e-mail"), "handed_in": say("handed in"), "late": say("late"), SECTION: say("class"),
            "score": say("score"), "bonus": say("bonus"), "challenge": say("challenge"), "flags": say("to look at")}
WIDEST, NARROWEST = 48, 6
MAX_TITLE = 31  # of a worksheet, and without these
FORBIDDEN = str.maketrans("[]:*?/\\'", "        ")


def write_workbook(outcomes: Iterable[Outcome], path: Path, language: str) -> None:
    """Write the class's workbook. Numbers are numbers, student numbers text; nothing in it is a formula."""
    from openpyxl import Workbook

    outcomes = sorted(outcomes, key=lambda outcome: outcome.name)
    heading, *rows = grades(outcomes, load(path.parent), language)
    titles = {part.name: part.heading for part in overview.parts(outcomes)}
    shown = [render(HEADINGS.get(name) or titles.get(name) or Message(name), language) for name in heading]
    book = Workbook()
    _fill(book.active, render(say("grades"), language), [shown, *rows])
    if SECTION in heading:
        place = heading.index(SECTION)
        sections = sorted({row[place] for row in rows if row[place]})
        for section in sections if len(sections) > 1 else []:
            _fill(book.create_sheet(), section, [shown, *(row for row in rows if row[place] == section)])
    mistakes: list[list[str | int | float]] = [
        [plain(render(row.sentence, language)) if row.sentence else row.name, len(row.who),
         ", ".join(map(plain, row.who))] for row in overview.mistakes(outcomes)]
    words = [render(word, language) for word in (say("mistake"), say("how many"), say("whose"))]
    _fill(book.create_sheet(), render(say("mistakes"), language), [words, *mistakes])
    written = io.BytesIO()
    book.save(written)
    write_atomically(path, written.getvalue())


def _fill(worksheet: Worksheet, title: str, rows: Sequence[Sequence]) -> None:
    """A table with a heading that stays in sight, columns as wide as what they hold, and a filter."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    worksheet.title = title.translate(FORBIDDEN).strip()[:MAX_TITLE] or "-"
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            cell = worksheet.cell(number, place, value if value != "" else None)
            if isinstance(value, str) and value:
                cell.data_type = "s"  # also where it begins like a formula
                cell.number_format = "@"
            if number == 1:
                cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for place, column in enumerate(zip(*rows), 1):
        width = max(cell_len(str(value)) for value in column) + 2
        worksheet.column_dimensions[get_column_letter(place)].width = min(max(width, NARROWEST), WIDEST)
    worksheet.freeze_panes = "B2"
    worksheet.auto_filter.ref = worksheet.dimensions
