import torch
from torch import nn
import torch.nn.functional as F


class BinaryCrossentropy:
    def __init__(self, from_logits=False):
        self.from_logits = from_logits

    def __call__(self, y_true, y_pred):
        if self.from_logits:
            return F.binary_cross_entropy_with_logits(y_pred, y_true)
        return F.binary_cross_entropy(y_pred, y_true)


class MeanAbsoluteError:
    def __call__(self, y_true, y_pred):
        return torch.mean(torch.abs(y_true - y_pred))


bce, mae = BinaryCrossentropy(), MeanAbsoluteError()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return bce(torch.ones_like(pred_fake), pred_fake) + lambda_l1 * mae(t2, fake_t2)


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * (bce(torch.ones_like(pred_real), pred_real) + bce(torch.zeros_like(pred_fake), pred_fake))


def make_optimizers(G, D):
    return (torch.optim.Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999), eps=1e-7),
            torch.optim.Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999), eps=1e-7))


class Pix2Pix:
    def compile(self, g_optimizer, d_optimizer, g_loss_fn, d_loss_fn):
        self.g_optimizer, self.d_optimizer = g_optimizer, d_optimizer
        self.g_loss_fn, self.d_loss_fn = g_loss_fn, d_loss_fn
        return self

    def __init__(self, generator, discriminator, lambda_l1):
        self.generator, self.discriminator, self.lambda_l1 = generator, discriminator, lambda_l1

    def train_on_batch(self, x, y):
        generated = self.generator(x)
        g_loss = self.g_loss_fn(self.discriminator(x, generated), generated, y, self.lambda_l1)
        self.g_optimizer.zero_grad()
        g_loss.backward()
        self.g_optimizer.step()

        d_loss = self.d_loss_fn(self.discriminator(x, y), self.discriminator(x, generated.detach()))
        self.d_optimizer.zero_grad()
        d_loss.backward()
        self.d_optimizer.step()
        return {"loss_G": float(g_loss.detach()), "loss_D": float(d_loss.detach())}


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    model = Pix2Pix(G, D, lambda_l1).compile(optimizer_G, optimizer_D, generator_loss, discriminator_loss)
    return model.train_on_batch(t1, t2)
