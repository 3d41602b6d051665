import torch
import torch.nn.functional as F


def _bce_to(pred, value):
    return F.binary_cross_entropy(pred, torch.full_like(pred, value))


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return _bce_to(pred_fake, 1.0) + lambda_l1 * F.l1_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * (_bce_to(pred_real, 1.0) + _bce_to(pred_fake, 0.0))


def make_optimizers(G, D):
    optimizer_G = torch.optim.RMSprop(G.parameters(), lr=2e-4)
    optimizer_D = torch.optim.RMSprop(D.parameters(), lr=2e-4)
    return optimizer_G, optimizer_D


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    losses = {"loss_G": 0.0, "loss_D": 0.0}
    for phase in ("G", "D"):
        fake = G(t1)
        if phase == "G":
            optimizer_G.zero_grad()
            loss = generator_loss(D(t1, fake), fake, t2, lambda_l1)
            loss.backward()
            optimizer_G.step()
        else:
            optimizer_D.zero_grad()
            loss = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
            loss.backward()
            optimizer_D.step()
        losses["loss_" + phase] = loss.item()
        return losses
