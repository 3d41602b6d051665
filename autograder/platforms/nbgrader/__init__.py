"""nbgrader's commands on this lab: what a course's nbgrader_config.py names.

`completing` adds the notebook where a submission has files only. `nbgrader autograde` reads a submission
by way of `submitted_notebook`, puts the course's cells back (`restoring`), has it graded once by the confined workers
(`executor`), and writes words and points into the test cells (`filling`). `gradebook` enters the verdicts
of `grade` in the same way, `exporting` writes the table of scores, `markdown` shows students' text
without obeying it. Nothing of a submission runs in nbgrader's process.
"""
