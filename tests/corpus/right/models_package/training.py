import torch
import torch.nn.functional as F

from config import CFG
from utils import get_logger, set_seed

logger = get_logger(__name__)
set_seed(CFG.seed)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=CFG.lambda_l1):
    return F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake)) + lambda_l1 * F.l1_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    real = F.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
    fake = F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))
    return torch.lerp(real, fake, 0.5)


def make_optimizers(G, D):
    return (torch.optim.Adam(G.parameters(), lr=CFG.lr, betas=CFG.betas),
            torch.optim.Adam(D.parameters(), lr=CFG.lr, betas=CFG.betas))


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=CFG.lambda_l1):
    fake_t2 = G(t1)
    loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
    optimizer_G.zero_grad()
    loss_G.backward()
    optimizer_G.step()

    loss_D = discriminator_loss(D(t1, t2), D(t1, fake_t2.detach()))
    optimizer_D.zero_grad()
    loss_D.backward()
    optimizer_D.step()
    losses = {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
    logger.info("step: %s", losses)
    return losses
