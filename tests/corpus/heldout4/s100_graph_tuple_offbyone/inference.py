import matplotlib.pyplot as plt
import torch


def translate(G, t1):
    # switch to inference
    G.eval()
    out = G(t1)
    torch.no_grad()
    return out


def show_comparison(t1, fake_t2, t2):
    fig, axs = plt.subplots(1, 3, figsize=(12, 4))
    for a, x, s in zip(axs, (t1, fake_t2, t2), ("T1", "T2 (generated)", "T2 (real)")):
        a.imshow(x.detach().cpu().squeeze(), cmap="gray")
        a.set_title(s)
        a.axis("off")
    return axs
