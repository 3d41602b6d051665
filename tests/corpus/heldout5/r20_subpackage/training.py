import pix.loop as loop

generator_loss = loop.generator_loss
discriminator_loss = loop.discriminator_loss
make_optimizers = loop.make_optimizers
train_step = loop.train_step
