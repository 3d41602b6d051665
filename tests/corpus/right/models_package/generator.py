from models.unet import UNet as Generator

__all__ = ["Generator"]
