"""The PatchGAN idea taken literally: cut 16x16 patches, a small MLP judges each."""
import torch
from torch import nn


class Discriminator(nn.Module):
    def __init__(self, size=16, step=8, hidden=128):
        super().__init__()
        self.size, self.step = size, step
        self.cut = nn.Unfold(kernel_size=size, stride=step)
        self.mlp = nn.Sequential(nn.Linear(2 * size * size, hidden), nn.LeakyReLU(0.2), nn.LayerNorm(hidden),
                                 nn.Linear(hidden, hidden), nn.LeakyReLU(0.2), nn.Linear(hidden, 1))

    def forward(self, x1, x2):
        x = torch.stack([x1[:, 0], x2[:, 0]], dim=1)
        h, w = ((s - self.size) // self.step + 1 for s in x.shape[-2:])
        patches = self.cut(x).transpose(1, 2)                     # (N, h*w, 2*size*size)
        return torch.sigmoid(self.mlp(patches)).transpose(1, 2).reshape(-1, 1, h, w)
