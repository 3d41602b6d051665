import torch
from contextlib import contextmanager
from torch.nn import functional as F


@contextmanager
def frozen(net):
    """Parameters of `net` take no gradients inside; each is given back as it was."""
    flags = [(p, p.requires_grad) for p in net.parameters()]
    for p, _ in flags:
        p.requires_grad_(False)
    try:
        yield
    finally:
        for p, flag in flags:
            p.requires_grad_(flag)


@contextmanager
def turn_of(optimizer):
    optimizer.zero_grad()
    yield
    optimizer.step()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    assert fake_t2.shape == t2.shape
    loss = F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake))
    if lambda_l1:
        loss = loss + lambda_l1 * (fake_t2 - t2).abs().mean()
    return loss


def discriminator_loss(pred_real, pred_fake):
    return sum(F.binary_cross_entropy(p, p.new_full(p.shape, y)) for p, y in ((pred_real, 1.), (pred_fake, 0.))) / 2


def make_optimizers(G, D):
    return (torch.optim.AdamW(G.parameters(), lr=2e-4, betas=(0.5, 0.999), weight_decay=0.0),
            torch.optim.AdamW(D.parameters(), lr=2e-4, betas=(0.5, 0.999), weight_decay=0.0))


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    with frozen(D), turn_of(optimizer_G):
        fake_t2 = G(t1)
        loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
        loss_G.backward()
    with turn_of(optimizer_D):
        loss_D = discriminator_loss(D(t1, t2), D(t1, fake_t2.detach()))
        loss_D.backward()
    return {"loss_G": loss_G.detach(), "loss_D": loss_D.detach()}


if __name__ == "__main__":
    import sys
    print("run by", sys.argv[0])
