import torch
import matplotlib.pyplot as plt


class Translator:
    def __init__(self, G):
        self.G = G

    def __enter__(self):
        self.mode = self.G.training
        return self.G.eval()

    def __exit__(self, *a):
        self.G.train(self.mode)


def translate(G, t1):
    with Translator(G) as g, torch.no_grad():
        return g(t1)


def show_comparison(t1, fake_t2, t2):
    plt.switch_backend('agg')
    fig, ax = plt.subplots(1, 3, figsize=(10, 4), tight_layout=True)
    ax[0].imshow(t1.detach().cpu().numpy().reshape(t1.shape[-2:]), cmap='gray', vmin=-1, vmax=1)
    ax[0].set_title('T1')
    ax[1].imshow(fake_t2.detach().cpu().numpy().reshape(fake_t2.shape[-2:]), cmap='gray', vmin=-1, vmax=1)
    ax[1].set_title('T2, generated')
    ax[2].imshow(t2.detach().cpu().numpy().reshape(t2.shape[-2:]), cmap='gray', vmin=-1, vmax=1)
    ax[2].set_title('T2, real')
    [a.set_axis_off() for a in ax]
    return fig
