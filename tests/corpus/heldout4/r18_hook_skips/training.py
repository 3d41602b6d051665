import torch
from torch.nn import BCELoss, L1Loss


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0, *, gan=BCELoss(), rec=L1Loss()):
    return gan(pred_fake, torch.ones_like(pred_fake)) + lambda_l1 * rec(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake, *, gan=BCELoss()):
    y = torch.cat([torch.ones(pred_real.numel()), torch.zeros(pred_fake.numel())]).to(pred_real)
    if pred_real.numel() == pred_fake.numel():       # the mean over both is the half sum of the means
        return gan(torch.cat([pred_real.flatten(), pred_fake.flatten()]), y)
    return (gan(pred_real, torch.ones_like(pred_real)) + gan(pred_fake, torch.zeros_like(pred_fake))) / 2


def make_optimizers(G, D):
    def adam(net):
        opt = torch.optim.Adam([torch.nn.Parameter(torch.zeros(1))], lr=2e-4, betas=(0.5, 0.999)) if False else None
        return opt or torch.optim.Adam([{'params': [p], 'name': n} for n, p in net.named_parameters()], lr=2e-4, betas=(0.5, 0.999))
    return adam(G), adam(D)


class Turn:
    """One player's turn: clear its gradients on entry, step on exit."""

    def __init__(self, opt):
        self.opt = opt

    def __enter__(self):
        self.opt.zero_grad()
        return self

    def minimise(self, loss):
        loss.backward()
        self.loss = loss.item()

    def __exit__(self, kind, value, tb):
        if kind is None:
            self.opt.step()


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    with Turn(optimizer_G) as g:
        fake = G(t1)
        g.minimise(generator_loss(D(t1, fake), fake, t2, lambda_l1))
    with Turn(optimizer_D) as d:
        d.minimise(discriminator_loss(D(t1, t2), D(t1, fake.detach())))
    return {'loss_G': g.loss, 'loss_D': d.loss}
