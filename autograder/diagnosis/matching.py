"""Facts compared with the fingerprints: which misconceptions, alone or two together, explain them."""
from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations
from pathlib import Path

STORED = Path(__file__).parent / "fingerprints.json"
# Chosen by judgement, not calibrated: high enough that an unknown mistake seldom gets another one's name.
LIKELY = 0.6
CLEAR = 0.1
MOST_NAMED = 3
# What a fingerprint predicts and is not seen counts more against it than what it leaves unexplained.
ABSENT, UNEXPLAINED = 1.0, 0.8
SECOND_GAIN = 0.12
FORETOLD = 0.6


@dataclass(frozen=True)
class Match:
    """Misconceptions that together explain the facts. score: 1 where they explain all and no more."""

    names: tuple[str, ...]
    score: float


class Fingerprints:
    """The stored facts, hashed, of every misconception of one part.

    usual: facts that right work shows as well; shaky: slots whose values hang on the inputs. Neither
    says anything. words: by which a misconception's text differs from the solution's; lacking: hashes
    of the solution's words, each with that of "-word".
    """

    def __init__(self, prints: dict[str, frozenset[str]], usual: frozenset[str], shaky: frozenset[str],
                 words: dict[str, frozenset[str]], lacking: list[list[str]]) -> None:
        self.prints, self.usual, self.shaky, self.words, self.lacking = prints, usual, shaky, words, lacking

    @cached_property
    def weights(self) -> dict[str, float]:
        """A fact weighs the more, the fewer misconceptions share it."""
        shared = Counter(fact for facts in self.prints.values() for fact in facts)
        return {fact: math.log((len(self.prints) + 1) / count) for fact, count in shared.items()}

    def weigh(self, facts: set[str] | frozenset[str]) -> float:
        unknown = 0.5 * math.log(len(self.prints) + 1)
        return sum(self.weights.get(fact, unknown) for fact in facts)

    def score(self, facts: frozenset[str], printed: frozenset[str]) -> float:
        common = self.weigh(facts & printed)
        whole = common + ABSENT * self.weigh(printed - facts) + UNEXPLAINED * self.weigh(facts - printed)
        return common / whole if whole else 0.0

    def alike(self, name: str, words: frozenset[str]) -> float:
        """How many of a misconception's own words the submission's text holds, the rarer the better."""
        shared = Counter(word for own in self.words.values() for word in own)
        return sum(1 / shared[word] for word in self.words.get(name, ()) if word in words)

    def _written(self, words: set[str]) -> frozenset[str]:
        """The text's words, hashed, and the hashes of "-word" for the solution's words that it lacks."""
        present = frozenset(map(hashed, words))
        return present | {minus for plus, minus in self.lacking if plus not in present}

    def _foretold(self, shown: frozenset[str], printed: frozenset[str]) -> float:
        """The share of a fingerprint that is seen."""
        return self.weigh(shown & printed) / max(self.weigh(printed), 1e-9)

    def matches(self, facts: set[str], words: set[str] = frozenset(), leave_out: str | None = None) -> list[Match]:
        """The likeliest explanations, best first; none where nothing explains the facts well.

        words: the text's, which only order explanations that the facts leave level.
        """
        written = self._written(words)
        shown = frozenset(hashed(fact) for fact in facts if hashed(slot(fact)) not in self.shaky) - self.usual
        prints = {name: printed for name, printed in self.prints.items() if name != leave_out}
        singles = sorted((Match((name,), self.score(shown, printed)) for name, printed in prints.items()),
                         key=lambda match: (-round(match.score, 2), -self.alike(match.names[0], written), match.names))
        pair = self._best_pair(shown, prints, [match.names[0] for match in singles[:24]])
        if pair and pair.score >= LIKELY and pair.score > singles[0].score + SECOND_GAIN:
            return [pair]
        best = singles[0].score if singles else 0.0
        return [match for match in singles[:MOST_NAMED] if match.score >= max(LIKELY, best - CLEAR)]

    def _best_pair(self, shown: frozenset[str], prints: dict[str, frozenset[str]],
                   likely: list[str]) -> Match | None:
        """Two misconceptions of one part; both must explain something that the other does not."""
        best = None
        likely = [name for name in likely if self._foretold(shown, prints[name]) >= FORETOLD]
        for one, two in combinations(likely, 2):
            score = self.score(shown, prints[one] | prints[two])
            if best is None or score > best.score:
                best = Match((one, two), score)
        return best


def slot(fact: str) -> str:
    """What a fact is about, without its value."""
    return fact.rsplit("=", 1)[0]


def hashed(fact: str) -> str:
    """Facts are stored hashed, so that the file tells nobody what right work shows."""
    return hashlib.blake2b(fact.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


@lru_cache
def stored() -> dict:
    if not STORED.exists():
        return {"parts": {}}
    return json.loads(STORED.read_text(encoding="utf-8"))


@lru_cache
def fingerprints(part: str) -> Fingerprints:
    record = stored()["parts"].get(part, {"usual": [], "shaky": [], "lacking": [], "misconceptions": {}})
    return Fingerprints({name: frozenset(entry["facts"]) for name, entry in record["misconceptions"].items()},
                        frozenset(record["usual"]), frozenset(record["shaky"]),
                        {name: frozenset(entry["words"]) for name, entry in record["misconceptions"].items()},
                        record["lacking"])


def entry(part: str, name: str) -> dict:
    """What is stored of a misconception: facts, checks, and its sentences in both languages."""
    return stored()["parts"][part]["misconceptions"][name]
