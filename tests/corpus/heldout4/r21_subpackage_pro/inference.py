import torch
from matplotlib.figure import Figure


def translate(G, t1):
    was_training = G.training
    G.eval()
    with torch.inference_mode():
        out = G(t1)
    G.train(was_training)
    return out


def show_comparison(t1, fake_t2, t2):
    fig = Figure(figsize=(10, 3.6), layout="tight")
    for i, (x, title) in enumerate([(t1, "T1"), (fake_t2, "T2 (translated)"), (t2, "T2 (target)")]):
        ax = fig.add_subplot(1, 3, 1 + i, title=title)
        ax.imshow(x.detach().cpu().reshape(x.shape[-2:]).numpy(), cmap="gray", vmin=-1, vmax=1)
        ax.axis("off")
    return fig
