"""The show program, and pictures where the bonus part does not work."""
import pytest
import torch

from tests.training.runs import SOLUTION, image_size, is_students_panel, show, spoil, train


def test_show_draws_a_row_for_each_slice_and_the_curves(finished, capsys):
    assert show("--run", finished, "--slices", 2) == 0
    height, width = image_size(finished / "comparison.png")
    assert height == pytest.approx(2 / 3 * width, rel=0.1)
    assert str(finished / "comparison.png") in capsys.readouterr().out


@pytest.mark.parametrize(("epochs", "ticks"), [(1, [1]), (3, [1, 2, 3])])
def test_curves_have_whole_epochs_and_the_line_to_beat(epochs, ticks):
    from show import draw_curves
    history = [{"epoch": epoch, "loss_G": 9.0, "loss_D": 0.7, "test_l1": 0.5, "test_psnr": 9.0}
               for epoch in range(1, epochs + 1)]
    figure = draw_curves(history, (0.25, 13.0))
    low, high = figure.axes[2].get_xlim()
    assert [tick for tick in figure.axes[2].get_xticks() if low <= tick <= high] == ticks
    assert [list(axis.lines[-1].get_ydata()) for axis in figure.axes[2:]] == [[0.25, 0.25], [13.0, 13.0]]
    assert all(axis.get_legend() for axis in figure.axes[2:]) and len(draw_curves(history).axes[2].lines) == 1


def test_a_run_keeps_what_it_has_to_beat(finished):
    from training_run import read_checkpoint
    l1, psnr = read_checkpoint(finished)["baseline"]
    assert 0 < l1 < 2 and 0 < psnr < 100


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
