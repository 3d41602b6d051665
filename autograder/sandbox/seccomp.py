"""A seccomp filter for one worker: system calls that reach beyond it answer EPERM.

Classic BPF over struct seccomp_data (linux/seccomp.h): nr at 0, arch at 4, args at 16, 8 bytes each.
"""
from __future__ import annotations

import ctypes
import errno
import platform
import struct

from autograder.sandbox import syscalls
from autograder.sandbox.privileges import libc

LOAD, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16
MACHINES = {"x86_64": (0, 0xC000003E, 317), "aarch64": (1, 0xC00000B7, 277)}
SET_MODE_FILTER, FLAG_TSYNC = 1, 1
CLONE_THREAD = 0x10000
# PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_MM: they would undo what the worker was started with.
REFUSED_PRCTL = (1, 4, 35)


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def install(pid: int) -> None:
    """Filter every thread of this process, whose number is pid. Needs no_new_privs. Raises OSError."""
    if platform.machine() not in MACHINES:
        raise OSError(errno.ENOSYS, f"no system call numbers for {platform.machine()}")
    column, architecture, seccomp = MACHINES[platform.machine()]
    code = program(column, architecture, pid)
    buffer = ctypes.create_string_buffer(code, len(code))
    filter = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    if libc().syscall(seccomp, SET_MODE_FILTER, FLAG_TSYNC, ctypes.byref(filter)) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")


def program(column: int, architecture: int, pid: int) -> bytes:
    """The filter's instructions. column: which of the numbers in syscalls.py are this machine's."""
    refuse, pretend, unknown = ERRNO | errno.EPERM, ERRNO, ERRNO | errno.ENOSYS
    code = [_load(ARCHITECTURE), *_unless(JUMP_EQUAL, architecture, KILL), _load(NUMBER),
            # Beyond the lists, x86's x32 calls among them.
            *_if(JUMP_AT_LEAST, syscalls.LAST + 1, unknown)]
    for table, answer in ((syscalls.REFUSED, refuse), (syscalls.PRETENDED, pretend)):
        for number in sorted(known for pair in table.values() if (known := pair[column]) is not None):
            code += _if(JUMP_EQUAL, number, answer)
    judged = {name: pair[column] for name, pair in syscalls.JUDGED.items()}
    code += _if(JUMP_EQUAL, judged["clone3"], unknown)  # glibc falls back to clone
    code += _case(judged["clone"], [*_unless(JUMP_ANY_BIT, CLONE_THREAD, refuse)])
    for name in ("kill", "tgkill"):
        code += _case(judged[name], [*_unless(JUMP_EQUAL, pid, refuse)])
    code += _case(judged["prctl"], [line for option in REFUSED_PRCTL
                                    for line in _if(JUMP_EQUAL, option, refuse)])
    # prlimit64 may read limits (third argument null), never set them.
    code += _case(judged["prlimit64"], [*_unless(JUMP_EQUAL, 0, refuse), _load(FIRST_ARGUMENT + 20),
                                        *_unless(JUMP_EQUAL, 0, refuse)], argument=2)
    return b"".join([*code, _line(RETURN, ALLOW)])


def _case(number: int, body: list[bytes], argument: int = 0) -> list[bytes]:
    """For this system call: load the low half of an argument, judge it by body, else allow."""
    block = [_load(FIRST_ARGUMENT + 8 * argument), *body, _line(RETURN, ALLOW)]
    return [_line(JUMP_EQUAL, number, 0, len(block)), *block]


def _if(jump: int, value: int, answer: int) -> list[bytes]:
    return [_line(jump, value, 0, 1), _line(RETURN, answer)]


def _unless(jump: int, value: int, answer: int) -> list[bytes]:
    return [_line(jump, value, 1, 0), _line(RETURN, answer)]


def _load(offset: int) -> bytes:
    return _line(LOAD, offset)


def _line(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
