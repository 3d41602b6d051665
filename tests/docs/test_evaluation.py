"""The evaluation's numbers, against numbers worked out by hand and a generator that is known."""
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("skimage", reason="needs the extra data")
ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "data" / "real_t1t2"
MODULES = ("evaluation_scores", "evaluation_page", "evaluate", "training_run", "show")


@pytest.fixture(scope="module", autouse=True)
def programs():
    sys.path.insert(0, str(ROOT / "assignment"))
    yield
    sys.path.remove(str(ROOT / "assignment"))
    for name in MODULES:
        sys.modules.pop(name, None)


def test_scores_of_a_known_error():
    from evaluation_scores import score
    t2 = np.random.default_rng(0).integers(50, 200, (256, 256)).astype(np.uint8)
    head = np.zeros((256, 256), bool)
    head[64:192, 64:192] = True
    found = score(t2 + np.where(head, 20.0, 0), t2, head)
    assert found["mae_head"] == pytest.approx(20) and found["mae"] == pytest.approx(5)
    assert found["psnr_head"] == pytest.approx(20 * np.log10(255 / 20))
    assert found["psnr"] == pytest.approx(20 * np.log10(255 / 10))
    assert found["ssim_head"] < found["ssim"] < 1
    same = score(t2.astype(float), t2, head)
    assert same["ssim"] == pytest.approx(1) and same["psnr"] == 100


def test_the_table_is_the_mean_of_each_grey_level():
    from evaluation_scores import fit_table
    t1 = np.array([[0, 0], [10, 20]], np.uint8)
    t2 = np.array([[4, 6], [100, 0]], np.uint8)
    table = fit_table({"a": (t1, t2)})
    assert [table[0], table[10], table[20], table[15]] == [5, 100, 0, 50]


def test_a_person_is_one_witness_whatever_the_visits():
    from evaluation_scores import by_person, interval, person_of
    names = ["IXI015-HH-1258_z014.png", "IXI015-HH-1300_z001.png", "oms_p03s2_z06.png", "omsx_p26_z042.png", "a_1.png",
             "phantom_000.png", "phantom_001.png"]
    assert [person_of(name) for name in names] == ["IXI015", "IXI015", "oms_p03", "omsx_p26", "a",
                                                    "phantom_000", "phantom_001"]
    rows = [dict.fromkeys(("psnr", "ssim", "mae", "psnr_head", "ssim_head", "mae_head"), value) for value in (1, 3, 7)]
    assert by_person(names[:3], rows)["IXI015"]["psnr"] == 2
    assert interval([1.0, 2.0, 3.0, 4.0]) is None
    low, high = interval([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    assert 1.5 < low < 3.0 and 4.0 < high < 5.5


def test_the_head_is_found_by_the_real_slices():
    from evaluation_scores import find_head
    rows, columns = np.mgrid[:256, :256] - 128
    radius = np.hypot(rows / 100, columns / 75)
    t1 = np.where(radius < 1, 120, 5).astype(np.uint8)
    t1[100:120, 120:140] = 0  # a dark ventricle within belongs to the head
    found = find_head(t1, t1 // 2)
    assert (found ^ (radius < 1)).mean() < 0.01 and found[110, 130]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Evaluation of a generator that was trained for one epoch on six persons' slices."""
    data, out = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("run")
    random = np.random.default_rng(0)
    for split in ("train", "test"):
        for person in range(6):
            t1 = np.zeros((256, 256), np.uint8)
            t1[60:200, 70:190] = random.integers(60, 220, (140, 120))
            for letter, image in (("A", t1), ("B", np.where(t1, 255 - t1, 0).astype(np.uint8))):
                (data / (split + letter)).mkdir(exist_ok=True)
                Image.fromarray(image).save(data / (split + letter) / f"IXI{person:03d}-HH-{1000 + person}_z001.png")
    for arguments in (["train.py", "--epochs", "1", "--data", data, "--code", ROOT / "solution", "--device", "cpu",
                       "--out", out], ["evaluate.py", "--run", out, "--lang", "zh"]):
        done = subprocess.run([sys.executable, ROOT / "assignment" / arguments[0], *map(str, arguments[1:])],
                              capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
    return out / "evaluation"


def test_the_report_stands_alone(report):
    found = json.loads((report / "report.json").read_text())
    assert found["test_slices"] == 6 and len(found["persons"]) == 6
    # T2 is a function of T1 here, so the table is nearly perfect and one epoch is not.
    assert found["methods"]["table"]["mae"]["persons"] < 1 < found["methods"]["model"]["mae"]["persons"]
    assert found["gain_over_table"]["psnr_head"]["persons"] < 0
    low, high = found["methods"]["model"]["psnr"]["interval"]
    assert low <= found["methods"]["model"]["psnr"]["persons"] <= high
    page = (report / "report.html").read_text(encoding="utf-8")
    assert page.count("data:image/png;base64,") == 3 and "http" not in page
    assert "没有超过两个基线" in page


@pytest.mark.parametrize("persons", [1, 6])
def test_the_table_explains_its_rows_and_counts(persons, capsys):
    from evaluate import print_table
    rows = {measure: {"slices": 1.0} for measure in ("psnr", "ssim", "mae", "psnr_head", "ssim_head", "mae_head")}
    print_table({"methods": {"model": rows, "table": rows, "copy": rows}, "test_slices": 6,
                 "persons": dict.fromkeys(range(persons))})
    said = capsys.readouterr().out
    table = said.splitlines()[:4]
    assert max(map(len, table)) <= 80 and [line[:11].strip() for line in table[1:]] == ["generator", "grey table", "T1 as T2"]
    for name in ("grey table: ", "T1 as T2: ", "grey table：", "T1 as T2："):
        assert name in said
    assert f"persons: {persons})" in said and "1 persons" not in said


def test_baselines_on_real_slices():
    """The floor scores that the slices' own README publishes."""
    if not REAL.is_dir():
        pytest.skip(f"no real slices in {REAL}")
    from evaluation_scores import fit_table, read_pairs, score
    table, test = fit_table(read_pairs(REAL, "train")), read_pairs(REAL, "test")
    everywhere = np.ones((256, 256), bool)
    for fakes, psnr, mae in (([t1 for t1, _ in test.values()], 17.9, 14.5),
                             ([table[t1] for t1, _ in test.values()], 19.9, 11.5)):
        rows = [score(fake, t2, everywhere) for fake, (_, t2) in zip(fakes, test.values())]
        assert np.mean([row["psnr"] for row in rows]) == pytest.approx(psnr, abs=0.06)
        assert np.mean([row["mae"] for row in rows]) == pytest.approx(mae, abs=0.06)


def test_a_pair_without_its_half_is_no_pair(tmp_path):
    from evaluation_scores import read_pairs
    from training_run import Stop
    for folder, name in (("testA", "a.png"), ("testB", "b.png")):
        (tmp_path / folder).mkdir()
        Image.new("L", (256, 256)).save(tmp_path / folder / name)
    with pytest.raises(Stop, match="only one of testA and testB"):
        read_pairs(tmp_path, "test")
