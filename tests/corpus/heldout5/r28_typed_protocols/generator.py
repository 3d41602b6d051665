"""No layer objects: weights in a ParameterDict, everything else by torch.nn.functional."""
import torch
import torch.nn.functional as F
from torch import nn


class Generator(nn.Module):
    def __init__(self, width=32):
        super().__init__()
        w = width
        shapes = {"e1": (w, 1, 4, 4), "e2": (2 * w, w, 4, 4), "d1": (2 * w, w, 4, 4), "d2": (w, 1, 4, 4)}
        self.weight = nn.ParameterDict({k: nn.Parameter(torch.randn(s) * 0.02) for k, s in shapes.items()})
        self.bias = nn.ParameterDict({"e1": nn.Parameter(torch.zeros(w)), "d2": nn.Parameter(torch.zeros(1))})
        self.gain = nn.ParameterDict({"e2": nn.Parameter(torch.ones(2 * w)), "d1": nn.Parameter(torch.ones(w))})
        self.shift = nn.ParameterDict({"e2": nn.Parameter(torch.zeros(2 * w)), "d1": nn.Parameter(torch.zeros(w))})
        for k, n in (("e2", 2 * w), ("d1", w)):
            self.register_buffer(f"mean_{k}", torch.zeros(n))
            self.register_buffer(f"var_{k}", torch.ones(n))

    def norm(self, h, k):
        return F.batch_norm(h, getattr(self, f"mean_{k}"), getattr(self, f"var_{k}"),
                            self.gain[k], self.shift[k], training=self.training)

    def forward(self, x):
        torch._check(x.ndim == 4 and x.size(1) == 1, lambda: f'bad shape {tuple(x.shape)}')
        h = F.leaky_relu(F.conv2d(x, self.weight["e1"], self.bias["e1"], stride=2, padding=1), 0.2)
        h = F.leaky_relu(self.norm(F.conv2d(h, self.weight["e2"], stride=2, padding=1), "e2"), 0.2)
        h = F.relu(self.norm(F.conv_transpose2d(h, self.weight["d1"], stride=2, padding=1), "d1"))
        return F.conv_transpose2d(h, self.weight["d2"], self.bias["d2"], stride=2, padding=1).tanh()
