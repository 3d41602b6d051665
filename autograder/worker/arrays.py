"""Returned values as the plain tensors and arrays that they are, whatever they say of themselves.

An object's word for its own class, shape or type is not asked: a subclass may say anything, so that
what is recorded is what crosses the wire.
"""
from __future__ import annotations

from typing import Any

import numpy as np
import torch

# Kept from before student code runs: a submission that patches torch changes its own torch only.
_TENSOR, _UNWATCHED = torch.Tensor, torch._C.DisableTorchFunction
_DETACH, _TO, _CONTIGUOUS, _NUMPY, _AS_SUBCLASS = (
    torch.Tensor.detach, torch.Tensor.to, torch.Tensor.contiguous, torch.Tensor.numpy, torch.Tensor.as_subclass)
MAX_ELEMENTS = 2**20


def is_a(value: Any, kind: type | tuple[type, ...]) -> bool:
    """Whether value is of this kind; its __class__ may be forged."""
    return issubclass(type(value), kind)


def is_tensor(value: Any) -> bool:
    return is_a(value, _TENSOR)


def tensor(value: torch.Tensor) -> torch.Tensor:
    """This tensor and its graph as an object of torch's own class, whatever subclass it is of."""
    with _UNWATCHED():
        return _AS_SUBCLASS(value, _TENSOR)


def plain(value: torch.Tensor) -> np.ndarray:
    """A tensor's numbers in float32."""
    with _UNWATCHED():
        return _NUMPY(_CONTIGUOUS(_TO(_DETACH(tensor(value)), "cpu", torch.float32)))


def described(value: Any) -> dict[str, Any]:
    """A returned value as a record: the name of its type, "is_tensor"; of a tensor or what numpy makes an array
    of, "dtype", "shape" and, where it is not too large, "array" in float32.
    """
    record: dict[str, Any] = {"type": type(value).__name__, "dtype": "", "shape": [], "is_tensor": is_tensor(value)}
    array, name = _numbers(value) if record["is_tensor"] else _like_numbers(value)
    numeric = array.dtype.kind in "fiub"
    if numeric or record["is_tensor"]:
        record.update(dtype=name, shape=list(array.shape))
    if numeric and array.size <= MAX_ELEMENTS:
        record["array"] = np.array(array, np.float32, order="C")
    return record


def _numbers(value: torch.Tensor) -> tuple[np.ndarray, str]:
    """A tensor's array, and the name of its type."""
    with _UNWATCHED():
        numbers = _DETACH(tensor(value))
        try:
            array = _NUMPY(numbers)
        except TypeError:  # a type that numpy lacks, such as bfloat16
            return _NUMPY(_TO(numbers, torch.float32)), str(numbers.dtype)
    return array, f"torch.{array.dtype}"


def _like_numbers(value: Any) -> tuple[np.ndarray, str]:
    """What numpy makes of a value that is no tensor; nothing of one that says that it is something else."""
    array = np.asarray(value if value.__class__ is type(value) else None)
    return array, str(array.dtype)
