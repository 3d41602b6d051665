import torch

def log(x):
    return torch.where(x > 0, torch.log(torch.where(x > 0, x, torch.ones_like(x))), torch.full_like(x, -100.0))

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return -torch.mean(log(pred_fake)) + lambda_l1 * torch.mean(torch.abs(fake_t2 - t2))

def discriminator_loss(pred_real, pred_fake):
    return -0.5 * (torch.mean(log(pred_real)) + torch.mean(log(1 - pred_fake)))

def make_optimizers(G, D):
    hp = (2e-4, (0.5, 0.999), 1e-08, 0)      # lr, betas, eps, weight decay
    return torch.optim.Adam(G.parameters(), *hp), torch.optim.Adam(D.parameters(), *hp)

def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    for who in 'GD':
        if who == 'G':
            fake = G(t1)
            L = generator_loss(D(t1, fake), fake, t2, lambda_l1)
            optimizer_G.zero_grad()
            L.backward()
            optimizer_G.step()
            lg = L.detach().item()
        else:
            L = discriminator_loss(D(t1, t2), D(t1, fake.data))
            optimizer_D.zero_grad()
            L.backward()
            optimizer_D.step()
            ld = L.detach().item()
    return {'loss_G': lg, 'loss_D': ld}
