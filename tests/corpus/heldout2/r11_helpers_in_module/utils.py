import torch


def zero(*optimizers):
    for o in optimizers:
        o.zero_grad(set_to_none=True)


def bce_map(p, target):
    return -(target * torch.log(p + 1e-8) + (1 - target) * torch.log(1 - p + 1e-8))
