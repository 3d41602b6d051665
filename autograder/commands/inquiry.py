"""What a teaching assistant asks of a graded class: `explain` and `similarity`."""
from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.commands.shared import GRADED, LANGUAGE, WORKER, chosen_lab, complain, lab_of_folder, secret
from autograder.i18n.messages import default_language, render, say

if TYPE_CHECKING:
    from autograder.batch.class_record import ClassRecord
    from autograder.lab import Lab


@click.command()
@click.argument("student")
@click.argument("check", default="")
@click.option("--out", type=click.Path(path_type=Path, exists=True, file_okay=False), default=GRADED,
              show_default="graded", help="The folder that `grade` wrote.")
@click.option("--dump", type=click.Path(path_type=Path, dir_okay=False),
              help="Write every array of the inputs and observations to this .npz.")
@click.option("--unconfined", is_flag=True, help="Run the student's code with less confinement than it needs.")
@LANGUAGE
@WORKER
def explain(student: str, check: str, out: Path, dump: Path | None, unconfined: bool, lang: str | None,
            worker: str) -> None:
    """For an appeal: judge CHECK of STUDENT again and show inputs, observation and rule. For staff only.

    STUDENT is the name of a submission, or a student's number, name, user name or e-mail address. Without
    CHECK, the checks that the student did not pass are listed.
    """
    from rich.console import Console

    from autograder.batch import appeal, class_record
    from autograder.reports import appeal_report
    from autograder.sandbox import open_workers
    from autograder.sandbox.layers import too_little_confinement
    from autograder.submissions.intake import IntakeError

    language = lang or default_language()
    if not unconfined and (lack := too_little_confinement()):
        raise SystemExit(complain(render(lack, language)))
    lab = lab_of_folder(out, language)
    try:
        opened = partial(open_workers, worker, lab=lab.reference)
        heard = appeal.hear(out, class_record.load(out), student, check, secret(), opened)
    except (appeal.Refused, IntakeError) as error:
        raise SystemExit(complain(render(error.message, language))) from None
    appeal_report.show(heard, Console(), language)
    if dump:
        appeal_report.dump(heard, dump)
        click.echo(render(say("The arrays are in {path}.", path=str(dump)), language))


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=None,
              help="Where similarity.html and similarity.csv go (default: the graded folder, else here).")
@click.option("--least", type=click.IntRange(1, 100), default=60, show_default=True, metavar="PERCENT",
              help="Tell pairs of which this much of one is in the other.")
@LANGUAGE
def similarity(paths: tuple[Path, ...], out: Path | None, least: int, lang: str | None) -> None:
    """Compare the submissions of a graded folder (default: graded), or those under PATHS, with each other."""
    import tempfile

    from autograder.batch import class_record
    from autograder.platforms import take_in
    from autograder.submissions.intake import IntakeError
    from autograder.submissions.similarity import NotInstalled

    language = lang or default_language()
    chosen = list(paths) or [GRADED()]
    try:
        known = class_record.load(chosen[0]) if len(chosen) == 1 else class_record.ClassRecord()
    except IntakeError as error:
        raise SystemExit(complain(render(error.message, language))) from None
    lab = lab_of_folder(chosen[0], language) if known.handed else chosen_lab()
    with tempfile.TemporaryDirectory(prefix="lab-intake-") as copies:
        if not known.handed:
            found = take_in([path for path in chosen if path.exists()], Path(copies), lab=lab)
            known, out = class_record.ClassRecord({one.name: one for one in found.handed}), out or Path()
        if len(known.handed) < 2:
            raise SystemExit(complain(render(say("There are no two submissions to compare under {paths}.",
                                                 paths=", ".join(map(str, chosen))), language)))
        try:
            _compare(known, out or chosen[0], least, language, lab)
        except NotInstalled as error:
            raise SystemExit(complain(render(error.message, language))) from None


def _compare(known: ClassRecord, out: Path, least: int, language: str, lab: Lab) -> None:
    """Compare, write and print. known: the class's record."""
    from itertools import combinations

    from autograder.i18n.plaintext import plain
    from autograder.reports.pages.similarity import write_similarity
    from autograder.submissions.similarity import compare

    def called(name: str) -> str:
        people = ", ".join(student.called for student in known.students(name))
        return plain(f"{people} ({name})" if people else name)

    keys = {name: {student.key for student in handed.students if student.key} for name, handed in known.handed.items()}
    same = [pair for pair in combinations(keys, 2) if keys[pair[0]] & keys[pair[1]]]
    found = compare(known.submissions, least, same, lab)
    for name, reason in found.unread.items():
        click.echo(f"!  {called(name)}: {plain(render(reason, language))}", err=True)
    for pair in found.pairs[:20]:
        click.echo(f"{pair.percent[0]:3} % {pair.percent[1]:3} %  {called(pair.names[0])}  |  {called(pair.names[1])}")
    page = write_similarity(found, out, least, language, called, lab)
    click.echo(render(say("{n} of {all} pairs are alike by {least} % or more; {page} shows their lines.",
                          n=len(found.pairs), all=found.compared * (found.compared - 1) // 2, least=least,
                          page=str(page)), language))
