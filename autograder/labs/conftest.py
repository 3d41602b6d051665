"""Lets pytest run the checks of every lab."""
from autograder.grading.pytest_plugin import lab_sessions, look, pytest_addoption  # noqa: F401
