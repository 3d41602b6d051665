"""The handout's figures, drawn from the phantoms and from four short trainings of the solution.

`python -m docs.figures` (make figures) draws all of them; with --train it trains first and stores
what came out in runs.npz, so that drawing alone takes seconds and needs no training.
"""
