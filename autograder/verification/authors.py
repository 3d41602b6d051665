"""What the author of a lab has to see to: found from its files and fingerprints, without grading anything."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from autograder.diagnosis import matching
from autograder.diagnosis.matching import Shown, fingerprints
from autograder.i18n import catalogue
from autograder.i18n.messages import LANGUAGES
from autograder.lab import Lab
from autograder.release.leaks import leaks
from autograder.submissions.submission import NOTEBOOK
from autograder.verification.confusion import FIRST, Finding

TWINS = 0.99  # fingerprints that match each other so well are told apart by nothing but words
SHOWN = 3  # pieces of a leak


@dataclass(frozen=True)
class Matter:
    """A line for the author. is_fault: whether the lab should not be given out like that."""

    text: str
    is_fault: bool = True


def open_matters(lab: Lab, findings: list[Finding]) -> list[Matter]:
    """Everything that is open, the faults first. findings: of the misconceptions, where they have been graded."""
    found = [*_unbroken(lab, findings), *_too_much(findings), *_untranslated(lab), *_leaking(lab),
             *_confused(lab, findings)]
    return sorted(found, key=lambda matter: not matter.is_fault)


def _unbroken(lab: Lab, findings: list[Finding]) -> Iterator[Matter]:
    """A check that no stored mistake breaks has not been shown to be able to fail."""
    broken = {check for part in matching.stored(lab)["parts"].values()
              for entry in part["misconceptions"].values() for check in entry["checks"]}
    broken |= {check for finding in findings for check in finding.lost}
    if left := [check for check in lab.points if check not in broken]:
        yield Matter(f"no mistake breaks {', '.join(left)}: write one into {lab.fixtures.name}/misconceptions/PART, "
                     "and make the fingerprints anew")


def _too_much(findings: list[Finding]) -> Iterator[Matter]:
    for finding in findings:
        if finding.blamed:
            lost = [check for check in finding.lost if check.split(".")[0] in finding.blamed]
            yield Matter(f"{finding.name} breaks checks of other parts: {', '.join(lost)}")


def _confused(lab: Lab, findings: list[Finding]) -> Iterator[Matter]:
    """Mistakes that got another's name, or none; of the others those whose fingerprints are the same."""
    for finding in findings:
        if set(finding.namings()) - {FIRST}:
            names = [name for lists in finding.named.values() for names in lists for name in names]
            yield Matter(f"{finding.name} is named {', '.join(names) or 'nothing'}", is_fault=False)
    for part in lab.part:
        if groups := [" = ".join(names) for names in _alike(lab, part)]:
            yield Matter(f"alike in all but words, in {part}: {'; '.join(groups)}", is_fault=False)


def _alike(lab: Lab, part: str) -> list[list[str]]:
    """Groups of a part's mistakes that behave alike."""
    known, groups = fingerprints(lab, part), list[list[str]]()
    for name, printed in known.prints.items():
        shown = Shown(printed, frozenset(map(matching.slot_of, printed)) | known.checks)
        own = next((group for group in groups if known.score(shown, known.prints[group[0]]) >= TWINS), None)
        if own is None:
            groups.append([name])
        else:
            own.append(name)
    return [group for group in groups if len(group) > 1]


def _untranslated(lab: Lab) -> Iterator[Matter]:
    said = catalogue.said_in(sorted(lab.folder.rglob("*.py")))
    for language in LANGUAGES[1:]:  # English is the key
        translated = catalogue.translations_in(lab.folder / "locale", language)
        translated |= catalogue.translations_in(catalogue.CATALOGUES, language)
        for sentence, places in said.items():
            if not translated.get(sentence):
                yield Matter(f"{places[0]}: no {language} for: {sentence}")


def _leaking(lab: Lab) -> Iterator[Matter]:
    """Stubs and the notebook as students are given them."""
    sources = {file: (lab.solution / file).read_text(encoding="utf-8") for file in lab.files
               if (lab.solution / file).exists()}
    for name in (*lab.files, NOTEBOOK):
        path = lab.assignment / name
        if not path.exists():
            yield Matter(f"{lab.assignment.name}/{name} is missing: `release` makes it")
        elif pieces := leaks(path.read_text(encoding="utf-8"), sources):
            yield Matter(f"{lab.assignment.name}/{name} tells the solution: {'; '.join(pieces[:SHOWN])}"
                         + " …" * (len(pieces) > SHOWN))
