"""Of the tests' tiny lab: parts/double."""
