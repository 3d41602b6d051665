from torch import nn

try:
    from torch.nn.utils.parametrizations import weight_norm      # torch >= 2.0
except ImportError:
    from torch.nn.utils import weight_norm


def wn(layer, old=False):
    if old:
        import warnings
        from torch.nn.utils import weight_norm as weight_norm_old
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return weight_norm_old(layer)
    return weight_norm(layer)


class Generator(nn.Module):
    """No batch statistics anywhere (weight normalisation, as in PixelCNN++)."""

    def __init__(self, ch=48):
        super().__init__()
        self.encoder = nn.ModuleDict({
            "to_2": wn(nn.Conv2d(1, ch, 5, stride=2, padding=2)),
            "to_4": wn(nn.Conv2d(ch, 2 * ch, 5, stride=2, padding=2), old=True),
        })
        self.decoder = nn.ModuleDict({
            "up_2": wn(nn.ConvTranspose2d(2 * ch, ch, 6, stride=2, padding=2)),
            "up_1": wn(nn.ConvTranspose2d(ch, ch // 2, 6, stride=2, padding=2), old=True),
            "out": wn(nn.Conv2d(ch // 2, 1, 1)),
        })
        self.elu = nn.ELU()
        self.tanh = nn.Tanh()

    def forward(self, x):
        for key in ("to_2", "to_4"):
            x = self.elu(self.encoder[key](x))
        for key in ("up_2", "up_1"):
            x = self.elu(self.decoder[key](x))
        return self.tanh(self.decoder["out"](x))
