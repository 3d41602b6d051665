# -*- coding: utf-8 -*-
"""
R2U-Net-like generator: each recurrent unit uses the same convolution t times.
"""
import os, numpy as np
import torch, torch.nn as nn, torch.optim as optim
from torch.utils.data import Dataset
from PIL import Image


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        t1, t2 = [], []
        for folder, lst in ((t1_dir, t1), (t2_dir, t2)):
            for entry in os.scandir(folder):
                if entry.is_file() and entry.name.endswith('.png'):
                    lst.append(entry.name)
            lst.sort()
        n1, n2 = len(t1), len(t2)
        if n1 > n2: t1 = t1[:n2]
        if n2 > n1: t2 = t2[:n1]
        self.t1_dir, self.t2_dir, self.t1, self.t2 = t1_dir, t2_dir, t1, t2

    def __len__(self):
        return len(self.t1)

    def __getitem__(self, idx):
        img1 = Image.open(os.path.join(self.t1_dir, self.t1[idx])).convert('L')
        img2 = Image.open(os.path.join(self.t2_dir, self.t2[idx])).convert('L')
        img1 = img1.resize((256, 256))
        img2 = img2.resize((256, 256))
        arr = np.stack([np.array(img1), np.array(img2)]).astype(np.float32)
        arr = (arr - 127.5) / 127.5
        ten = torch.from_numpy(arr)
        return ten[0:1], ten[1:2]


class Recurrent(nn.Module):
    def __init__(self, ch, t=2):
        super().__init__()
        self.t = t
        self.conv = nn.Conv2d(ch, ch, 3, padding=1)
        self.norm = nn.InstanceNorm2d(ch, affine=True)

    def forward(self, x):
        h = torch.relu(self.norm(self.conv(x)))
        for _ in range(self.t - 1):
            h = torch.relu(self.norm(self.conv(x + h)))
        return h


class RR(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.fit = nn.Conv2d(i, o, 1)
        self.unit = Recurrent(o)

    def forward(self, x):
        x = self.fit(x)
        return x + self.unit(x)


class Generator(nn.Module):
    def __init__(self, f=16):
        super().__init__()
        self.pool = nn.MaxPool2d(2, 2)
        self.r1, self.r2, self.r3 = RR(1, f), RR(f, 2 * f), RR(2 * f, 4 * f)
        self.up2, self.up1 = nn.ConvTranspose2d(4 * f, 2 * f, 2, stride=2), nn.ConvTranspose2d(2 * f, f, 2, stride=2)
        self.q2, self.q1 = RR(4 * f, 2 * f), RR(2 * f, f)
        self.conv = nn.Conv2d(f, 1, 1)

    def forward(self, x):
        a = self.r1(x)
        b = self.r2(self.pool(a))
        c = self.r3(self.pool(b))
        b = self.q2(torch.cat((b, self.up2(c)), dim=1))
        a = self.q1(torch.cat((a, self.up1(b)), dim=1))
        return nn.Tanh()(self.conv(a))


class Discriminator(nn.Module):
    """one shared stem looks at both slices (each alone) and at their difference"""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 24, 4, 2, 1)
        self.net = nn.Sequential(nn.LeakyReLU(0.2), nn.Conv2d(72, 64, 4, 2, 1), nn.BatchNorm2d(64), nn.LeakyReLU(0.2),
                                 nn.Conv2d(64, 1, 4, 1, 1), nn.Sigmoid())

    def forward(self, x1, x2):
        return self.net(torch.cat([self.stem(x1), self.stem(x2), self.stem(x1 - x2)], 1))


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    bce = -torch.log(pred_fake + 1e-12).mean()
    l1 = torch.abs(fake_t2 - t2).mean()
    return bce + lambda_l1 * l1


def discriminator_loss(pred_real, pred_fake):
    loss_real = -torch.log(pred_real + 1e-12).mean()
    loss_fake = -torch.log(1 - pred_fake + 1e-12).mean()
    return (loss_real + loss_fake) / 2


def make_optimizers(G, D):
    return optim.Adam(G.parameters(), lr=0.0002, betas=(0.5, 0.999)), optim.Adam(D.parameters(), lr=0.0002, betas=(0.5, 0.999))


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # freeze D
    flags = {n: p.requires_grad for n, p in D.named_parameters()}
    for p in D.parameters():
        p.requires_grad = False
    fake_t2 = G(t1)
    loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
    optimizer_G.zero_grad()
    loss_G.backward()
    optimizer_G.step()
    # thaw D
    for n, p in D.named_parameters():
        p.requires_grad = flags[n]
    fake_t2 = fake_t2.detach()
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake_t2))
    optimizer_D.zero_grad()
    loss_D.backward()
    optimizer_D.step()
    return {'loss_G': loss_G.item(), 'loss_D': loss_D.item()}


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        result = torch.empty_like(t1)
        for i in range(t1.size(0)):
            result[i:i + 1] = G(t1[i:i + 1])
    return result


def show_comparison(t1, fake_t2, t2):
    import matplotlib
    matplotlib.use('Agg')
    import matplotlib.pyplot as plt
    fig, axes = plt.subplots(1, 3, figsize=(12, 4))
    titles = ['输入 T1', '生成 T2', '真实 T2']
    for ax, img, title in zip(axes, [t1, fake_t2, t2], titles):
        if img.dim() == 4:
            img = img.squeeze(0)
        ax.imshow(img.squeeze(0).detach().cpu().numpy() / 2 + 0.5, cmap='gray')
        ax.set_title(title)
        ax.axis('off')
    return fig


if __name__ == '__main__':
    g, d = Generator(), Discriminator()
    x = torch.randn(1, 1, 256, 256)
    print(g(x).shape, d(x, x).shape)
