"""What the part `losses` gives its experiments, and what its checks and facts share.

A picture is built from a table: table[g][c] is how many pixels of class g are predicted as class c. Half of those
that are predicted wrongly are so by half only (p = 1/2 for either class), so that p is no hard decision. Softmax and
sigmoid make the same p of such logits; what differs between them is looked at by `softmax` alone.
"""
from __future__ import annotations

import numpy as np

from autograder.grading.observations import Failed, Observations
from autograder.labs.segmentation.collaborators import loss_forms

# One size for all values: whoever has fixed it in the code fails `scalar` alone.
SIDE = 48
SURE, AHEAD = 40.0, 1e-4
SMOOTHS = (0.0, 100.0, 1000.0, 10000.0)
ENDLESS = 1e9
WEIGHTS = (0.0, 1.0, 0.5, 3.0)
OTHER_SHAPES = ((1, 5, 7), (3, 16, 24))
NEAR = 5e-3

Table = list[list[int]]


def picture(rng: np.random.Generator, table: Table) -> dict[str, np.ndarray]:
    """Logits (1, 3, SIDE, SIDE) and target (1, SIDE, SIDE) with these counts, their pixels in a random order."""
    logits, target = [], []
    for label, row in enumerate(table):
        wrong = {other: count for other, count in enumerate(row) if other != label}
        for other, count in wrong.items():
            halves = count // 2  # pairs of pixels, each of which counts one half here and one half on the diagonal
            logits += [_torn(label, other), _torn(other, label)] * halves + [_sure(other)] * (count - halves)
        right = row[label] - sum(count // 2 for count in wrong.values())
        logits += [_sure(label)] * right
        target += [label] * sum(row)
    order = rng.permutation(len(target))
    return {"logits": np.array(logits, np.float32)[order].T.reshape(1, 3, SIDE, SIDE),
            "target": np.array(target, np.int64)[order].reshape(1, SIDE, SIDE)}


def _sure(label: int) -> list[float]:
    """Logits of one class."""
    return [SURE if other == label else -SURE for other in range(3)]


def _torn(first: int, second: int) -> list[float]:
    """Logits of two classes with p = 1/2, of which the first is ahead by a hair, so that of hard decisions too one
    half is right."""
    return [{first: AHEAD, second: -AHEAD}.get(label, -SURE) for label in range(3)]


def confused(size: int, wrong: int, first: int, second: int) -> Table:
    """Two classes of one size, taken for one another as often; the third, of the rest of the picture, is perfect."""
    table = [[0] * 3 for _ in range(3)]
    for label, other in ((first, second), (second, first)):
        table[label][label], table[label][other] = size - wrong, wrong
    rest = 3 - first - second
    table[rest][rest] = SIDE**2 - 2 * size
    return table


def level(x: int) -> Table:
    """All three classes have the Dice coefficient 5/8, though each has another size and another predicted size:
    whether the background counts, and how classes are averaged, makes no difference."""
    return [[565, 264 - x, 75 + x], [x, 375, 25 - x], [339 - x, 161 + x, 500]]


def dice_cases(look) -> dict:
    """Every case of dice_loss: one slice, except for the batch and the random logits."""
    rng = look.rng("losses.pictures")
    wrong = int(rng.integers(100, 200))
    even = picture(rng, [[468, 200, 100], [100, 468, 200], [200, 100, 468]])
    cases = {f"smooth {smooth:g}": {**even, "smooth": smooth} for smooth in (*SMOOTHS, ENDLESS, 1.0)}
    cases["default"] = even
    tables = {"level": level(int(rng.integers(5, 21))), "perfect": [[768, 0, 0], [0, 768, 0], [0, 0, 768]],
              "missed": [[1104, 300, 300], [300, 0, 0], [300, 0, 0]]}
    for size, name in ((768, "equal"), (300, "unequal")):
        for pair in ((1, 2), (0, 2), (0, 1)):
            tables[f"{name} {pair[0]}{pair[1]}"] = confused(size, wrong, *pair)
    cases |= {name: {**picture(rng, table), "smooth": 0.0} for name, table in tables.items()}
    slices = [picture(rng, table) for table in (
        [[1500, 100, 50], [30, 300, 20], [4, 20, 280]], [[2100, 40, 44], [20, 60, 0], [20, 0, 20]],
        [[1004, 100, 0], [400, 500, 0], [100, 100, 100]])]
    cases |= {f"slice {number}": {**one, "smooth": 0.0} for number, one in enumerate(slices)}
    cases["batch"] = {**{key: np.concatenate([one[key] for one in slices]) for key in ("logits", "target")},
                      "smooth": 0.0}
    empty = {"empty": [[SIDE**2, 0, 0], [0] * 3, [0] * 3], "no lesion": [[2000, 0, 0], [0, 304, 0], [0] * 3],
             "false alarm": [[1704, 300, 300], [0] * 3, [0] * 3]}
    return cases | {name: picture(rng, table) for name, table in empty.items()}


def random_batch(look, shape: tuple = (2, SIDE, SIDE)) -> dict[str, np.ndarray]:
    """Random logits (N, 3, H, W), better than chance, and a target with little of the foreground."""
    rng = look.rng(f"losses.random{shape}")
    target = rng.choice(3, shape, p=(0.7, 0.2, 0.1))
    logits = rng.normal(0, 1.5, (shape[0], 3, *shape[1:])) + loss_forms.one_hot(target)
    return {"logits": logits.astype(np.float32), "target": target.astype(np.int64)}


def plain_cases(look) -> dict:
    """Random logits; the same with another constant for each pixel; one-hot targets for logits; odd shapes."""
    batch = random_batch(look)
    away = look.rng("losses.constants").uniform(-3, 3, (2, 1, SIDE, SIDE)).astype(np.float32)
    hard = loss_forms.one_hot(batch["target"]).astype(np.float32)
    return {"random": batch, "moved": {**batch, "logits": batch["logits"] + away}, "hard": {**batch, "logits": hard},
            **{f"other {number}": random_batch(look, shape) for number, shape in enumerate(OTHER_SHAPES)}}


def plain_dice(look) -> Observations:
    return look("losses.dice_values", lambda: {"cases": plain_cases(look)}, case="plain")


def takes_probabilities(look) -> bool:
    """Whether dice_loss takes what it is given for probabilities, so that one-hot ones are perfect."""
    try:
        found = value_of(plain_dice(look), "hard")
    except Failed:
        return False
    return min(abs(found - value) for value in (0, 1, -1)) < 1e-3


def dice(look) -> Observations:
    """dice_loss for the pictures, as probabilities where it takes those: `softmax` charges for that."""
    if not takes_probabilities(look):
        return look("losses.dice_values", lambda: {"cases": dice_cases(look)})
    return look("losses.dice_values", lambda: {"cases": {
        name: {**case, "logits": loss_forms.softmax(case["logits"]).astype(np.float32)}
        for name, case in dice_cases(look).items()}}, case="probabilities")


def segmentation(look) -> Observations:
    return look("losses.segmentation_values", lambda: {"cases": {
        **{f"weight {weight:g}": {**random_batch(look), "dice_weight": weight} for weight in WEIGHTS},
        "default": random_batch(look),
        **{name: case for name, case in plain_cases(look).items() if name.startswith("other")}}})


def value_of(seen: Observations, case: str) -> float:
    return seen.branch(case).number("value")


def share(look, sizes: str, pair: str) -> float:
    """How much of the loss of two confused foreground classes is left where one of the two is the background.

    Half of it, whatever the formula is, where each foreground class counts the same and the background nothing.
    """
    seen = dice(look)
    perfect = value_of(seen, "perfect")
    return (value_of(seen, f"{sizes} {pair}") - perfect) / (value_of(seen, f"{sizes} 12") - perfect)


def right_value(look) -> bool:
    """Whether the Dice coefficient of a picture is right, so that its sums are known."""
    found = value_of(dice(look), "level")
    return abs(found - expected_level(look)) < NEAR


def expected_level(look) -> float:
    case = dice_cases(look)["level"]
    return loss_forms.dice_loss(case["logits"], case["target"], 0.0)


def smoothing(look) -> tuple[float, float]:
    """The slope of 1 / (value - its limit) by smooth, as the sum that smooth is added to, and how bent it is.

    (sum(p) + sum(g), 0) where smooth is added above and below: a value is then limit + c / (sum + smooth).
    """
    seen = dice(look)
    limit = value_of(seen, f"smooth {ENDLESS:g}")
    with np.errstate(all="ignore"):
        inverse = 1 / (np.array([value_of(seen, f"smooth {smooth:g}") for smooth in SMOOTHS]) - limit)
        relative = inverse / inverse[0] - 1
        slopes = relative[1:] / SMOOTHS[1:]
        return float(1 / slopes[0]), float(np.ptp(slopes) / abs(slopes[0]))
