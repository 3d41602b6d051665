import itertools
import torch
import torch.nn as nn


class GANLoss(nn.Module):
    def __init__(self, target_real_label=1.0, target_fake_label=0.0):
        super(GANLoss, self).__init__()
        self.register_buffer('real_label', torch.tensor(target_real_label))
        self.register_buffer('fake_label', torch.tensor(target_fake_label))
        self.loss = nn.BCELoss()

    def get_target_tensor(self, prediction, target_is_real):
        target_tensor = self.real_label if target_is_real else self.fake_label
        return target_tensor.to(prediction).expand_as(prediction)

    def __call__(self, prediction, target_is_real):
        return self.loss(prediction, self.get_target_tensor(prediction, target_is_real))


criterionGAN = GANLoss()
criterionL1 = torch.nn.L1Loss()


def set_requires_grad(nets, requires_grad=False):
    if not isinstance(nets, list):
        nets = [nets]
    for net in nets:
        if net is not None:
            for param in net.parameters():
                param.requires_grad = requires_grad


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    loss_G_GAN = criterionGAN(pred_fake, True)
    loss_G_L1 = criterionL1(fake_t2, t2) * lambda_l1
    return loss_G_GAN + loss_G_L1


def discriminator_loss(pred_real, pred_fake):
    loss_D_fake = criterionGAN(pred_fake, False)
    loss_D_real = criterionGAN(pred_real, True)
    return (loss_D_fake + loss_D_real) * 0.5


def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(itertools.chain(G.parameters()), lr=0.0002, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(itertools.chain(D.parameters()), lr=0.0002, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D


class Pix2PixModel:
    def __init__(self, netG, netD, optimizer_G, optimizer_D, lambda_L1):
        self.netG, self.netD = netG, netD
        self.optimizer_G, self.optimizer_D = optimizer_G, optimizer_D
        self.lambda_L1 = lambda_L1

    def set_input(self, real_A, real_B):
        self.real_A = real_A
        self.real_B = real_B

    def forward(self):
        self.fake_B = self.netG(self.real_A)

    def backward_D(self):
        pred_fake = self.netD(self.real_A, self.fake_B.detach())
        pred_real = self.netD(self.real_A, self.real_B)
        self.loss_D = discriminator_loss(pred_real, pred_fake)
        self.loss_D.backward()

    def backward_G(self):
        pred_fake = self.netD(self.real_A, self.fake_B)
        self.loss_G = generator_loss(pred_fake, self.fake_B, self.real_B, self.lambda_L1)
        self.loss_G.backward()

    def optimize_parameters(self):
        self.forward()
        # update G
        set_requires_grad(self.netD, False)
        self.optimizer_G.zero_grad()
        self.backward_G()
        self.optimizer_G.step()
        # update D
        set_requires_grad(self.netD, True)
        self.optimizer_D.zero_grad()
        self.backward_D()
        self.optimizer_D.step()


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    model = Pix2PixModel(G, D, optimizer_G, optimizer_D, lambda_l1)
    model.set_input(t1, t2)
    model.optimize_parameters()
    losses = {}
    for name in ['G', 'D']:
        losses['loss_' + name] = float(getattr(model, 'loss_' + name))
    return losses
