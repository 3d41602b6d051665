"""The process that student code runs in. It holds torch, the experiments and nothing to steal.

`python -m autograder.worker plain` performs requests from stdin, one after another.
`python -m autograder.worker zygote` holds a socket on stdin, over which it is asked to fork one
fresh worker a request: torch is imported once, and no state survives from one to the next.
"""
from __future__ import annotations

import builtins
import ctypes
import os
import random
import signal
import socket
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder import frames, placeholders
from autograder.errors import describe
from autograder.experiments import REGISTRY, Experiment, Seen, load_all
from autograder.loader import Loader, Missing

PR_SET_PDEATHSIG = 1
Send = Callable[[dict[str, Any]], None]


def perform(request: dict[str, Any], send: Send) -> None:
    """Load what the request's experiment needs, run it, and send what was seen."""
    os.chdir(request["scratch"])
    experiment = REGISTRY[request["experiment"]]
    loader = Loader(Path(request["root"]), request["manifest"], request["stops"],
                    _stand_ins(experiment),
                    lambda label, line: send({"kind": "loading", "file": label, "line": line}))
    _seed(request["seed"])
    seen = Seen(loader.labels)
    reply: dict[str, Any] = {"kind": "result", "seen": seen}
    try:
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
    send(reply)


def _stand_ins(experiment: Experiment) -> dict[str, Any]:
    """Known-good neighbours for failing sibling imports; none where a loss itself is under test."""
    if {"generator_loss", "discriminator_loss"} & set(experiment.needs):
        return {}
    from autograder.known_good import STAND_INS  # here, so that a loss's worker never holds it

    return {name: thing for name, thing in STAND_INS.items() if name not in experiment.needs}


def _seed(seed: int) -> None:
    import numpy
    import torch

    random.seed(seed)
    numpy.random.seed(seed % 2**32)
    torch.manual_seed(seed)


def prepare() -> None:
    """Import and warm what every request needs; make the process fit for student code."""
    import matplotlib
    import torch
    import torchvision  # noqa: F401  (students import it; loading it once is the point)

    torch.set_num_threads(1)
    load_all()
    matplotlib.use("Agg", force=True)
    matplotlib.use = lambda *args, **kwargs: None  # a submission may ask for a window system
    builtins.get_ipython = placeholders.Harmless  # exported notebooks call it
    warnings.simplefilter("ignore")
    sys.argv = ["lab"]
    # `import solution` must not work: the repository leaves the path once all is imported from it.
    root = str(Path(__file__).resolve().parent.parent)
    sys.path[:] = [folder for folder in sys.path if folder != root]
    _warm_up(torch)


def _warm_up(torch: Any) -> None:
    """The first Adam imports much of torch, the first figure scans fonts: once, before any fork."""
    import matplotlib.pyplot as plt

    layer = torch.nn.Conv2d(1, 1, 3)
    optimizer = torch.optim.Adam(layer.parameters())
    layer(torch.zeros(1, 1, 8, 8)).sum().backward()
    optimizer.step()
    figure, axis = plt.subplots()
    axis.set_title("warm")
    figure.canvas.draw()
    plt.close(figure)


def serve_plain() -> None:
    """Perform requests from stdin until it ends. Replies go to the real stdout, and only they."""
    source, sink = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)  # what student code prints goes where its stderr goes
    prepare()
    send = _sender(lambda data: os.write(sink, data))
    send({"kind": "ready"})
    reader = frames.FrameReader()
    while data := os.read(source, 2**16):
        for request in reader.feed(data):
            perform(request, send)


def serve_zygote() -> None:
    """Fork a worker for every pair of descriptors that comes over the control socket on stdin."""
    control = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    prepare()
    control.sendall(b"ready\n")
    while True:
        order, descriptors, _, _ = socket.recv_fds(control, 64, 2)
        if not order:
            return
        verb, _, argument = order.decode().partition(" ")
        if verb == "fork":
            pid = os.fork()
            if pid == 0:
                control.close()
                _be_worker(*descriptors)
            for descriptor in descriptors:
                os.close(descriptor)
            control.sendall(f"{pid}\n".encode())
        elif verb == "end":
            control.sendall(f"{_end(int(argument))}\n".encode())


def _be_worker(channel: int, output: int) -> None:
    """The forked child: one request, one reply, gone. It dies with the zygote, and that with its
    grader, however the grader ends."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    os.setsid()
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(output)
    connection = socket.socket(fileno=channel)
    reader = frames.FrameReader()
    requests: list[dict[str, Any]] = []
    while not requests and (data := connection.recv(2**16)):
        requests = reader.feed(data)
    try:
        perform(requests[0], _sender(connection.send))
    finally:
        sys.stdout.flush()
        os._exit(0)


def _end(pid: int) -> int:
    """Kill a worker and all of its session; its exit status as waitpid gives it."""
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue  # it has gone by itself
    return os.waitpid(pid, 0)[1]


def _sender(write: Callable[[bytes], int]) -> Send:
    """send(message): one frame, written whole. The writer is kept from before student code runs."""
    encode = frames.encode

    def send(message: dict[str, Any]) -> None:
        data = memoryview(encode(message))
        while data:
            data = data[write(data):]
    return send


if __name__ == "__main__":
    {"plain": serve_plain, "zygote": serve_zygote}[sys.argv[1]]()
