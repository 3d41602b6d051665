import torch
from torch import nn, optim

bce_logits = nn.BCEWithLogitsLoss()
l1 = nn.L1Loss()


def _logits(p, eps=1e-6):
    # D already ends in a sigmoid; go back to logits for the stable loss
    return torch.logit(p, eps=eps)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    z = _logits(pred_fake)
    return bce_logits(z, torch.ones_like(z)) + lambda_l1 * l1(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    zr, zf = _logits(pred_real), _logits(pred_fake)
    return 0.5 * (bce_logits(zr, torch.ones_like(zr)) + bce_logits(zf, torch.zeros_like(zf)))


def make_optimizers(G, D):
    return (optim.AdamW(G.parameters(), lr=2e-4, betas=(0.5, 0.999), weight_decay=0),
            optim.AdamW(D.parameters(), lr=2e-4, betas=(0.5, 0.999), weight_decay=0))


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    logs = {}

    # closures, as the optimizers' documentation shows
    state = {}

    def closure_G():
        optimizer_G.zero_grad()
        state['fake'] = G(t1)
        loss = generator_loss(D(t1, state['fake']), state['fake'], t2, lambda_l1)
        loss.backward()
        return loss

    logs['loss_G'] = optimizer_G.step(closure_G).item()

    def closure_D():
        optimizer_D.zero_grad()
        loss = discriminator_loss(D(t1, t2), D(t1, state['fake'].detach()))
        loss.backward()
        return loss

    logs['loss_D'] = optimizer_D.step(closure_D).item()
    return logs
