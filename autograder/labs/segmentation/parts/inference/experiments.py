"""Use segment on a network that tells its mode, and look at the figure that show_overlay makes."""
from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from PIL import Image

from autograder.labs.segmentation.collaborators.known_networks import KnownNetwork
from autograder.worker import arrays
from autograder.worker.experiments import Seen, experiment

MAX_PANELS, MAX_ENTRIES, MAX_TEXT, WIDEST = 4, 12, 80, 900


@experiment("segment")
def segmented(seen: Seen, student: dict, modules: list, images: np.ndarray, mean: float, variance: float,
              slopes: np.ndarray, offsets: np.ndarray) -> None:
    """segment(model, images) with the model in training mode: the result, and what it did to the model; "single":
    the result for the first image alone."""
    def network() -> KnownNetwork:
        return KnownNetwork(float(mean), float(variance), slopes, offsets).train()

    def segment() -> dict[str, Any]:
        with lending(seen, torch.from_numpy(images)) as given:
            return arrays.described(student["segment"](model, *given))

    model = network()
    seen["before"] = _state(model)
    seen.attempt("result", segment)
    seen["calls"], seen["after"] = list(model.calls[:20]), _state(model)
    seen.attempt("single", lambda: arrays.described(
        student["segment"](network(), torch.from_numpy(images[:1]).clone())))


@experiment("show_overlay")
def overlaid(seen: Seen, student: dict, modules: list, image: np.ndarray, mask: np.ndarray) -> None:
    """The figure, panel by panel; "empty": the kind of what is returned for a mask of background alone."""
    import matplotlib.pyplot as plt

    result = _shown(seen, student, torch.from_numpy(image), torch.from_numpy(mask))
    figure = _figure(result)
    seen["kind"], seen["is_figure"] = type(result).__name__, arrays.is_a(result, plt.Figure)
    if figure is not None:
        seen.attempt("entries", lambda: _entries(figure))
        seen["keys"], seen["panels"] = _keys(figure), _panels(figure, mask.shape)
    seen.attempt("empty", lambda: arrays.is_a(
        _shown(seen, student, torch.from_numpy(image), torch.zeros(mask.shape, dtype=torch.int64)), plt.Figure))


@experiment("show_overlay")
def shown(seen: Seen, student: dict, modules: list, image: np.ndarray, mask: np.ndarray) -> None:
    """The whole figure, for a picture, uint8 (h, w, 3), at most WIDEST wide and high; nothing is graded by it."""
    figure = _figure(_shown(seen, student, torch.from_numpy(image), torch.from_numpy(mask)))
    pixels = Image.fromarray(np.ascontiguousarray(_pixels(figure)))
    pixels.thumbnail((WIDEST, WIDEST))
    seen["pixels"] = np.asarray(pixels)


def _shown(seen: Seen, student: dict, image: torch.Tensor, mask: torch.Tensor) -> Any:
    """What show_overlay returns for an image (1, H, W), or (H, W) where that is not taken."""
    import matplotlib.pyplot as plt

    plt.close("all")
    try:
        with lending(seen, image, mask) as given:
            return student["show_overlay"](*given)
    except NotImplementedError:
        raise
    except Exception:
        plt.close("all")
        with contextlib.suppress(Exception), lending(seen, image[0], mask) as given:
            return student["show_overlay"](*given)
        raise


@contextlib.contextmanager
def lending(seen: Seen, *values: torch.Tensor) -> Iterator[tuple[torch.Tensor, ...]]:
    """Copies of the values for one call. seen["kept"]: whether all that were lent came back as they were given."""
    copies = tuple(value.clone() for value in values)
    yield copies
    seen["kept"] = seen.get("kept", True) and all(
        np.array_equal(arrays.plain(copy), arrays.plain(value)) for copy, value in zip(copies, values))


