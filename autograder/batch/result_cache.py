"""The result cache: verdicts on disk, and whether each still holds.

Beside each verdict lies `graded.json`, written last: what the verdict was made from and by, and the
hashes of the files that belong to it. What is missing, cut short or changed by hand is no record.
"""
from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder.batch.code_version import code_versions, digest
from autograder.batch.disk import writing
from autograder.batch.task import GradingOptions, GradingResult
from autograder.grading.atomic import remove_leftovers, write_atomically
from autograder.submissions.submission import Submission

FORMAT = 1
RECORD, VERDICT, EVIDENCE, PROBLEM = "graded.json", "verdict.json", "evidence.npz", "unreadable.json"


@dataclass(frozen=True)
class Key:
    """What a verdict follows from. content: submission, options and confinement; parts: code versions."""

    content: str
    parts: dict[str, str]

    @property
    def whole(self) -> str:
        return digest([self.content, *(f"{part} {code_version}" for part, code_version in sorted(self.parts.items()))])


def key_of(submission: Submission, options: GradingOptions, kind: str, confined: bool) -> Key:
    """kind: of the workers that are used; confined: as strangers' code needs."""
    secret = hashlib.sha256(f"secret of a class: {options.secret}".encode("utf-8", "surrogatepass")).hexdigest()
    notes = json.dumps([note.to_json() for note in submission.notes], sort_keys=True)
    data = [options.challenge_data.digest] if options.challenge_data else []
    content = digest([submission.lab.name, submission.digest, notes, secret, kind, f"{confined=}",
                      f"{options.pictures=}", *data])
    return Key(content, code_versions(submission.lab))


@dataclass(frozen=True)
class Record:
    """A verdict on disk with its evidence, and whether single parts of it may be graded again."""

    verdict: dict[str, Any]
    page_data: bytes | None
    key: Key
    independent: bool

    def stale(self, key: Key) -> tuple[str, ...]:
        """The parts whose checks have changed since."""
        return tuple(part for part, code_version in key.parts.items() if self.key.parts.get(part) != code_version)


class ResultCache:
    """The records under a class's folder."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._holders: dict[str, str] = {}
        for folder in [out, *(path for path in out.iterdir() if path.is_dir())]:
            remove_leftovers(folder)
        for name, note in self._notes():
            if isinstance(note.get("whole"), str):
                self._holders.setdefault(note["whole"], name)

    def find(self, name: str, keys: list[Key]) -> Record | None:
        """A record that holds for one of the keys: this name's own, or one of the same content."""
        for key in keys:
            for holder in dict.fromkeys([name, self._holders.get(key.whole, name)]):
                record = self.read(holder)
                if record is not None and record.key == key:
                    return record
        return None

    def read(self, name: str) -> Record | None:
        """The record of this name if it is whole."""
        folder = self._out / name
        try:
            note = json.loads((folder / RECORD).read_bytes())
            verdict, page_data = (folder / VERDICT).read_bytes(), (folder / EVIDENCE).read_bytes()
            if note["format"] != FORMAT or note["files"] != [_hash(verdict), _hash(page_data)]:
                return None
            return Record(json.loads(verdict), page_data, Key(**note["key"]), note["independent"] is True)
        except (OSError, ValueError, KeyError, TypeError):
            return None  # nothing was graded, or the grading was cut short: it is made anew

    def keep(self, name: str, product: GradingResult, key: Key) -> dict[str, Any]:
        """Write what came of a grading; the verdict as it stands on disk, under this name.

        Raises Halted where the disk takes no more. A verdict that might come out otherwise gets no record.
        """
        if product.verdict is None:
            raise ValueError(f"{name} has no verdict to keep")
        folder, verdict = self._out / name, {**product.verdict, "submission": name}
        text = (json.dumps(verdict, indent=1, ensure_ascii=True) + "\n").encode()
        note = {"format": FORMAT, "whole": key.whole, "key": asdict(key), "independent": product.independent,
                "files": [_hash(text), _hash(product.page_data or b"")]}
        with writing(folder):
            self.forget(name)
            if product.page_data is None:
                (folder / EVIDENCE).unlink(missing_ok=True)
            else:
                write_atomically(folder / EVIDENCE, product.page_data)
            write_atomically(folder / VERDICT, text)
            if product.lasting and verdict["complete"]:
                write_atomically(folder / RECORD, json.dumps(note) + "\n")
                self._holders.setdefault(key.whole, name)
        return verdict

    def forget(self, name: str) -> None:
        (self._out / name / RECORD).unlink(missing_ok=True)

    def _notes(self) -> Iterator[tuple[str, dict]]:
        for path in sorted(self._out.glob(f"*/{RECORD}")):
            try:
                note = json.loads(path.read_bytes())
            except (OSError, ValueError):
                continue  # cut short: the same as none
            if isinstance(note, dict):
                yield path.parent.name, note


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
