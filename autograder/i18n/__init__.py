"""Sentences in two languages, and a stranger's words made harmless."""
