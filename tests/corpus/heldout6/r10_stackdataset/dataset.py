from operator import itemgetter

import torch
from torch.utils.data import Dataset, StackDataset, Subset

from slices import SliceFolder


class PairedMedicalDataset(StackDataset):
    """torch already has a dataset of datasets: stack one folder on the other."""

    def __init__(self, t1_dir, t2_dir):
        sides = [SliceFolder(d) for d in (t1_dir, t2_dir)]
        shortest = min(map(len, sides))
        super().__init__(*(Subset(s, range(shortest)) for s in sides))
