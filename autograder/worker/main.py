"""The process that student code runs in. It holds torch, the experiments and nothing to steal.

`python -m autograder.worker.main plain` performs requests from stdin, one after another.
`python -m autograder.worker.main zygote` holds a socket on stdin, over which it is asked to fork one
fresh worker a request: torch is imported once, and no state survives from one to the next.
"""
from __future__ import annotations

import bdb
import builtins
import json
import os
import random
import sys
import tempfile
import types
import warnings
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from autograder.lab import Lab, load
from autograder.sandbox import frames
from autograder.sandbox.errors import describe
from autograder.sandbox.layers import Confinement, confine, probe
from autograder.worker import audit_hook, fork_server, import_stubs
from autograder.worker.experiments import REGISTRY, Seen, load_all, stand_ins
from autograder.worker.loader import Loader, Missing

FOLDER_VARIABLES = ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP", "MPLCONFIGDIR", "XDG_CACHE_HOME",
                    "TORCHINDUCTOR_CACHE_DIR")
Send = Callable[[dict[str, Any]], None]


@dataclass
class Stock:
    """What a process has loaded before student code, counted before it is forked: looking at every
    module costs a forked worker its own copy of the pages that they lie in.

    count: of modules. ours: those that the worker forgets; kept, since to end them would write to
    all that they hold. libraries: the identities of the others' namespaces.
    """

    count: int = 0
    ours: dict[str, types.ModuleType] = field(default_factory=dict)
    libraries: frozenset[int] = frozenset()


_stock = Stock()
_ours = {"autograder"}  # packages of the grader, and of a lab that lies elsewhere
_taken: set[str] = set()  # sources of stand-ins that came by the wire
_home: dict[str, str] = {}  # graded name -> the file that the handout puts it into


def perform(request: dict[str, Any], send: Send) -> None:
    """Load what the request's experiment needs, run it, and send what was seen."""
    take_stand_ins(request["stand_ins"])
    experiment = REGISTRY[request["experiment"]]
    loader = Loader(Path(request["root"]), Path(request["scratch"]), request["manifest"], request["stops"],
                    {name: thing for name, thing in stand_ins.items() if name not in experiment.needs},
                    _progress(send) if request.get("places", True) else _nothing, _home)
    _seed(request["seed"])
    seen = Seen(loader.labels, Path(request["root"]))
    reply: dict[str, Any] = {"kind": "result", "seen": seen}
    try:
        with _no_window_asked_for():
            student = {name: loader.get(name) for name in experiment.needs}
        send({"kind": "loaded"})
        _seed(request["seed"])
        experiment.run(seen, student, modules=loader.modules, **request["inputs"])
    except Missing as missing:
        reply["missing"] = vars(missing)
    except (Exception, SystemExit, KeyboardInterrupt) as error:
        reply["error"] = describe(error, loader.labels)
    finally:
        loader.close()
    reply["notes"] = loader.notes[:50]
    _flush_streams()  # nothing is heard after the result
    send(reply)


@contextmanager
def _no_window_asked_for() -> Iterator[None]:
    """A file may choose a window for its author's machine as it is loaded; a figure must do without one."""
    pyplot: Any = sys.modules["matplotlib.pyplot"]
    real, pyplot.switch_backend = pyplot.switch_backend, _nothing
    try:
        yield
    finally:
        pyplot.switch_backend = real


def _nothing(*args: Any, **kwargs: Any) -> None:
    """In the place of what must have no effect here."""


def _progress(send: Send) -> Callable[[tuple[str, int]], None]:
    """Tells which statement runs. Student code can find it by way of sys.meta_path: what it calls
    stands in a generator's frame, which nobody looks into unheard."""
    def tell() -> Generator[None, tuple[str, int], None]:
        while True:
            label, line = yield
            send({"kind": "loading", "file": label, "line": line})

    teller = tell()
    next(teller)
    return teller.send


def enter(request: dict[str, Any], plan: Confinement, parent: int, send: Send) -> None:
    """Make this process fit for the student code of its first request."""
    for name in FOLDER_VARIABLES:
        os.environ[name] = request["scratch"]
    tempfile.tempdir = None
    try:
        if sys.platform.startswith("linux"):
            confine(plan, parent, read=[request["root"]], write=[request["scratch"]])
    except OSError as error:
        send({"kind": "broken", "reason": str(error)})
        os._exit(1)
    _forget_ourselves()
    send({"kind": "confined"})


def _lay_out(request: dict[str, Any]) -> None:
    """Give the code its author's own folder: what was handed in, where it may also write, and the current folder.

    It is made anew for each request. What is run is read elsewhere, where it can't be written to.
    """
    root, home = Path(request["root"]), Path(request["scratch"])
    os.chdir(home)
    for name in request["beside"]:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes((root / name).read_bytes())


def _forget_ourselves() -> None:
    """Leave the grader's names to the submission, which may have a package `autograder` of its own."""
    for name in islice(reversed(sys.modules), len(sys.modules) - _stock.count):
        if _is_ours(name):
            _stock.ours[name] = sys.modules[name]
    for name in _stock.ours:
        del sys.modules[name]
    sys.modules["__main__"] = types.ModuleType("__main__")


