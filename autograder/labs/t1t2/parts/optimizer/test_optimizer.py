"""Checks of the part `optimizer`. A check's docstring is what is true of correct work."""
from __future__ import annotations

import numpy as np

from autograder.grading.observations import Observations, close, need, require, short
from autograder.i18n.messages import say
from autograder.labs.t1t2.collaborators import closed_form
from autograder.labs.t1t2.parts.optimizer.inputs import (
    GRADIENTS,
    SIDES,
    paths,
)
from autograder.labs.t1t2.settings import BETAS, LEARNING_RATE

USUAL_BETAS = [BETAS, (0.9, 0.999), BETAS[::-1]]


def _settings(look) -> list[Observations]:
    return look("optimizer.settings").branches("optimizers")


def _path(look, side: str) -> np.ndarray:
    """The path of one weight that this side's optimizer moves, wherever it belongs: (steps,)."""
    moves = np.concatenate([paths(look).branch(side).array(network, 2) for network in SIDES], 1)
    moved = moves[:, np.abs(moves).max(0) > 0]
    need(moved.shape[1], say("optimizer_{side} moves nothing.", side=side))
    return np.median(moved, 1)


def _declared(look, side: str) -> Observations:
    groups = _settings(look)[SIDES.index(side)].branches("groups")
    need(groups, say("optimizer_{side} has no parameter groups.", side=side))
    return groups[0]


def _betas(look, side: str) -> tuple[float, float] | None:
    group = _declared(look, side)
    if "betas" not in group:
        return None
    return tuple(float(np.asarray(beta)) for beta in group.items("betas")[:2])


def _adam_betas(look, side: str) -> tuple[float, float] | None:
    """The betas with which Adam takes the observed path; None where none do."""
    path = _path(look, side)
    candidates = [betas for betas in (_betas(look, side), *USUAL_BETAS) if betas]
    for betas in candidates:
        with np.errstate(all="ignore"):
            expected = closed_form.adam(GRADIENTS[:, None], abs(path[0]), betas)[:, 0]
        if close(path, expected, 2e-3, 0.0):
            return betas
    return None


def test_adam(look):
    """Both optimizers are Adam."""
    for side, seen in zip(SIDES, _settings(look)):
        require(_adam_betas(look, side), say("optimizer_{side} is {kind} and does not step as Adam "
                                             "does.", side=side, kind=seen.text("type")),
                expected=say("torch.optim.Adam"))


def test_learning_rate(look):
    """Both learning rates are {LEARNING_RATE}."""
    for side in SIDES:
        declared = _declared(look, side).number("lr")
        found = abs(_path(look, side)[0]) if _adam_betas(look, side) else declared
        require(close(found, LEARNING_RATE, 1e-2, 0.0), say(
            "optimizer_{side} has learning rate {found}.", side=side, found=short(found)),
            expected=say("{value}", value=short(LEARNING_RATE)))


def test_betas(look):
    """Both optimizers have betas {BETAS}."""
    for side in SIDES:
        found = _adam_betas(look, side)
        need(found, say("optimizer_{side} is not Adam.", side=side))
        require(close(found, BETAS, 1e-4, 0.0), say(
            "optimizer_{side} has betas ({first}, {second}).", side=side, first=short(found[0]),
            second=short(found[1])), expected=say(
                "({first}, {second})", first=short(BETAS[0]), second=short(BETAS[1])), help=say(
                "Adam's own default is (0.9, 0.999); GANs train more steadily with a shorter memory."))


def test_no_weight_decay(look):
    """Neither optimizer decays weights."""
    rest = look("optimizer.rest")
    for side in SIDES:
        group = _declared(look, side)
        declared = group.number("weight_decay") if "weight_decay" in group else 0.0
        moves = np.concatenate([rest.branch(side).array(network, 2) for network in SIDES], 1)
        require(declared == 0 and np.abs(moves).max() < 2e-7, say(
            "optimizer_{side} pulls weights towards 0 even where the gradient is 0.", side=side),
            expected=say("weight_decay = 0"))
        _path(look, side)  # one that moves nothing shows nothing


def test_own_parameters(look):
    """make_optimizers returns (optimizer_G, optimizer_D), each over all of its own network alone."""
    seen = look("optimizer.settings")
    require(seen.flag("is_pair"), say("make_optimizers returned a {kind}.", kind=seen.text("type")),
            expected=say("(optimizer_G, optimizer_D)"))
    for side in SIDES:
        moved = {network: np.abs(paths(look).branch(side).array(network, 2)).max(0) > 0
                 for network in SIDES}
        other = "D" if side == "G" else "G"
        require(not moved[other].any(), say("optimizer_{side} moves weights of {other}.", side=side,
                                            other=other))
        require(moved[side].all(), say("optimizer_{side} leaves {n} of {all} weights of {side} alone.",
                                       side=side, n=int((~moved[side]).sum()),
                                       all=int(moved[side].size)))
