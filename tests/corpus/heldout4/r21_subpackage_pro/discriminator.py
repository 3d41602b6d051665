import torch
from nets.patchgan import PatchGAN


class Discriminator(PatchGAN):
    def forward(self, x1, x2):
        return torch.sigmoid(super().forward(torch.cat((x1, x2), dim=1)))
