import os, sys, time, copy, random, json, math
import numpy as np
import torch as th
from torch import nn
from PIL import Image as PI
from matplotlib.figure import Figure

rng = np.random.RandomState(0)


class PairedMedicalDataset(th.utils.data.Dataset):
    def __init__(self, t1_dir, t2_dir):
        ls = lambda d: [str(os.path.join(d, n)) for n in sorted(os.listdir(d)) if n[-4:] == ".png"]
        m = min(len(ls(t1_dir)), len(ls(t2_dir)))
        self.table = np.array([ls(t1_dir)[:m], ls(t2_dir)[:m]], dtype=object).T     # m x 2

    def __len__(self):
        return self.table.shape[0]

    def __getitem__(self, i):
        z = [np.asarray(PI.open(f).convert("L").resize((256, 256), PI.BOX), np.float32) for f in self.table[int(i)]]
        z = np.stack(z)[:, np.newaxis] / 255
        return tuple(th.as_tensor(2 * z - 1).unbind(0))


class Mixer(nn.Module):
    def __init__(s, h, w, c):
        super().__init__()
        s.n1, s.n2, s.n3 = nn.LayerNorm(c), nn.LayerNorm(c), nn.LayerNorm(c)
        s.W1, s.W2 = nn.Parameter(th.randn(h, h) / h ** .5 * .5), nn.Parameter(th.randn(w, w) / w ** .5 * .5)
        s.c1, s.c2 = nn.Linear(c, 3 * c), nn.Linear(3 * c, c)

    def forward(s, x):                                   # n h w c
        x = x + th.einsum("nhwc,hk->nkwc", s.n1(x), s.W1)
        x = x + th.einsum("nhwc,wk->nhkc", s.n2(x), s.W2)
        return x + s.c2(nn.functional.gelu(s.c1(s.n3(x))))


class Generator(nn.Module):
    """MLP mixer on 32x32 tokens, works at 256x256 only"""

    def __init__(s, c=96, depth=3):
        super().__init__()
        s.tok = nn.Conv2d(1, c, 8, 8)
        s.mix = nn.Sequential(*(Mixer(32, 32, c) for _ in range(depth)))
        s.untok = nn.ConvTranspose2d(c, 8, 8, 8)
        s.f = nn.Sequential(nn.Conv2d(9, 16, 3, padding=1), nn.LeakyReLU(.1), nn.Conv2d(16, 1, 3, padding=1))

    def forward(s, x):
        y = s.mix(s.tok(x).permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
        return s.f(th.cat((x, s.untok(y)), 1)).tanh()


class Discriminator(nn.Module):
    def __init__(s):
        super().__init__()
        s.a, s.b, s.c = nn.Conv2d(2, 32, 8, 4, 2), nn.Conv2d(32, 96, 4, 2, 1), nn.Conv2d(96, 1, 3, 1, 1)
        s.g = nn.GroupNorm(1, 96)

    def forward(s, x1, x2):
        f = nn.functional.leaky_relu
        return th.sigmoid(s.c(f(s.g(s.b(f(s.a(th.cat((x1, x2), 1)), .2))), .2)))


def xent(p, q):
    "cross entropy of target q and prediction p, natural log, mean"
    tiny = 1e-12
    return (-q * th.log(p.clamp(min=tiny)) - (1 - q) * th.log((1 - p).clamp(min=tiny))).mean()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return xent(pred_fake, 1.) + lambda_l1 * th.mean(th.abs(th.sub(fake_t2, t2)))


def discriminator_loss(pred_real, pred_fake):
    return .5 * (xent(pred_real, 1.) + xent(pred_fake, 0.))


def make_optimizers(G, D):
    mk = lambda net: th.optim.Adam([dict(params=[p]) for p in net.parameters()], lr=.0002, betas=(.5, .999), eps=1e-8)
    return mk(G), mk(D)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    def sgd(o, l):
        o.zero_grad(); l.backward(); o.step()
        return l.item()
    y = G(t1)
    lg = sgd(optimizer_G, generator_loss(D(t1, y), y, t2, lambda_l1))
    ld = sgd(optimizer_D, discriminator_loss(D(t1, t2), D(t1, y.detach())))
    return {"loss_G": lg, "loss_D": ld}


def translate(G, t1):
    m = G.training
    G.eval()
    with th.no_grad():
        y = G(t1)
    G.train(m)
    return y


def show_comparison(t1, fake_t2, t2):
    fig = Figure((9, 3.3))
    for k, (v, s) in enumerate(((t1, "T1"), (fake_t2, "T2 predicted"), (t2, "T2 measured"))):
        ax = fig.add_axes((k / 3 + .01, .01, .31, .85))
        ax.imshow(v.detach().cpu().numpy().reshape(v.shape[-2:]), "gray", vmin=-1, vmax=1)
        ax.set_title(s), ax.axis("off")
    return fig
