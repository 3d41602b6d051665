"""Submissions: anything handed in, read as text under limits; nothing of it runs here."""
