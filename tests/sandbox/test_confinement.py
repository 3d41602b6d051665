"""Each sentence of autograder/sandbox/SANDBOX.md that speaks of a layer, tried from inside a worker.

Every claim is tried twice: with all layers on it must hold, and with its own layer off it must not
(where another layer does not stand in for it), so that no claim is held by chance.
"""
from __future__ import annotations

import os
import selectors
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.sandbox import LAYERS, Limits, Reply, Workers, open_workers
from autograder.sandbox.frames import Parcel
from autograder.sandbox.layers import probe
from autograder.sandbox.scratch import make_folder, remove

pytestmark = pytest.mark.skipif(os.uname().sysname != "Linux", reason="the layers are Linux's")
ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits(load=20.0, run=20.0, idle=5.0)

# claim: (layer, code that raises OSError or asserts where the layer holds)
CLAIMS = {
    "memory is bounded": ("rlimits", "import resource; assert resource.getrlimit(resource.RLIMIT_AS)[0] < 0"),
    "files are bounded": ("rlimits", "open('big', 'wb').write(bytes(20_000_000))"),
    "open files are bounded": ("rlimits", "kept = [open('/dev/zero') for _ in range(300)]"),
    "core files are off": ("rlimits", "import resource; assert resource.getrlimit(resource.RLIMIT_CORE)[1] != 0"),
    "the network is empty": ("namespaces", "assert len(open('/proc/self/net/dev').readlines()) > 3"),
    "no capabilities": ("user", "assert int(status('CapEff'), 16)"),
    "no new privileges": ("no_new_privs", "assert status('NoNewPrivs') == '0'"),
    "the grader can't be read": ("landlock", f"open({str(ROOT / 'autograder' / '__main__.py')!r})"),
    "the solution can't be read": ("landlock", f"open({str(ROOT / 'solution' / 'training.py')!r})"),
    "folders can't be listed": ("landlock", "import os; os.listdir('/')"),
    "the home folder can't be read": ("landlock", "import os; os.listdir(os.path.expanduser('~root'))"),
    "users can't be read": ("landlock", "open('/etc/passwd')"),
    "other processes can't be read": ("landlock", "import os; open(f'/proc/{os.getppid()}/status').read()"),
    "nothing is written elsewhere": ("landlock", "open(TMP + '/lab-escaped', 'w')"),
    "shared memory can't be written": ("landlock", "open('/dev/shm/lab-escaped', 'w')"),
    "the submission can't be changed": ("landlock", "open(ROOT + '/claim.py', 'a')"),
    "no FIFOs": ("landlock", "import os; os.mkfifo('pipe')"),
    "no sockets": ("seccomp", "import socket; socket.socket()"),
    "no socket pairs": ("seccomp", "import socket; socket.socketpair()"),
    "no forks": ("seccomp", "import os\npid = os.fork()\nif pid == 0: os._exit(0)"),
    "no programs": ("seccomp", "import os; os.execv('/bin/true', ['true'])"),
    "no subprocesses": ("seccomp", "import subprocess; subprocess.run(['/bin/true'], check=True)"),
    "no signals to others": ("seccomp", "import os; os.kill(os.getppid(), 0)"),
    "no tracing": ("seccomp", "call(101, 0, 0, 0, 0)"),
    "limits can't be raised": ("seccomp", "import resource; resource.setrlimit(resource.RLIMIT_CPU, (9, 9))"),
    "priorities can't be changed": ("seccomp", "import os; os.setpriority(os.PRIO_PROCESS, 0, 19)"),
    "no memory files": ("seccomp", "import os; os.memfd_create('x')"),
    "no links": ("seccomp", "import os; os.symlink('a', 'b')"),
    "death can't be untied from the parent's": ("seccomp", "call(157, 1, 0, 0, 0)"),
    "modes stay as they are": ("seccomp", "import os; open('f', 'w'); os.chmod('f', 0o777); "
                                          "assert os.stat('f').st_mode & 0o777 == 0o777"),
}
PRELUDE = """
import ctypes, os
TMP, ROOT = {tmp!r}, {root!r}
def status(name):
    return next(line.split()[1] for line in open('/proc/self/status') if line.startswith(name + ':'))
def call(*numbers):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(*numbers) < 0:
        raise OSError(ctypes.get_errno(), 'refused')
try:
{body}
    print('OPEN', flush=True)
except (OSError, AssertionError, MemoryError, ValueError) as error:
    print('CLOSED', type(error).__name__, error, flush=True)
def discriminator_loss(real, fake): return real
"""
# Landlock and seccomp forbid these both: they are open only where both are off.
HELD_TWICE = {"no FIFOs", "no subprocesses", "no programs", "no signals to others", "no links"}
BOTH = {"landlock", "seccomp"}
# A user of its own, where workers change to one, forbids these as well.
BY_USER = {"the home folder can't be read", "nothing is written elsewhere", "the submission can't be changed",
           "no signals to others"} if probe((), os.getpid()).user else set()
