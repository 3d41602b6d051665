import torch
from torch.nn.functional import logsigmoid


def _logit(p):
    return torch.logit(p, eps=1e-6)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return lambda_l1 * torch.linalg.vector_norm(fake_t2 - t2, ord=1) / t2.nelement() - logsigmoid(_logit(pred_fake)).mean()


def discriminator_loss(pred_real, pred_fake):
    terms = torch.stack([-logsigmoid(_logit(pred_real)).mean(), -logsigmoid(-_logit(pred_fake)).mean()])
    return terms.mean()


def make_optimizers(G, D):
    from torch.optim import AdamW
    return tuple(AdamW(n.parameters(), 2e-4, (0.5, 0.999), weight_decay=0.0) for n in (G, D))


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake_t2 = G(t1)
    for p in D.parameters():
        p.requires_grad_(False)
    loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
    grads = torch.autograd.grad(loss_G, list(G.parameters()))
    for p, g in zip(G.parameters(), grads):
        p.grad = g
    optimizer_G.step()
    for p in D.parameters():
        p.requires_grad_(True)
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake_t2.data))
    for p, g in zip(D.parameters(), torch.autograd.grad(loss_D, list(D.parameters()))):
        p.grad = g
    optimizer_D.step()
    return {"loss_G": loss_G.detach().numpy(), "loss_D": loss_D.detach().numpy()}
