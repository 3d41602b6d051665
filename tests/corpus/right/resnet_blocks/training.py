import torch
import torch.nn as nn

bce = nn.BCELoss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    adv = bce(pred_fake, torch.full_like(pred_fake, 1.0))
    pix = torch.mean(torch.abs(fake_t2 - t2))
    return adv + lambda_l1 * pix


def discriminator_loss(pred_real, pred_fake):
    preds = [(pred_real, 1.0), (pred_fake, 0.0)]
    return sum(bce(p, torch.full_like(p, y)) for p, y in preds) / len(preds)


def make_optimizers(G, D):
    return [torch.optim.Adam(net.parameters(), 2e-4, (0.5, 0.999)) for net in (G, D)]


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)

    G_loss = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    G.zero_grad()
    G_loss.backward()
    optimizer_G.step()

    D_loss = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    D.zero_grad()
    D_loss.backward()
    optimizer_D.step()
    return {"loss_G": G_loss.detach().cpu().numpy(), "loss_D": D_loss.detach().cpu().numpy(), "fake": fake.detach()}
