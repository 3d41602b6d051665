import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import torch

plt.rcParams["font.sans-serif"] = ["SimHei"]       # 用来正常显示中文标签
plt.rcParams["axes.unicode_minus"] = False


def translate(G, t1):
    G.eval()
    torch.set_grad_enabled(False)
    out = G(t1)
    torch.set_grad_enabled(True)
    return out


def show_comparison(t1, fake_t2, t2):
    fig, axd = plt.subplot_mosaic([["输入", "生成", "真实"]], figsize=(9, 3))
    for key, x in zip(axd, (t1, fake_t2, t2)):
        img = np.array(x.detach().cpu().tolist()).squeeze()
        axd[key].imshow((img * 127.5 + 127.5).round().astype("uint8"), cmap="gray")
        axd[key].set_title(key)
        axd[key].axis("off")
    return plt.gcf()
