"""Call mean with one list."""
from __future__ import annotations

from autograder.worker.experiments import Seen, experiment


@experiment("mean")
def averaged(seen: Seen, student: dict, modules: list, values: list) -> None:
    """values: floats."""
    seen.attempt("averaged", lambda: float(student["mean"](list(values))))
