import inspect

import torch
from torch.nn import functional as F


def _flags(params):
    on_gpu = bool(params) and all(p.is_cuda for p in params)
    known = inspect.signature(torch.optim.Adam).parameters
    want = {"fused": True} if on_gpu else {"foreach": True}
    want["capturable"] = on_gpu
    return {k: v for k, v in want.items() if k in known}


def make_optimizers(G, D):
    def one(net):
        params = list(net.parameters())
        named = [{"params": params, "lr": 2e-4}]
        return torch.optim.Adam(named, lr=1e-3, betas=(0.5, 0.999), **_flags(params))   # the group's lr wins
    return one(G), one(D)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return F.binary_cross_entropy(pred_fake, pred_fake.new_ones(pred_fake.shape)) + F.l1_loss(fake_t2, t2).mul(lambda_l1)


def discriminator_loss(pred_real, pred_fake):
    real = F.binary_cross_entropy(pred_real, pred_real.new_ones(pred_real.shape))
    fake = F.binary_cross_entropy(pred_fake, pred_fake.new_zeros(pred_fake.shape))
    return (real + fake).div(2)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    with torch.enable_grad():
        fake = G(t1)
        loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1)
        g_params = [p for p in G.parameters() if p.requires_grad]
        for p in g_params:
            p.grad = None
        loss_G.backward(inputs=g_params)            # D's gradients stay as they were
        optimizer_G.step()

        loss_D = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
        d_params = [p for p in D.parameters() if p.requires_grad]
        for p in d_params:
            p.grad = None
        loss_D.backward(inputs=d_params)
        optimizer_D.step()
    return {"loss_G": loss_G.detach().cpu().numpy(), "loss_D": loss_D.detach().cpu().numpy()}
