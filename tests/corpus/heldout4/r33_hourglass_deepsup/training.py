import torch
import torch.nn as nn
import torch.optim as optim

LEARNING_RATE = 2e-4
BCE = nn.BCELoss()
L1_LOSS = nn.L1Loss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    G_fake_loss = BCE(pred_fake, torch.ones_like(pred_fake))
    L1 = L1_LOSS(fake_t2, t2) * lambda_l1
    G_loss = G_fake_loss + L1
    return G_loss


def discriminator_loss(pred_real, pred_fake):
    D_real_loss = BCE(pred_real, torch.ones_like(pred_real))
    D_fake_loss = BCE(pred_fake, torch.zeros_like(pred_fake))
    D_loss = (D_real_loss + D_fake_loss) / 2
    return D_loss


def make_optimizers(G, D):
    opt_gen = optim.Adam(G.parameters(), lr=LEARNING_RATE, betas=(0.5, 0.999))
    opt_disc = optim.Adam(D.parameters(), lr=LEARNING_RATE, betas=(0.5, 0.999))
    return opt_gen, opt_disc


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    g_scaler = torch.amp.GradScaler("cuda", enabled=False)
    d_scaler = torch.amp.GradScaler("cuda", enabled=False)
    x, y = t1, t2
    y_fake = G(x)
    G_loss = generator_loss(D(x, y_fake), y_fake, y, lambda_l1)
    optimizer_G.zero_grad()
    g_scaler.scale(G_loss).backward()
    g_scaler.step(optimizer_G)
    g_scaler.update()

    D_loss = discriminator_loss(D(x, y), D(x, y_fake.detach()))
    optimizer_D.zero_grad()
    d_scaler.scale(D_loss).backward()
    d_scaler.step(optimizer_D)
    d_scaler.update()
    return dict(loss_G=G_loss.item(), loss_D=D_loss.item())
