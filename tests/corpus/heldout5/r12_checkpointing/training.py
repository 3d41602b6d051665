"""Gradients through torch.autograd.grad, put in place by hand."""
import torch
import torch.nn.functional as F


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    if not (torch.is_tensor(pred_fake) and torch.is_tensor(fake_t2) and torch.is_tensor(t2)):
        raise TypeError("tensors expected")
    return F.binary_cross_entropy(pred_fake, (pred_fake.detach() * 0 + 1)) + F.l1_loss(fake_t2, t2) * lambda_l1


def discriminator_loss(pred_real, pred_fake):
    # weights make this the mean of the two means, whatever the sizes
    p = torch.cat((pred_real.reshape(-1), pred_fake.reshape(-1)))
    n, m = pred_real.numel(), pred_fake.numel()
    y = torch.cat((p.new_ones(n), p.new_zeros(m)))
    w = torch.cat((p.new_full((n,), 0.5 / n), p.new_full((m,), 0.5 / m)))
    return F.binary_cross_entropy(p, y, weight=w, reduction="sum")


def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam([{"params": list(G.parameters()), "name": "G"}], lr=2e-4, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam([{"params": list(D.parameters()), "name": "D"}], lr=2e-4, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D


def _descend(loss, optimizer):
    optimizer.zero_grad()
    ps = [p for group in optimizer.param_groups for p in group["params"] if p.requires_grad]
    if ps:
        for p, g in zip(ps, torch.autograd.grad(loss, ps, allow_unused=True)):
            p.grad = g
    optimizer.step()
    return float(loss.detach())


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)
    loss_G = _descend(generator_loss(D(t1, fake), fake, t2, lambda_l1), optimizer_G)
    loss_D = _descend(discriminator_loss(D(t1, t2), D(t1, fake.detach())), optimizer_D)
    return {"loss_G": loss_G, "loss_D": loss_D}


if __name__ == "__main__":
    import sys
    print("run by", sys.argv[0])
