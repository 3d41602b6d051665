"""Grading of one submission: session, observations, checks, and the verdict."""
