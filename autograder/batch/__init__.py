"""Grading of a whole class: every submission once, on this machine or several, however often it is interrupted.

code_version.py says what a verdict depends on besides the submission, result_cache.py which verdicts on disk
still hold, grader.py grades one submission in a process of its own, executors.py has graders work side by side.
`grade.grade_class` puts them together.
"""
