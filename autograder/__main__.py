"""`python -m autograder VERB`: the command line, the same on every system."""
from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from autograder import rubric
from autograder.messages import LANGUAGES, default_language, render, say

LANGUAGE = click.option("--lang", type=click.Choice(LANGUAGES), default=None,
                        help="Language of the report (default: from the locale).")
WORKER = click.option("--worker", type=click.Choice(["auto", "zygote", "plain"]), default="auto",
                      help="How student code is run (default: the best kind this machine has).")
SAMPLE_CLASS = Path(__file__).resolve().parent.parent / "fixtures" / "submissions"


@click.group()
def main() -> None:
    """The T1 -> T2 lab: grade, release, examine."""
    for stream in (sys.stdout, sys.stderr):  # a Windows console's code page can't print Chinese
        stream.reconfigure(errors="replace")


@main.command()
@click.argument("path", type=click.Path(path_type=Path), default="assignment")
@click.option("--part", "parts", multiple=True, type=click.Choice(list(rubric.BY_NAME)),
              help="Judge this part only (may be repeated).")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False),
              help="Also write the verdict as a page with pictures to this file.")
@LANGUAGE
@WORKER
def test(path: Path, parts: tuple[str, ...], as_json: bool, html: Path | None, lang: str | None,
         worker: str) -> None:
    """Grade one folder, zip or notebook here and now. Exit 0 only if every required check passes."""
    from rich.console import Console

    from autograder.grading import grade
    from autograder.reports.terminal import Screen, print_json
    from autograder.sandbox import open_workers
    from autograder.submission import IntakeError, read_submission

    language = lang or default_language()
    try:
        submission = read_submission(path.resolve(), path.resolve().name)
    except IntakeError as error:
        raise SystemExit(_complain(render(error.message, language))) from None
    workers = open_workers(worker)
    screen = Screen(Console(), language)
    gathered = []
    try:
        verdict = grade(submission, workers, parts=parts or None, secret=_secret(),
                        listener=(lambda verdict: None) if as_json else (
                            lambda verdict: screen.hear(verdict.results[-1])),
                        witness=_gatherer(gathered) if html else None)
    finally:
        workers.close()
    if html:
        from autograder.reports.pages.feedback import write_feedback

        write_feedback(verdict, gathered[0], html, language)
    if as_json:
        print_json(verdict, language)
    else:
        screen.finish(verdict)
    sys.exit(0 if verdict.required_passed else 1)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), default="graded", show_default=True,
              help="Folder for verdicts and tables.")
@click.option("--jobs", type=click.IntRange(1), default=None,
              help="Submissions graded at a time (default: one a core).")
@click.option("--unconfined", is_flag=True,
              help="Grade with less confinement than strangers' code needs; every verdict says so.")
@click.option("--pictures/--no-pictures", default=True, show_default=True,
              help="Run each submission once more, on public slices, for the pictures on its page.")
@LANGUAGE
@WORKER
def grade(paths: tuple[Path, ...], out: Path, jobs: int | None, unconfined: bool, pictures: bool,
          lang: str | None, worker: str) -> None:
    """Grade every submission under PATHS (default: the sample class)."""
    from autograder.classroom import run_class
    from autograder.doctor import too_little_confinement

    language = lang or default_language()
    if not unconfined and (lack := too_little_confinement()):
        raise SystemExit(_complain(render(lack, language)))
    chosen = list(paths) or [SAMPLE_CLASS]
    for path in chosen:
        if not path.exists():
            raise SystemExit(_complain(render(say(
                "{path} does not exist. Give a folder of submissions, a zip or a notebook.",
                path=str(path)), language)))
    sys.exit(run_class(chosen, out, jobs or os.cpu_count() or 1, _secret(), worker,
                       language, pictures))


@main.command()
@click.argument("out", type=click.Path(path_type=Path, exists=True, file_okay=False), default="graded")
@LANGUAGE
def report(out: Path, lang: str | None) -> None:
    """Print every page and table of OUT anew from its verdicts, in any language."""
    from autograder.reports.pages.archive import reprint

    language = lang or default_language()
    if not reprint(out, language):
        raise SystemExit(_complain(render(say(
            "{out} holds no verdicts: give the folder that `grade` wrote.", out=str(out)), language)))
    click.echo(out / "class.html")


