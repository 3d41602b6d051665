"""The lab of T1 to T2 translation with a conditional GAN."""
