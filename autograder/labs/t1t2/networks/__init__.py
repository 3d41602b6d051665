"""What the parts generator and discriminator share."""
