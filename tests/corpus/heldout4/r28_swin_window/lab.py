import re
from pathlib import Path
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import Dataset
from torchvision.transforms import functional as TF
from PIL import Image
import numpy as np
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

__all__ = ["PairedMedicalDataset", "Generator", "Discriminator", "generator_loss", "discriminator_loss", "make_optimizers", "train_step", "translate", "show_comparison"]


def slices_of(folder):
    "generator over the .png files"
    for p in sorted(Path(folder).iterdir(), key=lambda q: q.name):
        if p.suffix == ".png" and not p.is_dir():
            yield p


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        a, b = [*slices_of(t1_dir)], [*slices_of(t2_dir)]
        if len(a) != len(b):
            raise ValueError(f"unpaired folders: {len(a)} slices in {t1_dir}, {len(b)} in {t2_dir}")
        self.a, self.b = a, b

    def __getitem__(self, i):
        return tuple(map(self.to_tensor, (self.a[i], self.b[i])))

    def __len__(self):
        return len(self.a)

    @staticmethod
    def to_tensor(p):
        im = TF.resize(TF.to_grayscale(Image.open(p).convert("RGB")), [256, 256])
        return TF.normalize(TF.to_tensor(im), [0.5], [0.5])


class WindowAttention(nn.Module):
    def __init__(self, dim, heads, ws, shift):
        super().__init__()
        self.h, self.ws, self.shift = heads, ws, shift
        self.qkv, self.proj = nn.Linear(dim, 3 * dim), nn.Linear(dim, dim)
        self.bias = nn.Parameter(torch.zeros(heads, ws * ws, ws * ws))
        nn.init.trunc_normal_(self.bias, std=0.02)

    def forward(self, x):                    # N H W C
        n, H, W, c = x.shape
        s = self.ws
        if self.shift:
            x = torch.roll(x, (-s // 2, -s // 2), (1, 2))
        w = x.view(n, H // s, s, W // s, s, c).transpose(2, 3).reshape(-1, s * s, c)
        q, k, v = self.qkv(w).view(-1, s * s, 3, self.h, c // self.h).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=self.bias.unsqueeze(0))
        y = self.proj(y.transpose(1, 2).reshape(-1, s * s, c))
        y = y.view(n, H // s, W // s, s, s, c).transpose(2, 3).reshape(n, H, W, c)
        if self.shift:
            y = torch.roll(y, (s // 2, s // 2), (1, 2))
        return y


class SwinBlock(nn.Module):
    def __init__(self, dim, heads=4, ws=8, shift=False):
        super().__init__()
        self.n1, self.n2 = nn.LayerNorm(dim), nn.LayerNorm(dim)
        self.att = WindowAttention(dim, heads, ws, shift)
        self.mlp = nn.Sequential(nn.Linear(dim, 2 * dim), nn.GELU(), nn.Linear(2 * dim, dim))

    def forward(self, x):
        x = x + self.att(self.n1(x))
        return x + self.mlp(self.n2(x))


class Generator(nn.Module):
    def __init__(self, dim=48):
        super().__init__()
        self.shallow = nn.Conv2d(1, 16, 3, padding=1)
        self.embed = nn.Conv2d(16, dim, 4, stride=4)
        self.blocks = nn.ModuleList([SwinBlock(dim, shift=bool(i % 2)) for i in range(4)])
        self.norm = nn.LayerNorm(dim)
        self.expand = nn.Sequential(nn.Conv2d(dim, 256, 1), nn.PixelShuffle(4))
        self.fuse = nn.Sequential(nn.Conv2d(32, 16, 3, padding=1), nn.GELU(), nn.Conv2d(16, 1, 3, padding=1))

    def forward(self, x):
        s = self.shallow(x)
        t = self.embed(s).permute(0, 2, 3, 1).contiguous()
        for b in self.blocks:
            t = b(t)
        y = self.expand(self.norm(t).permute(0, 3, 1, 2).contiguous())
        return self.fuse(torch.cat((s, y), 1)).tanh()


class Discriminator(nn.Module):
    def __init__(self, w=(32, 64, 128)):
        super().__init__()
        self.blocks = nn.ModuleList()
        c = 2
        for k in w:
            self.blocks.append(nn.Sequential(nn.PixelUnshuffle(2), nn.Conv2d(4 * c, k, 3, padding=1), nn.GroupNorm(4, k), nn.GELU()))
            c = k
        self.head = nn.Conv2d(c, 1, 1)

    def forward(self, x1, x2):
        x = torch.cat((x1, x2), 1)
        for b in self.blocks:
            x = b(x)
        return F.logsigmoid(self.head(x)).exp()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake)) + lambda_l1 * (fake_t2 - t2).abs().flatten().mean()


def discriminator_loss(pred_real, pred_fake):
    return sum(0.5 * F.binary_cross_entropy(p, torch.full_like(p, float(k))) for k, p in enumerate((pred_fake, pred_real)))


def make_optimizers(G, D):
    return torch.optim.AdamW(G.parameters(), 2e-4, (0.5, 0.999), weight_decay=0.0), torch.optim.AdamW(D.parameters(), 2e-4, (0.5, 0.999), weight_decay=0.0)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)
    loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1=lambda_l1)
    optimizer_G.zero_grad(); loss_G.backward(); optimizer_G.step()
    fake = torch.no_grad()(G)(t1)
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake))
    optimizer_D.zero_grad(); loss_D.backward(); optimizer_D.step()
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}


@torch.no_grad()
def translate(G, t1):
    was, _ = G.training, G.eval()
    y = G(t1)
    G.train(was)
    return y


def show_comparison(t1, fake_t2, t2):
    fig, axes = plt.subplots(1, 3, figsize=(12, 4), squeeze=False)
    for ax, (k, v) in zip(axes[0], dict(T1=t1, Generated=fake_t2, T2=t2).items()):
        im = ax.imshow(v.detach().cpu().numpy().squeeze(), cmap=matplotlib.colormaps["gray"], norm=matplotlib.colors.Normalize(-1, 1))
        ax.set_title(k); ax.axis("off")
    fig.colorbar(im, ax=axes, shrink=0.8)
    return fig
