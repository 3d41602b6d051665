import torch
import torch.nn.functional as F

LAMBDA = 100.0
EPSILON = 1e-7  # K.epsilon()


def binary_crossentropy(y_true, y_pred):
    y_pred = torch.clamp(y_pred, EPSILON, 1.0 - EPSILON)
    bce = y_true * torch.log(y_pred) + (1.0 - y_true) * torch.log(1.0 - y_pred)
    return -torch.mean(bce)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=LAMBDA):
    gan_loss = binary_crossentropy(torch.ones_like(pred_fake), pred_fake)
    l1_loss = torch.mean(torch.abs(t2 - fake_t2))
    total_gen_loss = gan_loss + (lambda_l1 * l1_loss)
    return total_gen_loss


def discriminator_loss(pred_real, pred_fake):
    real_loss = binary_crossentropy(torch.ones_like(pred_real), pred_real)
    generated_loss = binary_crossentropy(torch.zeros_like(pred_fake), pred_fake)
    return (real_loss + generated_loss) * 0.5


def make_optimizers(G, D):
    generator_optimizer = torch.optim.Adam(G.parameters(), 2e-4, betas=(0.5, 0.999))
    discriminator_optimizer = torch.optim.Adam(D.parameters(), 2e-4, betas=(0.5, 0.999))
    return generator_optimizer, discriminator_optimizer


class GradientTape:
    """so that it looks like home"""

    def __enter__(self):
        torch.set_grad_enabled(True)
        return self

    def __exit__(self, *exc):
        return False

    def gradient(self, loss, variables):
        return torch.autograd.grad(loss, variables, allow_unused=True)


def apply_gradients(optimizer, grads, variables):
    for v, g in zip(variables, grads):
        v.grad = g
    optimizer.step()
    for v in variables:
        v.grad = None


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=LAMBDA):
    g_vars = [p for p in G.parameters() if p.requires_grad]
    d_vars = [p for p in D.parameters() if p.requires_grad]

    with GradientTape() as gen_tape:
        gen_output = G(t1)
        disc_generated_output = D(t1, gen_output)
        gen_total_loss = generator_loss(disc_generated_output, gen_output, t2, lambda_l1)
    apply_gradients(optimizer_G, gen_tape.gradient(gen_total_loss, g_vars), g_vars)

    with GradientTape() as disc_tape:
        disc_real_output = D(t1, t2)
        disc_generated_output = D(t1, gen_output.detach())
        disc_loss = discriminator_loss(disc_real_output, disc_generated_output)
    apply_gradients(optimizer_D, disc_tape.gradient(disc_loss, d_vars), d_vars)

    return {"loss_G": gen_total_loss.item(), "loss_D": disc_loss.item()}
