import torch
import torch.nn as nn
import torch.nn.functional as F

# Keras functional style: build the graph in the forward pass
def conv_down(x, filters):
    return nn.Conv2d(x.shape[1], filters, kernel_size=4, stride=2, padding=1).to(x.device)(x)


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(128)
        self.up1 = nn.ConvTranspose2d(128, 64, 4, 2, 1)
        self.bn2 = nn.BatchNorm2d(64)
        self.up2 = nn.ConvTranspose2d(64, 1, 4, 2, 1)

    def forward(self, inputs):
        x = conv_down(inputs, 64)
        x = F.leaky_relu(x, 0.2)
        x = conv_down(x, 128)
        x = self.bn1(x)
        x = F.leaky_relu(x, 0.2)
        x = self.up1(x)
        x = F.relu(self.bn2(x))
        outputs = torch.tanh(self.up2(x))
        return outputs
