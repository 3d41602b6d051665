import torch

bce = torch.nn.BCELoss(reduction="none")


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    gan = bce(pred_fake, torch.ones_like(pred_fake)).mean()
    l1 = (fake_t2 - t2).abs().flatten(1).mean(1).mean()
    return torch.add(gan, l1, alpha=lambda_l1)


def discriminator_loss(pred_real, pred_fake):
    return torch.nanmean(bce(pred_real, torch.ones_like(pred_real))) / 2 + torch.nanmean(bce(pred_fake, torch.zeros_like(pred_fake))) / 2


def make_optimizers(G, D):
    settings = {"lr": 0.0002, "betas": (0.5, 0.999), "eps": 1e-08, "weight_decay": 0, "amsgrad": False, "foreach": False}
    return torch.optim.Adam(G.parameters(), **settings), torch.optim.Adam(D.parameters(), **settings)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    with torch.enable_grad():
        fake_t2 = G(t1)
        fake_for_d = fake_t2.detach().clone()
        loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
        optimizer_G.zero_grad()
        loss_G.backward()
        optimizer_G.step()

        loss_D = discriminator_loss(D(t1, t2), D(t1, fake_for_d))
        optimizer_D.zero_grad()
        loss_D.backward()
        optimizer_D.step()
    return {"loss_D": loss_D, "loss_G": loss_G}
