"""Dataset as a small class hierarchy: the base class pairs, the subclass knows about PNG slices."""
import abc
import os
import typing as t

import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms


class PairedDataset(Dataset, abc.ABC):
    def __init__(self, first: t.Sequence[str], second: t.Sequence[str]) -> None:
        self._first, self._second = list(first), list(second)

    def __len__(self) -> int:
        return min(len(self._first), len(self._second))

    def __getitem__(self, i: int) -> t.Tuple[torch.Tensor, torch.Tensor]:
        return self.load(self._first[i]), self.load(self._second[i])

    @abc.abstractmethod
    def load(self, item: str) -> torch.Tensor: ...


class PairedMedicalDataset(PairedDataset):
    EXTENSION: t.ClassVar[str] = ".png"

    def __init__(self, t1_dir: t.Union[str, os.PathLike], t2_dir: t.Union[str, os.PathLike]) -> None:
        super().__init__(self._slices(t1_dir), self._slices(t2_dir))
        self.pipeline = transforms.Compose([
            transforms.Grayscale(1),
            transforms.Resize((256, 256)),
            transforms.PILToTensor(),
            transforms.ConvertImageDtype(torch.float32),
            transforms.Normalize((0.5,), (0.5,)),
        ])

    @classmethod
    def _slices(cls, folder) -> t.List[str]:
        names = [n for n in os.listdir(folder) if os.path.splitext(n)[1] == cls.EXTENSION]
        return [os.path.join(folder, n) for n in sorted(names)]

    def load(self, item: str) -> torch.Tensor:
        with Image.open(item) as image:
            return self.pipeline(image.convert("L"))


import torch
from torch import nn


class Generator(nn.Module):
    """Encoder/decoder that keeps an exponential average of its code for monitoring."""

    def __init__(self, momentum=0.99):
        super().__init__()
        self.momentum = momentum
        self.encoder = nn.Sequential()
        self.encoder.add_module("conv1", nn.Conv2d(1, 64, 4, 2, 1))
        self.encoder.add_module("act1", nn.LeakyReLU(0.2))
        self.encoder.add_module("conv2", nn.Conv2d(64, 128, 4, 2, 1))
        self.encoder.add_module("norm2", nn.BatchNorm2d(128))
        self.encoder.add_module("act2", nn.LeakyReLU(0.2))
        self.decoder = nn.Sequential()
        self.decoder.add_module("up1", nn.ConvTranspose2d(128, 64, 4, 2, 1))
        self.decoder.add_module("norm1", nn.BatchNorm2d(64))
        self.decoder.add_module("relu", nn.ReLU())
        self.decoder.add_module("up2", nn.ConvTranspose2d(64, 1, 4, 2, 1))
        self.register_buffer("ema_code", torch.zeros(128))
        self.register_buffer("steps", torch.tensor(0))

    def forward(self, x):
        code = self.encoder(x)
        if self.training:
            with torch.no_grad():
                self.ema_code.mul_(self.momentum).add_(code.mean(dim=(0, 2, 3)), alpha=1 - self.momentum)
                self.steps += 1
        return torch.tanh(self.decoder(code))


import torch
import torch.nn as nn


class Discriminator(nn.Module):
    # 判别器（PatchGAN）
    def __init__(self):
        super().__init__()
        self.model = nn.Sequential(
            nn.Conv2d(2, 64, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(64, 128, 4, 2, 1), nn.BatchNorm2d(128), nn.LeakyReLU(0.2),
            nn.Conv2d(128, 1, 4, 1, 1), nn.Sigmoid()
        )

    def forward(self, x1, x2):
        x = torch.cat([x1, x2], dim=1)
        return self.model(x)


"""optimizer.step(closure), as LBFGS has it; Adam takes closures as well."""
from functools import partial
import torch
import torch.nn.functional as F


def _bce(prediction, label):
    return F.binary_cross_entropy(prediction, torch.full_like(prediction, label))


real_loss, fake_loss = partial(_bce, label=1.0), partial(_bce, label=0.0)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return torch.add(real_loss(pred_fake), F.l1_loss(fake_t2, t2), alpha=lambda_l1)


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * sum([real_loss(pred_real), fake_loss(pred_fake)])


def make_optimizers(G, D):
    new = partial(torch.optim.Adam, lr=2e-4, betas=(0.5, 0.999))
    return new(G.parameters()), new(D.parameters())


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    keep = {}

    def closure_g():
        optimizer_G.zero_grad()
        keep["fake"] = G(t1)
        loss = generator_loss(D(t1, keep["fake"]), keep["fake"], t2, lambda_l1)
        loss.backward()
        return loss

    def closure_d():
        optimizer_D.zero_grad()
        loss = discriminator_loss(D(t1, t2), D(t1, keep["fake"].detach()))
        loss.backward()
        return loss

    return {"loss_G": optimizer_G.step(closure_g).item(), "loss_D": optimizer_D.step(closure_d).item()}


import matplotlib.pyplot as plt
import torch


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        return G(t1)


def show_comparison(t1, fake_t2, t2):
    # 三张图：T1、生成的 T2、真实 T2
    fig = plt.figure(figsize=(12, 4))
    for k, (img, title) in enumerate([(t1, 'T1'), (fake_t2, 'Generated T2'), (t2, 'Real T2')]):
        plt.subplot(1, 3, k + 1)
        plt.imshow(img.detach().cpu().squeeze().numpy(), cmap='gray')
        plt.title(title)
        plt.axis('off')
    plt.tight_layout()
    return fig


if __name__ == '__main__':
    print(Generator(), Discriminator())
