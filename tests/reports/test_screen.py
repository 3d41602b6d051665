"""The terminal's screen: 80 columns, aligned where Chinese characters are wide, complete without colour."""
import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from autograder.grading.asked import result_of
from autograder.grading.verdict import PASSED, Verdict
from autograder.i18n.messages import LANGUAGES, render
from autograder.labs.t1t2.lab import LAB
from autograder.reports.terminal import Screen, class_table
from tests.reports.synthetic import outcomes


def screen(language: str, verdict: Verdict) -> list[str]:
    """The lines that `test` prints into a file, as a CI log keeps them."""
    file = io.StringIO()
    printed = Screen(Console(file=file, width=80, color_system=None), language)
    for result in verdict.results:
        printed.hear(result)
    printed.finish(verdict)
    return file.getvalue().splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_score_fits_one_screen_in_columns(language):
    claim = outcomes(1)[0].verdict.results[0].claim
    lines = screen(language, Verdict("a", "", [result_of(LAB, check, PASSED, claim) for check in LAB.points]))
    assert len(lines) <= 24 and max(map(cell_len, lines)) <= 80
    parts = [line for line in lines if line.startswith(tuple(render(LAB.part[name].title, language) for name in LAB.part))]
    slashes = {cell_len(line[:line.index("  ." )]) for line in parts}
    assert len(parts) == len(LAB.parts) and len(slashes) == 1
    assert "\x1b" not in "".join(lines) and lines[-1] == {
        "en": "Everything passes. Well done.", "zh": "全部通过，做得好！"}[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_line_says_what_to_do_next(language):
    verdict = next(o.verdict for o in outcomes(30) if o.verdict and not o.verdict.required_passed)
    lines = screen(language, verdict)
    first = next(result.check for result in verdict.results if result.outcome != PASSED)
    assert first in lines[-1] and max(map(cell_len, lines)) <= 80


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("encoding", ["cp936", "cp437", "cp1252", "ascii"])
def test_a_windows_code_page_loses_letters_not_the_report(language, encoding):
    verdict = outcomes(1)[0].verdict
    data = "\n".join(screen(language, verdict)).encode(encoding, "replace").decode(encoding)
    assert all(f"{verdict.earned(part.name)}/{part.points}" in data for part in LAB.parts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_class_fits_80_columns_whatever_is_wrong(language):
    file = io.StringIO()
    Console(file=file, width=80, color_system=None).print(class_table(outcomes(8), language))
    lines = file.getvalue().splitlines()
    assert max(map(cell_len, lines)) <= 80 and len(lines) < 40
