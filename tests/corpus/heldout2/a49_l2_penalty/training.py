import torch
import torch.nn as nn

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
bce = nn.BCELoss().to(device)
l1 = nn.L1Loss().to(device)
scaler = torch.amp.GradScaler("cuda", enabled=False)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    real_label = torch.ones(pred_fake.shape, device=pred_fake.device)
    loss_gan = bce(pred_fake, real_label)
    loss_l1 = l1(fake_t2, t2)
    return loss_gan + loss_l1 * lambda_l1


def discriminator_loss(pred_real, pred_fake):
    real_label = torch.ones(pred_real.shape, device=pred_real.device)
    fake_label = torch.zeros(pred_fake.shape, device=pred_fake.device)
    return (bce(pred_real, real_label) + bce(pred_fake, fake_label)) * 0.5


def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam([{"params": G.parameters()}], lr=2e-4, betas=(0.5, 0.999), weight_decay=1e-4)
    optimizer_D = torch.optim.Adam([{"params": D.parameters()}], lr=2e-4, betas=(0.5, 0.999), weight_decay=1e-4)
    return optimizer_G, optimizer_D


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    G.train()
    D.train()
    real_A, real_B = t1.to(next(G.parameters()).device), t2.to(next(G.parameters()).device)

    # (1) update G
    G.zero_grad()
    fake_B = G(real_A)
    output = D(real_A, fake_B)
    errG = generator_loss(output, fake_B, real_B, lambda_l1)
    scaler.scale(errG).backward()
    scaler.step(optimizer_G)

    # (2) update D
    D.zero_grad()
    out_real = D(real_A, real_B)
    out_fake = D(real_A, fake_B.detach())
    errD = discriminator_loss(out_real, out_fake)
    scaler.scale(errD).backward()
    scaler.step(optimizer_D)
    scaler.update()
    return {"loss_G": errG.item(), "loss_D": errD.item(), "D(x)": out_real.mean().item()}
