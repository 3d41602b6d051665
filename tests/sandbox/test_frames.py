"""The wire: what is sent arrives to the bit, and nothing else is believed."""
from __future__ import annotations

import json
import random
import struct
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.sandbox import frames
from autograder.sandbox.frames import BadFrame, FrameReader, decode, encode


def test_a_message_comes_back_to_the_bit():
    message = {"kind": "result", "seen": {"y": np.arange(6, dtype=np.float32).reshape(2, 3),
               "nan": float("nan"), "n": 3, "none": None, "list": [1, [np.float64(0.1)], "词"]}}
    reader = FrameReader()
    data = encode(message)
    found = [part for byte in range(len(data)) for part in reader.feed(data[byte:byte + 1])]
    assert len(found) == 1
    seen = found[0]["seen"]
    assert seen["y"].dtype == np.float32 and np.array_equal(seen["y"], message["seen"]["y"])
    assert np.isnan(seen["nan"]) and seen["n"] == 3 and seen["none"] is None
    assert float(seen["list"][1][0]) == 0.1 and seen["list"][2] == "词"


def test_what_is_nearly_the_same_stays_apart_and_what_is_the_same_travels_once():
    slices = np.zeros((3, 256, 256), np.float32)
    slices[1, 77, 78] = 1e-30  # not at a place that is looked at first
    slices[2, 0, 1] = -0.0
    frame = frames.encode({"slices": list(slices), "again": list(slices.copy())})
    assert len(frame) < 3.1 * slices[0].nbytes
    (message,) = frames.FrameReader().feed(frame)
    for name in ("slices", "again"):
        assert np.stack(message[name]).tobytes() == slices.tobytes()


@pytest.mark.parametrize("header, payload", [
    (b"{", b""), (b"NaN", b""), (b'{"$array": "7"}', b""), (b"{}", b"not safetensors"),
    (b'{"a": Infinity}', b""), (b"\xff", b""), (b"[" * 100_000, b"")])
def test_malformed_halves_are_refused(header, payload):
    with pytest.raises(BadFrame):
        decode(header, payload)


def test_an_oversized_announcement_is_refused_before_it_is_read():
    with pytest.raises(BadFrame, match="announces"):
        FrameReader().feed(frames.LENGTHS.pack(frames.MAX_HEADER + 1, 0))
    with pytest.raises(BadFrame, match="too large"):
        encode({"x": "y" * (frames.MAX_HEADER + 1)})


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_refused(data):
    try:
        assert isinstance(FrameReader().feed(data), list)
    except BadFrame:
        return


MESSAGE = {"kind": "result", "seen": {"y": np.arange(6, dtype=np.float32), "x": 0.5, "l": [1, "a", None]}}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2**70, 2**70) | st.text(max_size=9) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.text(max_size=5).filter(lambda key: key != "$array"), inner, max_size=4), max_leaves=12)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.text(max_size=5).filter(lambda key: key != "$array"), VALUES, max_size=4))
def test_any_message_comes_back(message):
    assert FrameReader().feed(encode(message)) == [message]


def mutated(data: bytes, dice: random.Random) -> bytes:
    """A valid frame with bits flipped, cut, spliced with itself, or with other lengths."""
    changed, kind, place = bytearray(data), dice.randrange(5), dice.randrange(len(data))
    if kind == 0:
        for _ in range(dice.choice((1, 3, 20))):
            changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    elif kind == 1:
        del changed[place:]
    elif kind == 2:
        changed[place:place] = data[dice.randrange(len(data)):]
    elif kind == 3:
        changed[:8] = frames.LENGTHS.pack(dice.choice((0, 1, len(data), 2**20, 2**32 - 1)), dice.randrange(200))
    else:
        changed[dice.randrange(8, len(changed)):] = bytes(dice.randrange(256) for _ in range(30))
    return bytes(changed)


@pytest.mark.parametrize("seed", range(20))
def test_a_mutated_frame_is_a_message_or_refused(seed):
    dice, data, refused = random.Random(seed), encode(MESSAGE), 0
    for _ in range(200):
        try:
            found = FrameReader().feed(mutated(data, dice) + data)
            assert all(isinstance(message, dict) for message in found)
        except BadFrame:
            refused += 1
    assert refused > 20


@pytest.mark.parametrize("header", [
    b"[" * 2_000_000 + b"]" * 2_000_000, b'{"a": [' + b"[]," * 1_000_000 + b"[]]}", b'{"a": [' + b"{}," * 1_000_000 + b"0]}",
    b'{"a": 1e999}', b'{"a": 0.5}', b'{"a": 1, "a": 2}', b"[1]", b"null", b'{"a": ' + b"9" * 5000 + b"}"])
def test_json_that_is_no_message_of_ours(header):
    """And reading it takes a small part of what a naive reader would: 1 million lists are 64 MB."""
    tracemalloc.start()
    try:
        with pytest.raises(BadFrame):
            decode(header, b"")
        assert tracemalloc.get_traced_memory()[1] < 2**24
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("arrays", [
    {"0": {"dtype": "F32", "shape": [2**31, 2**31], "data_offsets": [0, 8]}},
    {"0": {"dtype": "O", "shape": [1], "data_offsets": [0, 8]}},
    {"0": {"dtype": "F32", "shape": [-2], "data_offsets": [0, 8]}},
    {"0": {"dtype": "F32", "shape": [2], "data_offsets": [8, 0]}},
    {"0": {"dtype": "BF16", "shape": [4], "data_offsets": [0, 8]}, "1": 7},
    {str(number): {"dtype": "F32", "shape": [0], "data_offsets": [0, 0]} for number in range(60_000)}])
def test_arrays_that_lie(arrays):
    header = json.dumps(arrays).encode()
    with pytest.raises(BadFrame):
        decode(b'{"a": {"$array": "0"}}', struct.pack("<Q", len(header)) + header + bytes(8))
