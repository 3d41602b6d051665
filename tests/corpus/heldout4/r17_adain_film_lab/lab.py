"""pix2pix T1->T2. dense U-Net with FiLM from a global context vector."""
import os
import torch
from torch import nn
import torch.nn.functional as F
import numpy as np
from PIL import Image


class MRIFolder:
    def __init__(self, root):
        self.root = root
        self.names = sorted(n for n in next(os.walk(root))[2] if n.endswith('.png'))

    def __len__(self):
        return len(self.names)

    def __getitem__(self, i):
        img = Image.open(os.path.join(self.root, self.names[i])).convert('L')
        return np.array(img.resize((256, 256), Image.HAMMING), dtype='float32')[None]


class PairedMedicalDataset(torch.utils.data.Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.A, self.B = MRIFolder(t1_dir), MRIFolder(t2_dir)

    def __len__(self):
        return min(len(self.A), len(self.B))

    def __getitem__(self, i):
        stack = torch.from_numpy(np.stack([self.A[i], self.B[i]]))
        return tuple((stack / 255.0 - 0.5) / 0.5)


class Dense(nn.Module):
    def __init__(self, c, growth=12, n=2):
        super().__init__()
        self.convs = nn.ModuleList()
        for i in range(n):
            self.convs.append(nn.Sequential(nn.BatchNorm2d(c + i * growth), nn.ReLU(), nn.Conv2d(c + i * growth, growth, 3, padding=1, bias=False)))
        self.out = c + n * growth

    def forward(self, x):
        for conv in self.convs:
            x = torch.cat([x, conv(x)], 1)
        return x


class FiLM(nn.Module):
    def __init__(self, ctx, c):
        super().__init__()
        self.fc = nn.Linear(ctx, 2 * c)

    def forward(self, x, z):
        g, b = self.fc(z).unsqueeze(-1).unsqueeze(-1).chunk(2, 1)
        return x * (1 + g) + b


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(1, 24, 3, stride=2, padding=1)
        self.d1 = Dense(24)
        self.t1 = nn.Sequential(nn.Conv2d(48, 32, 1), nn.AvgPool2d(2))
        self.d2 = Dense(32)
        self.t2 = nn.Sequential(nn.Conv2d(56, 40, 1), nn.AvgPool2d(2))
        self.d3 = Dense(40)
        self.ctx = nn.Sequential(nn.Linear(64, 32), nn.ReLU())
        self.f2, self.f1 = FiLM(32, 32), FiLM(32, 24)
        self.u2, self.u1, self.u0 = nn.ConvTranspose2d(64, 32, 2, 2), nn.ConvTranspose2d(32 + 56, 24, 2, 2), nn.ConvTranspose2d(24 + 48, 16, 2, 2)
        self.b2, self.b1, self.b0 = nn.BatchNorm2d(32), nn.BatchNorm2d(24), nn.BatchNorm2d(16)
        self.end = nn.Conv2d(16, 1, 3, padding=1)

    def forward(self, x):
        a = self.d1(self.first(x))
        b = self.d2(self.t1(a))
        c = self.d3(self.t2(b))
        z = self.ctx(c.mean(dim=(2, 3)))
        y = F.relu(self.f2(self.b2(self.u2(c)), z))
        y = F.relu(self.f1(self.b1(self.u1(torch.cat([y, b], 1))), z))
        y = F.relu(self.b0(self.u0(torch.cat([y, a], 1))))
        y = self.end(y)
        return 2 * torch.sigmoid(3 * y) - 1


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        c = [2, 24, 48, 96]
        self.convs = nn.ModuleList([nn.Conv2d(a, b, 4, 2, 1) for a, b in zip(c[:-1], c[1:])])
        self.drop = nn.Dropout(0.2)
        self.score = nn.Conv2d(96, 1, 3, padding=1)

    def forward(self, x1, x2):
        h = torch.cat([x1, x2], dim=1)
        for conv in self.convs:
            h = F.leaky_relu(conv(h), 0.2)
        return torch.sigmoid(self.score(self.drop(h)))


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    gan = F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake))
    l1 = F.l1_loss(fake_t2, t2)
    return torch.add(gan, l1, alpha=lambda_l1)


def discriminator_loss(pred_real, pred_fake):
    real = F.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
    fake = F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))
    return torch.lerp(real, fake, 0.5)


def make_optimizers(G, D):
    settings = {'lr': 2e-4, 'betas': (0.5, 0.999)}
    return torch.optim.Adam(G.parameters(), **settings), torch.optim.Adam(D.parameters(), **settings)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)
    g = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    optimizer_G.zero_grad(); g.backward(); optimizer_G.step()
    d = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    optimizer_D.zero_grad(); d.backward(); optimizer_D.step()
    return {'loss_G': g.detach().numpy() if g.device.type == 'cpu' else g.item(), 'loss_D': d.detach().numpy() if d.device.type == 'cpu' else d.item()}


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        return torch.cat([G(x.unsqueeze(0)) for x in t1])


def show_comparison(t1, fake_t2, t2):
    import matplotlib
    matplotlib.use('Agg')
    import matplotlib.pyplot as plt
    fig, axs = plt.subplots(1, 3, figsize=(9, 3))
    for i, (x, t) in enumerate(((t1, 'T1'), (fake_t2, 'generated'), (t2, 'real T2'))):
        plt.sca(axs[i])
        plt.imshow((x.detach().squeeze().numpy() + 1) / 2, vmin=0, vmax=1)
        plt.gray()
        plt.title(t)
        plt.axis('off')
    return fig
