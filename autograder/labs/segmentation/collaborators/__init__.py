"""Right answers and right neighbours, for the parts that need some."""
