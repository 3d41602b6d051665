"""`python -m autograder bench` and `bench-class`: what grading costs, as ratios within one run.

invention.py makes classes that nobody handed in, in_process.py runs their code without a grader around it,
processes.py measures processes from outside, comparison.py and endurance.py are the two verbs.
"""
