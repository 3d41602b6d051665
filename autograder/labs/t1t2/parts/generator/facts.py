"""How a Generator differs from what it should be."""
from autograder.labs.t1t2.networks.facts import FACTS

__all__ = ["FACTS"]
