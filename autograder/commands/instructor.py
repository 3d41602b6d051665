"""An instructor's verbs: `new-lab`, `new-part`, `release`, `gradescope`, `nbgrader` and `doctor`."""
from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from autograder.commands.shared import HINTS, LANGUAGE, chosen_lab, complain, needing, of_lab, read_challenge_data
from autograder.i18n.messages import default_language, render, say
from autograder.lab import Lab


@click.command()
@click.option("--package", type=click.Path(path_type=Path, dir_okay=False), default=None,
              help="Where the students' package goes (default: dist/LAB-lab-student.zip).")
@click.option("--update-texts", is_flag=True, help="Write settings and points into the texts that state others.")
def release(package: Path | None, update_texts: bool) -> None:
    """Make the students' skeleton, notebook and package from solution/; refuses while texts contradict the lab."""
    _in_the_whole_project("release", default_language())
    with needing("release", "dev", default_language()):
        from autograder.release.package import build
        from autograder.release.skeleton import release as make

    lab = chosen_lab()
    if update_texts:
        from autograder.release.texts import no_mistakes_any_more, update

        by_hand = list(no_mistakes_any_more(lab))
        for path, places in update(lab).items():
            click.echo(f"{path}: {places} written")
        for one in by_hand:
            click.echo(one.shown(lab))
    require_agreement(lab)
    for path in [*make(lab), build(package or Path("dist", f"{lab.name}-lab-student.zip"), lab)]:
        click.echo(path)


def require_agreement(lab: Lab) -> None:
    """End the program, in words, where a text of the lab states something else than its settings and parts."""
    from autograder.release.texts import contradictions

    if found := contradictions(lab):
        lines = [one.shown(lab) for one in found]
        if any(one.span for one in found):
            lines.append("release --update-texts writes what is right into the texts.")
        raise SystemExit(complain("\n".join(lines)))


def _in_the_whole_project(verb: str, language: str) -> None:
    """End the program, in words, in a package of students or graders, which brings nothing to make releases with."""
    if not (Path(__file__).parents[1] / "release").is_dir():
        raise SystemExit(complain(render(say(
            "{verb} makes a release, and this is one: run it in the course's whole project.", verb=verb), language)))


@click.command()
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False),
              default=partial(of_lab, "dist/gradescope-autograder.zip"), show_default="dist/gradescope-autograder.zip")
@click.option("--secret", default="", help="Seeds the hidden inputs (default: a new one).")
@click.option("--torch-index", default="", help="A package index with CPU builds of torch, for a small image.")
@click.option("--unconfined", is_flag=True, help="Grade even where the container can't confine strangers' code.")
@click.option("--challenge-data", type=click.Path(path_type=Path),
              help="Score the challenge on this data folder's testA and testB, which go into the zip (default: heads "
                   "drawn from the secret).")
@LANGUAGE
@HINTS
def gradescope(out: Path, secret: str, torch_index: str, unconfined: bool, challenge_data: Path | None,
               lang: str | None) -> None:
    """Make the zip that Gradescope takes as an autograder; students read its reports in LANG."""
    import secrets

    language = lang or default_language()
    _in_the_whole_project("gradescope", language)
    from autograder.platforms.gradescope.package import build

    if challenge_data:
        read_challenge_data(challenge_data, language)  # said now, and not by a container
    require_agreement(chosen_lab())
    click.echo(build(out, chosen_lab(), language, secret or secrets.token_hex(16), torch_index, unconfined,
                     challenge_data))


@click.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False),
              default=partial(of_lab, "dist/nbgrader-course"), show_default="dist/nbgrader-course",
              help="The course folder; submissions, gradebook and settings in it stay.")
@click.option("--secret", default="", help="Seeds the hidden inputs of a new course (default: a new one).")
@click.option("--answer-points", type=click.FloatRange(0), default=0, show_default=True,
              help="Points for each written answer, on top of the rubric's.")
@LANGUAGE
def nbgrader(out: Path, secret: str, answer_points: float, lang: str | None) -> None:
    """Make a course folder for nbgrader; students read its reports in LANG."""
    import secrets

    language = lang or default_language()
    _in_the_whole_project("nbgrader", language)
    with needing("nbgrader", "dev", language):
        from autograder.platforms.nbgrader.course import build

    require_agreement(chosen_lab())
    for path in build(out, chosen_lab(), language, secret or secrets.token_hex(16), answer_points):
        click.echo(path)


@click.command("new-lab")
@click.argument("name", metavar="NAME")
def new_lab(name: str) -> None:
    """Begin a lab that passes already: NAME is a name, or the path of a folder outside the repository."""
    from autograder.release import scaffold

    lab = scaffold.new_lab(name)
    click.echo(f"{lab.folder}: {', '.join(lab.part)}. Read docs/new-lab.md. What to do next:\n{_next(lab)}")


@click.command("new-part")
@click.argument("name", metavar="NAME")
def new_part(name: str) -> None:
    """Add one more part to a lab, with its solution and mistakes."""
    from autograder.release import scaffold

    lab = scaffold.new_part(chosen_lab(), name)
    click.echo(f"{lab.folder / 'parts' / name}: change it to what you ask for. The tables of points want a row, the "
               f"samples and right styles a {name}.py. What to do next:\n{_next(lab)}")


def _next(lab: Lab) -> str:
    """The commands that make what is generated, and say what is missing."""
    own = lab.reference
    return "\n".join((f"  python -m autograder.verification.fingerprints --update --lab {own}",
                      f"  python -m autograder --lab {own} test {lab.solution}",
                      f"  python -m autograder --lab {own} release --package dist/{lab.student_folder}.zip",
                      f"  python -m autograder --lab {own} verify"))


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="Look at this data folder instead of the machine.")
@LANGUAGE
def doctor(data: Path | None, lang: str | None) -> None:
    """What this machine can and can't do; with --data, whether a data folder is in good order."""
    if data is None:
        from autograder.commands.doctor import examine

        sys.exit(examine(lang or default_language()))
    own = chosen_lab().module("data_folder")
    if own is None:
        raise SystemExit(complain(render(say("This lab says nothing of data folders."), lang or default_language())))
    findings = own.examine_data(data)
    for finding in findings:
        mark = {True: "ok ", False: "NO ", None: "?  "}[finding.good]
        click.echo(mark + render(finding.message, lang or default_language()))
    sys.exit(1 if any(finding.good is False for finding in findings) else 0)
