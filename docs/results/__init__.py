"""What the handout's network and two others reach on a data folder: trained, evaluated, tabled.

`python -m docs.results --data DIR --out DIR` trains every recipe with assignment/train.py, one after the
other, and judges it with assignment/evaluate.py. Weights and pictures stay in --out; only numbers and
curves come into the repository, for real people's slices are never committed.
"""
