"""Gradescope: its export read, its container served, its zip made."""

CHALLENGE_FOLDER = "challenge"  # of the instructor's data in the zip, where there are any
