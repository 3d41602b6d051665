from .gen import Generator
from .disc import Discriminator

__all__ = ['Generator', 'Discriminator']
