"""Only the step is here."""
from losses import *
from optim_utils import *


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake_t2 = G(t1)
    optimizer_G.zero_grad()
    loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    optimizer_D.zero_grad()
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake_t2.detach()))
    loss_D.backward()
    optimizer_D.step()
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
