# %% [markdown]
# # Lab: T1 -> T2
# exported from my notebook

# %%
import os
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import Dataset, DataLoader
from PIL import Image
import numpy as np
import matplotlib.pyplot as plt

device = 'cuda' if torch.cuda.is_available() else 'cpu'
print('using', device)

# %%
class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, size=256):
        self.t1_dir, self.t2_dir, self.size = t1_dir, t2_dir, size
        self.t1_names = sorted([f for f in os.listdir(t1_dir) if f.endswith('.png')])
        self.t2_names = sorted([f for f in os.listdir(t2_dir) if f.endswith('.png')])

    def __len__(self):
        return min(len(self.t1_names), len(self.t2_names))

    def load(self, d, n):
        im = Image.open(os.path.join(d, n)).convert('L')
        im.thumbnail((4096, 4096))
        x = torch.from_numpy(np.array(im)).float()[None, None] / 255
        x = F.interpolate(x, size=(self.size, self.size), mode='bilinear')
        return x[0] * 2 - 1

    def __getitem__(self, i):
        if i < 0: i += len(self)
        return self.load(self.t1_dir, self.t1_names[i]), self.load(self.t2_dir, self.t2_names[i])

# %%
if os.path.isdir('dataset/ixi2000/trainA'):
    train_ds = PairedMedicalDataset('dataset/ixi2000/trainA', 'dataset/ixi2000/trainB')
    train_dl = DataLoader(train_ds, batch_size=8, shuffle=True)
    print(len(train_ds))

# %%
class LowRankConv(nn.Module):
    'k x 1 then 1 x k'
    def __init__(self, i, o, k=5, s=1):
        super().__init__()
        r = max(i, o) // 2
        self.v = nn.Conv2d(i, r, (k, 1), (s, 1), (k // 2, 0), bias=False)
        self.h = nn.Conv2d(r, o, (1, k), (1, s), (0, k // 2))
    def forward(self, x):
        return self.h(self.v(x))

class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.e1, self.e2, self.e3 = LowRankConv(1, 32, s=2), LowRankConv(32, 64, s=2), LowRankConv(64, 96)
        self.b1, self.b2, self.b3 = nn.BatchNorm2d(32), nn.BatchNorm2d(64), nn.BatchNorm2d(96)
        self.d2, self.d1 = LowRankConv(96 + 64, 64), LowRankConv(64 + 32, 32)
        self.c2, self.c1 = nn.BatchNorm2d(64), nn.BatchNorm2d(32)
        self.o = nn.Conv2d(32, 1, 5, padding=2)
    def forward(self, x):
        a = F.leaky_relu(self.b1(self.e1(x)), 0.2)
        b = F.leaky_relu(self.b2(self.e2(a)), 0.2)
        c = F.leaky_relu(self.b3(self.e3(b)), 0.2)
        y = F.relu(self.c2(self.d2(torch.cat([c, b], 1))))
        y = F.interpolate(y, scale_factor=2, mode='nearest')
        y = F.relu(self.c1(self.d1(torch.cat([y, a], 1))))
        y = F.interpolate(y, scale_factor=2, mode='nearest')
        return F.softsign(2 * self.o(y))      # smooth and bounded, like tanh

G = Generator()
print(G(torch.zeros(1, 1, 64, 64)).shape)

# %%
class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.m = nn.Sequential()
        self.m.append(LowRankConv(2, 32, 5, 2)).append(nn.LeakyReLU(0.2))
        self.m.append(LowRankConv(32, 64, 5, 2)).append(nn.BatchNorm2d(64)).append(nn.LeakyReLU(0.2))
        self.m.append(nn.Conv2d(64, 1, 4, 1, 1)).append(nn.Sigmoid())
    def forward(self, x1, x2):
        return self.m(torch.cat((x1, x2), 1))

# %%
def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake)) + lambda_l1 * F.l1_loss(fake_t2, t2)

def discriminator_loss(pred_real, pred_fake):
    return 0.5 * (F.binary_cross_entropy(pred_real, torch.ones_like(pred_real)) + F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake)))

def make_optimizers(G, D):
    return torch.optim.Adam(G.parameters(), 2e-4, betas=(0.5, 0.999)), torch.optim.Adam(D.parameters(), 2e-4, betas=(0.5, 0.999))

# %%
def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)
    handle = None
    loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    optimizer_G.zero_grad()
    loss_G.backward()
    optimizer_G.step()

    optimizer_D.zero_grad()
    real_fake = [D(t1, y) for y in (t2, fake.detach())]
    loss_D = discriminator_loss(*real_fake)
    loss_D.backward()
    optimizer_D.step()
    return {'loss_G': loss_G.item(), 'loss_D': loss_D.item()}

# %%
def translate(G, t1):
    G.eval()
    with torch.no_grad():
        return G(t1)

def show_comparison(t1, fake_t2, t2):
    fig, ax = plt.subplots(1, 3, figsize=(12, 4))
    for a, im, title in zip(ax, [t1, fake_t2, t2], ['T1', 'Generated T2', 'Real T2']):
        a.imshow(im.detach().cpu().squeeze(), cmap='gray', vmin=-1, vmax=1)
        a.set_title(title)
        a.axis('off')
    plt.show()
    return fig

# %%
D = Discriminator()
optimizer_G, optimizer_D = make_optimizers(G, D)
