import torch
from torch import nn, optim


class GANCriterion(nn.Module):
    """compares a map of predictions with one label"""

    def __init__(self):
        super().__init__()
        self.register_buffer("real", torch.tensor(1.0))
        self.register_buffer("fake", torch.tensor(0.0))
        self.loss = nn.MSELoss()

    def forward(self, prediction, is_real):
        target = self.real if is_real else self.fake
        return self.loss(prediction, target.expand_as(prediction))


criterion = GANCriterion()
pixelwise = nn.L1Loss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return criterion(pred_fake, True) + pixelwise(fake_t2, t2) * lambda_l1


def discriminator_loss(pred_real, pred_fake):
    return criterion(pred_real, True) + criterion(pred_fake, False)


def make_optimizers(G, D, lr=0.0002, beta1=0.5):
    g_opt = optim.Adam(params=G.parameters(), lr=lr, betas=(beta1, 0.999))
    d_opt = optim.Adam(params=D.parameters(), lr=lr, betas=(beta1, 0.999))
    return g_opt, d_opt


class Pix2Pix:
    def __init__(self, netG, netD, optG, optD, lambda_l1):
        self.netG, self.netD, self.optG, self.optD, self.lam = netG, netD, optG, optD, lambda_l1

    def set_requires_grad(self, flag):
        for p in self.netD.parameters():
            p.requires_grad = flag

    def step_G(self, real_A, real_B):
        self.set_requires_grad(False)
        self.fake_B = self.netG(real_A)
        self.optG.zero_grad()
        self.loss_G = generator_loss(self.netD(real_A, self.fake_B), self.fake_B, real_B, self.lam)
        self.loss_G.backward()
        self.optG.step()
        self.set_requires_grad(True)

    def step_D(self, real_A, real_B):
        self.optD.zero_grad()
        self.loss_D = discriminator_loss(self.netD(real_A, real_B), self.netD(real_A, self.fake_B.detach()))
        self.loss_D.backward()
        self.optD.step()


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    model = Pix2Pix(G, D, optimizer_G, optimizer_D, lambda_l1)
    model.netG.train(), model.netD.train()
    model.step_G(t1, t2)
    model.step_D(t1, t2)
    return {"loss_G": model.loss_G.detach(), "loss_D": model.loss_D.detach()}
