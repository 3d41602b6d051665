from blocks import *


class Discriminator(nn.Module):
    def __init__(self, w=32):
        super().__init__()
        self.body = nn.Sequential(Down(2, w, norm=False), Down(w, 2 * w), nn.Conv2d(2 * w, 1, 4, 1, 1))

    def forward(self, x1, x2):
        return torch.sigmoid(self.body(torch.cat((x1, x2), 1)))
