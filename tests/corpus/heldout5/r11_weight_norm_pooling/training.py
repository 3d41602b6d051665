import torch
from torch import nn

scaler = torch.amp.GradScaler("cpu", enabled=False)
criterion_gan = nn.BCELoss()
criterion_l1 = nn.L1Loss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    valid = torch.ones(pred_fake.size(), dtype=pred_fake.dtype, device=pred_fake.device)
    return criterion_gan(pred_fake, valid) + lambda_l1 * criterion_l1(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    valid = torch.ones(pred_real.size(), dtype=pred_real.dtype, device=pred_real.device)
    fake = torch.zeros(pred_fake.size(), dtype=pred_fake.dtype, device=pred_fake.device)
    return (criterion_gan(pred_real, valid) + criterion_gan(pred_fake, fake)) * 0.5


def make_optimizers(G, D):
    opt = {}
    for name, net in {"G": G, "D": D}.items():
        opt[name] = torch.optim.Adam(net.parameters(), lr=1e-3, betas=(0.5, 0.999))
        for group in opt[name].param_groups:
            group["lr"] = 2e-4
    return opt["G"], opt["D"]


@torch.enable_grad()
def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    with torch.autocast("cpu", enabled=False):
        fake_t2 = G(t1)
        loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
    optimizer_G.zero_grad(set_to_none=True)
    scaler.scale(loss_G).backward()
    scaler.step(optimizer_G)
    scaler.update()

    with torch.autocast("cpu", enabled=False):
        loss_D = discriminator_loss(D(t1, t2), D(t1, fake_t2.detach()))
    optimizer_D.zero_grad(set_to_none=True)
    scaler.scale(loss_D).backward()
    scaler.step(optimizer_D)
    scaler.update()
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
