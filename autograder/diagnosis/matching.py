"""Match facts with fingerprints: which misconceptions, alone or two together, explain them."""
from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import combinations

from autograder.lab import Lab

STORED = "fingerprints.json"  # in a lab's folder
# Chosen by judgement, not calibrated: high enough that an unknown mistake seldom gets another one's name.
# By `python -m autograder.verification.calibration` (docs/stability.md).
LIKELY = 0.6
CLEAR = 0.1
MOST_NAMED = 3
# What a fingerprint predicts counts against it where something else is seen in its place, and less where
# nothing is; so does what it leaves unexplained.
REFUTED, ABSENT, UNEXPLAINED = 1.5, 0.7, 0.8
# A value that is none of those that people write is hardly a sign of one mistake rather than another.
VAGUELY = 0.3
SECOND_GAIN = 0.12
FORETOLD = 0.6
# The share of its weight that may be seen otherwise, or of what is seen that it may leave open, before a name is
# none at all.
CONTRADICTED, LEFT_OPEN = 0.3, 0.3
# A word that a misconception has and the text has not, against one that both have.
UNSAID = 0.5
RARE = 3
VAGUE = "~"
SLOT = 8


@dataclass(frozen=True)
class Match:
    """Misconceptions that together explain the facts. score: 1 where they explain all and no more.

    confirmed: whether nothing speaks against them, and something for them alone.
    """

    names: tuple[str, ...]
    score: float
    confirmed: bool = False


@dataclass(frozen=True)
class Shown:
    """What a failing part shows, hashed: facts that right work does not show, and all that facts are about."""

    facts: frozenset[str]
    slots: frozenset[str]


class Fingerprints:
    """The stored facts, hashed, of every misconception of one part.

    usual: facts that right work shows as well; shaky: slots whose values hang on the inputs. Neither
    says anything. words: by which a misconception's text differs from the solution's; lacking: hashes
    of the solution's words, each with that of "-word". checks: the hashed ids of the lab's checks.
    """

    def __init__(self, prints: dict[str, frozenset[str]], usual: frozenset[str], shaky: frozenset[str],
                 words: dict[str, frozenset[str]], lacking: list[list[str]],
                 checks: frozenset[str] = frozenset()) -> None:
        self.prints, self.usual, self.shaky, self.words, self.lacking = prints, usual, shaky, words, lacking
        self.checks = checks

    @cached_property
    def showing(self) -> Counter[str]:
        """How many misconceptions show a fact."""
        return Counter(fact for facts in self.prints.values() for fact in facts)

    @cached_property
    def weights(self) -> dict[str, float]:
        """A fact weighs the more, the fewer misconceptions share it."""
        return {fact: math.log((len(self.prints) + 1) / count) for fact, count in self.showing.items()}

    def weigh(self, facts: Iterable[str]) -> float:
        unknown = 0.5 * math.log(len(self.prints) + 1)
        return sum(self.weights.get(fact, unknown) * (VAGUELY if fact.endswith(VAGUE) else 1.0) for fact in facts)

    def refuted(self, shown: Shown, printed: frozenset[str]) -> set[str]:
        """What these misconceptions predict, and something else is seen in its place."""
        met = {slot_of(fact) for fact in shown.facts & printed}
        return {fact for fact in printed - shown.facts if slot_of(fact) in shown.slots - met}

    def score(self, shown: Shown, printed: frozenset[str]) -> float:
        missing, refuted = printed - shown.facts, self.refuted(shown, printed)
        common = self.weigh(shown.facts & printed)
        whole = (common + REFUTED * self.weigh(refuted) + ABSENT * self.weigh(missing - refuted)
                 + UNEXPLAINED * self.weigh(shown.facts - printed))
        return common / whole if whole else 0.0

    def alike(self, name: str, written: frozenset[str]) -> float:
        """How far a misconception's own words are those of the submission's text.

        Only words that few others have: the rest is the style in which a misconception is written.
        """
        own = [word for word in self.words.get(name, ()) if self.sharing[word] <= RARE]
        return sum((1 if word in written else -UNSAID) / self.sharing[word] for word in own)

    def _order(self, match: Match, written: frozenset[str]) -> tuple:
        """The better explanation first; of equals that which is written alike, by rare words, then by all of them."""
        return (-round(match.score, 2), -sum(self.alike(name, written) for name in match.names),
                -sum(self._said(name, written) for name in match.names), match.names)

    def _said(self, name: str, written: frozenset[str]) -> float:
        """The share of a misconception's own words that the text has."""
        own = self.words.get(name, frozenset())
        return len(own & written) / len(own) if own else 0.5

    @cached_property
    def sharing(self) -> Counter[str]:
        """In how many misconceptions' own words a word is."""
        return Counter(word for own in self.words.values() for word in own)

    def _written(self, words: Collection[str]) -> frozenset[str]:
        """The text's words, hashed, and the hashes of "-word" for the solution's words that it lacks."""
        present = frozenset(map(hashed_word, words))
        return present | {minus for plus, minus in self.lacking if plus not in present}

    def _foretold(self, shown: Shown, printed: frozenset[str]) -> float:
        """The share of a fingerprint that is seen."""
        return self.weigh(shown.facts & printed) / max(self.weigh(printed), 1e-9)

    def shown(self, facts: set[str]) -> Shown:
        """What of these facts says anything. A check of which there is no fact has passed."""
        reported = {hashed(fact) for fact in facts if hashed_slot(slot(fact)) not in self.shaky}
        return Shown(frozenset(reported - self.usual), frozenset(map(slot_of, reported)) | self.checks)

    def matches(self, facts: set[str], words: Collection[str] = frozenset(), leave_out: str | None = None,
                likely: float = LIKELY) -> list[Match]:
        """The likeliest explanations, best first; none where nothing explains the facts well.

        words: the text's, which only order explanations that the facts leave level.
        """
        return self.explanations(self.shown(facts), self._written(words), leave_out, likely)

    def explanations(self, shown: Shown, written: frozenset[str], leave_out: str | None = None,
                     likely: float = LIKELY) -> list[Match]:
        prints = {name: printed for name, printed in self.prints.items() if name != leave_out}
        singles = sorted((Match((name,), self.score(shown, printed)) for name, printed in prints.items()),
                         key=lambda match: self._order(match, written))
        pair = self._best_pair(shown, prints, [match.names[0] for match in singles[:24]], written)
        if pair and pair.score >= likely and pair.score > singles[0].score + SECOND_GAIN:
            found = [pair]
        else:
            best = singles[0].score if singles else 0.0
            found = [match for match in singles[:MOST_NAMED] if match.score >= max(likely, best - CLEAR)]
        found = [match for match in found if not self._contradicted(shown, self._printed(match))]
        sure = len(found) == 1 and self._confirmed(found[0], shown, written)
        return [replace(match, confirmed=sure) for match in found]

    def _printed(self, match: Match) -> frozenset[str]:
        return frozenset().union(*(self.prints[name] for name in match.names))

    def _contradicted(self, shown: Shown, printed: frozenset[str]) -> bool:
        """Whether too much of what is seen is otherwise than predicted, or not predicted."""
        return (self.weigh(self.refuted(shown, printed)) > CONTRADICTED * self.weigh(printed)
                or self.weigh(shown.facts - printed) > LEFT_OPEN * self.weigh(shown.facts))

    def _confirmed(self, match: Match, shown: Shown, written: frozenset[str]) -> bool:
        """Whether these misconceptions predict all that is seen and no more, and each can be told from any other:
        by a fact that it alone shows, or by a fact that few show and its own words in the text."""
        return self._printed(match) == shown.facts and all(
            self._telling(name, 1) or (self._telling(name, RARE) and self._worded(name, written))
            for name in match.names)

    def _telling(self, name: str, most: int) -> bool:
        """Whether at most so many misconceptions share one of its facts: no bare outcome of a check, and a value
        that people write."""
        return any(self.showing[fact] <= most and not fact.endswith(VAGUE) and slot_of(fact) not in self.checks
                   for fact in self.prints[name])

    def _worded(self, name: str, written: frozenset[str]) -> bool:
        return not self.words.get(name) or self.alike(name, written) > 0

    def _best_pair(self, shown: Shown, prints: dict[str, frozenset[str]], candidates: list[str],
                   written: frozenset[str]) -> Match | None:
        """Two misconceptions of one part; both must explain something that the other does not."""
        seen = [name for name in candidates if self._foretold(shown, prints[name]) >= FORETOLD]
        pairs = [Match(pair, self.score(shown, prints[pair[0]] | prints[pair[1]])) for pair in combinations(seen, 2)]
        return min(pairs, default=None, key=lambda match: self._order(match, written))


