import torch
import torch.nn as nn

bce = nn.BCELoss(reduction="mean")
mae = nn.L1Loss(reduction="mean")


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    fool = bce(pred_fake, torch.ones_like(pred_fake))
    copy = mae(fake_t2, t2)
    return fool + lambda_l1 * copy


def discriminator_loss(pred_real, pred_fake):
    spot_real = bce(pred_real, torch.ones_like(pred_real))
    spot_fake = bce(pred_fake, torch.zeros_like(pred_fake))
    return (spot_real + spot_fake) * 0.5


def make_optimizers(G, D):
    def adam(module):
        return torch.optim.Adam(module.parameters(), lr=2e-4, betas=(0.5, 0.999), foreach=False)
    return adam(G), adam(D)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    kept = {}

    def closure_G():
        optimizer_G.zero_grad()
        kept["fake"] = G(t1)
        loss = generator_loss(D(t1, kept["fake"]), kept["fake"], t2, lambda_l1)
        loss.backward()
        return loss

    def closure_D():
        optimizer_D.zero_grad()
        loss = discriminator_loss(D(t1, t2), D(t1, kept["fake"].detach()))
        loss.backward()
        return loss

    kept["loss_G"] = optimizer_G.step(closure_G).item()
    kept["loss_D"] = optimizer_D.step(closure_D).item()
    del kept["fake"]
    return kept
