"""How often the grader is wrong: wrong work accepted, right work rejected, the wrong part blamed, and
how often it names the mistake. Measured over a lab's fixtures/misconceptions and the held-out sets of its
fixtures/heldout.

A held-out submission is a folder with expected.json: {"part": [["name", "other fitting name"], ...]},
a list of names for each mistake in that part, and an empty list for one that no misconception
describes; {} for right work. Files that it does not hold are the solution's.
"""
from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from autograder.batch import grader
from autograder.diagnosis import grade
from autograder.grading.verdict import PASSED, Verdict
from autograder.lab import Lab
from autograder.submissions.submission import read_submission
from autograder.verification import corpora
from autograder.verification.fingerprints import lay_out

# Other inputs than those that the fingerprints were made with.
SECRET = "verification"
FIRST, AMONG, OTHER, UNNAMED = "named first", "among three", "another named", "not named"
Expected = dict[str, list[list[str]]]


@dataclass(frozen=True)
class Finding:
    """What came of one wrong or right submission: lost checks, and for each part the names given.

    together: the parts that run all others', so that they may fail with any. stated: part -> the names that
    stand as facts.
    """

    name: str
    expected: Expected
    lost: dict[str, str]
    named: dict[str, list[list[str]]]
    together: frozenset[str] = frozenset()
    stated: dict[str, set[str]] = field(default_factory=dict)

    @property
    def accepted(self) -> list[str]:
        """Wrong parts that lost nothing."""
        return [part for part in self.expected if part not in self._lost_parts()]

    @property
    def blamed(self) -> list[str]:
        """Right parts that lost something."""
        return sorted(self._lost_parts() - set(self.expected) - (self.together if self.expected else set()))

    def _lost_parts(self) -> set[str]:
        return {check.split(".")[0] for check in self.lost}

    def namings(self) -> list[str]:
        """FIRST, AMONG, OTHER or UNNAMED for every mistake that a misconception describes."""
        found = []
        for part, mistakes in self.expected.items():
            lists = self.named.get(part, [])
            wanted = [names for names in mistakes if names]
            firsts = {names[0] for names in lists}
            all_names = {name for names in lists for name in names}
            for names in wanted:
                found.append(FIRST if firsts & set(names) or (len(wanted) > 1 and all_names & set(names))
                             else AMONG if all_names & set(names) else OTHER if all_names else UNNAMED)
        return found

    def statements(self) -> list[bool]:
        """For every name that stands as a fact, whether it is one."""
        return [any(name in names for names in self.expected.get(part, []))
                for part, stated in self.stated.items() for name in stated]

    def guesses(self) -> int:
        """Parts whose mistake no misconception describes, and that were given a name all the same."""
        return sum(not any(mistakes) and bool(self.named.get(part)) for part, mistakes in self.expected.items())


def find(name: str, expected: Expected, verdict: Verdict, lab: Lab) -> Finding:
    """What a verdict says beside what was expected of it."""
    named: dict[str, list[list[str]]] = {}
    stated: dict[str, set[str]] = {}
    for result in verdict.results:
        if result.confirmed:
            stated.setdefault(result.part, set()).update(result.misconceptions)
        if result.misconceptions and result.misconceptions not in named.setdefault(result.part, []):
            named[result.part].append(result.misconceptions)
    lost = {result.check: result.fault or result.outcome for result in verdict.results if result.outcome != PASSED}
    return Finding(name, expected, lost, named, frozenset(part.name for part in lab.parts if part.together), stated)


def examine_misconception(lab: Lab, name: str, secret: str = SECRET) -> Finding:
    """A misconception on the parts of its file; on a part that has none only where that is its own."""
    part = name.split("/")[0]
    file = lab.part[part].file
    parts = [other.name for other in lab.parts if other.file == file]
    with tempfile.TemporaryDirectory() as folder:
        submission = read_submission(lay_out(lab, name, Path(folder)), name, lab)
    return find(name, {part: [[name.split("/")[1]]]},
                grade(submission, grader.workers(), parts=parts, secret=secret), lab)


def expectation(lab: Lab, name: str) -> Expected:
    """What expected.json says of the held-out submission `set/name`."""
    return json.loads(corpora.files(lab, name)[corpora.EXPECTED])


