"""Fact modules, one a part: FACTS holds functions (part, look) that yield (slot, value)."""
