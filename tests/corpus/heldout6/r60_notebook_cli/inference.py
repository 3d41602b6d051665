# %% [markdown]
# ## Bonus: look at what the generator makes

# %%
import argparse
import sys
import torch
import matplotlib.pyplot as plt


def evaluation(fn):
    """decorator: first argument is put into eval mode, no graph"""
    def wrapper(net, *args, **kw):
        net.eval()
        for p in net.parameters():
            assert p.is_leaf
        with torch.no_grad(), torch.autocast(device_type="cpu", enabled=False):
            return fn(net, *args, **kw)
    wrapper.__name__ = fn.__name__
    return wrapper


# %%
@evaluation
def translate(G, t1):
    return G.forward(t1)


# %%
def show_comparison(t1, fake_t2, t2, **imshow):
    style = dict(cmap="binary_r", vmin=-1, vmax=1, aspect="equal") | imshow
    fig, (left, middle, right) = plt.subplots(1, 3)
    fig.set_size_inches(9, 3)
    left.imshow(torch.squeeze(t1).tolist(), **style)
    middle.imshow(torch.squeeze(fake_t2).tolist(), **style)
    right.imshow(torch.squeeze(t2).tolist(), **style)
    left.text(0.5, 1.03, "T1", ha="center", transform=left.transAxes)
    middle.text(0.5, 1.03, "T2, generated", ha="center", transform=middle.transAxes)
    right.text(0.5, 1.03, "T2, real", ha="center", transform=right.transAxes)
    [a.axis("off") for a in fig.axes]
    return fig


# %%
if __name__ == "__main__":
    from dataset import PairedMedicalDataset
    from generator import Generator
    ap = argparse.ArgumentParser()
    ap.add_argument("--weights", required=True)
    ap.add_argument("--data", default="dataset/ixi2000")
    ap.add_argument("--out", default="comparison.png")
    a = ap.parse_args()
    G = Generator()
    G.load_state_dict(torch.load(a.weights, map_location="cpu"))
    t1, t2 = PairedMedicalDataset(a.data + "/testA", a.data + "/testB")[0]
    show_comparison(t1, translate(G, t1[None])[0], t2).savefig(a.out)
    sys.exit(0)
