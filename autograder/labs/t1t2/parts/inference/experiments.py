"""Use translate on a G that tells its mode, and look at the figure that show_comparison makes."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from PIL import Image

from autograder.labs.t1t2.collaborators.networks import ModeProbe
from autograder.labs.t1t2.networks.experiments import lending
from autograder.worker import arrays
from autograder.worker.experiments import Seen, experiment

CROP = 64
MAX_PANELS = 12
WIDEST = 900


@experiment("translate")
def translated(seen: Seen, student: dict, modules: list, t1: np.ndarray, mean: float,
               variance: float, weight: float) -> None:
    """translate(G, t1) with G in training mode: the result, and what it did to G."""
    network = ModeProbe(float(mean), float(variance), float(weight)).train()

    def translate() -> dict[str, Any]:
        with lending(seen, torch.from_numpy(t1)) as given:
            return _result(student["translate"](network, *given))

    seen["before"] = _state(network)
    seen.attempt("result", translate)
    seen["calls"], seen["after"] = list(network.calls[:20]), _state(network)
    seen["left_training"] = bool(network.training)
    seen.attempt("single", lambda: _result(student["translate"](
        ModeProbe(float(mean), float(variance), float(weight)).train(), torch.from_numpy(t1[:1]).clone())))


@experiment("show_comparison")
def compared(seen: Seen, student: dict, modules: list, t1: np.ndarray, fake_t2: np.ndarray,
             t2: np.ndarray) -> None:
    """The figure, panel by panel."""
    _compare(seen, student, (t1, fake_t2, t2), _drawn)


@experiment("show_comparison")
def shown(seen: Seen, student: dict, modules: list, t1: np.ndarray, fake_t2: np.ndarray,
          t2: np.ndarray) -> None:
    """The whole figure, for a picture; nothing is graded by it."""
    _compare(seen, student, (t1, fake_t2, t2), _whole)


def _compare(seen: Seen, student: dict, slices: tuple, look: Callable[[Any], dict]) -> None:
    """What `look` sees in the figure for slices given as (1, 1, H, W), or as (1, H, W) where those
    are not taken."""
    import matplotlib.pyplot as plt

    tensors = [torch.from_numpy(value) for value in slices]
    shapes = (tensors, [value[0] for value in tensors])
    for number, arguments in enumerate(shapes, 1):
        plt.close("all")
        try:
            with lending(seen, *arguments) as given:
                result = student["show_comparison"](*given)
            opened, figure = len(plt.get_fignums()), _figure(result)
            seen.update(look(figure) if figure is not None else {}, kind=type(result).__name__,
                        is_figure=arrays.is_a(result, plt.Figure), opened=opened)
            return
        except NotImplementedError:
            raise
        except Exception:
            if number == len(shapes):
                raise


def _state(network: torch.nn.Module) -> np.ndarray:
    return np.concatenate([value.detach().double().numpy().ravel()
                           for value in network.state_dict().values()])


def _result(output: Any) -> dict[str, Any]:
    record = arrays.described(output)
    if record["is_tensor"]:
        record["graph"] = arrays.tensor(output).requires_grad
    return record


def _figure(result: Any) -> Any:
    """The figure that was returned, or the one that was drawn where something else was returned."""
    import matplotlib.pyplot as plt

    candidates = result.ravel().tolist() if arrays.is_a(result, np.ndarray) else result
    candidates = candidates if arrays.is_a(candidates, (tuple, list)) else [candidates]
    for candidate in candidates:
        candidate = getattr(candidate, "figure", candidate)
        if arrays.is_a(candidate, plt.Figure):
            return candidate
    return plt.gcf() if plt.get_fignums() else None


def _whole(figure: Any) -> dict[str, Any]:
    """The figure's pixels, (h, w, 3) uint8, at most WIDEST wide and high."""
    pixels = Image.fromarray(np.ascontiguousarray(_pixels(figure)))
    pixels.thumbnail((WIDEST, WIDEST))
    return {"pixels": np.asarray(pixels)}


def _pixels(figure: Any) -> np.ndarray:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[..., :3]


def _drawn(figure: Any) -> dict[str, Any]:
    """The figure as a person sees it: each panel's place, picture and words."""
    pixels = _pixels(figure)
    panels, elsewhere = [], [text.get_text() for text in figure.texts]
    for axis in figure.axes:
        if not axis.get_visible() or axis.get_label() == "<colorbar>" or hasattr(axis, "_colorbar"):
            continue
        if _shows_picture(axis):
            panels.append({"box": [float(edge) for edge in axis.get_window_extent().extents],
                           "picture": _crop(pixels, axis), "words": _words(axis)})
        else:
            elsewhere += _words(axis)
    return {"panels": panels[:MAX_PANELS],
            "elsewhere": [text[:80] for text in elsewhere if text.strip()][:20]}


def _shows_picture(axis: Any) -> bool:
    return bool(axis.images) or any(
        type(item).__name__ in ("QuadMesh", "PolyQuadMesh") for item in axis.collections)


def _words(axis: Any) -> list[str]:
    texts = [axis.get_title(place) for place in ("left", "center", "right")]
    texts += [axis.get_xlabel(), axis.get_ylabel(), *(text.get_text() for text in axis.texts)]
    return [text[:80] for text in texts if text.strip()]


def _crop(pixels: np.ndarray, axis: Any) -> np.ndarray:
    """The pixels of an axis, scaled to CROP x CROP, 0 .. 1, (CROP, CROP, 3)."""
    left, bottom, right, top = axis.get_window_extent().extents
    height = pixels.shape[0]
    rows = slice(max(0, round(height - top)), max(1, round(height - bottom)))
    columns = slice(max(0, round(left)), max(1, round(right)))
    picture = Image.fromarray(np.ascontiguousarray(pixels[rows, columns]))
    return np.asarray(picture.resize((CROP, CROP), Image.Resampling.BOX), np.float32) / 255
