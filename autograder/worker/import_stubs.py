"""What stands in for an import that fails in the worker, so that the rest of a file still loads."""
from __future__ import annotations

import sys
import types
from typing import Any

# Packages of a hosted notebook and of its test cells: their calls do nothing here, rather than end the file.
HARMLESS = ("google", "IPython", "autograder")


class Absent:
    """A name that could not be imported: using it says so, having it costs nothing."""

    def __init__(self, name: str, reason: str) -> None:
        self._absent = (name, reason)

    def _complain(self, *args: Any, **kwargs: Any) -> Any:
        name, reason = self._absent
        raise ImportError(f"{name} is not available here: {reason}")

    __call__ = __getitem__ = __iter__ = __mro_entries__ = _complain

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        return self._complain()


class Harmless:
    """Does nothing, whatever is asked of it (`drive.mount(...)`, `get_ipython().system(...)`)."""

    def __call__(self, *args: Any, **kwargs: Any) -> Harmless:
        return self

    def __getattr__(self, attribute: str) -> Harmless:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        return self


def stand_in(module: str, name: str, reason: str, known_good: dict[str, Any]) -> Any:
    """The object for `from module import name` (or `import module`, name empty) that failed."""
    if module.split(".")[0] in HARMLESS:
        return Harmless()
    if name in known_good:
        return known_good[name]
    return Absent(f"{module}.{name}".strip("."), reason)


def absent_module(name: str, reason: str, known_good: dict[str, Any]) -> Any:
    """The object for a plain `import name` that failed."""
    if name.split(".")[0] in HARMLESS or not known_good:
        return stand_in(name, "", reason, {})
    module = types.ModuleType(name)
    vars(module).update(known_good)
    sys.modules.setdefault(name, module)
    return module
