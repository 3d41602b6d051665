import torch
import torch.nn.functional as F


def _bce_to(pred, value):
    return F.binary_cross_entropy(pred, torch.full_like(pred, value))


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return _bce_to(pred_fake, 1.0) + lambda_l1 * F.l1_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * (_bce_to(pred_real, 1.0) + _bce_to(pred_fake, 0.0))


def make_optimizers(G, D):
    params_G = filter(lambda p: p.requires_grad, G.parameters())
    params_D = filter(lambda p: p.requires_grad, D.parameters())
    print("G has %d parameters" % sum(p.numel() for p in params_G))
    print("D has %d parameters" % sum(p.numel() for p in params_D))
    optimizer_G = torch.optim.Adam(params_G, lr=2e-4, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(params_D, lr=2e-4, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # ---- generator ----
    optimizer_G.zero_grad()
    fake_t2 = G(t1)
    pred_fake = D(t1, fake_t2)
    loss_G = generator_loss(pred_fake, fake_t2, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    # ---- discriminator ----
    optimizer_D.zero_grad()
    pred_real = D(t1, t2)
    pred_fake = D(t1, fake_t2.detach())
    loss_D = discriminator_loss(pred_real, pred_fake)
    loss_D.backward()
    optimizer_D.step()

    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
