"""One submission graded: what checks are given, what runs them, and the record of what came of it."""
