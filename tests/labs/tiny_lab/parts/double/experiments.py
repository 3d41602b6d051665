"""Call double with one tensor."""
from __future__ import annotations

import numpy as np
import torch

from autograder.worker import arrays
from autograder.worker.experiments import Seen, experiment


@experiment("double")
def doubled(seen: Seen, student: dict, modules: list, values: np.ndarray) -> None:
    """values: (rows, columns), float32."""
    seen.attempt("doubled", lambda: arrays.tensor(student["double"](torch.from_numpy(values).clone())).numpy())
