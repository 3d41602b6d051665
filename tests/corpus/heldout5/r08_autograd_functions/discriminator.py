"""exp(logsigmoid(x)) is the sigmoid; a learnt temperature (as a softplus) scales the scores."""
import torch
import torch.nn.functional as F
from torch import nn


class PatchGAN(nn.Module):
    def __init__(self, cin, w, depth):
        super().__init__()
        c, layers = cin, []
        for k in range(depth):
            o = w * 2 ** k
            layers += [nn.Conv2d(c, o, 4, 2, 1, bias=k == 0)]
            layers += [nn.BatchNorm2d(o)] if k else []
            layers += [nn.LeakyReLU(0.2)]
            c = o
        self.features = nn.Sequential(*layers)
        self.score = nn.Conv2d(c, 1, 4, 1, 1)
        self.temp = nn.Parameter(torch.tensor(0.5413))

    def forward(self, x):
        return F.logsigmoid(self.score(self.features(x)) * F.softplus(self.temp)).exp()


class Discriminator(PatchGAN):
    def __init__(self):
        super().__init__(cin=2, w=32, depth=2)

    def forward(self, x1, x2):
        x = torch.stack((x1, x2), dim=1).flatten(1, 2)
        return super().forward(x)


if __name__ == "__main__":
    import sys
    print("run by", sys.argv[0])
