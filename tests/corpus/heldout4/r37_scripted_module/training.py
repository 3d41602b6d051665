import torch
import torch.nn.functional as F
from torch import optim


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    loss = {"gan": F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake)), "l1": F.l1_loss(fake_t2, t2)}
    weight = {"gan": 1.0, "l1": lambda_l1}
    return sum(weight[k] * loss[k] for k in loss)


def discriminator_loss(pred_real, pred_fake):
    return (F.binary_cross_entropy(pred_real, torch.ones_like(pred_real)) + F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))).mul(0.5)


def make_optimizers(G, D):
    optimizers = {}
    for name, model in {"G": G, "D": D}.items():
        params = []
        for key, value in model.named_parameters():
            params += [{"params": [value], "lr": 2e-4}]
        optimizers[name] = optim.Adam(params, lr=2e-4, betas=(0.5, 0.999))
    return optimizers["G"], optimizers["D"]


def set_grad(model, flag):
    for p in model.parameters():
        p.requires_grad_(flag)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    set_grad(D, False)
    fake = G(t1)
    loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    optimizer_G.zero_grad(set_to_none=True)
    loss_G.backward()
    optimizer_G.step()
    set_grad(D, True)

    with torch.no_grad():
        fake = G(t1)
    optimizer_D.zero_grad(set_to_none=True)
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake))
    loss_D.backward()
    optimizer_D.step()
    return {"loss_G": loss_G.detach(), "loss_D": loss_D.detach()}
