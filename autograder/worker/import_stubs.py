"""Import stubs: what stands in for an import that fails, so that the rest of a file still loads."""
from __future__ import annotations

import bdb
import importlib.abc
import importlib.machinery
import importlib.util
import sys
import types
from collections.abc import Sequence
from typing import Any

# Packages of a hosted notebook and of its test cells, and those that only record or show what a training does:
# their calls do nothing here, rather than end the file.
HARMLESS = ("google", "IPython", "autograder",
            "wandb", "tensorboard", "tensorboardX", "torch.utils.tensorboard", "tensorboard_logger", "visdom",
            "swanlab", "mlflow", "comet_ml", "neptune", "clearml", "aim", "torchsummary", "torchinfo", "torchviz",
            "hiddenlayer", "thop", "loguru")
# Debuggers that a code's author may have and the grader lacks.
DEBUGGERS = ("ipdb", "pudb", "pdbpp", "pydevd_pycharm", "web_pdb")


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
    """Does nothing, whatever is asked of it (`drive.mount(...)`, `with wandb.init() as run: run.log(...)`)."""

    def __call__(self, *args: Any, **kwargs: Any) -> Harmless:
        return self

    __enter__ = __getitem__ = __call__

    def __exit__(self, *error: Any) -> None:
        return None

    def __setitem__(self, key: Any, value: Any) -> None:
        return None

    def __getattr__(self, attribute: str) -> Harmless:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        return self


class Debugger:
    """Ends the code that would wait in it for a person."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        raise bdb.BdbQuit("a debugger was started")

    def __getattr__(self, attribute: str) -> Debugger:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        return self


class Debuggers(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the debuggers that are not installed: they are mostly imported in the line that calls them."""

    def find_spec(self, name: str, path: Sequence[str] | None = None,
                  target: types.ModuleType | None = None) -> importlib.machinery.ModuleSpec | None:
        known = name.split(".")[0] in DEBUGGERS
        return importlib.util.spec_from_loader(name, self, is_package=True) if known else None

    # Anything may stand in for a module.
    def create_module(self, spec: importlib.machinery.ModuleSpec) -> Debugger:  # type: ignore[override]
        return Debugger()

    def exec_module(self, module: object) -> None:
        return None


def uncompiled(model: Any = None, *args: Any, **options: Any) -> Any:
    """In the place of torch.compile, also as a decorator with options: what is compiled is judged as it was before.

    The numbers are the same, without the minute and the C++ compiler that each network would take.
    """
    return uncompiled if model is None else model


def is_harmless(module: str) -> bool:
    """Whether what is imported from this module may be there and do nothing."""
    return any(f"{module}.".startswith(f"{name}.") for name in HARMLESS)


def stand_in(module: str, name: str, reason: str, stand_ins: dict[str, Any]) -> Any:
    """The object for `from module import name` (or `import module`, name empty) that failed."""
    if is_harmless(f"{module}.{name}"):
        return Harmless()
    if name in stand_ins:
        return stand_ins[name]
    return Absent(f"{module}.{name}".strip("."), reason)


def absent_module(name: str, reason: str, stand_ins: dict[str, Any]) -> Any:
    """The object for a plain `import name` that failed."""
    if is_harmless(name) or not stand_ins:
        return stand_in(name, "", reason, {})
    module = types.ModuleType(name)
    vars(module).update(stand_ins)
    sys.modules.setdefault(name, module)
    return module