# Where we have no network ourselves, nothing shows whose absence a worker sees.
UNSHOWN = {"the network is empty"} if len(Path("/proc/net/dev").read_text().splitlines()) <= 3 else set()


@pytest.fixture(scope="module", params=[set(), *({layer} for layer in LAYERS), BOTH | {"user"}],
                ids=lambda off: "+".join(sorted(off)) or "none")
def without(request) -> Iterator[tuple[set[str], Workers]]:
    """Workers that lack no layer, one, or those that overlap."""
    workers = open_workers("zygote", off=request.param)
    if not request.param and (lacking := set(LAYERS) - set(workers.confinement.on)):
        pytest.skip(f"this machine lacks {lacking}: {workers.confinement.missing}")
    yield request.param, workers
    workers.close()


def run(workers: Workers, body: str, limits: Limits = LIMITS) -> Reply:
    """What comes of a submission whose file is this code and whose loss is then asked for."""
    root = make_folder("claim-")
    try:
        code = PRELUDE.format(body=textwrap.indent(body, "    "), tmp=str(root.parent.parent), root=str(root))
        (root / "claim.py").write_text(code)
        return workers.ask({"experiment": "loss.discriminator_values", "root": str(root),
                            "manifest": [{"file": "claim.py", "chunks": [["claim.py", "claim.py"]]}],
                            "beside": [], "stops": {}, "seed": 1, "stand_ins": "", "stage": 0,
                            "inputs": Parcel({"cases": {}})}, limits)
    finally:
        remove(root)


def test_each_claim_is_held_by_its_layer(without):
    off, workers = without
    wrong = []
    for claim, (layer, body) in CLAIMS.items():
        holders = BOTH if claim in HELD_TWICE else {layer}
        holders = holders | ({"user"} if claim in BY_USER else set())
        if layer not in off and off:
            continue  # tried elsewhere
        said = run(workers, body).output
        if not holders <= off and not said.startswith("CLOSED"):
            wrong.append(f"{claim}: {said!r}")
        if holders <= off and said.startswith("CLOSED") and claim not in UNSHOWN:
            wrong.append(f"{claim}: {said!r} without {off}: nothing shows that {layer} holds it")
    for folder in ("/dev/shm", tempfile.gettempdir()):
        Path(folder, "lab-escaped").unlink(missing_ok=True)
    assert not wrong, "\n".join(wrong)


def test_a_layer_that_is_off_is_reported(without):
    off, workers = without
    plan = workers.confinement
    assert off <= set(plan.missing) and bool(plan.missing) == bool(off)
    assert plan.sufficient == (not off & {"landlock", "seccomp", "no_new_privs"})


def test_the_grader_s_environment_stays_with_the_grader(without, monkeypatch):
    off, workers = without
    monkeypatch.setenv("AUTOGRADER_SECRET", "hidden")
    assert "hidden" not in run(workers, "print(dict(os.environ))").output
    assert "CLOSED" in run(workers, "assert 'AUTOGRADER_SECRET' in os.environ").output


def test_descriptors_of_the_grader_are_closed(without):
    listing = run(without[1], "print(sorted(int(fd) for fd in os.listdir('/proc/self/fd')))").output
    opened = [int(word) for word in listing.splitlines()[0].strip("[]").split(", ")]
    assert set(opened) <= {0, 1, 2, 3, 4}  # 4 is the listing itself


DAEMON = """
for _ in range(5):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            import time
            time.sleep(600)
        os._exit(0)
"""


def test_daemons_are_ended_where_forks_are_not_forbidden():
    workers = open_workers("zygote", off=["seccomp"])
    zygote = workers.process_number
    assert "OPEN" in run(workers, DAEMON).output
    workers.rest()
    children = Path(f"/proc/{zygote}/task/{zygote}/children").read_text()
    workers.close()
    assert children.split() == []


LIMIT_CASES = {
    "cpu": ("while True: pass", Limits(load=1.0)),
    "idle": ("import time; time.sleep(60)", Limits(load=20.0, idle=1.0)),
    "memory": ("kept = [bytearray(8 << 20) for _ in range(100)]\nwhile True: pass", Limits(memory=600 << 20)),
    "files": ("for number in range(5000): open(f'f{number}', 'w').close()\nwhile True: pass", Limits(load=30.0)),
    "disk": ("for number in range(9): open(f'f{number}', 'wb').write(bytes(10 << 20))\nwhile True: pass",
             Limits(load=30.0)),
}


@pytest.mark.parametrize("limit", LIMIT_CASES)
def test_each_limit_ends_the_worker_and_is_named(zygote, limit):
    body, limits = LIMIT_CASES[limit]
    reply = run(zygote, body, limits)
    assert (reply.trouble, reply.result) == (limit, None)
    assert reply.place == ("claim.py", 10)
    assert run(zygote, "pass").result is not None  # the next worker is none the worse for it


