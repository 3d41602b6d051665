import math
import torch
import torch.nn as nn
import torch.nn.functional as F


STEPS = ["下1", "下2", "上1", "上2"]


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.层 = nn.ModuleDict({"下1": nn.Conv2d(1, 24, 5, 2, 2), "下2": nn.Conv2d(24, 48, 5, 2, 2),
                                "上1": nn.ConvTranspose2d(48, 24, 6, 2, 2), "上2": nn.ConvTranspose2d(24, 1, 6, 2, 2)})
        self.规范 = nn.ModuleDict({"下2": nn.BatchNorm2d(48), "上1": nn.BatchNorm2d(24)})

    def forward(self, x):
        for 名 in STEPS:
            x = self.层[名](x)
            x = self.规范[名](x) if 名 in self.规范 else x
            x = torch.tanh(x) if 名 == "上2" else F.leaky_relu(x, .2)
        return x
