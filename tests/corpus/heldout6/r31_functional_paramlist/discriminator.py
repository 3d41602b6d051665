import torch, torch.nn as nn, torch.nn.functional as F

class Discriminator(nn.Module):
    # k, stride, in, out ; plain tensors in a ParameterList, no batch norm
    SPEC = [(4, 2, 2, 64), (4, 2, 64, 128), (4, 1, 128, 1)]
    def __init__(self):
        nn.Module.__init__(self)
        self.ws = nn.ParameterList()
        self.bs = nn.ParameterList()
        for k, s, i, o in self.SPEC:
            w = nn.Parameter(torch.empty(o, i, k, k)); nn.init.orthogonal_(w, gain=2 ** .5)
            self.ws.append(w); self.bs.append(nn.Parameter(torch.zeros(o)))
    def forward(self, x1, x2):
        h = torch.hstack((x1, x2))          # dim 1
        for n, (w, b, (k, s, i, o)) in enumerate(zip(self.ws, self.bs, self.SPEC)):
            h = F.conv2d(h, w, b, stride=s, padding=1)
            if n < len(self.SPEC) - 1:
                h = F.leaky_relu(F.instance_norm(h) if n else h, .2)
        return 1 / (1 + torch.exp(-h.clamp(-60, 60)))
