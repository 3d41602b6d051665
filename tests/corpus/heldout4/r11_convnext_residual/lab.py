# pix2pix homework -- single file, ConvNeXt blocks, residual generator
import os, math
import numpy as np, torch
import torch.nn as nn, torch.nn.functional as F
from torch.utils.data import Dataset
from PIL import Image, ImageOps
import matplotlib
if not os.environ.get("DISPLAY"):
    matplotlib.use("Agg")
import matplotlib.pyplot as plt

SEED = 3407
torch.manual_seed(SEED)


class PairedMedicalDataset(Dataset):
    SIZE = (256, 256)

    def __init__(self, t1_dir, t2_dir, resample=Image.Resampling.BOX):
        pick = lambda d: sorted(filter(lambda n: n.endswith(".png"), os.listdir(d)))
        self.t1_names, self.t2_names = pick(t1_dir), pick(t2_dir)
        self.t1_dir, self.t2_dir, self.resample = t1_dir, t2_dir, resample
        self.lut = np.linspace(-1.0, 1.0, 256, dtype=np.float32)   # grey level -> value

    def __len__(self):
        return min(map(len, (self.t1_names, self.t2_names)))

    def _get(self, d, n):
        im = ImageOps.grayscale(Image.open(os.path.join(d, n)))
        if im.size != self.SIZE:
            im = im.resize(self.SIZE, self.resample)
        return torch.from_numpy(self.lut[np.asarray(im)]).unsqueeze(0)

    def __getitem__(self, k):
        return self._get(self.t1_dir, self.t1_names[k]), self._get(self.t2_dir, self.t2_names[k])


class LayerNorm2d(nn.LayerNorm):
    def forward(self, x):
        return F.layer_norm(x.permute(0, 2, 3, 1), self.normalized_shape, self.weight, self.bias, self.eps).permute(0, 3, 1, 2)


class Block(nn.Module):
    def __init__(self, dim, layer_scale=1.0):
        super().__init__()
        self.dwconv = nn.Conv2d(dim, dim, 7, padding=3, groups=dim)
        self.norm = LayerNorm2d(dim, eps=1e-6)
        self.pw1, self.pw2 = nn.Conv2d(dim, 4 * dim, 1), nn.Conv2d(4 * dim, dim, 1)
        self.gamma = nn.Parameter(layer_scale * torch.ones(1, dim, 1, 1))

    def forward(self, x):
        return x + self.gamma * self.pw2(F.gelu(self.pw1(self.norm(self.dwconv(x)))))


class Generator(nn.Module):
    def __init__(self, dims=(32, 64), depths=(2, 3)):
        super().__init__()
        self.stem = nn.Conv2d(1, dims[0], 4, stride=4)
        self.stage1 = nn.Sequential(*[Block(dims[0]) for _ in range(depths[0])])
        self.down = nn.Sequential(LayerNorm2d(dims[0]), nn.Conv2d(dims[0], dims[1], 2, stride=2))
        self.stage2 = nn.Sequential(*[Block(dims[1]) for _ in range(depths[1])])
        self.up = nn.ConvTranspose2d(dims[1], dims[0], 2, stride=2)
        self.stage3 = nn.Sequential(*[Block(dims[0]) for _ in range(depths[0])])
        self.head = nn.Conv2d(dims[0], 16 * 12, 1)
        self.shuffle = nn.PixelShuffle(4)
        self.refine = nn.Sequential(nn.Conv2d(13, 24, 3, padding=1), nn.GELU(), nn.Conv2d(24, 1, 3, padding=1))
        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                nn.init.kaiming_normal_(m.weight, nonlinearity="linear")
                nn.init.zeros_(m.bias)

    def forward(self, x):
        s = self.stage1(self.stem(x))
        y = self.stage2(self.down(s))
        y = self.stage3(self.up(y) + s)
        y = self.shuffle(self.head(y))
        return torch.tanh(0.1 * x + self.refine(torch.cat([x, y], 1)))     # residual to the input, then tanh


class Discriminator(nn.Module):
    """projection of T1 features on T2 features + unconditional head"""

    def __init__(self, c=24):
        super().__init__()
        def tower(cin):
            return nn.Sequential(nn.Conv2d(cin, c, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(c, c * 2, 4, 2, 1),
                                 nn.InstanceNorm2d(c * 2, affine=True), nn.LeakyReLU(0.2), nn.Conv2d(c * 2, c * 2, 4, 2, 1))
        self.joint = tower(2)
        self.cond = tower(1)
        self.psi = nn.Conv2d(c * 2, 1, 3, padding=1)

    def forward(self, x1, x2):
        h = self.joint(torch.cat((x1, x2), 1))
        e = self.cond(x1)
        logit = self.psi(F.leaky_relu(h, 0.2)) + (h * e).sum(1, keepdim=True) / math.sqrt(h.shape[1])
        return torch.sigmoid(logit)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake), reduction="mean") \
        + lambda_l1 * F.l1_loss(fake_t2, t2, reduction="mean")


def discriminator_loss(pred_real, pred_fake):
    bce = nn.BCELoss(reduction="none")
    r = bce(pred_real, torch.ones_like(pred_real)).mean()
    f = bce(pred_fake, torch.zeros_like(pred_fake)).mean()
    return 0.5 * (r + f)


def make_optimizers(G, D):
    opts = {}
    for name, net in dict(G=G, D=D).items():
        opts[name] = torch.optim.Adam(iter(net.parameters()), lr=0.0002, betas=(0.5, 0.999), weight_decay=0)
    return opts["G"], opts["D"]


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    G.train(); D.train()
    fake = G(t1)

    D.requires_grad_(False)
    loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    G.zero_grad()
    loss_G.backward()
    optimizer_G.step()
    D.requires_grad_(True)

    D.zero_grad()
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    loss_D.backward()
    optimizer_D.step()
    return {"loss_G": loss_G, "loss_D": loss_D, "fake": fake.detach()}


def translate(G, t1):
    with torch.no_grad():
        return G.eval()(t1).detach()


def show_comparison(t1, fake_t2, t2):
    fig, (a, b, c) = plt.subplots(ncols=3, figsize=(10, 4))
    a.imshow(t1.cpu().squeeze(), cmap="gray"); a.set_title("T1")
    b.imshow(fake_t2.detach().cpu().squeeze(), cmap="gray"); b.set_title("T2 (generated)")
    c.imshow(t2.cpu().squeeze(), cmap="gray"); c.set_title("T2 (real)")
    for ax in (a, b, c):
        ax.axis("off")
    return fig


if __name__ == "__main__":
    G, D = Generator(), Discriminator()
    print(sum(p.numel() for p in G.parameters()), sum(p.numel() for p in D.parameters()))
