"""Gradescope: its export read, its container served, its zip made."""
