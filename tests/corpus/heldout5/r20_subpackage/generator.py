from pix import Generator
