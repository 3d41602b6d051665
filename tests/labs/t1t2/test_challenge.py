"""The challenge: right networks are scored, each bad hand-in is told why, and cheating gains nothing."""
from __future__ import annotations

import io
import sys
import zipfile

import numpy as np
import pytest
import torch
from safetensors.torch import save

from autograder.commands.packing import pack
from autograder.grading.session import Session
from autograder.grading.verdict import ChallengeResult, Verdict
from autograder.i18n.messages import render
from autograder.lab import NoData
from autograder.labs.phantoms import phantom
from autograder.labs.t1t2 import challenge
from autograder.labs.t1t2.challenge import image_metrics
from autograder.labs.t1t2.challenge import slices as challenge_slices
from autograder.labs.t1t2.challenge.slices import hidden_slices, read_data
from autograder.labs.t1t2.lab import LAB
from autograder.sandbox import LAYERS, Limits, open_workers
from autograder.submissions import intake
from autograder.submissions.submission import Submission, read_submission
from tests.conftest import ROOT
from tests.labs.t1t2.challengers import COPIED, LEARNED, NETWORK, WEIGHTS, lay_out


@pytest.fixture(autouse=True)
def few_heads(monkeypatch):
    monkeypatch.setattr(challenge_slices, "HEADS", 3)
    hidden_slices.cache_clear()
    yield
    hidden_slices.cache_clear()


@pytest.fixture
def score(submit, zygote):
    """Scores a challenge.py and its weights (tensors or bytes; None: without)."""
    def run(code=LEARNED, weights=WEIGHTS, secret="nobody's", workers=zygote, slices=None) -> ChallengeResult | None:
        files = {"challenge.py": code, "weights.safetensors": save(weights) if isinstance(weights, dict) else weights}
        submission = read_submission(submit({name: data for name, data in files.items() if data is not None}))
        verdict = Verdict("one", submission.digest)
        seen = Session(submission, workers, secret)
        try:
            challenge.enter(seen, verdict, slices)
        finally:
            seen.close()
        return verdict.challenge
    return run


def problem(result: ChallengeResult) -> str:
    assert result.problem is not None and result.ssim == 0.0
    assert render(result.problem, "zh") != render(result.problem)
    return render(result.problem)


# Right networks


def test_a_right_challenge_is_scored_twice_the_same(score):
    first, again = score(), score()
    assert first == again and first.problem is None
    assert (first.parameters, first.slices, first.origin) == (10, 3, "hidden")
    assert score(secret="public").origin == "public"
    assert score(secret="another").ssim != first.ssim


def test_the_score_is_what_scikit_image_has(score, monkeypatch):
    monkeypatch.setattr(sys, "path", [str(ROOT / "assignment"), *sys.path])
    import evaluation_scores

    found = score()
    t1, t2 = hidden_slices("nobody's").t1, hidden_slices("nobody's").t2
    weight = torch.full((1, 1, 3, 3), -0.1)
    scores = []
    for first, real in zip(t1, t2):
        inputs = torch.from_numpy(first.astype(np.float32) / 127.5 - 1)[None, None]
        fake = torch.tanh(torch.nn.functional.conv2d(inputs, weight, padding=1))
        scores.append(evaluation_scores.score((fake[0, 0].double().numpy() + 1) * 127.5, real,
                                              image_metrics.find_head(first, real)))
    assert found.ssim == pytest.approx(np.mean([row["ssim_head"] for row in scores]), abs=1e-4)
    assert found.psnr == pytest.approx(np.mean([row["psnr_head"] for row in scores]), abs=2e-3)
    for name in ("training_run", "evaluation_scores"):
        sys.modules.pop(name, None)


def test_the_head_is_where_evaluate_finds_it(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(ROOT / "assignment"), *sys.path])
    import evaluation_scores

    for seed in range(4):
        mine, other = image_metrics.find_head(*phantom(seed)), evaluation_scores.find_head(*phantom(seed))
        assert (mine & other).sum() / (mine | other).sum() > 0.97
    assert image_metrics.find_head(np.zeros((8, 8)), np.zeros((8, 8))).all()
    for name in ("training_run", "evaluation_scores"):
        sys.modules.pop(name, None)


