"""From IXI's volumes to paired slices: find and pair, align, cut, write, look.

`dataset/prepare_ixi.py` is the command line. The modules in the order in which the data flows:
downloading, archives (find and pair), volumes (read), alignment, cutting, subjects (one subject
from files to slices), collection (many subjects to one folder), pictures.
"""