@main.command("zip")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), default="assignment")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default="submission.zip", show_default=True)
@LANGUAGE
def pack(folder: Path, out: Path, lang: str | None) -> None:
    """Student: pack what FOLDER has to hand in. Exit 1 where something is missing or does not compile."""
    from autograder.handin import pack as make
    from autograder.submission import IntakeError

    language = lang or default_language()
    try:
        names, findings = make(folder, out)
    except IntakeError as error:
        raise SystemExit(_complain(render(error.message, language))) from None
    for finding in findings:
        click.echo(f"!  {render(finding, language)}")
    packed = (say("{out} holds {files}. It costs points as it is; `test` says more.", out=str(out),
                  files=", ".join(names)) if findings else
              say("{out} holds {files}. Hand it in.", out=str(out), files=", ".join(names)))
    click.echo(render(packed, language))
    sys.exit(1 if findings else 0)


@main.command()
@click.option("--package", type=click.Path(path_type=Path, dir_okay=False), default="dist/t1t2-lab-student.zip",
              show_default=True, help="Where the students' package goes.")
def release(package: Path) -> None:
    """Make the students' skeleton, notebook and package from solution/."""
    from autograder.delivery.package import build
    from autograder.delivery.skeleton import ROOT
    from autograder.delivery.skeleton import release as make

    for path in [*make(ROOT / "solution", ROOT / "assignment"), build(package)]:
        click.echo(path)


@main.command()
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False),
              default="dist/gradescope-autograder.zip", show_default=True)
@click.option("--secret", default="", help="Seeds the hidden inputs (default: a new one).")
@click.option("--torch-index", default="", help="A package index with CPU builds of torch, for a small image.")
@click.option("--unconfined", is_flag=True, help="Grade even where the container can't confine strangers' code.")
@LANGUAGE
def gradescope(out: Path, secret: str, torch_index: str, unconfined: bool, lang: str | None) -> None:
    """Make the zip that Gradescope takes as an autograder; students read its reports in LANG."""
    import secrets

    from autograder.delivery.gradescope import build

    click.echo(build(out, lang or default_language(), secret or secrets.token_hex(16), torch_index, unconfined))


@main.command()
@click.option("--data", type=click.Path(path_type=Path), help="Look at this data folder instead of the machine.")
@LANGUAGE
def doctor(data: Path | None, lang: str | None) -> None:
    """What this machine can and can't do; with --data, whether a data folder is sound."""
    if data is None:
        from autograder.doctor import examine

        sys.exit(examine(lang or default_language()))
    from autograder.data_folder import examine_data

    findings = examine_data(data)
    for finding in findings:
        mark = {True: "ok ", False: "NO ", None: "?  "}[finding.good]
        click.echo(mark + render(finding.message, lang or default_language()))
    sys.exit(1 if any(finding.good is False for finding in findings) else 0)


@main.command()
@click.option("--update", is_flag=True, help="Store what is found as right, after you have read it.")
@click.option("--jobs", type=click.IntRange(1), default=None)
@click.option("--only", multiple=True, type=click.Choice(["submissions", "right", "misconceptions", "heldout"]),
              help="Look at this set only (may be repeated).")
@click.option("--part", "parts", multiple=True, type=click.Choice(list(rubric.BY_NAME)),
              help="Misconceptions of this part only (may be repeated).")
def verify(update: bool, jobs: int | None, only: tuple[str, ...], parts: tuple[str, ...]) -> None:
    """The course lints itself: stored verdicts, right submissions, and the confusion table."""
    from autograder.verification import SETS, verify_course

    sys.exit(verify_course(jobs or os.cpu_count() or 1, update, only or SETS, parts or tuple(rubric.BY_NAME)))


@main.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True), default=SAMPLE_CLASS.parent.parent / "solution")
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True)
def bench(path: Path, rounds: int) -> None:
    """What confinement costs (CPU time, as a ratio in one run), and the memory that a grading takes."""
    from autograder.benchmark import bench_confinement

    for name, value in bench_confinement(path, rounds).items():
        click.echo(f"{name:<12} {value:8.2f}")


def _gatherer(gathered: list):
    """A witness that puts the evidence for the page into this list."""
    from autograder.evidence import gather

    return lambda examination, verdict: gathered.append(gather(examination, verdict.results))


def _secret() -> str:
    """Seeds the inputs: the public ones, unless a server sets its own."""
    return os.environ.get("AUTOGRADER_SECRET", "public")


def _complain(text: str) -> int:
    click.echo(text, err=True)
    return 2


if __name__ == "__main__":
    main()
