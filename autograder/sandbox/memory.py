"""The fork server's memory, made cheap to fork.

A fork copies the page tables of all that its parent has written to, and its end takes them down
again: for torch's 390 MB in pages of 4 kB that is 12 ms a worker more than in pages of 2 MB.
"""
from __future__ import annotations

import ctypes
import gc

LARGE = 2 * 2**20
MADV_COLLAPSE = 25  # Linux 6.1; older kernels refuse it, and everything works as before
# Parameters of mallopt(3), and their values while the zygote loads and for its workers.
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
SMALL, TENSORS, KEPT = 2**17, 2**25, 2**29
FORKS = 50


def begin() -> None:
    """To be called before anything is loaded. What is large and only passes through goes back whole: a worker
    that was given the holes it leaves would copy a page for each 4 kB of them."""
    _set(M_MMAP_THRESHOLD, SMALL)


def settle() -> None:
    """To be called once all is loaded and before the first fork."""
    gc.collect()
    gc.freeze()  # or a worker that collects garbage would write to every object there is
    # A worker keeps the memory of one tensor for the next: the system would hand it out as zeros again and again.
    _set(M_MMAP_THRESHOLD, TENSORS)
    _set(M_TRIM_THRESHOLD, KEPT)


def gather() -> None:
    """Bring the memory into large pages, which takes as long as they save in some FORKS forks: to be called then."""
    madvise = ctypes.CDLL(None).madvise
    madvise.argtypes = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int
    for start, end in _written():
        for place in range(-(-start // LARGE) * LARGE, end // LARGE * LARGE, LARGE):
            madvise(place, LARGE, MADV_COLLAPSE)


def _set(parameter: int, value: int) -> None:
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):  # glibc's; other libraries have no such holes to speak of, or no way to ask
        library.mallopt(parameter, value)


def _written() -> list[tuple[int, int]]:
    """The address ranges of this process's own memory, which stands behind no file."""
    ranges = []
    with open("/proc/self/maps") as file:
        for fields in map(str.split, file):
            if "w" in fields[1] and fields[5:] in ([], ["[heap]"]):
                start, _, end = fields[0].partition("-")
                ranges.append((int(start, 16), int(end, 16)))
    return ranges
