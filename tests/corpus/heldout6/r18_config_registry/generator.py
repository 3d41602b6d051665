"""Networks described by data. Layers register themselves through a metaclass."""
import torch.nn as nn


class Registry(type):
    table = {}

    def __new__(mcs, name, bases, ns, key=None, **kw):
        cls = super().__new__(mcs, name, bases, ns, **kw)
        if key:
            mcs.table[key] = cls
        return cls

    def __init__(cls, name, bases, ns, key=None, **kw):
        super().__init__(name, bases, ns, **kw)


class Layer(nn.Module, metaclass=Registry):
    pass


class Down(Layer, key="down"):
    def __init__(self, cin, cout, norm=True, act=0.2):
        super().__init__()
        self.op = nn.Conv2d(cin, cout, 4, 2, 1, bias=not norm)
        self.norm = nn.BatchNorm2d(cout) if norm else nn.Identity()
        self.act = nn.LeakyReLU(act)

    def forward(self, x):
        return self.act(self.norm(self.op(x)))


class Up(Layer, key="up"):
    def __init__(self, cin, cout, norm=True, act="ReLU"):
        super().__init__()
        self.op = nn.ConvTranspose2d(cin, cout, 4, 2, 1, bias=not norm)
        self.norm = nn.BatchNorm2d(cout) if norm else nn.Identity()
        self.act = getattr(nn, act)()

    def forward(self, x):
        return self.act(self.norm(self.op(x)))


class Res(Layer, key="res"):
    def __init__(self, c, repeat=1):
        super().__init__()
        self.body = nn.ModuleList(
            nn.Sequential(nn.Conv2d(c, c, 3, 1, 1, bias=False), nn.BatchNorm2d(c), nn.ReLU()) for _ in range(repeat))

    def forward(self, x):
        for b in self.body:
            x = x + b(x)
        return x


CONFIG = {
    "name": "unet-ish-lab",
    "layers": [
        {"type": "down", "cin": 1, "cout": 32, "norm": False},
        {"type": "down", "cin": 32, "cout": 64},
        {"type": "res", "c": 64, "repeat": 2},
        {"type": "up", "cin": 64, "cout": 32},
        {"type": "up", "cin": 32, "cout": 1, "norm": False, "act": "Tanh"},
    ],
}


def build(cfg):
    return [Registry.table[d["type"]](**{k: v for k, v in d.items() if k != "type"}) for d in cfg["layers"]]


class Generator(nn.Module):
    def __init__(self, cfg=CONFIG):
        super().__init__()
        self.name = cfg["name"]
        for i, layer in enumerate(build(cfg)):
            setattr(self, f"layer_{i:02d}", layer)
        self.depth = i + 1

    def forward(self, x):
        for i in range(self.depth):
            x = getattr(self, f"layer_{i:02d}")(x)
        return x
