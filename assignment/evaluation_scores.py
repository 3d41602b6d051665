"""The numbers of evaluate.py: slices, head masks, baselines, scores, intervals. Given; nothing to edit.

evaluate.py 所用的计算：读取切片、头部掩模、基线、评分与置信区间。此文件已给出，无需修改。
"""
import re
from pathlib import Path

import numpy as np
from PIL import Image
from scipy import ndimage
from skimage.filters import threshold_otsu
from skimage.metrics import mean_squared_error, peak_signal_noise_ratio, structural_similarity

from training_run import USAGE, Stop

SIZE = (256, 256)
PEAK = 255                # of 8-bit grey values, for PSNR and SSIM
# Everything before the slice's number, without the visit: IXI015-HH-1258_z014 -> IXI015,
# oms_p03s2_z06 -> oms_p03; of phantoms each is another head. Visits of one person are no independent witnesses.
PERSON = re.compile(r"^(IXI\d{3}|phantom_\d+|[A-Za-z]+_p\d+|.+(?=[_-]))")
MEASURES = ("psnr", "ssim", "mae", "psnr_head", "ssim_head", "mae_head")
FEWEST_PERSONS = 5        # below this an interval would promise more than it knows
DRAWS = 10000


def read_pairs(data, split):
    """{name: (t1, t2)} of one split, by equal names: uint8 (256, 256) each."""
    folders = [Path(data) / (split + letter) for letter in "AB"]
    names = [{path.name for path in folder.glob("*.png")} for folder in folders]
    if names[0] != names[1]:
        odd = sorted(names[0] ^ names[1])[0]
        raise Stop(USAGE, f"{odd} is in only one of {split}A and {split}B (in {data}); every pair needs both",
                   f"{data} 的 {split}A 和 {split}B 中，只有一个含有 {odd}；每一对都需要两张切片")
    return {name: tuple(read_slice(folder / name) for folder in folders) for name in sorted(names[0])}


def read_slice(path):
    with Image.open(str(path)) as image:
        return np.asarray(image.convert("L").resize(SIZE))


def person_of(name):
    """Whose slice this is, by its file name."""
    stem = Path(name).stem
    match = PERSON.match(stem)
    return match.group(0) if match else stem


def find_head(t1, t2):
    """The head's mask (256, 256) by both real slices, holes filled; never by a generated one."""
    brighter = ndimage.gaussian_filter(np.maximum(t1, t2).astype(np.float32), 1)
    # Half of Otsu's threshold parts air from the darkest tissue, as brain parts from scalp at Otsu's.
    pieces, count = ndimage.label(brighter > 0.5 * threshold_otsu(brighter)) if brighter.any() else (None, 0)
    if not count:
        return np.ones(t1.shape, bool)
    return ndimage.binary_fill_holes(pieces == 1 + np.argmax(np.bincount(pieces.ravel())[1:]))


def score(fake_t2, t2, head):
    """PSNR (dB), SSIM and MAE (grey levels of 255) of one slice, whole and inside the head.

    fake_t2: float (256, 256) on 0 .. 255, clipped there. SSIM as published (Wang 2004): Gaussian
    window, sigma 1.5; inside the head it is the mean of SSIM's map there.
    """
    fake_t2, t2 = np.clip(fake_t2, 0, PEAK).astype(np.float64), t2.astype(np.float64)
    whole, ssim_map = structural_similarity(t2, fake_t2, data_range=PEAK, gaussian_weights=True, sigma=1.5,
                                            use_sample_covariance=False, full=True)
    return {"psnr": psnr(t2, fake_t2), "ssim": float(whole), "mae": float(np.abs(fake_t2 - t2).mean()),
            "psnr_head": psnr(t2[head], fake_t2[head]), "ssim_head": float(ssim_map[head].mean()),
            "mae_head": float(np.abs(fake_t2 - t2)[head].mean())}


def psnr(t2, fake_t2):
    """In dB; 100 where the two are equal, for infinity has no mean."""
    if mean_squared_error(t2, fake_t2) < 1e-5:
        return 100.0
    return float(peak_signal_noise_ratio(t2, fake_t2, data_range=PEAK))


def fit_table(pairs):
    """The mean T2 value for each of the 256 T1 values, over all training pixels: float (256,).

    No other table of grey levels has a smaller mean squared error on them.
    """
    sums, counts = np.zeros(256), np.zeros(256)
    for t1, t2 in pairs.values():
        counts += np.bincount(t1.ravel(), minlength=256)
        sums += np.bincount(t1.ravel(), weights=t2.ravel().astype(np.float64), minlength=256)
    seen = np.flatnonzero(counts)
    return np.interp(np.arange(256), seen, sums[seen] / counts[seen])


def by_person(names, scores):
    """{person: {measure: mean over the person's slices}}."""
    persons = {}
    for name, found in zip(names, scores):
        persons.setdefault(person_of(name), []).append(found)
    return {person: {measure: float(np.mean([found[measure] for found in slices])) for measure in MEASURES}
            for person, slices in persons.items()}


def summarise(names, scores):
    """{measure: {"slices": mean over slices, "persons": mean over persons, "interval": 95 % or None}}."""
    persons = by_person(names, scores)
    return {measure: {"slices": float(np.mean([found[measure] for found in scores])),
                      "persons": float(np.mean([found[measure] for found in persons.values()])),
                      "interval": interval([found[measure] for found in persons.values()])}
            for measure in MEASURES}


def interval(values, seed=0):
    """95 % bootstrap interval [low, high] of the mean over persons; None for too few of them."""
    if len(values) < FEWEST_PERSONS:
        return None
    draws = np.random.RandomState(seed).randint(0, len(values), (DRAWS, len(values)))
    low, high = np.percentile(np.asarray(values)[draws].mean(axis=1), [2.5, 97.5])
    return [float(low), float(high)]
