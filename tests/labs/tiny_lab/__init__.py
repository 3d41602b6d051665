"""A lab of two parts outside the engine's folder, on which the tests try every verb."""
