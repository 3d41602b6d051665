"""The wire: what is sent arrives to the bit, and nothing else is believed."""
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import frames
from autograder.frames import BadFrame, FrameReader, decode, encode


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
