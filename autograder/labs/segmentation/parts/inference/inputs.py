"""What the part `inference` gives its experiments, and what its checks and facts share."""
from __future__ import annotations

from itertools import product

import numpy as np

from autograder.grading.observations import Observations, as_array, need
from autograder.i18n.messages import say
from autograder.labs.segmentation.parts.inference.overlays import COLOUR, Overlay
from autograder.labs.segmentation.settings import CLASSES

SHAPE = (2, 1, 20, 14)
MEAN, VARIANCE = 0.4, 0.05
EPSILON = 1e-5  # of torch.nn.BatchNorm2d
UNSURE = 1e-3  # logits that are nearer to each other than this may be rounded either way
PICTURE = (48, 64)
# Corners (top, left) and sizes of what the judged mask shows of each class.
BLOCKS = {1: ((6, 6), (22, 20)), 2: ((24, 36), (18, 22))}


def images(look) -> np.ndarray:
    """Slices (N, 1, H, W), 0 to 1."""
    return look.rng("inference.images").uniform(0, 1, SHAPE).astype(np.float32)


def weights(look) -> tuple[np.ndarray, np.ndarray]:
    """Slopes (2, 3) and offsets (3,) of the known network; which class is dark and which bright is drawn."""
    order = look.rng("inference.weights").permutation(len(CLASSES))
    slopes = np.array([[-0.6, 0.4, 0.5], [-0.5, -0.3, 0.6]], np.float32)
    return slopes[:, order], np.array([-0.3, 0.3, -0.3], np.float32)[order]


def segmented(look) -> Observations:
    """What segment did."""
    slopes, offsets = weights(look)
    return look("inference.segmented", lambda: {
        "images": images(look), "mean": MEAN, "variance": VARIANCE, "slopes": slopes, "offsets": offsets})


def logits(look) -> dict[str, np.ndarray]:
    """What the known network puts out, (N, 3, H, W), by the modes of its layers; "eval" is the first."""
    levels, (slopes, offsets) = images(look).astype(float), weights(look)
    found = {}
    for norm, drop in product((False, True), repeat=2):
        mean, variance = (levels.mean(), levels.var()) if norm else (MEAN, VARIANCE)
        slope = slopes[0] if drop else slopes.sum(0)
        name = {(False, False): "eval", (True, True): "train"}.get((norm, drop), "mixed")
        found[name if name != "mixed" else f"{name} {norm}"] = (
            (levels - mean) / np.sqrt(variance + EPSILON) * slope[:, None, None] + offsets[:, None, None])
    return found


def share_of_classes(found: np.ndarray, wanted: np.ndarray) -> float:
    """The share of pixels whose class is the one with the largest logit. found: (N, H, W), wanted: logits."""
    highest = np.sort(wanted, axis=1)
    sure = highest[:, -1] - highest[:, -2] > UNSURE
    return float((found == wanted.argmax(1))[sure].mean())


def mask() -> np.ndarray:
    """Class indices, int64 PICTURE: a block of each foreground class."""
    drawn = np.zeros(PICTURE, np.int64)
    for label, ((top, left), (height, width)) in BLOCKS.items():
        drawn[top:top + height, left:left + width] = label
    return drawn


def slice_to_show(look) -> np.ndarray:
    """A slice (1, H, W), 0 to 1, of smooth patches that vary as much under each class as beside them."""
    rng = look.rng("inference.slice")
    height, width = PICTURE
    coarse = rng.permutation(np.linspace(0, 1, (height // 4) * (width // 4))).reshape(height // 4, width // 4)
    return np.kron(coarse, np.ones((4, 4)))[None].astype(np.float32)


def overlaid(look) -> Observations:
    """The figure that show_overlay makes."""
    return look("inference.overlaid", lambda: {"image": slice_to_show(look), "mask": mask()})


def overlay(look) -> Overlay:
    """The panel that shows most of the overlay; a slice that is drawn from below (origin="lower") is turned round."""
    seen = overlaid(look)
    seen["kind"]
    need("panels" in seen, say("Nothing was drawn."))
    levels, shown = slice_to_show(look)[0].astype(float), mask()
    panels = [as_array(panel, "panels", 3) for panel in seen.items("panels")]
    need(panels, say("There is no panel with a picture."))
    views = [Overlay(turned, levels, shown) for panel in panels for turned in (panel, panel[::-1])
             if panel.shape == (*PICTURE, 3)]
    need(views, say("There is no panel with a picture."))
    return max(views, key=lambda view: (view.grey or view.negative, view.merits, view.background.follows))


NAMES = {1: ("ventric", "脑室"), 2: ("lesion", "病灶", "病变", "损伤")}


def named(text: str) -> list[int]:
    """The classes that a text names."""
    return [label for label, hints in NAMES.items() if any(hint in text.lower() for hint in hints)]


def legend_colours(look) -> dict[int, np.ndarray]:
    """The first colour (3,) of the legend's entry for each class, where that is no grey."""
    found = {}
    for entry in overlaid(look).branches("entries"):
        labels, colours = named(entry.text("text")), entry.array("colours", 2)
        if len(labels) == 1 and len(colours) and np.ptp(colours[0]) > COLOUR:
            found[labels[0]] = colours[0]
    return found


def likeness(a: np.ndarray, b: np.ndarray) -> float:
    """The cosine between two colours (3,) less their grey."""
    a, b = a - a.mean(), b - b.mean()
    return float(a @ b / max(np.linalg.norm(a) * np.linalg.norm(b), 1e-9))
