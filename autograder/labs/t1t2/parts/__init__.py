"""The graded parts, a folder each."""
