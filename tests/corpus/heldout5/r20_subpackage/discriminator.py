from pix.nets import Discriminator as _D

Discriminator = _D
