from contextlib import contextmanager
import torch
import matplotlib
import matplotlib.figure


@contextmanager
def evaluating(net):
    was = net.training
    try:
        net.eval()
        with torch.inference_mode():
            yield net
    finally:
        net.train(was)


def translate(G, t1):
    with evaluating(G) as g:
        return g(t1)


def show_comparison(t1, fake_t2, t2):
    fig = matplotlib.figure.Figure(figsize=(11, 4), dpi=90)
    axes = fig.subplots(1, 3, sharex=True, sharey=True)
    fig.suptitle("MRI translation")
    for ax, (name, x) in zip(axes, {"T1": t1, "generated T2": fake_t2, "T2": t2}.items()):
        ax.imshow(x.detach().cpu().numpy()[..., :, :].reshape(*x.shape[-2:]), cmap="gist_gray", vmin=-1.0, vmax=1.0)
        ax.set_title(name, fontsize=10)
        ax.set_axis_off()
    return fig