@contextmanager
def laid_out(lab: Lab, name: str) -> Iterator[Path]:
    """A folder with the held-out submission; files that it does not hold are the solution's."""
    own = corpora.files(lab, name)
    with tempfile.TemporaryDirectory() as folder:
        for file in lab.files if own.keys() & set(lab.files) else ():
            shutil.copy(lab.solution / file, folder)
        for inner, content in own.items():
            target = Path(folder, inner)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        Path(folder, corpora.EXPECTED).unlink()
        yield Path(folder)


def examine_heldout(lab: Lab, name: str) -> Finding:
    """A held-out submission: right work on all parts, wrong work on those that it may have changed."""
    expected = expectation(lab, name)
    with laid_out(lab, name) as folder:
        verdict = grade(read_submission(folder, name, lab), grader.workers(), secret=SECRET,
                        parts=_parts_of(lab, set(corpora.files(lab, name))) if expected else None)
    return find(name, expected, verdict, lab)


def _parts_of(lab: Lab, files: set[str]) -> list[str]:
    """The parts that these files can hold: each its own, any other file all of them; none that runs them together."""
    own = [part.name for part in lab.parts if part.file in files]
    return own or [part.name for part in lab.parts if part.file]


def examine(lab: Lab, names: Iterable[str], kind: str, jobs: int) -> list[Finding]:
    """Findings for these misconceptions or held-out submissions, in their order."""
    functions: dict[str, Callable[[Lab, str], Finding]] = {
        "misconceptions": examine_misconception, "heldout": examine_heldout}
    with grader.pool(jobs, "auto", lab=lab.reference) as pool:
        return list(pool.map(partial(functions[kind], lab), names))


def rows(findings: list[Finding]) -> dict[str, str]:
    """The confusion table's rows for one set of findings."""
    wrong = [finding for finding in findings if finding.expected]
    right = [finding for finding in findings if not finding.expected]
    namings = Counter(naming for finding in wrong for naming in finding.namings())
    total = sum(namings.values())
    table = {"submissions": f"{len(findings)}",
             "right rejected": f"{sum(bool(finding.lost) for finding in right)} of {len(right)}",
             "wrong accepted": f"{sum(bool(finding.accepted) for finding in wrong)} of {len(wrong)}",
             "wrong part blamed": f"{sum(bool(finding.blamed) for finding in wrong)} of {len(wrong)}"}
    for naming in (FIRST, AMONG, OTHER, UNNAMED):
        table[naming] = f"{namings[naming]} of {total} ({100 * namings[naming] / max(total, 1):.1f} %)"
    statements = [right for finding in wrong for right in finding.statements()]
    table["stated as fact, and wrong"] = f"{statements.count(False)} of {len(statements)}"
    table["named though unknown"] = f"{sum(finding.guesses() for finding in wrong)}"
    return table


def table(columns: dict[str, list[Finding]]) -> str:
    """The confusion table in Markdown, as the README holds it."""
    made = {heading: rows(findings) for heading, findings in columns.items()}
    names = next(iter(made.values()))
    lines = ["| | " + " | ".join(made) + " |", "|---" * (len(made) + 1) + "|"]
    return "\n".join(lines + [f"| {name} | " + " | ".join(column[name] for column in made.values()) + " |"
                              for name in names])


def troubles(findings: list[Finding]) -> list[str]:
    """A line for everything that is not as it should be."""
    lines = []
    for finding in findings:
        if not finding.expected and finding.lost:
            lines.append(f"right rejected: {finding.name} loses {finding.lost}")
        if finding.accepted:
            lines.append(f"wrong accepted: {finding.name} ({', '.join(finding.accepted)})")
        if finding.blamed and finding.expected:
            lines.append(f"wrong part blamed: {finding.name} loses {finding.lost}")
        if set(finding.namings()) - {FIRST} or finding.guesses():
            lines.append(f"{' '.join(finding.namings()) or 'unknown'}: {finding.name}, named {finding.named}, "
                         f"lost {' '.join(finding.lost)}")
        if False in finding.statements():
            lines.append(f"stated, and wrong: {finding.name}, {finding.stated}")
    return lines
