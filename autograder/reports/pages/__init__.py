"""Web pages printed from verdicts: one a student, one for the class. Self-contained, no network."""