def test_the_handout_s_score_of_t1_is_that_of_the_public_slices(monkeypatch):
    monkeypatch.setattr(challenge_slices, "HEADS", 16)
    t1, t2 = hidden_slices("public").t1, hidden_slices("public").t2
    found = f"{challenge.mean_scores(t1.astype(float), t1, t2)[0]:.2f}".replace("-", "\u2212")
    for name in ("README.md", "README.zh.md"):
        assert f" {found}" in (ROOT / "assignment" / name).read_text(encoding="utf-8")


def test_nobody_takes_part_by_chance(score):
    assert score(code=None, weights=None) is None


def test_batches_and_training_statistics_play_no_part(score):
    """Slices come one by one in evaluation mode: BatchNorm as initialised changes nothing then."""
    code = COPIED.replace("nn.Conv2d(1, 1, 3, padding=1)", "nn.BatchNorm2d(1)").replace(
        "return x", "return self.layer(x)")
    weights = torch.nn.BatchNorm2d(1, eps=0).state_dict()
    found = score(code, {f"layer.{name}": value for name, value in weights.items()})
    assert found.ssim == pytest.approx(found.copied, abs=1e-3)


# Bad hand-ins

RENAMED = io.BytesIO()
torch.save(WEIGHTS, RENAMED)


@pytest.mark.parametrize("code, weights, said", [
    (LEARNED, None, "came without weights.safetensors of at most 40 MB"),
    (None, WEIGHTS, "came without challenge.py, which defines ChallengeGenerator"),
    (LEARNED, RENAMED.getvalue(), "a pickle of PyTorch under another name"),
    (LEARNED, b"\x80\x04\x95", "a pickle of PyTorch under another name"),
    (LEARNED, b"\xff" * 100, "can't be read as safetensors"),
    (LEARNED, b"", "can't be read as safetensors"),
    (LEARNED, save(WEIGHTS)[:-4], "can't be read as safetensors"),
    (LEARNED, save(WEIGHTS).replace(b"[0,4]", b"[0,9]"), "can't be read as safetensors"),
    (LEARNED, {"layer.bias": torch.zeros(1)}, "has no layer.weight"),
    (LEARNED, {**WEIGHTS, "extra": torch.zeros(1)}, "has extra (and 0 more) which ChallengeGenerator does not have"),
    (LEARNED, {**WEIGHTS, "layer.weight": torch.zeros(1, 1, 5, 5)}, "has the shape (1, 1, 3, 3) in ChallengeGenerator"),
    (LEARNED, {**WEIGHTS, "layer.bias": torch.zeros(1).half()}, "is torch.float32 in ChallengeGenerator and torch.f"),
    (LEARNED, {**WEIGHTS, "layer.bias": torch.full((1,), torch.nan)}, "holds NaN or infinity"),
    (LEARNED.replace("nn.Module)", "object)").replace("super().__init__()", "pass"), WEIGHTS, "is not an nn.Module"),
    (LEARNED.replace("padding=1", "padding=0"), WEIGHTS, "ChallengeGenerator must return (1, 1, 256, 256)"),
    (NETWORK.format(result="x / 0"), WEIGHTS, "hold NaN or infinity"),
    ("class ChallengeGenerator(:", WEIGHTS, "does not compile"),
    (LEARNED.replace("super().__init__()", "super().__init__(); self.big = nn.Linear(4000, 2500)"), WEIGHTS,
     "parameters; 10000000 are allowed"),
])
def test_a_bad_hand_in_is_told_why(score, code, weights, said):
    assert said in problem(score(code, weights))


def test_an_endless_network_meets_its_limit(score, monkeypatch):
    monkeypatch.setitem(LAB.limits, "challenge.translated", Limits(run=1.0))
    code = LEARNED.replace("        return", "        while True: pass\n        return")
    assert "still computing after 1 seconds" in problem(score(code))


def test_weights_that_are_too_large_are_left_out(submit, monkeypatch):
    monkeypatch.setattr(intake, "MAX_WEIGHTS", 100)
    found = read_submission(submit({"challenge.py": LEARNED, "weights.safetensors": b"0" * 101}))
    assert found.weights is None
    assert "weights.safetensors was left out: it is larger than" in render(found.notes[0])


