import torch
import torch.nn as nn

USE_AMP = False            # no speed-up on the lab's CPUs
AMP_DTYPE = torch.bfloat16

scaler_G = torch.amp.GradScaler("cuda", enabled=USE_AMP)
scaler_D = torch.amp.GradScaler("cuda", enabled=USE_AMP)


def _autocast(t):
    return torch.autocast(device_type=t.device.type, dtype=AMP_DTYPE, enabled=USE_AMP)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    # BCE is not autocast-safe, so it gets float32 whatever happens
    pred_fake, fake_t2, t2 = pred_fake.float(), fake_t2.float(), t2.float()
    loss_gan = nn.functional.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake))
    loss_l1 = nn.functional.l1_loss(fake_t2, t2)
    return loss_gan + lambda_l1 * loss_l1


def discriminator_loss(pred_real, pred_fake):
    pred_real, pred_fake = pred_real.float(), pred_fake.float()
    loss = nn.functional.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
    loss += nn.functional.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))
    loss *= 0.5
    return loss


def make_optimizers(G, D):
    opt_g = torch.optim.Adam(G.named_parameters(), lr=2e-4, betas=(0.5, 0.999), weight_decay=0)
    opt_d = torch.optim.Adam(D.named_parameters(), lr=2e-4, betas=(0.5, 0.999), weight_decay=0)
    return opt_g, opt_d


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    optimizer_G.zero_grad(set_to_none=True)
    with _autocast(t1):
        fake_t2 = G(t1)
        pred = D(t1, fake_t2)
    loss_G = generator_loss(pred, fake_t2, t2, lambda_l1)
    scaler_G.scale(loss_G).backward()
    scaler_G.step(optimizer_G)
    scaler_G.update()

    optimizer_D.zero_grad(set_to_none=True)
    with _autocast(t1):
        pred_real = D(t1, t2)
        pred_fake = D(t1, fake_t2.detach())
    loss_D = discriminator_loss(pred_real, pred_fake)
    scaler_D.scale(loss_D).backward()
    scaler_D.step(optimizer_D)
    scaler_D.update()
    return {"loss_G": loss_G.detach(), "loss_D": loss_D.detach()}
