"""similarity.html and similarity.csv: which submissions are alike, with the lines that are."""
from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from autograder.grading.atomic import write_atomically
from autograder.i18n.messages import say
from autograder.lab import Lab
from autograder.reports.pages.render import page
from autograder.reports.tables import cell
from autograder.reports.words import lab_title
from autograder.submissions.similarity import Comparison

PAGE, TABLE = "similarity.html", "similarity.csv"
MAX_PAIRS = 100
LABELS = {
    "title": say("Submissions that are alike"), "compared": say("submissions"),
    "pairs": say("pairs"), "lines": say("the lines in common"), "none": say("No two submissions are alike."),
    "more": say("The other pairs are in similarity.csv."),
    "note": say("Names, comments and layout do not count, nor does what the handout gives, the solution has or many "
                "share. A high figure is a reason to look, not a proof."),
}


def write_similarity(found: Comparison, out: Path, least: int, language: str, called: Callable[[str], str],
                     lab: Lab | None = None) -> Path:
    """Write the page and the table into out; called: what people read for a submission's name. Raises OSError."""
    pairs = [{"one": called(pair.names[0]), "other": called(pair.names[1]), "percent": pair.percent, "most": pair.most,
              "blocks": pair.blocks} for pair in found.pairs[:MAX_PAIRS]]
    write_atomically(out / PAGE, page("similarity.html", language, LABELS | {"lab": lab_title(lab.name if lab else "")},
                                      pairs=pairs, found=len(found.pairs), compared=found.compared, least=least))
    buffer = io.StringIO()
    table = csv.writer(buffer)
    table.writerow(["submission", "other", "percent", "percent of other", "shared"])
    table.writerows([*map(cell, pair.names), *pair.percent, pair.shared] for pair in found.pairs)
    write_atomically(out / TABLE, "\ufeff" + buffer.getvalue())
    return out / PAGE
