"""What an observed update follows from, in the terms of the handout's formulas."""
from __future__ import annotations

import numpy as np

from autograder.grading.observations import short
from autograder.i18n.messages import Message, say
from autograder.labs.t1t2.parts.training_step import inputs, terms
from autograder.labs.t1t2.settings import LAMBDA_L1

FAKE = {"right": "D(t1, fake)", "fresh": "D(t1, fake)", "arguments swapped": "D(fake, t1)",
        "fake twice": "D(fake, fake)", "target as condition": "D(t2, fake)",
        "another's": "D(t1, another slice's fake)", "the real one": "D(t1, t2)",
        "arguments swapped, fresh": "D(fake, t1)"}
REAL = {"right": "D(t1, t2)", "arguments swapped": "D(t2, t1)", "t1 twice": "D(t1, t1)", "t2 twice": "D(t2, t2)"}
ADVERSARIAL = {"right": "BCE(D(t1, fake), 1)", "caught": "BCE(D(t1, fake), 0)",
               "arguments swapped": "BCE(D(fake, t1), 1)", "target as condition": "BCE(D(t2, fake), 1)",
               "fake twice": "BCE(D(fake, fake), 1)", "smoothed": "BCE(D(t1, fake), 0.9)",
               "new D": "BCE(D(t1, fake), 1)", "squared": "(D(t1, fake) - 1)**2", "score": "D(t1, fake)"}
DISTANCE = {"right": "|fake - t2|", "to t1": "|fake - t1|", "squared": "(fake - t2)**2"}
WHOLE_D = "0.5 * (BCE(D(t1, t2), 1) + BCE(D(t1, fake), 0))"
WHOLE_G = f"BCE(D(t1, fake), 1) + {LAMBDA_L1:g} * |fake - t2|"
FORMS = {"loss_G": f"({WHOLE_G})", "loss_D": f"({WHOLE_D})", "adversarial": "BCE(D(t1, fake), 1)",
         "of the real pair": f"(BCE(D(t1, t2), 1) + {LAMBDA_L1:g} * |fake - t2|)", "caught": "BCE(D(t1, fake), 0)",
         "distance": "|fake - t2|", "real": "BCE(D(t1, t2), 1)",
         "swapped": "0.5 * (BCE(D(t1, t2), 0) + BCE(D(t1, fake), 1))"}
ALIKE = 0.02


def of_G(step: inputs.Step) -> Message:
    """What G's update follows from, where it is not what it should."""
    found = terms.update_of_G(step) if _moved(step, "G") else None
    if found is None:
        return _unexplained(step, "G")
    names = [table[name] for table, name in zip((ADVERSARIAL, DISTANCE), found.terms) if name]
    whole = " + ".join(_times(factor, name) for factor, name in zip(found.factors, names))
    return _follows("G", whole, found)


def of_D(step: inputs.Step) -> Message:
    """The same for D."""
    found = terms.update_of_D(step) if _moved(step, "D") else None
    if found is None:
        return _unexplained(step, "D")
    names = [_cross_entropy(table, name, label) for table, name, label in zip((REAL, FAKE), found.terms, "10") if name]
    even = max(found.factors) - min(found.factors) <= ALIKE * max(map(abs, found.factors)) and min(found.factors) > 0
    whole = " + ".join(name if even else _times(factor, name) for factor, name in zip(found.factors, names))
    return _follows("D", whole, found)


def left_by_G(step: inputs.Step) -> bool:
    """Whether what G's backward pass left in D's gradients is in D's update."""
    found = terms.update_of_D(step) if _moved(step, "D") else None
    return found is not None and found.more


def of_report(step: inputs.Step, name: str) -> Message:
    """Which loss the number is that was returned in the place of the right one."""
    found, value = terms.reported(step, name), short(step.seen.number(name))
    if found is None:
        return say("{name} is {found}.", name=name, found=value)
    form = FORMS[found[0]]
    return say("{name} is {found}: that is {form}.", name=name, found=value,
               form=form if found[1] == 1 else f"{found[1]:g} * {form}")


def _moved(step: inputs.Step, side: str) -> bool:
    return bool(np.linalg.norm(step.update(side)) > 1e-9)


def _cross_entropy(table: dict[str, str], name: str, label: str) -> str:
    """`right as 0` as `BCE(D(t1, t2), 0)`; without a label it is the right one."""
    kind, _, other = name.partition(" as ")
    return f"BCE({table[kind]}, {other or label})"


def _times(factor: float, name: str) -> str:
    return name if abs(factor - 1) <= ALIKE else f"{short(factor)} * {name}"


def _follows(side: str, whole: str, found: terms.Fit) -> Message:
    if found.more:
        return say("{side}'s update follows {found}, and what G's backward pass left in D's gradients.", side=side,
                   found=whole)
    if None in found.terms:
        return say("{side}'s update follows {found} alone.", side=side, found=whole)
    return say("{side}'s update follows {found}.", side=side, found=whole)


def _unexplained(step: inputs.Step, side: str) -> Message:
    """What the calls tell of an update that follows from nothing known, or that there was not."""
    log = [str(event) for event in step.seen.items("log")]
    if not any(event.startswith("call") for event in log):
        return say("The G and the D that train_step was given were never called.")
    if _moved(step, side):
        return say("{side}'s update is not the one of its loss on this batch.", side=side)
    if f"step {side}" not in log:
        return say("{side} was not updated: optimizer_{side} made no step.", side=side)
    if not any(event.startswith(f"backward {side}") for event in log):
        return say("{side} was not updated: no backward pass reached it.", side=side)
    return say("{side} was not updated.", side=side)