def _take_stock() -> None:
    _stock.count = len(sys.modules)
    _stock.ours = {name: module for name, module in sys.modules.items() if _is_ours(name)}
    _stock.libraries = frozenset(id(vars(module)) for name, module in sys.modules.items()
                                 if not _is_ours(name) and name != "__main__")


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] in _ours


def take_stand_ins(text: str) -> None:
    """Let what this text defines stand in from now on (a lab's late stand-ins), if there is any."""
    if text and text not in _taken:
        names: dict[str, Any] = {}
        exec(compile(text, "<right answers>", "exec"), names)
        stand_ins.update({name: thing for name, thing in names.items() if isinstance(thing, types.FunctionType)})
        _taken.add(text)


def _seed(seed: int) -> None:
    import numpy
    import torch

    random.seed(seed)
    numpy.random.seed(seed % 2**32)
    torch.default_generator.manual_seed(seed)  # the processor's alone: see experiments.networks.reseed


def prepare(lab: Lab, forked_from: bool = False, debugger: bool = False) -> None:
    """Import and warm what every request needs; make the process fit for student code.

    forked_from: whether it is for many workers, so that what only most of them need is worth its while.
    debugger: whether somebody is there to answer one.
    """
    import matplotlib.pyplot
    import torch
    import torchvision  # noqa: F401  (students import it; loading it once is the point)

    from autograder.worker.warmup import warm_up

    torch.set_num_threads(1)
    load_all(lab)
    _ours.add(lab.package.partition(".")[0])
    _home.update(lab.home)
    networks = lab.module("collaborators.networks")
    stand_ins.update(networks.NETWORKS if networks else {})
    matplotlib.use("Agg", force=True)
    builtins.get_ipython = import_stubs.Harmless  # type: ignore[attr-defined]  # exported notebooks call it
    warnings.simplefilter("ignore")
    sys.argv = ["lab"]
    # `import solution` must not work: the repository leaves the path once all is imported from it.
    root = str(Path(__file__).resolve().parents[2])
    sys.path[:] = [folder for folder in sys.path if folder != root]
    warm_up()
    if forked_from:
        own = lab.module("warmup")
        if own:
            own.warm_up()
    # Student code finds others in their places.
    torch.compile, torch.nn.Module.compile = import_stubs.uncompiled, _nothing  # type: ignore[method-assign]
    if not debugger:
        # Nobody is there to answer one.
        sys.breakpointhook = bdb.Bdb.set_trace = import_stubs.Debugger()  # type: ignore[method-assign]
        sys.meta_path.append(import_stubs.Debuggers())
    # A submission may ask for a window system, and for what torch grants once a process.
    matplotlib.use = torch.set_num_interop_threads = _nothing
    _take_stock()


def serve_plain(lab: Lab, off: list[str]) -> None:
    """Perform requests from stdin until it ends. Replies go to the real stdout, and only they."""
    source, sink, parent = os.dup(0), os.dup(1), os.getppid()
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)  # what student code prints goes where its stderr goes
    prepare(lab)
    plan = probe(off, parent)
    _write_all(sink, frames.encode({"kind": "ready", "plan": plan.to_json()}))
    _attend(source, sink, plan, parent)


def _attend(source: int, sink: int, plan: Confinement, parent: int) -> None:
    """Perform the requests from source until it ends, and reply to sink."""
    report: list[Send] = []  # where the audit hook reports, which is installed once
    for request in _requests(source):
        send = _sender(sink, request.pop("key"))
        if not report:
            enter(request, plan, parent, send)
            audit_hook.install(lambda event: report[-1]({"kind": "reached", "event": event}), _stock.libraries)
        report[:] = [send]
        _open_streams()
        _lay_out(request)
        perform(request, send)


def _open_streams() -> None:
    """Standard output and error anew for each request: student code may wrap, reconfigure and close them."""
    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        stream = open(descriptor, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _flush_streams() -> None:
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        try:
            if stream is not None:
                stream.flush()
        except BaseException:  # student code has closed it, or put something else in its place
            continue


def _requests(source: int) -> Iterator[dict[str, Any]]:
    """What is asked from source until it ends: the request itself and its inputs come as a frame each."""
    reader, words = frames.FrameReader(), None
    while data := os.read(source, 2**20):
        for message in reader.feed(data):
            if words is None:
                words = message
            else:
                yield {**words, "inputs": message}
                words = None


def _sender(descriptor: int, key: str) -> Send:
    """send(message): one sealed frame. What it uses is kept from before student code runs."""
    encode, seal, write = frames.encode, frames.Seal(key), _write_all

    def send(message: dict[str, Any]) -> None:
        frame = encode(message)
        write(descriptor, frame)
        write(descriptor, seal.next(frame))
    return send


def _write_all(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left):]


def main(mode: str, lab: Lab, off: list[str]) -> None:
    """mode: plain or zygote. lab: whose experiments are run. off: layers of confinement that are left off."""
    if mode == "plain":
        serve_plain(lab, off)
    else:
        fork_server.serve(partial(prepare, lab, forked_from=True), _attend, off)


if __name__ == "__main__":
    main(sys.argv[1], load(sys.argv[2]), json.loads(sys.argv[3]))
