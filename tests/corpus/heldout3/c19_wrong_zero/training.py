"""optimizer.step(closure), as LBFGS has it; Adam takes closures as well."""
from functools import partial
import torch
import torch.nn.functional as F


def _bce(prediction, label):
    return F.binary_cross_entropy(prediction, torch.full_like(prediction, label))


real_loss, fake_loss = partial(_bce, label=1.0), partial(_bce, label=0.0)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return torch.add(real_loss(pred_fake), F.l1_loss(fake_t2, t2), alpha=lambda_l1)


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * sum([real_loss(pred_real), fake_loss(pred_fake)])


def make_optimizers(G, D):
    new = partial(torch.optim.Adam, lr=2e-4, betas=(0.5, 0.999))
    return new(G.parameters()), new(D.parameters())


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    keep = {}

    def closure_g():
        optimizer_D.zero_grad()
        keep["fake"] = G(t1)
        loss = generator_loss(D(t1, keep["fake"]), keep["fake"], t2, lambda_l1)
        loss.backward()
        return loss

    def closure_d():
        optimizer_D.zero_grad()
        loss = discriminator_loss(D(t1, t2), D(t1, keep["fake"].detach()))
        loss.backward()
        return loss

    return {"G_loss": optimizer_G.step(closure_g).item(), "D_loss": optimizer_D.step(closure_d).item()}
