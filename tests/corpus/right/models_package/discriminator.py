from models import PatchGAN


class Discriminator(PatchGAN):
    pass
