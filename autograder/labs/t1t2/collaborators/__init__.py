"""Known-good neighbours that a part is graded against."""
