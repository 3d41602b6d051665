import itertools

from torch import nn


def encoder(widths):
    for k, (a, b) in enumerate(itertools.pairwise(widths)):
        yield f"enc{k}_conv", nn.Conv2d(a, b, 4, 2, 1, bias=k == 0)
        if k:
            yield f"enc{k}_norm", nn.InstanceNorm2d(b, affine=True, track_running_stats=True)
        yield f"enc{k}_act", nn.LeakyReLU(0.2)


def decoder(widths):
    steps = list(itertools.pairwise(reversed(widths)))
    for k, (a, b) in enumerate(steps):
        final = k == len(steps) - 1
        yield f"dec{k}_conv", nn.ConvTranspose2d(a, b, 4, 2, 1, bias=final)
        if not final:
            yield f"dec{k}_norm", nn.InstanceNorm2d(b, affine=True, track_running_stats=True)
            yield f"dec{k}_act", nn.ReLU()
    yield "squash", nn.Tanh()


class Generator(nn.Module):
    widths = (1, 48, 96, 128)

    def __init__(self):
        super().__init__()
        for name, module in itertools.chain(encoder(self.widths), decoder(self.widths)):
            self.add_module(name, module)
        # same memory layout that cuDNN likes
        import torch
        self.to(memory_format=torch.channels_last)

    def forward(self, x):
        for m in self.children():
            x = m(x)
        return x.contiguous()
