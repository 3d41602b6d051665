"""A class graded: by processes here or machines elsewhere, each submission once, whatever is interrupted.

edition.py says what a verdict depends on besides the submission, ledger.py which verdicts on disk
still hold, grader.py grades one submission in a process of its own, crews.py has graders work side
by side. `autograder.batch.grade_class` puts them together.
"""
