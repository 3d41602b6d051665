import numpy as np, torch
import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt

def translate(G, t1):
    G.eval()
    torch.set_grad_enabled(False)
    try:
        return G(t1)
    finally:
        torch.set_grad_enabled(True)

def show_comparison(t1, fake_t2, t2):
    A = [np.asarray(v.detach().cpu(), dtype=float).reshape(v.shape[-2], v.shape[-1]) for v in (t1, fake_t2, t2)]
    A = [np.repeat(((a + 1) / 2).clip(0, 1)[..., None], 3, axis=-1) for a in A]
    fig, ax = plt.subplots(1, 3, figsize=(9, 3.2))
    for j, s in enumerate(['$T_1$', r'$G(T_1)$ (generated)', '$T_2$ (real)']):
        ax[j].imshow(A[j])
        ax[j].set_title(s)
        ax[j].axis('off')
    return fig
