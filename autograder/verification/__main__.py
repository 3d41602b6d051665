"""`python -m autograder.verification`: a set of submissions as one archive, and the archive as a set again."""
from __future__ import annotations

from pathlib import Path

import click

from autograder.grading.atomic import write_atomically
from autograder.submissions import frozen


@click.group()
def main() -> None:
    """Pack a set of submissions into one archive, or unpack it."""


@main.command("pack")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("archive", type=click.Path(dir_okay=False, path_type=Path))
def _pack(folder: Path, archive: Path) -> None:
    """Write FOLDER, which holds a folder for each submission, as ARCHIVE."""
    write_atomically(archive, frozen.pack(folder))


@main.command("unpack")
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def _unpack(archive: Path, folder: Path) -> None:
    """Write what is in ARCHIVE to FOLDER, which must be new or empty."""
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty. Name a new folder.")
    frozen.unpack(archive, folder)


if __name__ == "__main__":
    main()
