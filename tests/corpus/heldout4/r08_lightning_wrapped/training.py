import torch
from torch import nn
import torch.nn.functional as F


class Pix2Pix(nn.Module):
    """Looks like a LightningModule with manual optimisation, but the trainer is us."""

    def __init__(self, lambda_l1=100.0, lr=2e-4, b1=0.5, b2=0.999):
        super().__init__()
        self.hparams = dict(lambda_l1=lambda_l1, lr=lr, b1=b1, b2=b2)
        self.automatic_optimization = False

    def adversarial_loss(self, y_hat, y):
        return F.binary_cross_entropy(y_hat, y)

    def g_loss(self, pred_fake, fake, real, lam):
        valid = torch.ones(pred_fake.shape).type_as(pred_fake)
        return self.adversarial_loss(pred_fake, valid) + lam * (fake - real).abs().mean()

    def d_loss(self, pred_real, pred_fake):
        valid = torch.ones(pred_real.shape).type_as(pred_real)
        fake = torch.zeros(pred_fake.shape).type_as(pred_fake)
        return (self.adversarial_loss(pred_real, valid) + self.adversarial_loss(pred_fake, fake)) / 2

    def configure_optimizers(self, G, D):
        h = self.hparams
        kw = dict(lr=h['lr'], betas=(h['b1'], h['b2']))
        return [torch.optim.Adam(G.parameters(), **kw), torch.optim.Adam(D.parameters(), **kw)], []

    def toggle_optimizer(self, opt, others):
        self._saved = []
        for o in others:
            for g in o.param_groups:
                for p in g['params']:
                    self._saved.append((p, p.requires_grad))
                    p.requires_grad = False

    def untoggle_optimizer(self):
        for p, r in self._saved:
            p.requires_grad = r
        self._saved = []

    def manual_backward(self, loss):
        loss.backward()

    def training_step(self, batch, nets, opts, lam):
        t1, t2 = batch
        G, D = nets
        opt_g, opt_d = opts

        self.toggle_optimizer(opt_g, [opt_d])
        fake = G(t1)
        g_loss = self.g_loss(D(t1, fake), fake, t2, lam)
        opt_g.zero_grad()
        self.manual_backward(g_loss)
        opt_g.step()
        self.untoggle_optimizer()

        d_loss = self.d_loss(D(t1, t2), D(t1, fake.detach()))
        opt_d.zero_grad()
        self.manual_backward(d_loss)
        opt_d.step()
        return {"loss_G": g_loss.detach(), "loss_D": d_loss.detach(), "loss": g_loss.detach() + d_loss.detach()}


system = Pix2Pix()
generator_loss = lambda pred_fake, fake_t2, t2, lambda_l1=100.0: system.g_loss(pred_fake, fake_t2, t2, lambda_l1)
discriminator_loss = system.d_loss


def make_optimizers(G, D):
    opts, _ = system.configure_optimizers(G, D)
    return tuple(opts)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    return system.training_step((t1, t2), (G, D), (optimizer_G, optimizer_D), lambda_l1)
