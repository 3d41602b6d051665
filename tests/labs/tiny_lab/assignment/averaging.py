"""The second step: the mean of some numbers."""


def mean(values: list) -> float:
    """Return the mean of a list of numbers."""
    raise NotImplementedError("mean: the sum by how many there are / 总和除以个数")
