"""Downloads from a server of our own: with and without ranges, cut off, refused, altered."""
from __future__ import annotations

import hashlib
import re
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

DATA = bytes(range(256)) * 20000
MD5 = hashlib.md5(DATA, usedforsecurity=False).hexdigest()


@pytest.fixture
def downloading(preparing):
    from preparation import downloading
    return downloading


@pytest.fixture
def server():
    """Serves DATA at any path; `asked` holds each request's Range, `cut` how many answers break off half way."""
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            wanted = self.headers.get("Range")
            self.server.asked.append(wanted)
            if self.path == "/missing":
                self.send_error(404)
                return
            start = int(re.match(r"bytes=(\d+)-", wanted)[1]) if wanted and self.server.ranges else 0
            if start >= len(DATA):
                self.send_error(416)
                return
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(DATA) - start))
            self.end_headers()
            body = DATA[start:]
            if self.server.cut:
                self.server.cut -= 1
                body = body[: len(body) // 2]
            self.wfile.write(body)

        def log_message(self, *_):
            """Silence."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    try:
        socket.create_connection(http.server_address, timeout=5).close()
    except OSError as error:  # as in a new network namespace, whose loopback is down
        http.server_close()
        pytest.skip(f"nothing can be reached on this machine's loopback: {error}")
    http.asked, http.cut, http.ranges = [], 0, True
    http.address = f"http://127.0.0.1:{http.server_port}"
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield http
    http.shutdown()
    http.server_close()


def test_downloads_once_and_shows_progress(downloading, server, tmp_path):
    steps = []
    target = downloading.fetch(f"{server.address}/a", tmp_path / "new" / "a.tar", MD5, lambda *step: steps.append(step))
    assert target.read_bytes() == DATA and steps[-1] == (len(DATA), len(DATA)) and len(steps) > 2
    downloading.fetch(f"{server.address}/a", target, MD5)
    assert server.asked == [None]  # what is there and right is not fetched again


def test_goes_on_where_it_broke_off(downloading, server, tmp_path):
    server.cut = 2
    target = downloading.fetch(f"{server.address}/a", tmp_path / "a.tar", MD5, pause_s=0)
    assert target.read_bytes() == DATA
    assert server.asked == [None, f"bytes={len(DATA) // 2}-", f"bytes={len(DATA) * 3 // 4}-"]


def test_the_next_command_goes_on_too(downloading, server, tmp_path):
    server.cut = 1
    with pytest.raises(downloading.DownloadFailed, match="goes on"):
        downloading.fetch(f"{server.address}/a", tmp_path / "a.tar", MD5, attempts=1)
    assert (tmp_path / "a.tar.part").stat().st_size == len(DATA) // 2 and not (tmp_path / "a.tar").exists()
    downloading.fetch(f"{server.address}/a", tmp_path / "a.tar", MD5)
    assert server.asked[-1] == f"bytes={len(DATA) // 2}-" and (tmp_path / "a.tar").read_bytes() == DATA


def test_a_server_without_ranges_starts_again(downloading, server, tmp_path):
    server.ranges = False
    (tmp_path / "a.tar.part").write_bytes(b"old" * 1000)
    assert downloading.fetch(f"{server.address}/a", tmp_path / "a.tar", MD5).read_bytes() == DATA


def test_all_had_arrived_before_it_was_killed(downloading, server, tmp_path):
    (tmp_path / "a.tar.part").write_bytes(DATA)
    assert downloading.fetch(f"{server.address}/a", tmp_path / "a.tar", MD5).read_bytes() == DATA


def test_wrong_bytes_are_never_kept(downloading, server, tmp_path):
    (tmp_path / "a.tar.part").write_bytes(b"old" * 1000)  # of another file: the md5 finds out
    with pytest.raises(downloading.DownloadFailed, match="md5"):
        downloading.fetch(f"{server.address}/a", tmp_path / "a.tar", MD5)
    assert list(tmp_path.iterdir()) == []


def test_a_refusal_is_not_repeated(downloading, server, tmp_path):
    with pytest.raises(downloading.DownloadFailed, match="404"):
        downloading.fetch(f"{server.address}/missing", tmp_path / "a.tar", MD5, pause_s=0)
    assert server.asked == [None]
