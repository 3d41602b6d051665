import torch
import torch.nn as nn


def init_normal(m):
    # tf.random_normal_initializer(0., 0.02)
    if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d)):
        nn.init.normal_(m.weight, 0., 0.02)


def downsample(in_f, filters, size, apply_batchnorm=True):
    result = nn.Sequential()
    result.add_module("conv", nn.Conv2d(in_f, filters, size, stride=2, padding=1, bias=False))
    if apply_batchnorm:
        result.add_module("bn", nn.BatchNorm2d(filters, eps=1e-3, momentum=0.01))
    result.add_module("lrelu", nn.LeakyReLU(0.3))
    return result


def upsample(in_f, filters, size, apply_dropout=False):
    result = nn.Sequential()
    result.add_module("deconv", nn.ConvTranspose2d(in_f, filters, size, stride=2, padding=1, bias=False))
    result.add_module("bn", nn.BatchNorm2d(filters, eps=1e-3, momentum=0.01))
    if apply_dropout:
        result.add_module("drop", nn.Dropout(0.5))
    result.add_module("relu", nn.ReLU())
    return result


class Generator(nn.Module):
    def __init__(self, nf=12):
        super().__init__()
        chans = [nf, nf * 2, nf * 4, nf * 8, nf * 8, nf * 8, nf * 8, nf * 8]
        self.down_stack = nn.ModuleList()
        c = 1
        for i, f in enumerate(chans):
            # the last one is 1x1 spatially, a batch norm over one value fails for N=1
            self.down_stack.append(downsample(c, f, 4, apply_batchnorm=i not in (0, len(chans) - 1)))
            c = f
        self.up_stack = nn.ModuleList()
        for i, f in enumerate(reversed(chans[:-1])):
            self.up_stack.append(upsample(c, f, 4, apply_dropout=i < 3))
            c = f * 2
        self.last = nn.ConvTranspose2d(c, 1, 4, 2, 1)
        self.apply(init_normal)

    def forward(self, inputs):
        x = inputs
        skips = []
        for down in self.down_stack:
            x = down(x)
            skips.append(x)
        skips = reversed(skips[:-1])
        for up, skip in zip(self.up_stack, skips):
            x = up(x)
            x = torch.cat([x, skip], dim=1)
        x = self.last(x)
        return torch.tanh(x)
