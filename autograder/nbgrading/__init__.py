"""nbgrader's commands on this lab: what a course's nbgrader_config.py names.

`nbgrader autograde` reads a submission by way of `reading`, puts the course's cells back (`restoring`),
has it graded once by the confined workers (`executor`), and finds words and points in the test cells.
`gradebook` enters verdicts of `grade` in the same way. Nothing of a submission runs in nbgrader's process.
"""
