import torch
import torch.nn as nn


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    criterion = nn.BCELoss()
    target = torch.autograd.Variable(torch.ones(pred_fake.size()).type_as(pred_fake), requires_grad=False)
    return criterion(pred_fake, target) + torch.nn.functional.smooth_l1_loss(fake_t2, t2, beta=0.0) * lambda_l1


def discriminator_loss(pred_real, pred_fake):
    criterion = nn.BCELoss()
    valid = torch.autograd.Variable(torch.ones(pred_real.size()).type_as(pred_real), requires_grad=False)
    fake = torch.autograd.Variable(torch.zeros(pred_fake.size()).type_as(pred_fake), requires_grad=False)
    return 0.5 * (criterion(pred_real, valid) + criterion(pred_fake, fake))


def make_optimizers(G, D):
    opts = [torch.optim.Adam(n.parameters(), lr=2 * 10 ** -4, betas=(.5, .999)) for n in [G, D]]
    return opts[0], opts[1]


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    gen_T2 = G(t1)
    # -- generator
    g_loss = generator_loss(D(t1, gen_T2), gen_T2, t2, lambda_l1)
    optimizer_G.zero_grad()
    g_loss.backward()
    optimizer_G.step()
    # -- discriminator
    d_loss = discriminator_loss(D(t1, t2), D(t1, gen_T2.detach()))
    optimizer_D.zero_grad()
    d_loss.backward()
    optimizer_D.step()
    print("[D loss: %f] [G loss: %f]" % (d_loss.item(), g_loss.item()))
    return {"loss_G": g_loss.item(), "loss_D": d_loss.item()}
