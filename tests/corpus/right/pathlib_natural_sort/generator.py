from torch import Tensor, nn


class Encoder(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, width, kernel_size=4, stride=2, padding=1)
        self.conv2 = nn.Conv2d(width, 2 * width, kernel_size=4, stride=2, padding=1)
        self.norm2 = nn.BatchNorm2d(2 * width)
        self.act = nn.LeakyReLU(0.2)

    def forward(self, x: Tensor) -> Tensor:
        x = self.act(self.conv1(x))
        return self.act(self.norm2(self.conv2(x)))


class Decoder(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.up1 = nn.ConvTranspose2d(2 * width, width, kernel_size=4, stride=2, padding=1)
        self.norm1 = nn.BatchNorm2d(width)
        self.act = nn.ReLU()
        self.up2 = nn.ConvTranspose2d(width, 1, kernel_size=4, stride=2, padding=1)

    def forward(self, z: Tensor) -> Tensor:
        z = self.act(self.norm1(self.up1(z)))
        return self.up2(z).tanh()


class Generator(nn.Module):
    def __init__(self, width: int = 64) -> None:
        super().__init__()
        self.encoder = Encoder(width)
        self.decoder = Decoder(width)

    def forward(self, x: Tensor) -> Tensor:
        return self.decoder(self.encoder(x))
