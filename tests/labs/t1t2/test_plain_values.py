"""Shapes, types and values are those of the plain array that crosses the wire, never an object's word."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from torchvision import tv_tensors

from autograder.grading.verdict import PASSED
from autograder.labs.t1t2.networks import experiments as networks
from autograder.labs.t1t2.parts.dataset.experiments import _pair
from autograder.labs.t1t2.parts.inference.experiments import _result
from autograder.labs.t1t2.parts.loss.experiments import _value
from autograder.labs.t1t2.parts.overfit import experiments as overfit
from autograder.worker import arrays
from autograder.worker.experiments import Seen
from tests.conftest import solution
from tests.labs.t1t2.test_one_mistake import lost

# A tensor of one element and an object without any, which both claim all that is asked for.
LIARS = '''
import torch


class Tall(torch.Tensor):
    """One element that claims to be whatever is asked for."""

    claimed = (1,)

    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        if "shape" in str(function) or "size" in str(function):
            return torch.Size(cls.claimed)
        if "dtype" in str(function):
            return torch.float32
        return super().__torch_function__(function, types, args, kwargs or {})

    shape = property(lambda self: torch.Size(self.claimed))
    dtype = torch.float32


class Forged:
    """No tensor at all."""

    __class__ = torch.Tensor
    claimed = (1,)
    dtype, requires_grad, ndim = torch.float32, True, 4
    shape = property(lambda self: torch.Size(self.claimed))
    detach = to = contiguous = clone = double = lambda self, *_, **__: self

    def __getattr__(self, name):
        return getattr(torch.zeros(self.claimed), name)


def tall(*shape):
    return torch.zeros(1, dtype=torch.float64).as_subclass(type("Tall", (Tall,), {"claimed": shape}))


def forged(*shape):
    return type("Forged", (Forged,), {"claimed": shape})()
'''
NAMES: dict = {}
exec(LIARS, NAMES)


@pytest.fixture(params=["tall", "forged"])
def liar(request):
    """A maker of values that lie about their shape; it is itself no proof unless they lie well."""
    made = NAMES[request.param](2, 1, 64, 64)
    assert isinstance(made, torch.Tensor) and tuple(made.shape) == (2, 1, 64, 64) and made.dtype == torch.float32
    return request.param


class Lying(torch.nn.Module):
    def __init__(self, kind: str, *shape: int) -> None:
        super().__init__()
        self.kind, self.shape = kind, shape

    def forward(self, x, *_):
        return NAMES[self.kind](len(x), *self.shape)


def test_a_network_s_shape_is_that_of_its_numbers(liar):
    small, wide = ([np.zeros((2, 1, size, size), np.uint8)] for size in (64, 256))
    seen = Seen(set())
    networks.shapes(seen, Lying(liar, 1, 256, 256), small, wide, keeps_shape=True, modes=(True, True))
    if liar == "tall":
        assert seen["single"]["shape"] == seen["batch"]["shape"] == [1]
    else:
        assert "not a tensor" in seen["single!"]["message"] and "single" not in seen


def test_a_pair_s_members_are_their_numbers(liar):
    member = _pair((NAMES[liar](1, 256, 256), torch.zeros(1, 256, 256)))["members"][0]
    assert (member["is_tensor"], member["shape"], member["dtype"]) == {
        "tall": (True, [1], "torch.float64"), "forged": (False, [], "")}[liar]


def test_a_loss_and_a_translation_are_their_numbers(liar):
    value = NAMES[liar]()
    assert _result(value)["is_tensor"] == (liar == "tall") and _result(value)["shape"] == [1] * (liar == "tall")
    if liar == "tall":
        assert _value(value) == {"type": "Tensor", "shape": [1], "value": 0.0}
    else:
        with pytest.raises(TypeError):
            _value(value)


def test_no_pair_is_made_by_a_class_of_that_name():
    class tuple_like:
        __class__ = tuple

        def __getitem__(self, index):
            return [torch.zeros(1, 256, 256)] * 2

    assert not _pair(tuple_like())["is_sequence"] and len(_pair(tuple_like())["members"]) == 1


def test_a_dataset_that_lies_does_not_feed_the_training(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    right = {side: np.full((1, 1, 256, 256), 128, np.uint8) for side in ("t1", "t2")}
    folders = {side: {"names": [], "blobs": []} for side in ("t1", "t2")}

    class Pairs:
        def __init__(self, *paths):
            pass

        def __getitem__(self, index):
            return NAMES["tall"](1, 256, 256), NAMES["tall"](1, 256, 256)

    batch = overfit._batch({"PairedMedicalDataset": Pairs}, folders, right)
    assert all(value.shape == (1, 1, 256, 256) for value in batch)


@pytest.mark.parametrize("value, dtype", [
    (tv_tensors.Image(torch.zeros(1, 8, 8)), "torch.float32"), (torch.nn.Parameter(torch.ones(1, 8, 8)), "torch.float32"),
    (torch.zeros(1, 8, 8, dtype=torch.bfloat16), "torch.bfloat16"), (torch.zeros(1, 8, 8).bool(), "torch.bool"),
    (torch.zeros(1, 8, 8, dtype=torch.uint8), "torch.uint8"), (np.zeros((1, 8, 8)), "float64")])
def test_honest_values_of_every_kind_are_read(value, dtype):
    record = arrays.described(value)
    assert (record["dtype"], record["shape"]) == (dtype, [1, 8, 8]) and record["array"].dtype == np.float32


def test_a_tensor_made_plain_keeps_its_graph():
    leaf = torch.ones(1, requires_grad=True)
    arrays.tensor((leaf * 3).as_subclass(NAMES["Tall"])).sum().backward()
    assert leaf.grad.item() == 3.0


@pytest.mark.parametrize("kind", ["tall", "forged"])
@pytest.mark.parametrize("file, old, new, part, expected", [
    ("generator.py", "return self.model(x)", "return {kind}(*x.shape)", "generator", {"shape"}),
    ("discriminator.py", "return self.model(pair)", "return {kind}(len(x1), 1, 63, 63)", "discriminator",
     {"shape", "patch_map"}),
    ("dataset.py", "            return self.transform(image.convert(\"L\"))", "            return {kind}(1, 256, 256)",
     "dataset", {"shape", "dtype"})])
def test_nobody_passes_by_saying_so(kind, file, old, new, part, expected, submit, judge):
    text = solution(file)
    assert old in text
    lying = LIARS + text[text.index('"""', 3) + 3:].replace(old, new.format(kind=kind))
    wrong = lost(judge, submit({file: lying}), part)
    assert {f"{part}.{claim}" for claim in expected} <= wrong


def test_tensors_of_torchvision_are_tensors(submit, judge):
    text = solution("dataset.py")
    old = 'return self.transform(image.convert("L"))'
    assert old in text
    path = submit({"dataset.py": "from torchvision import tv_tensors\n" + text.replace(
        old, f"return tv_tensors.Image({old.removeprefix('return ')})")})
    assert all(result.outcome == PASSED for result in judge(path, ["dataset"]).results)
