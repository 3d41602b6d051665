"""The parts of the lab: each a folder, and everything told of it in its part.py."""
