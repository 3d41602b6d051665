import torch, torch.nn as nn


class Discriminator(nn.Module):
    def __init__(self, widths=(2, 48, 96, 1)):
        super().__init__()
        self.layers = nn.ModuleList()
        for k, (i, o) in enumerate(zip(widths, widths[1:])):
            last = k == len(widths) - 2
            block = [nn.Conv2d(i, o, 4, stride=1 if last else 2, padding=1)]
            if not last:
                if k:
                    block.append(nn.InstanceNorm2d(o, affine=True))
                block.append(nn.LeakyReLU(0.2))
            self.layers.append(nn.Sequential(*block))

    def forward(self, x1, x2, return_features=False):
        h, features = torch.cat((x1, x2), dim=1), []
        for layer in self.layers:
            h = layer(h)
            features.append(h)
        prob = 1 / (1 + torch.exp(-h))
        return (prob, features[:-1]) if return_features else prob
