"""What the part `loss` gives its experiments, and what its checks, facts and pictures share."""
from __future__ import annotations

from functools import lru_cache

import numpy as np

from autograder.grading.observations import Observations
from autograder.labs.t1t2.settings import LAMBDA_L1

# The handout's own shapes: whoever has fixed them in the code fails `scalar` alone.
MAP, SLICE = (1, 1, 63, 63), (1, 1, 256, 256)
OTHERS = [((3, 1, 30, 30), (3, 1, 64, 64)), ((2, 1, 5, 7), (2, 1, 16, 16))]
LAMBDAS = (0.0, 10.0, 37.0)


def probabilities(look, name: str, shape: tuple) -> np.ndarray:
    """Brighter towards the bottom and in the batch's first map, so that no row or map can stand for the others."""
    values = look.rng(f"loss.{name}").uniform(0, 1, shape)
    return (0.2 + 0.7 * _places(shape) * (0.7 * values + 0.3 * _rows(shape))).astype(np.float32)


def _rows(shape: tuple) -> np.ndarray:
    return np.linspace(0, 1, shape[-2])[:, None]


def _places(shape: tuple) -> np.ndarray:
    """A factor for each place in the batch, 1 for the first."""
    return np.linspace(1, 0.5, shape[0])[:, None, None, None]


def slices(look, shape: tuple = SLICE) -> tuple[np.ndarray, np.ndarray]:
    """A fake and a real T2 that differ by more than 0.1 everywhere. As with real ones most of T2 is dark, a share
    of it black, and the fake is further off where T2 is bright; besides, towards the bottom and in the first slice."""
    return _drawn(shape, int(look.rng(f"loss.slices{shape}").integers(2**31)))


@lru_cache(maxsize=8)
def _drawn(shape: tuple, seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    bright = rng.uniform(0, 1, shape)**2
    black = rng.uniform(0, 1, shape) < 0.1
    t2 = np.where(black, -1.0, 1.3 * bright - 0.7)
    off = 0.25 * _places(shape) * (0.4 * bright + 0.3 * _rows(shape) + 0.3 * rng.uniform(0, 1, shape))
    fake = t2 + (0.1 + off * np.where(black, 0.2, 1)) * np.where(black, 1, rng.choice([-1, 1], shape))
    return fake.astype(np.float32), t2.astype(np.float32)


def generator_cases(look) -> dict:
    pred, (fake, t2) = probabilities(look, "pred", MAP), slices(look)
    usual = {"pred_fake": pred, "fake_t2": fake, "t2": t2}
    cases = {"default": usual, "same": {**usual, "fake_t2": t2},
             "explicit": {**usual, "lambda_l1": LAMBDA_L1}}
    cases |= {f"lambda {weight}": {**usual, "lambda_l1": weight} for weight in LAMBDAS}
    for index, (small_map, small) in enumerate(OTHERS):
        fake, t2 = slices(look, small)
        cases[f"other {index}"] = {"pred_fake": probabilities(look, f"pred{index}", small_map),
                                   "fake_t2": fake, "t2": t2}
    return cases


def discriminator_cases(look) -> dict:
    first, *others = (probabilities(look, name, MAP) ** power for name, power
                      in (("first", 1), ("second", 2), ("third", 0.5), ("fourth", 1.5)))
    cases = {"base": (first, first)}
    for number, other in enumerate(others, 1):
        cases |= {f"real {number}": (other, first), f"fake {number}": (first, other)}
    for index, (small_map, _) in enumerate(OTHERS):
        cases[f"other {index}"] = (probabilities(look, f"real{index}", small_map),
                                   probabilities(look, f"fake{index}", small_map))
    return {name: {"pred_real": real, "pred_fake": fake} for name, (real, fake) in cases.items()}


def generator(look) -> Observations:
    return look("loss.generator_values", lambda: {"cases": generator_cases(look)})


def discriminator_values(look) -> Observations:
    return look("loss.discriminator_values", lambda: {"cases": discriminator_cases(look)})


def value_of(seen: Observations, case: str) -> float:
    return seen.branch(case).number("value")


def l1_term(look, case: str) -> float:
    seen = generator(look)
    return value_of(seen, case) - value_of(seen, "same")
