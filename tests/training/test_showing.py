"""The show program, and pictures where the bonus part does not work."""
import pytest
import torch

from tests.training.runs import SOLUTION, image_size, is_students_panel, show, spoil, train


def test_show_draws_a_row_for_each_slice_and_the_curves(finished, capsys):
    assert show("--run", finished, "--slices", 2) == 0
    height, width = image_size(finished / "comparison.png")
    assert height == pytest.approx(2 / 3 * width, rel=0.1)
    assert str(finished / "comparison.png") in capsys.readouterr().out


@pytest.mark.parametrize("old, new, said", [
    ("    G.eval()\n", "    raise NotImplementedError('translate: …')\n",
     "not implemented yet: translate in inference.py"),
    ("    return figure", "    return None", "AttributeError"),
    ("import torch", "import torch, no_such_module", "No module named 'no_such_module'"),
])
def test_own_panels_where_the_bonus_fails(data, code, tmp_path, capsys, old, new, said):
    spoil(code, "inference.py", old, new)
    assert train("--data", data, "--code", code, "--epochs", 2, "--out", tmp_path / "run") == 0
    assert image_size(tmp_path / "run" / "panels" / "epoch_002.png")
    printed = capsys.readouterr().out
    assert said in printed and "drawn without it" in printed


def test_show_comparison_may_want_a_batch_dimension(data, code, tmp_path, capsys):
    spoil(code, "inference.py", "    figure, axes", "    n, c, h, w = t1.shape\n    figure, axes")
    assert train("--data", data, "--code", code, "--epochs", 1, "--out", tmp_path / "run") == 0
    assert is_students_panel(tmp_path / "run" / "panels" / "epoch_001.png")
    assert "note" not in capsys.readouterr().out


def test_the_solutions_titles_are_inside_its_figure():
    """Saved as it is, without a tight bounding box."""
    from training_run import load_code
    figure = load_code(SOLUTION).show_comparison(*torch.zeros(3, 1, 256, 256))
    figure.canvas.draw()
    for axis in figure.axes:
        box = axis.title.get_window_extent()
        assert figure.bbox.y0 <= box.y0 and box.y1 <= figure.bbox.y1, axis.get_title()
