from .unet import UNet
from .patchgan import PatchGAN

__all__ = ["UNet", "PatchGAN"]
