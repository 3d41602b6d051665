from .patchgan import PatchGAN
from .unet import UNet
