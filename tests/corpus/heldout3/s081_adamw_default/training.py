from dataclasses import dataclass
from typing import Dict, Tuple

import torch
from torch import Tensor, nn
from torch.optim import AdamW, Optimizer


@dataclass(frozen=True)
class Config:
    lr: float = 2e-4
    beta1: float = 0.5
    beta2: float = 0.999
    lambda_l1: float = 100.0


CFG = Config()


class Pix2PixTrainer:
    """Owns nothing: everything is handed in, so it can be tested."""

    def __init__(self, G: nn.Module, D: nn.Module, opt_g: Optimizer, opt_d: Optimizer, lam: float):
        self.G, self.D, self.opt_g, self.opt_d, self.lam = G, D, opt_g, opt_d, lam

    def step_generator(self, x: Tensor, y: Tensor) -> Tuple[Tensor, Tensor]:
        fake = self.G(x)
        loss = generator_loss(self.D(x, fake), fake, y, self.lam)
        self.opt_g.zero_grad()
        loss.backward()
        self.opt_g.step()
        return loss, fake.detach()

    def step_discriminator(self, x: Tensor, y: Tensor, fake: Tensor) -> Tensor:
        self.opt_d.zero_grad()
        loss = discriminator_loss(self.D(x, y), self.D(x, fake))
        loss.backward()
        self.opt_d.step()
        return loss

    def run(self, x: Tensor, y: Tensor) -> Dict[str, float]:
        loss_g, fake = self.step_generator(x, y)
        loss_d = self.step_discriminator(x, y, fake)
        return {"loss_G": float(loss_g), "loss_D": float(loss_d)}


def generator_loss(pred_fake: Tensor, fake_t2: Tensor, t2: Tensor, lambda_l1: float = CFG.lambda_l1) -> Tensor:
    gan = nn.BCELoss()(pred_fake, torch.full_like(pred_fake, 1.0))
    return gan + nn.L1Loss(reduction="mean")(fake_t2, t2) * lambda_l1


def discriminator_loss(pred_real: Tensor, pred_fake: Tensor) -> Tensor:
    terms = [nn.BCELoss()(pred_real, torch.full_like(pred_real, 1.0)),
             nn.BCELoss()(pred_fake, torch.full_like(pred_fake, 0.0))]
    return torch.stack(terms).mean()


def make_optimizers(G: nn.Module, D: nn.Module) -> Tuple[Optimizer, Optimizer]:
    kwargs = {"lr": CFG.lr, "betas": (CFG.beta1, CFG.beta2)}
    return AdamW(G.parameters(), **kwargs), AdamW(D.parameters(), **kwargs)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=CFG.lambda_l1):
    return Pix2PixTrainer(G, D, optimizer_G, optimizer_D, lambda_l1).run(t1, t2)
