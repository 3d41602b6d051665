"""Paired T1/T2 head slices made from tissue parameters and the signal equations.

Read tissues (what the head is made of), head, deep and cortex (where it lies), sequences and
acquisition (what the scanner makes of it), slices (all together).
"""

from .slices import pair_as_float, phantom, structure_masks, tissue_maps

__all__ = ["pair_as_float", "phantom", "structure_masks", "tissue_maps"]
