"""Everything lives here."""
from .nets import Discriminator, Generator

__version__ = "0.1"
