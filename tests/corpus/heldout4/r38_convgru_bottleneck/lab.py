"""Scans the bottleneck row by row with a GRU in both directions (ReNet)."""
import os, torch
from torch import nn
from torch.utils.data import Dataset
from PIL import Image
from torchvision.transforms.functional import pil_to_tensor, normalize, convert_image_dtype
import matplotlib
matplotlib.use('Agg')
from matplotlib import pyplot as plt


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.dirs = [t1_dir, t2_dir]
        self.names = [sorted([f for f in os.listdir(d) if f.endswith('.png')]) for d in self.dirs]
        if len(self.names[0]) != len(self.names[1]):
            raise ValueError('T1 / T2 mismatch')

    def __len__(self):
        return len(self.names[0])

    def __getitem__(self, i):
        pair = []
        for d, n in zip(self.dirs, self.names):
            im = Image.open(os.path.join(d, n[i]))
            im = im.convert('L').resize(size=(256, 256), resample=Image.Resampling.LANCZOS)
            pair.append(normalize(convert_image_dtype(pil_to_tensor(im), torch.float), [0.5], [0.5]))
        return tuple(pair)


class ReNet(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.rows = nn.GRU(c, c // 2, bidirectional=True, batch_first=True)
        self.cols = nn.GRU(c, c // 2, bidirectional=True, batch_first=True)

    def forward(self, x):
        n, c, h, w = x.shape
        y, _ = self.rows(x.permute(0, 2, 3, 1).reshape(n * h, w, c))
        y = y.reshape(n, h, w, c).transpose(1, 2).reshape(n * w, h, c)
        y, _ = self.cols(y)
        return x + y.reshape(n, w, h, c).permute(0, 3, 2, 1)


class Generator(nn.Module):
    def __init__(self, c=64):
        super().__init__()
        self.a = nn.Sequential(nn.Conv2d(1, 24, 4, 2, 1), nn.LeakyReLU(0.2))
        self.b = nn.Sequential(nn.Conv2d(24, 48, 4, 2, 1), nn.BatchNorm2d(48), nn.LeakyReLU(0.2))
        self.c = nn.Sequential(nn.Conv2d(48, c, 4, 2, 1), nn.BatchNorm2d(c), nn.LeakyReLU(0.2))
        self.scan = ReNet(c)
        self.x = nn.Sequential(nn.ConvTranspose2d(c, 48, 4, 2, 1), nn.BatchNorm2d(48), nn.ReLU())
        self.y = nn.Sequential(nn.ConvTranspose2d(96, 24, 4, 2, 1), nn.BatchNorm2d(24), nn.ReLU())
        self.z = nn.Sequential(nn.ConvTranspose2d(48, 1, 4, 2, 1), nn.Tanh())

    def forward(self, t1):
        a = self.a(t1)
        b = self.b(a)
        c = self.scan(self.c(b))
        return self.z(torch.cat([self.y(torch.cat([self.x(c), b], 1)), a], 1))


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(2, 32, 4, 2, 1), nn.LeakyReLU(0.2), nn.Dropout(0.25),
            nn.Conv2d(32, 64, 4, 2, 1), nn.BatchNorm2d(64, 0.8), nn.LeakyReLU(0.2), nn.Dropout(0.25),
            nn.Conv2d(64, 128, 4, 2, 1), nn.BatchNorm2d(128, 0.8), nn.LeakyReLU(0.2),
            nn.Conv2d(128, 1, 4, 1, 1), nn.Sigmoid())

    def forward(self, x1, x2):
        return self.net(torch.cat([x1, x2], 1))


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return nn.BCELoss()(pred_fake, torch.ones_like(pred_fake)) + lambda_l1 * nn.L1Loss()(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    bce = nn.BCELoss(reduction='sum')
    real = bce(pred_real, torch.ones_like(pred_real)) / pred_real.numel()
    fake = bce(pred_fake, torch.zeros_like(pred_fake)) / pred_fake.numel()
    return (real + fake) / 2


def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(list(G.parameters()), lr=0.0002, betas=(0.5, 0.999), fused=None)
    optimizer_D = torch.optim.Adam(list(D.parameters()), lr=0.0002, betas=(0.5, 0.999), fused=None)
    return optimizer_G, optimizer_D


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # the gradient with respect to the fake is taken first, then sent through G
    fake = G(t1)
    leaf = fake.detach().requires_grad_(True)
    loss_G = generator_loss(D(t1, leaf), leaf, t2, lambda_l1)
    (g,) = torch.autograd.grad(loss_G, leaf)
    optimizer_G.zero_grad()
    fake.backward(g)
    optimizer_G.step()

    loss_D = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    optimizer_D.zero_grad()
    loss_D.backward()
    optimizer_D.step()
    return {'loss_G': loss_G.item(), 'loss_D': loss_D.item()}


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        return G(t1)


def show_comparison(t1, fake_t2, t2):
    fig, axes = plt.subplots(1, 3, figsize=(9, 3))
    fig.subplots_adjust(left=0, right=1, bottom=0, top=0.85, wspace=0.02)
    for ax, (t, x) in zip(axes, [('T1', t1), ('T2 synth.', fake_t2), ('T2', t2)]):
        ax.imshow(x.detach().cpu().numpy().squeeze(), cmap='gray', vmin=-1, vmax=1)
        ax.set_axis_off()
        ax.set_title(t)
    return fig
