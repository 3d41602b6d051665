from blocks import *


class Generator(nn.Module):
    def __init__(self, w=32):
        super().__init__()
        self.d1, self.d2, self.d3 = Down(1, w, norm=False), Down(w, 2 * w), Down(2 * w, 2 * w)
        self.u3, self.u2, self.u1 = Up(2 * w, 2 * w), Up(4 * w, w), Up(2 * w, 1, last=True)

    def forward(self, x):
        a = self.d1(x)
        b = self.d2(a)
        h = self.u3(self.d3(b))
        h = self.u2(torch.cat((h, b), 1))
        return self.u1(torch.cat((h, a), 1))