def slot_of(fact: str) -> str:
    """What a hashed fact is about, hashed."""
    return fact[:SLOT]


def slot(fact: str) -> str:
    """What a fact is about, without its value."""
    return fact.rsplit("=", 1)[0]


def hashed(fact: str) -> str:
    """Facts are stored hashed, so that the file tells nobody what right work shows: first what a fact is about,
    then its value, then VAGUE where that is no value that people write."""
    about = slot(fact)
    value = fact[len(about) + 1:]
    return hashed_slot(about) + _digest(value, 4) + (VAGUE if value == "other" else "")


def hashed_slot(about: str) -> str:
    return _digest(about, 4)


def hashed_word(word: str) -> str:
    return _digest(word, 5)


def _digest(text: str, size: int) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


@lru_cache
def stored(lab: Lab) -> dict:
    """All that is stored of this lab's misconceptions."""
    path = lab.folder / STORED
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"parts": {}}


@lru_cache
def fingerprints(lab: Lab, part: str) -> Fingerprints:
    """Those of one part."""
    record = stored(lab)["parts"].get(part, {"usual": [], "shaky": [], "lacking": [], "misconceptions": {}})
    return Fingerprints({name: frozenset(entry["facts"]) for name, entry in record["misconceptions"].items()},
                        frozenset(record["usual"]), frozenset(record["shaky"]),
                        {name: frozenset(entry["words"]) for name, entry in record["misconceptions"].items()},
                        record["lacking"], frozenset(map(hashed_slot, lab.points)))


def entry(lab: Lab, part: str, name: str) -> dict:
    """What is stored of a misconception: facts, checks, and its sentences in both languages."""
    return stored(lab)["parts"][part]["misconceptions"][name]
