"""The wire between the grader and a worker: length-prefixed frames of strict JSON and arrays.

A frame is two big-endian 32-bit lengths, a JSON header and a safetensors payload. Nothing in it
can run code when it is read; the reading side bounds both lengths before it reads on.
"""
from __future__ import annotations

import json
import struct
from functools import cached_property
from hashlib import blake2b
from typing import Any

import numpy as np
from safetensors.numpy import load, save

LENGTHS = struct.Struct(">II")
MAX_HEADER = 4 * 2**20
MAX_PAYLOAD = 64 * 2**20
# A value costs the parser far more memory than its text: "[]," is 3 bytes on the wire and 64 as a list.
MAX_VALUES = 200_000
ARRAYS_HEADER = struct.Struct("<Q")


class BadFrame(Exception):
    """What came over the wire is not a frame of ours: too long, not JSON, not safetensors."""


class Seal:
    """Marks the frames of one conversation, in order: who does not hold its key can't add any."""

    SIZE = 16

    def __init__(self, key: str) -> None:
        self._key, self._number = bytes.fromhex(key), 0

    def next(self, frame: bytes | bytearray | memoryview) -> bytes:
        """The mark of the next frame."""
        self._number += 1
        mark = blake2b(self._number.to_bytes(8, "big"), key=self._key, digest_size=self.SIZE)
        mark.update(frame)
        return mark.digest()


def encode(message: dict[str, Any]) -> bytes:
    """One frame. Arrays and floats anywhere in message travel in the payload, exact to the bit.

    What comes many times (a slice that is read again and again) travels once.
    """
    hold = _Hold()
    header = json.dumps(_detach(message, hold), allow_nan=False).encode("ascii")
    payload = save(hold.arrays) if hold.arrays else b""
    _check_values(header)
    if len(header) > MAX_HEADER or len(payload) > MAX_PAYLOAD:
        raise BadFrame(f"frame of {len(header)} + {len(payload)} bytes is too large")
    return b"".join([LENGTHS.pack(len(header), len(payload)), header, payload])


class Parcel:
    """A message that goes to many workers and is packed once."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.content = content

    @cached_property
    def frame(self) -> bytes:
        return encode(self.content)


def decode(header: bytes, payload: bytes) -> dict[str, Any]:
    """The message of a frame's two halves; raises BadFrame for anything malformed."""
    try:
        _check_values(header)
        # Floats travel as arrays, so that a number with a point is none of ours, nor is 1e999.
        data = json.loads(header, parse_constant=_refuse, parse_float=_refuse,
                          object_pairs_hook=_distinct)
        if not isinstance(data, dict):
            raise ValueError("no message")
        return _attach(data, _arrays(payload))
    except BadFrame:
        raise
    except Exception as error:  # the bytes are a stranger's: whatever goes wrong is their fault
        raise BadFrame(f"{type(error).__name__} while reading a frame") from error


def _check_values(header: bytes) -> None:
    if header.count(b",") + header.count(b"[") + header.count(b"{") > MAX_VALUES:
        raise BadFrame(f"a frame holds more than {MAX_VALUES} values")


def _arrays(payload: bytes) -> dict[str, np.ndarray]:
    """The arrays of a payload; their own header is bounded like ours before it is parsed."""
    if not payload:
        return {}
    if ARRAYS_HEADER.unpack_from(payload)[0] > MAX_HEADER:
        raise BadFrame("the arrays' own header is too large")
    _check_values(payload[:ARRAYS_HEADER.size + ARRAYS_HEADER.unpack_from(payload)[0]])
    return load(payload)


class FrameReader:
    """Collects bytes as they arrive and yields whole messages, each followed by its mark if sealed."""

    def __init__(self, seal: Seal | None = None) -> None:
        self._buffer = bytearray()
        self._seal = seal

    def feed(self, data: bytes) -> list[dict[str, Any]]:
        """The messages completed by these bytes. Raises BadFrame for an oversized or broken one."""
        self._buffer += data
        messages = []
        while (message := self._take()) is not None:
            messages.append(message)
        return messages

    def _take(self) -> dict[str, Any] | None:
        if len(self._buffer) < LENGTHS.size:
            return None
        header_size, payload_size = LENGTHS.unpack_from(self._buffer)
        if header_size > MAX_HEADER or payload_size > MAX_PAYLOAD:
            raise BadFrame(f"a frame announces {header_size} + {payload_size} bytes")
        middle = LENGTHS.size + header_size
        end = middle + payload_size
        mark = Seal.SIZE if self._seal else 0
        if len(self._buffer) < end + mark:
            return None
        with memoryview(self._buffer) as whole:
            if self._seal and self._seal.next(whole[:end]) != whole[end:end + mark]:
                raise BadFrame("a frame that the worker itself did not send")
            message = decode(bytes(whole[LENGTHS.size:middle]), bytes(whole[middle:end]))
        del self._buffer[:end + mark]
        return message


class _Hold:
    """The different arrays of a message, by name."""

    def __init__(self) -> None:
        self.arrays: dict[str, np.ndarray] = {}
        self._names: dict[tuple, list[str]] = {}

    def name(self, array: np.ndarray) -> str:
        """The name of an array that is this one to the bit; it is a new one's where there is none."""
        content = array.reshape(-1).view(np.uint8)
        # To hash all of a slice takes longer than to compare it with the one or two that it may be.
        sample = content[::max(1, content.size // 256)].tobytes()
        alike = self._names.setdefault((array.dtype, array.shape, sample), [])
        for name in alike:
            if np.array_equal(content, self.arrays[name].reshape(-1).view(np.uint8)):
                return name
        alike.append(str(len(self.arrays)))
        self.arrays[alike[-1]] = array
        return alike[-1]


def _detach(value: Any, hold: _Hold) -> Any:
    """value with every array and float replaced by a reference into hold."""
    if isinstance(value, (float, np.ndarray, np.generic)):
        return {"$array": hold.name(np.asarray(value, order="C"))}
    if isinstance(value, dict):
        return {str(key): _detach(item, hold) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_detach(item, hold) for item in value]
    return value


def _attach(value: Any, arrays: dict[str, np.ndarray]) -> Any:
    if isinstance(value, dict):
        if set(value) == {"$array"}:
            return arrays[value["$array"]]
        return {key: _attach(item, arrays) for key, item in value.items()}
    if isinstance(value, list):
        return [_attach(item, arrays) for item in value]
    return value


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(found := dict(pairs)) < len(pairs):
        raise ValueError("a key comes twice")
    return found


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
