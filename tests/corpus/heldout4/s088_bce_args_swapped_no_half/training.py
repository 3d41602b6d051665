import torch
import torch.nn.functional as F
from torch.optim import Adam


# Keras order: loss(y_true, y_pred)
def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    gan_loss = F.binary_cross_entropy(torch.ones_like(pred_fake), pred_fake)
    l1_loss = F.l1_loss(t2, fake_t2)
    return gan_loss + lambda_l1 * l1_loss


def discriminator_loss(pred_real, pred_fake):
    real_loss = F.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
    generated_loss = F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))
    total_disc_loss = real_loss + generated_loss
    return total_disc_loss


LEARNING_RATE = 2e-4
BETAS = (0.5, 0.999)


def make_optimizers(G, D):
    return (
        Adam(G.parameters(), lr=LEARNING_RATE, betas=BETAS),
        Adam(D.parameters(), lr=LEARNING_RATE, betas=BETAS),
    )


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
