import matplotlib as mpl
mpl.use("Agg")
import matplotlib.pyplot as plt
import torch


def translate(G: torch.nn.Module, t1: torch.Tensor) -> torch.Tensor:
    with torch.no_grad():
        G.eval()
        fake = G(t1)
        assert fake.shape == t1.shape
        return fake


def to_image(x):
    x = x.detach().to("cpu", torch.float32).squeeze()
    return x.add(1).mul(127.5).round().clamp(0, 255).byte().numpy()


def show_comparison(t1, fake_t2, t2):
    fig, axes = plt.subplots(1, 3, figsize=(12, 4), num="comparison", clear=True)
    for a, x, t in zip(axes, (t1, fake_t2, t2), ("T1", "T2 (G)", "T2 (GT)")):
        a.imshow(to_image(x), cmap="gray", vmin=0, vmax=255)
        a.set_title(t, fontsize=14, pad=8)
        a.grid(False)
        a.set_xticks(()); a.set_yticks(())
    return fig
