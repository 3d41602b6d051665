"""Examine a lab: compare it with what is stored (course.py), build its fingerprints, mutate its solution."""
