from typing import Callable
import torch
from torch import nn


def _bce(target: float) -> Callable[[torch.Tensor], torch.Tensor]:
    def loss(p: torch.Tensor) -> torch.Tensor:
        return nn.functional.binary_cross_entropy(p, torch.tensor(target, dtype=p.dtype, device=p.device).expand_as(p))
    return loss


is_real, is_fake = _bce(1.0), _bce(0.0)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return is_real(pred_fake) + lambda_l1 * (fake_t2 - t2).abs().mean()


def discriminator_loss(pred_real, pred_fake):
    return (is_real(pred_real) + is_fake(pred_fake)) * 0.5


def make_optimizers(G, D):
    return tuple(torch.optim.Adam(net.parameters(), lr=2e-4, betas=(0.5, 0.999), maximize=False, capturable=False, differentiable=False)
                 for net in (G, D))


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    g_params = [p for group in optimizer_G.param_groups for p in group["params"] if p.requires_grad]
    d_params = [p for group in optimizer_D.param_groups for p in group["params"] if p.requires_grad]

    fake = G(t1)
    loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    optimizer_G.zero_grad(set_to_none=True)
    loss_G.backward(inputs=g_params)            # nothing is accumulated in D
    optimizer_G.step()

    loss_D = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    optimizer_D.zero_grad(set_to_none=True)
    loss_D.backward(inputs=d_params)
    optimizer_D.step()
    return {"loss_G": loss_G.detach(), "loss_D": loss_D.detach()}
