"""Where contrast comes from: relaxation curves, signals by tissue, and a lesion that T1 hardly shows."""
from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from autograder.labs.phantoms import phantom, tissue_maps
from autograder.labs.phantoms.sequences import IXI, spin_echo, spoiled_gradient_echo
from autograder.labs.phantoms.tissues import TISSUES

from .paper import BLUE, GREEN, INK, ORANGE, point, show

FIELD = 1.5
# The signal, with white matter = 1, from which a picture is white: a window in which T2's grey and white matter differ.
WHITE = {"T1": 1.6, "T2": 2.2}
HEAD, LESION_HEAD = 10_001, 31
SHOWN = {"fat": "fat", "white": "white\nmatter", "grey": "grey\nmatter", "lesion": "lesion", "muscle": "muscle",
         "csf": "CSF", "bone": "bone,\nair"}


def signals(tissue: str) -> tuple[float, float]:
    """The tissue's signal in IXI's T1 and T2 series, with white matter = 1 in each."""
    protocol = IXI[FIELD]

    def of(name: str) -> np.ndarray:
        pd, t1, t2, t2star = TISSUES[name].at(FIELD)
        return np.array([
            spoiled_gradient_echo(pd, t1, t2star, protocol.t1_tr, protocol.t1_te, protocol.t1_flip,
                                  protocol.t1_inversion),
            spin_echo(pd, t1, t2, protocol.t2_tr, protocol.t2_te)])

    return tuple(of(tissue) / of("white"))


def relaxation() -> Figure:
    """Recovery with T1 and decay with T2, for three tissues, with short and long TR and TE."""
    figure = Figure(figsize=(7.6, 3.2), layout="constrained")
    recovery, decay = figure.subplots(1, 2)
    for name, colour, label in (("white", BLUE, "white matter"), ("grey", GREEN, "grey matter"),
                                ("csf", ORANGE, "CSF")):
        _, t1, t2, _ = TISSUES[name].at(FIELD)
        times = np.linspace(0, 8000, 400)
        recovery.plot(times, 1 - np.exp(-times / t1), color=colour, label=f"{label}\n$T_1$ = {t1:.0f} ms")
        times = np.linspace(0, 200, 400)
        decay.plot(times, np.exp(-times / t2), color=colour, label=f"{label}\n$T_2$ = {t2:.0f} ms")
    _mark(recovery, {500: "short TR", 6000: "long TR"})
    _mark(decay, {15: "short TE", 100: "long TE"})
    recovery.set(title=r"longitudinal: $1 - e^{-TR/T_1}$", xlabel="TR [ms]", ylabel="part that has come back",
                 xlim=(0, 8000), xticks=range(0, 8001, 2000))
    decay.set(title=r"transverse: $e^{-TE/T_2}$", xlabel="TE [ms]", ylabel="part that is left", xlim=(0, 200),
              xticks=range(0, 201, 50))
    for axes in (recovery, decay):
        axes.set(ylim=(0, 1.25), yticks=(0, 0.5, 1))
        axes.legend(loc="upper center", bbox_to_anchor=(0.47, -0.2), ncols=3, fontsize=7.5, frameon=False,
                    handlelength=1.2, columnspacing=1.2)
    return figure


def _mark(axes, places: dict[float, str]) -> None:
    """A dashed line at each of two places, named at its upper end: the first to the right, the second to the left."""
    for (place, name), (side, gap) in zip(places.items(), (("left", 4), ("right", -4)), strict=True):
        axes.plot([place, place], [0, 1.2], color=INK, lw=0.9, ls=(0, (4, 3)))
        axes.annotate(name, (place, 1.14), (gap, 0), textcoords="offset points", color=INK, fontsize=8, ha=side,
                      va="center")


def tissues() -> Figure:
    """One head in T1 and in T2 with its tissues named, and each tissue's signal as a bar in its own grey."""
    figure = Figure(figsize=(7.6, 5.2), layout="constrained")
    upper, lower = figure.subfigures(2, 1, height_ratios=(1.65, 1))
    for axes, image, title in zip(upper.subplots(1, 2), phantom(HEAD, lesion=False, field=FIELD), ("T1", "T2")):
        show(axes, image, f"{title}-weighted", WHITE[title] * white_matter(image))
        _name_tissues(axes)
    for axes, which, title in zip(lower.subplots(1, 2, sharey=False), (0, 1), ("T1", "T2")):
        values = np.array([signals(name)[which] for name in SHOWN])
        greys = [str(min(1.0, value)) for value in values / WHITE[title]]
        axes.bar(list(SHOWN.values()), values, color=greys, edgecolor=INK, linewidth=0.8)
        axes.set(title=f"{title}: signal, white matter = 1", ylim=(0, values.max() * 1.18))
        axes.tick_params(axis="x", length=0, labelsize=7.5)
        for place, value in enumerate(values):
            axes.text(place, value + values.max() * 0.03, f"{value:.2f}", ha="center", fontsize=7.5, color=INK)
    return figure


def white_matter(image: np.ndarray) -> float:
    """The grey of white matter in a picture of HEAD."""
    return float(np.median(image[tissue_maps(HEAD, lesion=False)["white"] > 0.97]))


def _name_tissues(axes) -> None:
    maps = tissue_maps(HEAD, lesion=False)
    for name, label, near, text in (("csf", "CSF", (0.55, 0.37), (0.62, 0.05)),
                                    ("white", "white matter", (0.36, 0.38), (0.17, 0.06)),
                                    ("grey", "grey matter", (0.2, 0.7), (0.16, 0.95)),
                                    ("fat", "fat", (0.85, 0.4), (0.93, 0.3)),
                                    ("bone", "bone", (0.6, 0.9), (0.92, 0.92))):
        point(axes, label, _place(maps[name], near), (text[0] * 255, text[1] * 255))


def _place(share: np.ndarray, near: tuple[float, float]) -> tuple[float, float]:
    """The pixel deepest within this tissue, the nearer to `near` (0..1, 0..1) the better."""
    rows, columns = np.nonzero(share > 0.97)
    width = np.array([share[max(0, r - 3):r + 4, max(0, c - 3):c + 4].mean() for r, c in zip(rows, columns)])
    distance = np.hypot(columns / 255 - near[0], rows / 255 - near[1])
    best = np.argmax(width - 0.6 * distance)
    return float(columns[best]), float(rows[best])


def lesion() -> Figure:
    """A head with a lesion: where it is, how faint it is in T1 and how plain in T2."""
    figure = Figure(figsize=(7.6, 2.75), layout="constrained")
    whole, t1_near, t2_near = figure.subplots(1, 3)
    share = tissue_maps(LESION_HEAD, lesion=True)["lesion"]
    t1, t2 = phantom(LESION_HEAD, lesion=True, field=FIELD)
    rows, columns = np.nonzero(share > 0.5)
    row, column, reach = int(np.median(rows)), int(np.median(columns)), 34
    top, left = np.clip((row - reach, column - reach), 0, 255 - 2 * reach)
    show(whole, t2, "T2")
    whole.add_patch(Rectangle((left, top), 2 * reach, 2 * reach, fill=False, ec="#ffd33d", lw=1.5))
    for axes, image, title in ((t1_near, t1, "T1, enlarged"), (t2_near, t2, "T2, enlarged")):
        show(axes, image[top:top + 2 * reach, left:left + 2 * reach], title)
        axes.contour(share[top:top + 2 * reach, left:left + 2 * reach], levels=[0.3], colors="#ffd33d",
                     linewidths=1, linestyles="dashed")
    return figure
