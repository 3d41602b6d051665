"""report.html of evaluate.py: one file, pictures inside. Given; nothing to edit here.

evaluate.py 的 HTML 报告：单个文件，图像内嵌。此文件已给出，无需修改。
"""
import base64
import html
import io

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402

ERROR_PEAK = 80            # grey levels: white in an error map
WORDS = {
    "title": ("Evaluation of a T1→T2 generator", "T1→T2 生成器评估报告"),
    "what": ("test slices: {0}, persons: {1}; run {2}, epochs: {3}; data {4}",
             "{1} 名受试者的 {0} 张测试切片；运行 {2}，{3} 轮；数据 {4}"),
    "model": ("generator", "生成器"), "table": ("table of grey levels", "灰度查找表"),
    "copy": ("T1 as T2", "T1 直接当作 T2"), "gain": ("generator − table", "生成器 − 查找表"),
    "method": ("method", "方法"), "person": ("person", "受试者"),
    "psnr": ("PSNR [dB]", "PSNR [dB]"), "ssim": ("SSIM", "SSIM"), "mae": ("MAE [grey levels]", "MAE [灰度级]"),
    "psnr_head": ("PSNR, head", "PSNR（头部）"), "ssim_head": ("SSIM, head", "SSIM（头部）"),
    "mae_head": ("MAE, head", "MAE（头部）"),
    "means": ("Means over persons, with a 95 % bootstrap interval over persons; in small print the mean over slices.",
              "按受试者平均，方括号内为对受试者自助抽样得到的 95% 置信区间；小字为按切片平均。"),
    "few": ("No interval: too few persons for one ({0}). Slices of one person are not independent.",
            "未给出置信区间：只有 {0} 名受试者，人数太少。同一人的切片彼此不独立。"),
    "beats": ("The generator beats both baselines in head PSNR.", "生成器的头部 PSNR 高于两个基线。"),
    "loses": ("The generator does NOT beat both baselines in head PSNR: it has learnt less than a table of 256 "
              "numbers knows.", "生成器的头部 PSNR 没有超过两个基线：它学到的还不如一张 256 个数的查找表。"),
    "each": ("Each person (generator)", "各受试者（生成器）"),
    "panels": ("Best, median and worst slice by SSIM in the head", "按头部 SSIM 排序：最好、居中和最差的切片"),
    "error": ("error map: |difference|, white from {0} grey levels", "误差图：差的绝对值，{0} 级以上为白"),
    "t1": ("T1", "T1"), "fake": ("generated T2", "生成的 T2"), "t2": ("real T2", "真实 T2"),
    "warn": ("A generated T2 is a guess, not a measurement: good means say nothing about a lesion that T1 does not "
             "show.",
             "生成的 T2 是推测而非测量：平均指标再好，也不能说明 T1 上看不到的病灶是否被正确生成。"),
}
STYLE = """body{font:15px/1.5 system-ui,sans-serif;max-width:1050px;margin:2em auto;padding:0 1em;color:#222}
table{border-collapse:collapse}td,th{padding:.3em .8em;text-align:right;border-bottom:1px solid #ddd}
td:first-child,th:first-child{text-align:left}small{color:#666}img{max-width:100%}"""


def write_page(path, report, test, methods, language):
    """Writes the page. test: {name: (t1, t2)}; methods["model"]: the generated T2 in that order."""
    def say(key, *values):
        return html.escape(WORDS[key][language == "zh"].format(*values))

    rows = dict(report["methods"], gain=report["gain_over_table"])
    persons = report["persons"]
    parts = [
        "<h1>{}</h1>".format(say("title")),
        "<p>{}</p>".format(say("what", report["test_slices"], len(persons), report["run"], report["epoch"],
                               report["data"])),
        "<p><b>{}</b></p>".format(say("beats" if beats(report) else "loses")),
        summary_table(rows, say), "<p>{}</p>".format(say("means"))]
    if rows["model"]["psnr"]["interval"] is None:
        parts.append("<p>{}</p>".format(say("few", len(persons))))
    parts += ["<h2>{}</h2>".format(say("each")), person_table(persons, say),
              "<h2>{}</h2>".format(say("panels")), *panels(report, test, methods, say),
              "<p>{}</p><p>{}</p>".format(say("error", ERROR_PEAK), say("warn"))]
    page = '<!doctype html><html lang="{}"><meta charset="utf-8"><title>{}</title><style>{}</style>{}</html>'
    path.write_text(page.format(language, say("title"), STYLE, "\n".join(parts)), encoding="utf-8")


def beats(report):
    """Whether the generator's head PSNR, a mean over persons, is above that of both baselines."""
    mine, *others = (report["methods"][method]["psnr_head"]["persons"] for method in ("model", "table", "copy"))
    return mine > max(others)


def summary_table(rows, say):
    measures = list(rows["model"])
    lines = ["<tr><th>{}".format(say("method")) + "".join("<th>" + say(measure) for measure in measures)]
    for method, row in rows.items():
        lines.append("<tr><td>" + say(method) + "".join(cell(row[measure], measure) for measure in measures))
    return "<table>{}</table>".format("\n".join(lines))


def cell(value, measure):
    digits = 3 if measure.startswith("ssim") else 2
    text = "{:.{}f}".format(value["persons"], digits)
    if value["interval"]:
        text += " [{:.{d}f}, {:.{d}f}]".format(*value["interval"], d=digits)
    return "<td>{}<br><small>{:.{}f}</small>".format(text, value["slices"], digits)


def person_table(persons, say):
    measures = list(next(iter(persons.values())))
    lines = ["<tr><th>{}".format(say("person")) + "".join("<th>" + say(measure) for measure in measures)]
    for person, row in persons.items():
        lines.append("<tr><td>" + html.escape(person) + "".join(
            "<td>{:.{}f}".format(row[measure], 3 if measure.startswith("ssim") else 2) for measure in measures))
    return "<table>{}</table>".format("\n".join(lines))


def panels(report, test, methods, say):
    """An <h3> and an <img> for the best, the median and the worst slice."""
    ranked = sorted(report["slices"], key=lambda name: -report["slices"][name]["ssim_head"])
    names = list(test)
    for name in (ranked[0], ranked[len(ranked) // 2], ranked[-1]):
        t1, t2 = test[name]
        row = report["slices"][name]
        image = base64.b64encode(draw_panel(t1, methods["model"][names.index(name)], t2)).decode()
        yield "<h3>{}: SSIM {:.3f}, PSNR {:.2f} dB</h3><p>{} | {} | {} | {}</p>".format(
            html.escape(name), row["ssim_head"], row["psnr_head"], say("t1"), say("fake"), say("t2"),
            say("error", ERROR_PEAK))
        yield '<img alt="{}" src="data:image/png;base64,{}">'.format(html.escape(name), image)


def draw_panel(t1, fake_t2, t2):
    """PNG bytes: T1, generated T2, real T2 and their difference side by side, titles in the page."""
    figure, axes = plt.subplots(1, 4, figsize=(12, 3))
    error = np.abs(np.clip(fake_t2, 0, 255) - t2)
    for axis, image, peak in zip(axes, (t1, fake_t2, t2, error), (255, 255, 255, ERROR_PEAK)):
        axis.imshow(image, cmap="gray", vmin=0, vmax=peak)
        axis.axis("off")
    figure.subplots_adjust(0, 0, 1, 1, 0.01, 0)
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=100)
    plt.close(figure)
    return file.getvalue()
