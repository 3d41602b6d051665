import torch
import torch.nn.functional as F


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    ones = pred_fake.new_ones(pred_fake.size())
    gan = F.binary_cross_entropy(pred_fake, ones)
    l1 = (t2 - fake_t2).abs().sum() / t2.numel()
    return torch.add(gan, l1, alpha=lambda_l1)


def discriminator_loss(pred_real, pred_fake):
    p = torch.cat([pred_real.flatten(), pred_fake.flatten()])
    y = torch.cat([torch.ones(pred_real.numel()), torch.zeros(pred_fake.numel())]).to(p)
    return F.binary_cross_entropy(p, y)


def make_optimizers(G, D):
    kwargs = dict(lr=2e-4, betas=(0.5, 0.999))
    return [torch.optim.Adam(G.parameters(), **kwargs), torch.optim.Adam(D.parameters(), **kwargs)]


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    """closures, as with LBFGS"""
    log = {}

    def closure_G():
        optimizer_G.zero_grad()
        fake = G(t1)
        loss = generator_loss(D(t1, fake), fake, t2, lambda_l1)
        loss.backward()
        log["loss_G"] = loss.item()
        return loss

    def closure_D():
        optimizer_D.zero_grad()
        with torch.no_grad():
            fake = G(t1)
        loss = discriminator_loss(D(t1, t2), D(t1, fake))
        loss.backward()
        log["loss_D"] = loss.item()
        return loss

    optimizer_D.step(closure_D)
    optimizer_G.step(closure_G)
    return log["loss_G"], log["loss_D"]
