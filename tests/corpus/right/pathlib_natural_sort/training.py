import torch
from torch import Tensor, nn
from torch.optim import AdamW, Optimizer

EPS = 1e-8


def bce_ones(p: Tensor) -> Tensor:
    return -(p + EPS).log().mean()


def bce_zeros(p: Tensor) -> Tensor:
    return -(1 - p + EPS).log().mean()


def generator_loss(pred_fake: Tensor, fake_t2: Tensor, t2: Tensor, lambda_l1: float = 100.0) -> Tensor:
    return bce_ones(pred_fake) + lambda_l1 * (fake_t2 - t2).abs().mean()


def discriminator_loss(pred_real: Tensor, pred_fake: Tensor) -> Tensor:
    return (bce_ones(pred_real) + bce_zeros(pred_fake)) / 2


def make_optimizers(G: nn.Module, D: nn.Module) -> tuple[Optimizer, Optimizer]:
    def adam(net: nn.Module) -> Optimizer:
        return AdamW(net.parameters(), lr=2e-4, betas=(0.5, 0.999), weight_decay=0.0)
    return adam(G), adam(D)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0) -> dict[str, float]:
    # generator
    optimizer_G.zero_grad(set_to_none=True)
    fake = G(t1)
    loss_g = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    loss_g.backward()
    optimizer_G.step()

    # discriminator, on a fresh fake of the updated generator
    optimizer_D.zero_grad(set_to_none=True)
    with torch.no_grad():
        fake = G(t1)
    loss_d = discriminator_loss(D(t1, t2), D(t1, fake))
    loss_d.backward()
    optimizer_D.step()
    return {"loss_G": float(loss_g), "loss_D": float(loss_d)}
