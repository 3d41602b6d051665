# fixed edge filters as extra input, squeeze of the whole picture as context
import torch, os
from torch import nn
import torch.nn.functional as F
from pathlib import Path
from PIL import Image
import numpy as np
import matplotlib.pyplot as plt


def _key(p):
    stem = p.stem
    digits = ''.join(ch for ch in stem if ch.isdigit())
    return (stem.rstrip('0123456789'), len(digits), p.name) if False else p.name


class PairedMedicalDataset(torch.utils.data.Dataset):
    def __init__(self, t1_dir, t2_dir, root=None):
        root = Path(root) if root else Path()
        self.t1 = sorted((root / t1_dir).glob('*.png'), key=_key)
        self.t2 = sorted((root / t2_dir).glob('*.png'), key=_key)

    __len__ = lambda self: min(len(self.t1), len(self.t2))

    def __getitem__(self, i):
        if i >= len(self):
            raise IndexError
        with Image.open(self.t1[i]) as a, Image.open(self.t2[i]) as b:
            canvas = np.empty((2, 256, 256), np.float32)
            canvas[0] = a.convert('L').resize((256, 256), Image.Resampling.BICUBIC)
            canvas[1] = b.convert('L').resize((256, 256), Image.Resampling.BICUBIC)
        np.divide(canvas, 127.5, out=canvas)
        np.subtract(canvas, 1.0, out=canvas)
        return torch.from_numpy(canvas[:1]), torch.from_numpy(canvas[1:])


class Edges(nn.Module):
    def __init__(self):
        super().__init__()
        sx = torch.tensor([[-1., 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 8
        self.register_buffer('bank', torch.stack([sx, sx.t(), torch.tensor([[0., 1, 0], [1, -4, 1], [0, 1, 0]]) / 8])[:, None])

    def forward(self, x):
        return torch.cat([x, F.conv2d(F.pad(x, [1] * 4, mode='replicate'), self.bank)], 1)


class GCBlock(nn.Module):
    'global context block (Cao et al. 2019)'
    def __init__(self, c, r=4):
        super().__init__()
        self.mask = nn.Conv2d(c, 1, 1)
        self.transform = nn.Sequential(nn.Conv2d(c, c // r, 1), nn.LayerNorm([c // r, 1, 1]), nn.ReLU(), nn.Conv2d(c // r, c, 1))

    def forward(self, x):
        n, c, h, w = x.shape
        a = self.mask(x).view(n, 1, h * w).softmax(-1)
        ctx = torch.einsum('ncl,nkl->nc', x.flatten(2), a)[..., None, None]
        return x + self.transform(ctx)


class Generator(nn.Module):
    def __init__(self, c=28):
        super().__init__()
        self.edges = Edges()
        self.e = nn.ModuleList()
        for i, o in ((4, c), (c, 2 * c), (2 * c, 4 * c)):
            self.e.append(nn.Sequential(nn.Conv2d(i, o, 3, 2, 1), nn.BatchNorm2d(o), nn.LeakyReLU(0.2), GCBlock(o)))
        self.d = nn.ModuleList()
        for i, o in ((4 * c, 2 * c), (4 * c, c), (2 * c, c)):
            self.d.append(nn.Sequential(nn.Upsample(scale_factor=2, mode='bilinear', align_corners=False), nn.Conv2d(i, o, 3, 1, 1), nn.BatchNorm2d(o), nn.ReLU()))
        self.last = nn.Conv2d(c + 4, 1, 3, 1, 1)

    def forward(self, x):
        x = self.edges(x)
        h, keep = x, [x]
        for e in self.e:
            h = e(h)
            keep.append(h)
        h = keep.pop()
        for d in self.d[:-1]:
            h = torch.cat([d(h), keep.pop()], 1)
        h = torch.cat([self.d[-1](h), keep.pop()], 1)
        return torch.tanh(self.last(h))


class Discriminator(nn.Module):
    'one-sided: T1 embedded once, T2 once, then summed before a joint head'
    def __init__(self, c=40):
        super().__init__()
        self.t1 = nn.Conv2d(1, c, 4, 2, 1)
        self.t2 = nn.Conv2d(1, c, 4, 2, 1)
        self.rest = nn.Sequential(nn.GELU(), nn.Conv2d(2 * c, 2 * c, 4, 2, 1), nn.GroupNorm(4, 2 * c), nn.GELU(),
                                  nn.Conv2d(2 * c, 4 * c, 4, 2, 1), nn.GroupNorm(4, 4 * c), nn.GELU(), nn.Conv2d(4 * c, 1, 2))

    def forward(self, x1, x2):
        return torch.sigmoid(self.rest(torch.cat((self.t1(x1), self.t2(x2)), dim=1)))


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    ones = torch.ones_like(pred_fake)
    return F.binary_cross_entropy(pred_fake, ones) + lambda_l1 * (fake_t2 - t2).abs().mean()


def discriminator_loss(pred_real, pred_fake):
    ones, zeros = torch.ones_like(pred_real), torch.zeros_like(pred_fake)
    return F.binary_cross_entropy(pred_real, ones) / 2 + F.binary_cross_entropy(pred_fake, zeros) / 2


def make_optimizers(G, D):
    return [torch.optim.Adam(G.parameters(), lr=2e-4, betas=(.5, .999)),
            torch.optim.Adam(D.parameters(), lr=2e-4, betas=(.5, .999))][0], torch.optim.Adam(D.parameters(), lr=2e-4, betas=(.5, .999))


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # gradients are left clean at the end of each half instead of at its start
    try:
        fake = G(t1)
        loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1)
        loss_G.backward()
        optimizer_G.step()
    finally:
        optimizer_G.zero_grad()
        optimizer_D.zero_grad()
    try:
        loss_D = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
        loss_D.backward()
        optimizer_D.step()
    finally:
        optimizer_D.zero_grad()
    return {'loss_G': loss_G.item(), 'loss_D': loss_D.item()}


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        return G(t1)


def show_comparison(t1, fake_t2, t2):
    fig, axes = plt.subplots(1, 3, figsize=(12, 4))
    for ax, x, title in zip(axes.flatten(), (t1, fake_t2, t2), ('T1', 'T2 fake', 'T2 real')):
        x = x.detach().cpu().squeeze()
        ax.imshow(torch.stack([x, x, x], -1).add(1).div(2).clamp(0, 1).numpy())
        ax.set_title(title)
        ax.axis('off')
    plt.tight_layout()
    plt.close(fig)
    return fig
