"""The handout's figures: windows in which the tissues differ, and colours that are kept."""
import numpy as np
import pytest
from PIL import Image

from docs.figures import contrast
from docs.figures.paper import BLUE, INK, ORANGE, RED, save


@pytest.mark.parametrize(("title", "which"), [("T1", 0), ("T2", 1)])
def test_grey_and_white_matter_differ_in_their_pictures(title, which):
    white, grey = (contrast.signals(name)[which] / contrast.WHITE[title] for name in ("white", "grey"))
    assert max(white, grey) < 1 and abs(white - grey) > 0.12
    assert contrast.WHITE["T1"] >= contrast.signals("fat")[0] - 0.01


def test_few_coloured_pixels_keep_their_colour_and_paper_is_white(tmp_path):
    from matplotlib.figure import Figure
    figure = Figure(figsize=(4, 4))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.imshow(np.random.default_rng(0).integers(0, 256, (100, 100)), cmap="gray", extent=(0.1, 0.9, 0.1, 0.9))
    for place, colour in enumerate((BLUE, ORANGE, RED, INK)):
        axes.plot([place / 4 + 0.02], [0.05], "s", color=colour, markersize=6)
    axes.set(xlim=(0, 1), ylim=(0, 1))
    save(figure, tmp_path / "figure.png")
    pixels = np.asarray(Image.open(tmp_path / "figure.png").convert("RGB")).astype(int)
    assert (pixels[0, 0] == 255).all()
    for colour in (BLUE, ORANGE, RED):
        wanted = [int(colour[place:place + 2], 16) for place in (1, 3, 5)]
        assert np.abs(pixels - wanted).sum(axis=-1).min() <= 12
