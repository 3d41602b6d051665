"""Finds IXI's volumes in folders and tar archives, and pairs them by subject."""
from __future__ import annotations

import re
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# IXI's own names: number of the person, hospital, number of the scan, modality.
NAME = re.compile(r"^(IXI\d{3})-(Guys|HH|IOP)-(\d{4})-(T1|T2)\.nii(\.gz)?$")


@dataclass(frozen=True, order=True)
class Source:
    """One volume's bytes: a file, or a member of a tar archive."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        return Path(self.member or self.path).name

    def read(self) -> bytes:
        """All bytes. Raises OSError or tarfile.TarError where they cannot be had."""
        if not self.member:
            return self.path.read_bytes()
        with tarfile.open(self.path) as archive:
            # Not extractfile(name), which first looks at the whole archive and fails at a broken end.
            for member in archive:
                if member.name == self.member:
                    return archive.extractfile(member).read()
        raise tarfile.ReadError(f"{self.path.name} no longer holds {self.member}")


@dataclass(frozen=True)
class Pair:
    """The T1 and the T2 volume of one visit, such as IXI015-HH-1258."""

    scan: str
    t1: Source
    t2: Source

    @property
    def person(self) -> str:
        """What a split must not divide: IXI015, whatever the visit."""
        return self.scan.split("-")[0]

    @property
    def site(self) -> str:
        return self.scan.split("-")[1]


def list_sources(place: Path, remarks: list[str]) -> Iterator[Source]:
    """Everything that could be a volume in a folder (searched to the bottom), archive or file."""
    if place.is_dir():
        for path in sorted(place.rglob("*")):
            if path.is_file():
                yield from list_sources(path, remarks)
    elif place.name.endswith((".tar", ".tar.gz", ".tgz")):
        yield from _list_archive(place, remarks)
    else:
        yield Source(place)


def _list_archive(path: Path, remarks: list[str]) -> Iterator[Source]:
    """The members up to the first that cannot be read: half an archive is still worth having."""
    try:
        with tarfile.open(path) as archive:
            for member in archive:
                if member.isfile():
                    yield Source(path, member.name)
    except (tarfile.TarError, OSError, EOFError) as error:
        remarks.append(f"{path.name}: the archive breaks off ({error})")


def pair_volumes(sources: Iterable[Source]) -> tuple[list[Pair], dict[str, str]]:
    """Pairs by scan, sorted; and what has no place in one: name -> why."""
    volumes: dict[str, dict[str, Source]] = {}
    skipped: dict[str, str] = {}
    for source in sorted(sources):
        match = NAME.match(source.name)
        if match is None:
            if source.name.endswith((".nii", ".nii.gz")):
                skipped[source.name] = "not named like an IXI volume"
            continue
        scan, modality = "-".join(match.groups()[:3]), match.group(4)
        if modality in volumes.setdefault(scan, {}):
            skipped[f"{source.path}:{source.member}"] = "a second volume of this name; the first is used"
        else:
            volumes[scan][modality] = source
    pairs = []
    for scan, found in sorted(volumes.items()):
        if len(found) == 2:
            pairs.append(Pair(scan, found["T1"], found["T2"]))
        else:
            skipped[scan] = "has no T2" if "T1" in found else "has no T1"
    return pairs, skipped
