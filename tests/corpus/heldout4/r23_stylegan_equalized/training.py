import torch
import torch.nn.functional as F


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return F.binary_cross_entropy(input=pred_fake, target=torch.ones_like(pred_fake)) + lambda_l1 * F.l1_loss(input=fake_t2, target=t2)


def discriminator_loss(pred_real, pred_fake):
    losses = torch.stack([F.binary_cross_entropy(pred_real, torch.ones_like(pred_real)),
                          F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))])
    return losses.sum() * 0.5


class _Adam(torch.optim.Adam):
    """the house defaults"""

    def __init__(self, net):
        super().__init__(net.parameters(), lr=2e-4, betas=(0.5, 0.999))


def make_optimizers(G, D):
    return _Adam(G), _Adam(D)


def requires_grad(model, flag=True):
    for p in model.parameters():
        p.requires_grad = flag


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    requires_grad(G, True)
    requires_grad(D, False)
    fake_img = G(t1)
    g_loss = generator_loss(D(t1, fake_img), fake_img, t2, lambda_l1)
    G.zero_grad()
    g_loss.backward()
    optimizer_G.step()

    requires_grad(G, False)
    requires_grad(D, True)
    fake_img = G(t1)
    d_loss = discriminator_loss(D(t1, t2), D(t1, fake_img))     # G is frozen: nothing to detach...
    D.zero_grad()
    d_loss.backward()
    optimizer_D.step()
    requires_grad(G, True)
    return {'loss_G': g_loss.item(), 'loss_D': d_loss.item()}
