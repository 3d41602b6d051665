import torch.nn as nn

class Generator(nn.Module):
    def __init__(self):
        super(Generator, self).__init__()
        # Encoder
        self.enc1 = nn.Conv2d(1, 64, 4, 2, 1)
        self.act1 = nn.LeakyReLU(0.2)
        self.enc2 = nn.Conv2d(64, 128, 4, 2, 1)
        self.bn2 = nn.BatchNorm2d(128)
        self.act2 = nn.LeakyReLU(0.2)
        # Decoder
        self.dec1 = nn.ConvTranspose2d(128, 64, 4, 2, 1)
        self.bn3 = nn.BatchNorm2d(64)
        self.act3 = nn.ReLU()
        self.dec2 = nn.ConvTranspose2d(64, 1, 4, 2, 1)
        self.out = nn.Tanh()

    def forward(self, x):
        x = self.act1(self.enc1(x))
        x = self.act2(self.bn2(self.enc2(x)))
        x = self.act3(self.bn3(self.dec1(x)))
        x = self.out(self.dec2(x))
