"""Fetches IXI's archives: with progress, going on where it stopped, and checked by their md5."""
from __future__ import annotations

import hashlib
import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

ADDRESS = "http://biomedic.doc.ic.ac.uk/brain-development/downloads/IXI"
# As torchio publishes them (torchio.datasets.IXI).
ARCHIVES = {"IXI-T1.tar": "34901a0593b41dd19c1a1f746eac2d58", "IXI-T2.tar": "e3140d78730ecdd32ba92da48c0a9aaa"}
BLOCK = 1 << 20            # bytes
ATTEMPTS, PAUSE_S, SILENCE_S = 5, 5.0, 60.0


class DownloadFailed(Exception):
    """What could not be fetched, and what to do."""


def fetch(address: str, target: Path, md5: str, progress: Callable[[int, int], None] = lambda done, total: None,
          attempts: int = ATTEMPTS, pause_s: float = PAUSE_S) -> Path:
    """target, whole and with this md5: as it is, or downloaded. Raises DownloadFailed.

    progress(bytes so far, bytes in all) is called after each block. What has arrived stays in
    target.part, and the next call goes on from there.
    """
    if target.is_file() and digest(target) == md5:
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    for attempt in range(1, attempts + 1):
        try:
            _continue(address, part, progress)
            break
        except (OSError, http.client.HTTPException) as error:  # URLError is an OSError
            if attempt == attempts or _hopeless(error):
                raise DownloadFailed(f"{address}: {error}. What has arrived is kept; the same command goes on "
                                     "from there") from None
            time.sleep(pause_s)
    found = digest(part)
    if found != md5:
        part.unlink()
        raise DownloadFailed(f"{address} arrived with the md5 {found}, not {md5}; it is deleted. Try again, or "
                             "fetch the file by hand")
    part.replace(target)
    return target


def _hopeless(error: Exception) -> bool:
    """Whether the server has said that it will not: asking again changes nothing."""
    return isinstance(error, urllib.error.HTTPError) and 400 <= error.code < 500


def _continue(address: str, part: Path, progress: Callable[[int, int], None]) -> None:
    """Appends what part lacks. Raises OSError where the connection breaks off."""
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(address, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        answer = urllib.request.urlopen(request, timeout=SILENCE_S)
    except urllib.error.HTTPError as error:
        if error.code == 416 and have:  # nothing is left to send: the md5 decides
            return
        raise
    with answer:
        goes_on = answer.status == 206
        have = have if goes_on else 0  # a server without ranges starts again
        total = have + int(answer.headers.get("Content-Length") or 0)
        with open(part, "ab" if goes_on else "wb") as file:
            while block := answer.read(BLOCK):
                file.write(block)
                have += len(block)
                progress(have, total)
    if have < total:
        raise ConnectionError(f"broke off after {have} of {total} bytes")


def digest(path: Path) -> str:
    found = hashlib.md5(usedforsecurity=False)
    with open(path, "rb") as file:
        while block := file.read(BLOCK):
            found.update(block)
    return found.hexdigest()