def _state(network: torch.nn.Module) -> dict[str, np.ndarray]:
    """Weights, running statistics, and which weights can learn, as one array each."""
    def flat(values: Any) -> np.ndarray:
        return np.concatenate([np.zeros(0), *(value.detach().double().numpy().ravel() for value in values)])

    return {"weights": flat(network.parameters()), "statistics": flat(network.buffers()),
            "learnable": np.array([float(value.requires_grad) for value in network.parameters()])}


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


def _pixels(figure: Any) -> np.ndarray:
    """The figure as it is drawn, uint8 (h, w, 3)."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[..., :3]


def _legends(figure: Any) -> list:
    found = [*figure.legends, *(axis.get_legend() for axis in figure.axes)]
    for axis in figure.axes:  # a second legend is added as an artist
        found += [item for item in axis.artists if type(item).__name__ == "Legend"]
    return [legend for legend in found if legend is not None and legend.get_visible()]


def _entries(figure: Any) -> list[dict[str, Any]]:
    """The legends' entries: "text", and "colours", (n, 3), those that its handle is drawn with."""
    return [{"text": text.get_text()[:MAX_TEXT], "colours": _colours(handle)}
            for legend in _legends(figure) for handle, text in zip(legend.legend_handles, legend.get_texts())
            ][:MAX_ENTRIES]


def _colours(handle: Any) -> np.ndarray:
    """The colours that a patch, a line or a marker is drawn with, transparent ones aside, float (n, 3)."""
    from matplotlib.colors import to_rgba_array

    found = np.zeros((0, 4))
    for name in ("get_facecolor", "get_markerfacecolor", "get_color", "get_edgecolor"):
        if hasattr(handle, name):
            found = np.concatenate([found, to_rgba_array(getattr(handle, name)())])
    return found[found[:, 3] > 0, :3]


def _keys(figure: Any) -> list[str]:
    """The other words that may explain colours: those of colour bars, and texts beside or in the picture."""
    texts = [text for axis in figure.axes for text in axis.texts]
    texts += [text for text in figure.texts if text is not getattr(figure, "_suptitle", None)]
    for axis in figure.axes:
        if _is_colorbar(axis):
            texts += [*axis.get_yticklabels(), *axis.get_xticklabels(), axis.yaxis.label, axis.xaxis.label]
    return [text.get_text()[:MAX_TEXT] for text in texts if text.get_text().strip()][:MAX_ENTRIES]


def _is_colorbar(axis: Any) -> bool:
    return axis.get_label() == "<colorbar>" or hasattr(axis, "_colorbar")


def _panels(figure: Any, size: tuple[int, int]) -> list[np.ndarray]:
    """What is seen in each panel, float (H, W, 3), without legends and texts, which may cover it."""
    for item in [*_legends(figure), *figure.texts, *(text for axis in figure.axes for text in axis.texts)]:
        item.set_visible(False)
    pixels = _pixels(figure)
    return [_cut(pixels, _place(axis), *size) for axis in figure.axes
            if axis.get_visible() and not _is_colorbar(axis) and (axis.images or axis.collections)][:MAX_PANELS]


def _place(axis: Any) -> Any:
    """Where a panel's picture lies in the figure: left, bottom, right, top."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    if axis.images:
        return axis.images[0].get_window_extent(FigureCanvasAgg(axis.figure).get_renderer()).extents
    return axis.get_window_extent().extents


def _cut(pixels: np.ndarray, place: Any, height: int, width: int) -> np.ndarray:
    """The pixels at a place (left, bottom, right, top), scaled to (height, width, 3), 0 to 1."""
    left, bottom, right, top = place
    rows = slice(max(0, round(pixels.shape[0] - top)), max(1, round(pixels.shape[0] - bottom)))
    columns = slice(max(0, round(left)), max(1, round(right)))
    part = Image.fromarray(np.ascontiguousarray(pixels[rows, columns]))
    return np.asarray(part.resize((width, height), Image.Resampling.BOX), np.float32) / 255
