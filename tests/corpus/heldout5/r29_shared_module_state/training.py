"""A module-level cache of targets, filled as new shapes turn up."""
import torch
import torch.nn as nn

_targets = {}


def target(like, value):
    key = (tuple(like.shape), value, like.dtype, like.device)
    if key not in _targets:
        if len(_targets) > 32:
            _targets.clear()
        with torch.inference_mode(False):
            _targets[key] = torch.full(like.shape, float(value), dtype=like.dtype, device=like.device)
    return _targets[key]


def bce(p, value):
    return nn.functional.binary_cross_entropy(input=p, target=target(p, value))


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return torch.add(bce(pred_fake, 1), (fake_t2 - t2).abs_().mean(), alpha=lambda_l1)


def discriminator_loss(pred_real, pred_fake):
    return bce(pred_real, 1).add_(bce(pred_fake, 0)).div_(2)


def make_optimizers(G, D):
    class Adam(torch.optim.Adam):
        def __init__(self, net):
            super().__init__(net.parameters(), lr=2e-4, betas=(0.5, 0.999), weight_decay=0.0, amsgrad=False)
    return Adam(G), Adam(D)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    losses = {}
    for turn, optimizer in (("G", optimizer_G), ("D", optimizer_D)):
        if turn == "G":
            fake = G(t1)
            loss = generator_loss(D(t1, fake), fake, t2, lambda_l1)
        else:
            loss = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses["loss_" + turn] = loss.detach().cpu().numpy()
    return losses