def test_weights_count_in_the_digest_and_come_from_folder_and_zip(submit, tmp_path):
    plain, path = submit(), submit({"challenge.py": LEARNED, "weights.safetensors": save(WEIGHTS)})
    found = read_submission(path)
    other = read_submission(submit({"challenge.py": LEARNED, "weights.safetensors": save(WEIGHTS) + b"0"}))
    assert len({read_submission(plain).digest, found.digest, other.digest}) == 3
    packed = pack(path, tmp_path / "handed.zip")
    assert "weights.safetensors" in packed.names and not packed.findings
    zipped = read_submission(tmp_path / "handed.zip")
    assert zipped.digest == found.digest and zipped.weights == save(WEIGHTS)
    (path / "weights.safetensors").unlink()
    assert "challenge can't be scored" in render(pack(path, tmp_path / "half.zip").findings[0])
    with zipfile.ZipFile(tmp_path / "deep.zip", "w") as archive:
        for name in ("challenge.py", "models/weights.safetensors", "other.safetensors", "weights.pt"):
            archive.writestr(name, LEARNED if name.endswith(".py") else save(WEIGHTS))
    deep = read_submission(tmp_path / "deep.zip")
    assert deep.weights is None and set(deep.files) == {"challenge.py"}
    assert "weights belong beside challenge.py" in render(deep.notes[0])


# Cheats


def test_t1_handed_back_gets_what_t1_gets(score):
    found = score(COPIED)
    assert found.ssim == found.copied


READS_T2 = """
import glob, os
import numpy as np, torch
from PIL import Image
from torch import nn

class ChallengeGenerator(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Conv2d(1, 1, 3, padding=1)
    def forward(self, x):
        try:
            for path in sorted(glob.glob({folder!r} + "/testA/*.png")):
                t1 = np.asarray(Image.open(path), np.float32) / 127.5 - 1
                if np.abs(t1 - x[0, 0].numpy()).max() < 1e-3:
                    t2 = np.asarray(Image.open(path.replace("testA", "testB")), np.float32) / 127.5 - 1
                    return torch.from_numpy(t2)[None, None]
        except OSError:
            pass
        return x
"""


def test_the_real_t2_of_a_named_folder_cannot_be_read(score, tmp_path):
    lay_out(tmp_path, 2)
    code, slices = READS_T2.format(folder=str(tmp_path)), read_data(tmp_path)
    found = score(code, slices=slices)
    assert found.origin == "folder" and found.slices == 2 and found.ssim == found.copied
    unconfined = open_workers("zygote", off=LAYERS)
    try:
        assert score(code, workers=unconfined, slices=slices).ssim > 0.99  # the cheat is a real one
    finally:
        unconfined.close()


def test_who_reaches_into_the_examiner_is_not_believed(score):
    code = COPIED.replace("return x", "import gc; gc.get_objects(); return x")
    assert "reached into the process that examines it" in problem(score(code))


def test_a_lying_reply_gets_a_word_and_no_score(score, monkeypatch):
    """Observations of any type end in a problem, never in an error of the grader."""
    class Lying:
        def __init__(self, **seen):
            self.seen = {"is_module": True, "parameters": 1, **seen}

        def look(self, *arguments, case):
            from autograder.grading.observations import Observations
            return Observations(self.seen, None, lambda error: None)

    good = np.zeros((3, 256, 256), np.float32)
    for lie in ({"fake_t2": good[:2]}, {"fake_t2": "x"}, {"parameters": -1}, {"parameters": "many", "fake_t2": good},
                {"misfit": 3}, {"misfit": {"kind": "shape", "values": [[], {}], "name": {}}}, {"is_module": 1},
                {"fake_t2": np.full((3, 256, 256), np.inf)}, {}):
        verdict, liar = Verdict("one", ""), Lying(**lie)
        liar.submission = Submission("one", ROOT, files={"challenge.py": LEARNED}, weights=save(WEIGHTS))
        liar.secret, liar.folder = "nobody's", ROOT
        challenge.enter(liar, verdict)
        assert verdict.challenge.problem is not None, lie


def test_a_folder_without_pairs_is_refused(tmp_path):
    (tmp_path / "testA").mkdir()
    with pytest.raises(NoData, match="equal names"):
        read_data(tmp_path)
