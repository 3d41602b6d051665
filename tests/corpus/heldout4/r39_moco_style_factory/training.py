import torch
import torch.nn as nn
from collections import OrderedDict


class GANLoss(nn.Module):
    def __init__(self, loss_weight=1.0):
        super().__init__()
        self.loss_weight = loss_weight

    def forward(self, p, target_is_real, is_disc=False):
        label = p.new_ones(p.size()) * float(target_is_real)
        loss = nn.functional.binary_cross_entropy(p, label)
        return loss if is_disc else loss * self.loss_weight


gan_loss = GANLoss()
pixel_loss = nn.L1Loss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return gan_loss(pred_fake, target_is_real=True) + lambda_l1 * pixel_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * gan_loss(pred_real, True, is_disc=True) + 0.5 * gan_loss(pred_fake, False, is_disc=True)


def build_optimizer(model, cfg):
    cfg = dict(cfg)
    return getattr(torch.optim, cfg.pop('type'))(model.parameters(), **cfg)


OPT = dict(type='Adam', lr=2e-4, betas=(0.5, 0.999))


def make_optimizers(G, D):
    return build_optimizer(G, OPT), build_optimizer(D, OPT)


def parse_losses(losses):
    log = OrderedDict((k, v.mean()) for k, v in losses.items())
    total = sum(v for k, v in log.items() if 'loss' in k)
    return total, {k: v.item() for k, v in log.items()}


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    outputs = dict(real_a=t1, real_b=t2, fake_b=G(t1))
    log_vars = {}

    optimizer_G.zero_grad()
    pred = D(outputs['real_a'], outputs['fake_b'])
    total, _ = parse_losses(dict(loss_gan=gan_loss(pred, True), loss_pixel=lambda_l1 * pixel_loss(outputs['fake_b'], outputs['real_b'])))
    log_vars.update(_)
    total.backward()
    optimizer_G.step()
    log_vars['loss_G'] = total.item()

    optimizer_D.zero_grad()
    pred_fake = D(outputs['real_a'], outputs['fake_b'].detach())
    pred_real = D(outputs['real_a'], outputs['real_b'])
    total = discriminator_loss(pred_real, pred_fake)
    total.backward()
    optimizer_D.step()
    log_vars['loss_D'] = total.item()
    return log_vars
