import logging
import os

import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision.transforms import v2

log = logging.getLogger(__name__)
IMG_SIZE = 256
MEAN, STD = [0.5], [0.5]


def default_transform(size=IMG_SIZE):
    return v2.Compose([
        v2.ToImage(),
        v2.Resize((size, size), antialias=True),
        v2.ToDtype(torch.float32, scale=True),
        v2.Normalize(mean=MEAN, std=STD),
        v2.ToPureTensor(),
    ])


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, transform=None, verbose=False):
        self.transform = transform if transform is not None else default_transform()
        self.t1_list = [f for f in sorted(os.listdir(t1_dir)) if f.endswith(".png")]
        self.t2_list = [f for f in sorted(os.listdir(t2_dir)) if f.endswith(".png")]
        self.t1_dir, self.t2_dir = t1_dir, t2_dir
        if verbose:
            log.info("%d / %d slices", len(self.t1_list), len(self.t2_list))

    def __len__(self):
        return min(len(self.t1_list), len(self.t2_list))

    def __getitem__(self, idx):
        t1 = Image.open(os.path.join(self.t1_dir, self.t1_list[idx])).convert("L")
        t2 = Image.open(os.path.join(self.t2_dir, self.t2_list[idx])).convert("L")
        t1 = self.transform(t1)
        t2 = self.transform(t2)
        return t1, t2


"""Custom autograd activation. La fonction d'activation est écrite à la main (exercice du cours précédent)."""
import torch
from torch import nn


class _Leaky(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, slope):
        ctx.save_for_backward(x)
        ctx.slope = slope
        return torch.where(x > 0, x, slope * x)

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return torch.where(x > 0, grad, ctx.slope * grad), None


class Leaky(nn.Module):
    def __init__(self, slope=0.2):
        super().__init__()
        self.slope = slope

    def forward(self, x):
        return _Leaky.apply(x, self.slope)


class Generator(nn.Sequential):
    def __init__(self):
        couches = [
            nn.Conv2d(1, 64, 4, stride=2, padding=1), Leaky(),
            nn.Conv2d(64, 128, 4, stride=2, padding=1), nn.BatchNorm2d(128), Leaky(),
            nn.ConvTranspose2d(128, 64, 4, stride=2, padding=1), nn.BatchNorm2d(64), Leaky(0.0),
            nn.ConvTranspose2d(64, 1, 4, stride=2, padding=1), nn.Tanh(),
        ]
        super().__init__(*couches)


import torch
from torch import nn


class Discriminator(nn.Module):
    """Each modality has its own first layer."""

    def __init__(self):
        super().__init__()
        self.stem = nn.ModuleDict({m: nn.Conv2d(1, 32, 4, 2, 1) for m in ("t1", "t2")})
        self.joint = nn.Sequential(
            nn.LeakyReLU(0.2), nn.Conv2d(64, 128, 4, 2, 1), nn.BatchNorm2d(128), nn.LeakyReLU(0.2),
            nn.Conv2d(128, 1, 4, 1, 1))

    def forward(self, x1, x2):
        features = torch.cat([self.stem["t1"](x1), self.stem["t2"](x2)], dim=1)
        return torch.sigmoid(self.joint(features))


import torch
import torch.nn as nn
import torch.nn.functional as F

criterion_GAN = nn.BCELoss()
criterion_L1 = nn.L1Loss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    valid = torch.ones_like(pred_fake)
    loss_gan = criterion_GAN(pred_fake, valid)
    loss_l1 = criterion_L1(fake_t2, t2)
    return loss_gan + lambda_l1 * loss_l1


def discriminator_loss(pred_real, pred_fake):
    loss_real = criterion_GAN(pred_real, torch.ones_like(pred_real))
    loss_fake = criterion_GAN(pred_fake, torch.zeros_like(pred_fake))
    return 0.5 * (loss_real + loss_fake)


def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(G.parameters(), lr=0.0002, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(D.parameters(), lr=0.0002, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # 训练生成器
    fake_t2 = G(t1)
    pred_fake = D(t1, fake_t2)
    loss_G = generator_loss(pred_fake, fake_t2, t2, lambda_l1)
    optimizer_G.zero_grad()
    loss_G.backward()
    optimizer_G.step()

    # 训练判别器
    pred_real = D(t1, t2)
    pred_fake = D(t1, fake_t2.detach())
    loss_D = discriminator_loss(pred_real, pred_fake)
    optimizer_D.zero_grad()
    loss_D.backward()
    optimizer_D.step()
    return {'loss_G': loss_G.item(), 'loss_D': loss_D.item()}


"""No pyplot at all."""
import torch
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure


@torch.no_grad()
def translate(G, t1):
    G.train(False)
    return G(t1)


def show_comparison(t1, fake_t2, t2):
    fig = Figure(figsize=(9, 3))
    FigureCanvasAgg(fig)
    grid = fig.add_gridspec(1, 3)
    for i, (caption, x) in enumerate({"T1": t1, "Fake T2": fake_t2, "T2": t2}.items()):
        ax = fig.add_subplot(grid[0, i])
        ax.imshow(x.detach().cpu().numpy().squeeze(), cmap="gray", interpolation="nearest")
        ax.set_title(caption, fontsize=10)
        ax.set_xticks([])
        ax.set_yticks([])
    return fig


if __name__ == '__main__':
    print(Generator(), Discriminator())
