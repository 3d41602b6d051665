"""Lazy layers: nobody counts channels. One dry run makes the parameters."""
from pathlib import Path
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from PIL import Image


class PairedMedicalDataset(torch.utils.data.Dataset):
    def __init__(self, t1_dir, t2_dir):
        by_name = [{p.name: p for p in Path(d).glob("*.png")} for d in (t1_dir, t2_dir)]
        if len(by_name[0]) != len(by_name[1]):
            raise ValueError("the two folders must hold equally many .png slices")
        self.paths = [tuple(d[k] for d, k in zip(by_name, names)) for names in zip(*map(sorted, by_name))]

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, i):
        def load(p):
            a = np.array(Image.open(p).convert("L"), np.float32)
            x = torch.from_numpy(a).unsqueeze(0)
            if a.shape != (256, 256):
                x = F.interpolate(x[None], (256, 256), mode="nearest")[0]
            return x.div_(255).mul_(2).sub_(1)
        return [load(p) for p in self.paths[i]]


def down(c, norm=True):
    return nn.Sequential(nn.LazyConv2d(c, 4, 2, 1), nn.LazyBatchNorm2d() if norm else nn.Identity(), nn.LeakyReLU(0.2))


def up(c):
    return nn.Sequential(nn.LazyConvTranspose2d(c, 4, 2, 1), nn.LazyBatchNorm2d(), nn.ReLU())


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.downs = nn.ModuleList([down(32, False), down(64), down(96), down(128)])
        self.ups = nn.ModuleList([up(96), up(64), up(32)])
        self.last = nn.LazyConvTranspose2d(1, 4, 2, 1)
        self.eval()
        with torch.no_grad():
            self(torch.zeros(1, 1, 256, 256))
        self.train()

    def forward(self, x):
        hs = [x]
        for d in self.downs:
            hs.append(d(hs[-1]))
        y = hs.pop()
        for u in self.ups:
            y = torch.cat([u(y), hs.pop()], 1)
        return torch.tanh(self.last(y))


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(down(48, False), down(96), nn.LazyConv2d(128, 4, 1, 1), nn.LazyInstanceNorm2d(affine=True), nn.LeakyReLU(0.2), nn.LazyConv2d(1, 4, 1, 1))
        self.eval()
        with torch.no_grad():
            self.net(torch.zeros(1, 2, 64, 64))
        self.train()

    def forward(self, x1, x2):
        return torch.sigmoid(self.net(torch.cat([x1, x2], 1)))


def bce(p, is_real):
    return F.binary_cross_entropy(p, torch.full_like(p, is_real))


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return bce(pred_fake, True) + lambda_l1 * F.l1_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    return (bce(pred_real, True) + bce(pred_fake, False)) / 2


def make_optimizers(G, D):
    return tuple(torch.optim.Adam(params, lr=2e-4, betas=(0.5, 0.999)) for params in (G.parameters(), D.parameters()))


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    log = {}
    fake = G(t1)
    for name, opt, loss_fn in (("loss_G", optimizer_G, lambda: generator_loss(D(t1, fake), fake, t2, lambda_l1)),
                               ("loss_D", optimizer_D, lambda: discriminator_loss(D(t1, t2), D(t1, fake.detach())))):
        opt.zero_grad()
        loss = loss_fn()
        loss.backward()
        opt.step()
        log[name] = loss.detach()
    return log


def translate(G, t1):
    with torch.inference_mode():
        return G.eval()(t1)


def show_comparison(t1, fake_t2, t2):
    from matplotlib.figure import Figure
    fig = Figure(figsize=(9, 3))
    for ax, x, s in zip(fig.subplots(1, 3), (t1, fake_t2, t2), ("T1", "T2 (generated)", "T2 (reference)")):
        ax.imshow(x.detach().cpu().reshape(x.shape[-2:]), cmap="gray", vmin=-1, vmax=1)
        ax.set_title(s)
        ax.axis("off")
    return fig
