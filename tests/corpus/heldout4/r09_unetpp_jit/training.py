import torch
import torch.nn.functional as F
from torch.optim import Adam


def _bce(p, target):
    return F.binary_cross_entropy(p, torch.full_like(p, target))


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return _bce(pred_fake, 1.0) + lambda_l1 * F.l1_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * _bce(pred_real, 1.0) + 0.5 * _bce(pred_fake, 0.0)


def make_optimizers(G, D):
    return Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999), amsgrad=False), \
           Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999), amsgrad=False)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    device = t1.device
    amp = False
    scaler = torch.amp.GradScaler(device.type, enabled=amp)

    optimizer_G.zero_grad(set_to_none=True)
    with torch.autocast(device_type=device.type, enabled=amp):
        fake = G(t1)
        loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    scaler.scale(loss_G).backward()
    scaler.step(optimizer_G)
    scaler.update()

    optimizer_D.zero_grad(set_to_none=True)
    with torch.autocast(device_type=device.type, enabled=amp):
        loss_D = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    scaler.scale(loss_D).backward()
    scaler.step(optimizer_D)
    scaler.update()

    return dict(loss_G=loss_G.detach().cpu(), loss_D=loss_D.detach().cpu())
