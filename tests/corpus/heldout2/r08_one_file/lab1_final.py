from glob import glob
from os.path import join, basename
import torch
from PIL import Image
from torch.utils import data
import torchvision.transforms.functional as TF


class PairedMedicalDataset(data.Dataset):
    def __init__(self, t1_dir, t2_dir, size=256):
        self.size = size
        self.a = sorted(glob(join(t1_dir, "*.png")))
        self.b = sorted(glob(join(t2_dir, "*.png")))
        self.n = min(len(self.a), len(self.b))

    def __len__(self):
        return self.n

    def load(self, p):
        img = Image.open(p).convert("L")
        img = img.resize((self.size, self.size), Image.BICUBIC)
        x = TF.to_tensor(img)
        return x * 2 - 1

    def __getitem__(self, i):
        return self.load(self.a[i]), self.load(self.b[i])


import torch
from torch import nn


class Res(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(c, c, 3, 1, 1), nn.BatchNorm2d(c), nn.ReLU(), nn.Conv2d(c, c, 3, 1, 1))

    def forward(self, x):
        return x + self.body(x)


class Generator(nn.Module):
    def __init__(self, ch=32, n_blocks=3):
        super().__init__()
        self.stem = nn.Conv2d(1, ch, 5, 1, 2)
        self.down1 = nn.Conv2d(ch, ch, 4, 2, 1)
        self.down2 = nn.Conv2d(ch, ch, 4, 2, 1)
        self.blocks = nn.ModuleList([Res(ch) for _ in range(n_blocks)])
        self.up1 = nn.ConvTranspose2d(ch, ch, 2, 2)
        self.up2 = nn.ConvTranspose2d(ch, ch, 2, 2)
        self.last = nn.Conv2d(ch, 1, 3, 1, 1)

    def forward(self, x):
        h = torch.relu(self.stem(x))
        h = torch.relu(self.down1(h))
        h = torch.relu(self.down2(h))
        for blk in self.blocks:
            h = blk(h)
        h = torch.relu(self.up1(h))
        h = torch.relu(self.up2(h))
        return self.last(h).tanh()


import torch
import torch.nn as nn


class Discriminator(nn.Module):
    def __init__(self, nf=32):
        super().__init__()
        layers, c = [], 2
        for i, s in enumerate([2, 2, 2, 1]):
            o = nf * min(2 ** i, 8)
            layers += [nn.Conv2d(c, o, 4, s, 1)]
            if i > 0:
                layers += [nn.InstanceNorm2d(o)]
            layers += [nn.LeakyReLU(0.2)]
            c = o
        self.features = nn.Sequential(*layers)
        self.classifier = nn.Conv2d(c, 1, 4, 1, 1)

    def forward(self, condition, image):
        h = torch.cat((condition, image), dim=1)
        h = self.features(h)
        h = self.classifier(h)
        return torch.sigmoid(h)


import torch
from torch import nn, optim


class GANCriterion(nn.Module):
    """compares a map of predictions with one label"""

    def __init__(self):
        super().__init__()
        self.register_buffer("real", torch.tensor(1.0))
        self.register_buffer("fake", torch.tensor(0.0))
        self.loss = nn.BCELoss()

    def forward(self, prediction, is_real):
        target = self.real if is_real else self.fake
        return self.loss(prediction, target.expand_as(prediction))


criterion = GANCriterion()
pixelwise = nn.L1Loss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return criterion(pred_fake, True) + pixelwise(fake_t2, t2) * lambda_l1


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * criterion(pred_real, True) + 0.5 * criterion(pred_fake, False)


def make_optimizers(G, D, lr=0.0002, beta1=0.5):
    g_opt = optim.Adam(params=G.parameters(), lr=lr, betas=(beta1, 0.999))
    d_opt = optim.Adam(params=D.parameters(), lr=lr, betas=(beta1, 0.999))
    return g_opt, d_opt


class Pix2Pix:
    def __init__(self, netG, netD, optG, optD, lambda_l1):
        self.netG, self.netD, self.optG, self.optD, self.lam = netG, netD, optG, optD, lambda_l1

    def set_requires_grad(self, flag):
        for p in self.netD.parameters():
            p.requires_grad = flag

    def step_G(self, real_A, real_B):
        self.set_requires_grad(False)
        self.fake_B = self.netG(real_A)
        self.optG.zero_grad()
        self.loss_G = generator_loss(self.netD(real_A, self.fake_B), self.fake_B, real_B, self.lam)
        self.loss_G.backward()
        self.optG.step()
        self.set_requires_grad(True)

    def step_D(self, real_A, real_B):
        self.optD.zero_grad()
        self.loss_D = discriminator_loss(self.netD(real_A, real_B), self.netD(real_A, self.fake_B.detach()))
        self.loss_D.backward()
        self.optD.step()


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    model = Pix2Pix(G, D, optimizer_G, optimizer_D, lambda_l1)
    model.netG.train(), model.netD.train()
    model.step_G(t1, t2)
    model.step_D(t1, t2)
    return {"loss_G": model.loss_G.detach(), "loss_D": model.loss_D.detach()}


import torch
from matplotlib.figure import Figure


@torch.inference_mode()
def translate(G, t1):
    was = G.training
    G.eval()
    out = G(t1)
    G.train(was)
    return out


def show_comparison(t1, fake_t2, t2):
    fig = Figure(figsize=(4, 12))
    axs = fig.subplots(3, 1)
    for ax, img, name in zip(axs, [t1, fake_t2, t2], ["T1 input", "synthesised T2", "true T2"]):
        ax.imshow(img.cpu().reshape(img.shape[-2:]), cmap="Greys_r")
        ax.set_title(name)
        ax.set_axis_off()
    return fig


if __name__ == "__main__":
    import argparse
    ap = argparse.ArgumentParser()
    ap.add_argument("--epochs", type=int, default=50)
    print(ap.parse_args())
