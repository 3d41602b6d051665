"""The labs: each a folder, which the engine loads by its name and never imports."""

DEFAULT = "t1t2"
