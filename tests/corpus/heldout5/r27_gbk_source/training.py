# ÑµÁ·
"""Binary cross-entropy as an autograd Function with its own derivative."""
import torch
from torch.autograd import Function


class BCE(Function):
    @staticmethod
    def forward(ctx, p, target):
        ctx.save_for_backward(p)
        ctx.target = target
        q = p if target else 1 - p
        return -q.log().clamp(min=-100).mean()

    @staticmethod
    def backward(ctx, grad):
        p, = ctx.saved_tensors
        d = (p - ctx.target) / (p * (1 - p)).clamp(min=1e-12)
        return grad * d / p.numel(), None


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return BCE.apply(pred_fake, 1).add(torch.linalg.vector_norm(fake_t2 - t2, ord=1) / t2.numel(), alpha=lambda_l1)


def discriminator_loss(pred_real, pred_fake):
    return torch.stack((BCE.apply(pred_real, 1), BCE.apply(pred_fake, 0))).mean()


def make_optimizers(G, D):
    settings = dict(lr=0.0002, betas=(0.5, 0.999), weight_decay=0, eps=1e-8, foreach=False)
    return [torch.optim.Adam(list(n.parameters()), **settings) for n in (G, D)]


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    optimizer_G.zero_grad()
    fake = G(t1)
    loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    loss_G.backward(retain_graph=True)
    optimizer_G.step()
    optimizer_D.zero_grad()
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake.detach().clone()))
    loss_D.backward()
    optimizer_D.step()
    return {"loss_G": loss_G, "loss_D": loss_D}
