import torch

criterion_GAN = torch.nn.BCELoss()
criterion_pixelwise = torch.nn.L1Loss()
cuda = True if torch.cuda.is_available() else False


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    valid = torch.ones_like(pred_fake)
    loss_GAN = criterion_GAN(pred_fake, valid)
    loss_pixel = criterion_pixelwise(fake_t2, t2)
    return loss_GAN + lambda_l1 * loss_pixel


def discriminator_loss(pred_real, pred_fake):
    loss_real = criterion_GAN(pred_real, torch.ones_like(pred_real))
    loss_fake = criterion_GAN(pred_fake, torch.zeros_like(pred_fake))
    return 0.5 * (loss_real + loss_fake)


def make_optimizers(G, D):
    generator, discriminator = G, D
    optimizer_G = torch.optim.Adam(generator.parameters(), lr=0.0002, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(discriminator.parameters(), lr=0.0002, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    generator, discriminator = G, D
    real_A, real_B = t1, t2
    # ------------------
    #  Train Generators
    # ------------------
    optimizer_G.zero_grad()
    fake_B = generator(real_A)
    pred_fake = discriminator(real_A, fake_B)
    loss_G = generator_loss(pred_fake, fake_B, real_B, lambda_l1)
    loss_G.backward()
    optimizer_G.step()
    # ---------------------
    #  Train Discriminator
    # ---------------------
    optimizer_D.zero_grad()
    pred_real = discriminator(real_A, real_B)
    pred_fake = discriminator(real_A, fake_B.detach())
    loss_D = discriminator_loss(pred_real, pred_fake)
    loss_D.backward()
    optimizer_D.step()
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