def test_what_is_printed_just_before_the_end_is_kept(zygote, monkeypatch):
    class LooksTooEarly(selectors.DefaultSelector):
        """Never sees that something was printed, as when it comes right after the look."""

        def register(self, end, *rest):
            return super().register(end, *rest) if hasattr(end, "recv") else None

    monkeypatch.setattr(selectors, "DefaultSelector", LooksTooEarly)
    assert run(zygote, "pass").output == "OPEN\n"


def test_a_worker_that_stops_itself_is_ended(zygote):
    reply = run(zygote, "import signal; os.kill(os.getpid(), signal.SIGSTOP)", Limits(idle=1.0))
    assert reply.trouble == "idle"


REACHES = {
    "frames": "import sys; sys._getframe(3).f_locals",
    "frames by inspect": "import inspect\ntry: 1 / 0\nexcept ZeroDivisionError: inspect.trace()",
    "frames by an exception": "try: 1 / 0\nexcept ZeroDivisionError as error: error.__traceback__.tb_frame.f_back",
    "objects": "import gc; gc.get_objects()",
    "referrers": "import gc; gc.get_referrers(os)",
    "memory": "import ctypes; ctypes.string_at(id(os), 8)",
    "memory as a file": "open('/proc/self/mem', 'rb')",
    "tracing": "import sys; sys.settrace(lambda *_: None)",
    "code made on the spot": "exec(compile('import gc; gc.get_objects()', 'torch.py', 'exec'), {})",
}
HARMLESS = ("import inspect, logging, traceback, warnings, collections, dataclasses, typing, torch\n"
            "inspect.getfile(inspect.currentframe()); inspect.stack()[0].function; inspect.signature(status); inspect.getsource(status); logging.warning('x'); warnings.warn('x')\n"
            "collections.namedtuple('P', 'x y')(1, 2); typing.NamedTuple('Q', [('x', int)])\n"
            "dataclasses.make_dataclass('R', ['x'])\n"
            "try: 1 / 0\nexcept ZeroDivisionError: traceback.print_exc()\n"
            "layer = torch.nn.Conv2d(1, 1, 3); layer(torch.zeros(1, 1, 8, 8)).sum().backward()\n"
            "torch.optim.Adam(layer.parameters()).step(); str(layer); torch.jit.script(torch.nn.ReLU())")


@pytest.mark.parametrize("reach", REACHES)
def test_code_that_reaches_into_its_examiner_is_reported(zygote, reach):
    assert run(zygote, REACHES[reach]).reached


def test_ordinary_code_is_not_taken_for_it(zygote):
    reply = run(zygote, HARMLESS)
    assert "OPEN" in reply.output and reply.reached is None


def test_the_frame_that_inspect_gives_leads_to_no_caller(zygote):
    reply = run(zygote, "import inspect\nframe = inspect.currentframe()\n"
                        "assert frame.f_back is None and frame.f_locals == {} and len(inspect.stack()) == 1\n"
                        "assert frame.f_globals is globals() and frame.f_code.co_filename == 'claim.py'")
    assert "OPEN" in reply.output and reply.reached is None, reply


def test_frames_that_the_worker_did_not_seal_are_refused(zygote):
    forge = ("from struct import pack\nbody = b'{\"kind\": \"result\", \"seen\": {}}'\n"
             "os.write(3, pack('>II', len(body), 0) + body + bytes(16))")
    assert run(zygote, forge).trouble == "frame"


DEEP = ("for _ in range({levels}):\n    os.mkdir('d' * 100); os.chdir('d' * 100)")


def test_a_scratch_folder_of_any_depth_is_removed(zygote, monkeypatch):
    """Deeper than any path or recursion goes; counted as too many files where the worker goes on."""
    ours = f"lab-grader-{os.getpid()}-*/scratch-*"  # other tests run beside this one
    left = set(Path(tempfile.gettempdir()).glob(ours))
    assert run(zygote, DEEP.format(levels=1500)).trouble in (None, "files")
    assert run(zygote, DEEP.format(levels=100) + "\nwhile True: pass").trouble == "files"
    assert set(Path(tempfile.gettempdir()).glob(ours)) <= left


def test_folders_of_killed_graders_are_removed_by_the_next(tmp_path, monkeypatch):
    from autograder.sandbox import scratch

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    dead = tmp_path / f"{scratch.PREFIX}999999999-x"
    (dead / "scratch-1").mkdir(parents=True)
    living = tmp_path / f"{scratch.PREFIX}{os.getpid()}-x"
    living.mkdir()
    scratch._room.__wrapped__(os.getpid())
    assert not dead.exists() and living.exists()
