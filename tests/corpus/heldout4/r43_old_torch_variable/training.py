from __future__ import print_function
import torch
import torch.nn as nn
from torch.autograd import Variable


class GANLoss(nn.Module):
    """target maps are reused while their size is right"""

    def __init__(self, target_real_label=1.0, target_fake_label=0.0, tensor=torch.FloatTensor):
        super(GANLoss, self).__init__()
        self.real_label = target_real_label
        self.fake_label = target_fake_label
        self.real_label_var = None
        self.fake_label_var = None
        self.Tensor = tensor
        self.loss = nn.BCELoss()

    def get_target_tensor(self, input, target_is_real):
        name = 'real_label_var' if target_is_real else 'fake_label_var'
        var = getattr(self, name)
        if var is None or var.shape != input.shape:
            value = self.real_label if target_is_real else self.fake_label
            var = Variable(self.Tensor(input.size()).fill_(value), requires_grad=False)
            setattr(self, name, var)
        return var.to(device=input.device, dtype=input.dtype)

    def __call__(self, input, target_is_real):
        return self.loss(input, self.get_target_tensor(input, target_is_real))


criterionGAN = GANLoss()
criterionL1 = nn.L1Loss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    loss_g_gan = criterionGAN(pred_fake, True)
    loss_g_l1 = criterionL1(fake_t2, t2) * lambda_l1
    return loss_g_gan + loss_g_l1


def discriminator_loss(pred_real, pred_fake):
    return (criterionGAN(pred_fake, False) + criterionGAN(pred_real, True)) * 0.5


def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(G.parameters(), lr=0.0002, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(D.parameters(), lr=0.0002, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    real_a, real_b = Variable(t1), Variable(t2)
    fake_b = G(real_a)
    for p in D.parameters():
        p.requires_grad = False    # to avoid computation
    G.zero_grad()
    loss_g = generator_loss(D(real_a, fake_b), fake_b, real_b, lambda_l1)
    loss_g.backward()
    optimizer_G.step()

    for p in D.parameters():
        p.requires_grad = True
    D.zero_grad()
    loss_d = discriminator_loss(D(real_a, real_b), D(real_a, fake_b.detach()))
    loss_d.backward()
    optimizer_D.step()
    return {'loss_G': loss_g.data.item(), 'loss_D': loss_d.data.item()}
