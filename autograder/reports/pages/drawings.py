"""Geometry of the drawings on a page; the templates turn it into SVG. Numbers only, no text of students."""
from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from autograder.grading.observations import short

NAMES = {"batch_norm": "BatchNorm", "instance_norm": "InstanceNorm", "group_norm": "GroupNorm",
         "leaky_relu": "LeakyReLU", "relu": "ReLU", "gelu": "GELU", "elu": "ELU", "silu": "SiLU",
         "tanh": "Tanh", "sigmoid": "Sigmoid", "cat": "concat"}
MAPS = ("conv", "linear", "pool", "upsample")
WORDY = 9  # networks of more stages than this are drawn without words


@dataclass
class Box:
    """One stage of a network: a feature map, how it was made, what was done to it."""

    made_by: str
    channels: int
    size: str
    after: list[str] = field(default_factory=list)
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0


@dataclass
class Network:
    boxes: list[Box]
    width: float
    height: float
    wordy: bool


def network(steps: list[dict], channels: int) -> Network:
    """Boxes side by side: the higher, the larger the map; the wider, the more channels."""
    boxes = [Box("", channels, "256×256", width=_width(channels), height=_height(256))]
    for step in steps:
        shape = step["shape"]
        if step["kind"] not in MAPS:
            boxes[-1].after.append(NAMES.get(step["kind"], "?"))
            continue
        sides = shape[2:] if len(shape) == 4 else [1]
        boxes.append(Box(_made_by(step), shape[1] if len(shape) > 1 else 1,
                         "×".join(map(str, sides)), width=_width(shape[1] if len(shape) > 1 else 1),
                         height=_height(max(sides))))
    wordy = len(boxes) <= WORDY
    pitch = 92.0 if wordy else max(22.0, 700 / len(boxes))
    for number, box in enumerate(boxes):
        box.width = min(box.width, pitch - 6)
        box.x, box.y = pitch * (number + 0.5), 78 - box.height / 2
    return Network(boxes, pitch * len(boxes), 218.0 if wordy else 150.0, wordy)


def _made_by(step: dict) -> str:
    if "kernel" not in step:
        return step["kind"] if step["kind"] in MAPS else "?"
    name = "ConvT" if step["transposed"] else "Conv"
    return f"{name} k{step['kernel'][0]} s{step['stride'][0]}" if step["kernel"] else name


def _width(channels: int) -> float:
    return 8 + 5 * math.log2(max(channels, 1))


def _height(side: int) -> float:
    return 8 + 13 * math.log2(max(side, 1))


@dataclass
class Chart:
    """A line chart on a canvas of WIDTH x HEIGHT: the lines' points, ticks, and a dashed limit."""

    lines: list[str]
    x_ticks: list[tuple[float, str]]
    y_ticks: list[tuple[float, str]]
    ends: list[tuple[float, float]]
    limit: float | None = None


WIDTH, HEIGHT = 340.0, 190.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 12.0, 12.0, 34.0


def chart(x: np.ndarray, columns: list[np.ndarray], limit: float | None = None) -> Chart:
    """The columns as lines over x, from zero up; limit: a height that is drawn across."""
    top = max([float(column.max()) for column in columns] + [limit or 0, 1e-9])
    low = min([float(column.min()) for column in columns] + [0.0])
    ticks = _ticks(low, top)
    low, top = min(low, ticks[0]), max(top, ticks[-1])
    right = max(float(x.max()), 1.0)

    def place(across: float, up: float) -> tuple[float, float]:
        return (round(LEFT + across / right * (WIDTH - LEFT - RIGHT), 1),
                round(HEIGHT - BOTTOM - (up - low) / (top - low) * (HEIGHT - TOP - BOTTOM), 1))

    points = [[place(a, b) for a, b in zip(x, column)] for column in columns]
    return Chart([" ".join(f"{a},{b}" for a, b in line) for line in points],
                 [(place(value, 0)[0], short(value)) for value in _ticks(0, right)],
                 [(place(0, value)[1], short(value)) for value in ticks],
                 [line[-1] for line in points], None if limit is None else place(0, limit)[1])


def _ticks(low: float, high: float) -> list[float]:
    """Three to six round numbers from low to about high."""
    step = 10 ** math.floor(math.log10((high - low) / 3))
    step *= next(factor for factor in (1, 2, 5, 10) if (high - low) / (step * factor) <= 5)
    first, last = math.floor(low / step + 1e-9), math.floor(high / step + 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]
