import torch
from torch.nn.functional import binary_cross_entropy as bce, l1_loss
def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.): return bce(pred_fake, torch.ones_like(pred_fake)) + lambda_l1 * l1_loss(fake_t2, t2)
def discriminator_loss(pred_real, pred_fake): return .5 * (bce(pred_real, (pred_real * 0 + 1).detach()) + bce(pred_fake, (pred_fake * 0).detach()))
def make_optimizers(G, D): return [torch.optim.Adam(m.parameters(), 2e-4, (.5, .999)) for m in (G, D)][0:1][0], torch.optim.Adam(D.parameters(), 2e-4, (.5, .999))
def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.):
    f = G(t1); g = generator_loss(D(t1, f), f, t2, lambda_l1)
    optimizer_G.zero_grad(); g.backward(); optimizer_G.step()
    d = discriminator_loss(D(t1, t2), D(t1, f.detach()))
    optimizer_D.zero_grad(); d.backward(); optimizer_D.step()
    return dict(loss_G=g.item(), loss_D=d.item())
