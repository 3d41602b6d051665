import torch
from torch import autograd, optim


def _bce(p, y):
    # y is 0 or 1; same -100 floor that torch's own BCE has
    q = p if y else 1 - p
    tiny = torch.finfo(q.dtype).tiny
    return -torch.where(q > tiny, torch.log(q.clamp_min(tiny)), q.new_tensor(-100.0) + (q - q.detach())).mean()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return _bce(pred_fake, 1) + lambda_l1 * (fake_t2 - t2).abs().mean()


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * (_bce(pred_real, 1) + _bce(pred_fake, 0))


def make_optimizers(G, D):
    return (optim.Adam(list(G.parameters()), lr=2e-4, betas=[0.5, 0.999]),
            optim.Adam(list(D.parameters()), lr=2e-4, betas=[0.5, 0.999]))


def descend(loss, net, optimizer):
    """dloss/dnet only: no other .grad is ever touched"""
    params = [p for p in net.parameters() if p.requires_grad]
    for p, g in zip(params, autograd.grad(loss, params, allow_unused=True)):
        p.grad = g
    optimizer.step()
    for p in params:
        p.grad = None


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)
    loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    descend(loss_G, G, optimizer_G)

    loss_D = discriminator_loss(D(t1, t2), D(t1, fake.data))
    descend(loss_D, D, optimizer_D)
    return {"loss_G": float(loss_G), "loss_D": float(loss_D)}
