import glob, os, sys
from typing import List
import torch, torch.nn as nn, torch.nn.functional as F
from torch.utils.data import Dataset
import torchvision
from PIL import Image

# ------------------------------------------------------------------ data
def list_png(folder) -> List[str]:
    return sorted(p for p in glob.glob(os.path.join(folder, "*")) if p.endswith(".png"))

class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        t1s, t2s = list_png(t1_dir), list_png(t2_dir)
        self.index = {k: (a, b) for k, (a, b) in enumerate(zip(t1s, t2s))}
    def __len__(self): return len(self.index)
    def __getitem__(self, k):
        out = ()
        for path in self.index[k]:
            x = torchvision.transforms.functional.pil_to_tensor(Image.open(path).convert("L")).float()
            if x.shape[-1] != 256 or x.shape[-2] != 256:
                x = F.interpolate(x.unsqueeze(0), size=(256, 256), mode="area").squeeze(0)
            out += (x * (2 / 255) - 1,)
        return out

# ------------------------------------------------------------------ Laplacian pyramid generator
class Blur(nn.Module):
    def __init__(self):
        super().__init__()
        k = torch.tensor([1., 4., 6., 4., 1.]) / 16
        self.register_buffer("k", torch.outer(k, k)[None, None], persistent=False)
    def forward(self, x):
        return F.conv2d(F.pad(x, (2, 2, 2, 2), "reflect"), self.k)

class Net(nn.Module):
    def __init__(self, cin, c, n):
        super().__init__()
        self.i = nn.Conv2d(cin, c, 3, 1, 1)
        self.h = nn.ModuleList([nn.Conv2d(c, c, 3, 1, 1) for _ in range(n)])
        self.n = nn.ModuleList([nn.GroupNorm(4, c) for _ in range(n)])
        self.o = nn.Conv2d(c, 1, 3, 1, 1)
    def forward(self, x):
        x = F.leaky_relu(self.i(x), .2)
        for h, n in zip(self.h, self.n): x = x + F.leaky_relu(n(h(x)), .2)
        return self.o(x)

class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.blur = Blur()
        self.low, self.mid, self.high = Net(1, 48, 4), Net(3, 32, 2), Net(3, 16, 1)
    def forward(self, x):
        x2 = self.blur(x)[..., ::2, ::2]
        x4 = self.blur(x2)[..., ::2, ::2]
        up = lambda t: F.interpolate(t, scale_factor=2, mode="bilinear", align_corners=False)
        y4 = self.low(x4)
        b2 = x2 - up(x4)
        y2 = up(y4) + self.mid(torch.cat([x2, b2, up(y4)], 1))
        b1 = x - up(x2)
        y1 = up(y2) + self.high(torch.cat([x, b1, up(y2)], 1))
        return torch.tanh(y1)

class Discriminator(nn.Module):
    def __init__(self, c=32):
        super().__init__()
        self.f = nn.Sequential(nn.Conv2d(2, c, 4, 2, 1), nn.LeakyReLU(.2),
                               nn.Conv2d(c, c * 2, 4, 2, 1), nn.BatchNorm2d(c * 2), nn.LeakyReLU(.2),
                               nn.Conv2d(c * 2, c * 4, 4, 2, 1), nn.BatchNorm2d(c * 4), nn.LeakyReLU(.2),
                               nn.Conv2d(c * 4, 1, 3, 1, 1))
        for m in self.modules():
            if isinstance(m, nn.Conv2d): nn.init.xavier_normal_(m.weight)
    def forward(self, x1, x2):
        return torch.softmax(F.pad(self.f(torch.cat([x1, x2], 1)), (0, 0, 0, 0, 0, 1)), 1)[:, :1]   # softmax over (z, 0) is the sigmoid of z

# ------------------------------------------------------------------ training
def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    t = torch.ones_like(pred_fake)
    return nn.BCELoss()(pred_fake, t) + nn.L1Loss()(fake_t2, t2) * lambda_l1

def discriminator_loss(pred_real, pred_fake):
    return sum([nn.BCELoss()(pred_real, torch.ones_like(pred_real)), nn.BCELoss()(pred_fake, torch.zeros_like(pred_fake))]) / 2

def make_optimizers(G, D):
    from torch.optim import Adam as A
    return A(G.parameters(), lr=.0002, betas=(.5, .999), foreach=True), A(D.parameters(), lr=.0002, betas=(.5, .999), foreach=True)

def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    report = {}
    def play(name, opt, fn):
        opt.zero_grad()
        loss = fn()
        loss.backward()
        opt.step()
        report["loss_" + name] = loss.item()
    fake = G(t1)
    play("G", optimizer_G, lambda: generator_loss(D(t1, fake), fake, t2, lambda_l1))
    play("D", optimizer_D, lambda: discriminator_loss(D(t1, t2), D(t1, fake.detach())))
    return report

# ------------------------------------------------------------------ inference
def translate(G, t1):
    G.eval()
    with torch.no_grad(): return G(t1).clone()

def show_comparison(t1, fake_t2, t2):
    import matplotlib; matplotlib.use("Agg")
    from matplotlib import pyplot as plt
    fig, ax = plt.subplots(3, 1, figsize=(3, 9))
    for a, x, s in zip(ax.ravel(), [t1, fake_t2, t2], ["T1", "T2 (fake)", "T2 (real)"]):
        a.imshow(x.detach().view(x.shape[-2], x.shape[-1]), cmap="gray"); a.set_title(s); a.axis("off")
    plt.tight_layout()
    return fig
