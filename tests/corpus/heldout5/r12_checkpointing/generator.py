"""Trades memory for time: blocks are recomputed in the backward pass."""
import torch
from torch import nn
from torch.utils.checkpoint import checkpoint


class Generator(nn.Module):
    def __init__(self, w=32):
        super().__init__()
        self.blocks = nn.ModuleDict({
            "enc1": nn.Sequential(nn.Conv2d(1, w, 4, 2, 1), nn.LeakyReLU(0.2)),
            "enc2": nn.Sequential(nn.Conv2d(w, 2 * w, 4, 2, 1), nn.GroupNorm(4, 2 * w), nn.LeakyReLU(0.2)),
            "dec2": nn.Sequential(nn.ConvTranspose2d(2 * w, w, 4, 2, 1), nn.GroupNorm(4, w), nn.ReLU()),
            "dec1": nn.Sequential(nn.ConvTranspose2d(w, 1, 4, 2, 1), nn.Tanh()),
        })

    def forward(self, x):
        for block in self.blocks.values():
            x = checkpoint(block, x, use_reentrant=False) if torch.is_grad_enabled() else block(x)
        return x


if __name__ == "__main__":
    import sys
    print("run by", sys.argv[0])
