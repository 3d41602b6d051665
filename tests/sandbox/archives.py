"""Makes the attacks that are archives, notebooks or whole folders.

    python -m tests.sandbox.archives FOLDER      to look at them

Kept small: bombs are bombs when they are unpacked, not here, and a large notebook is zipped.
"""
from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path

ATTACKS = Path(__file__).resolve().parents[2] / "fixtures" / "attacks"
HONEST = (ATTACKS / "honest_loss.txt").read_text(encoding="utf-8")
DATE = (1980, 1, 1, 0, 0, 0)
LARGE = 2**18


def pack(members: list[tuple[str, bytes | str]], mode: int = 0o100644, method: int = zipfile.ZIP_DEFLATED,
         flags: int = 0) -> bytes:
    """A zip with these members, in this order; names may be anything and may come twice."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, DATE)
            info.external_attr = mode << 16
            info.compress_type = method
            archive.writestr(info, content)
    data = buffer.getvalue()
    return _flagged(data, flags) if flags else data


def _flagged(data: bytes, flags: int) -> bytes:
    """The archive with these general-purpose flags in all of its records."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            changed[place + offset] |= flags
            place = data.find(signature, place + 4)
    return bytes(changed)


def notebook(*cells: str, outputs: list | None = None) -> str:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
        {"cell_type": "code", "id": f"c{number}", "metadata": {}, "execution_count": None,
         "source": source, "outputs": outputs or []} for number, source in enumerate(cells)]})


def archives() -> dict[str, bytes]:
    good = ("training.py", HONEST)
    mark = "open('/tmp/attack-archive-was-here', 'w').close()\n"
    deep = "/".join("d" * 3 for _ in range(60))
    nested = pack([good])
    for _ in range(6):
        nested = pack([("inner.zip", nested)], method=zipfile.ZIP_STORED)
    cut = pack([good])
    links = zipfile.ZipInfo("dataset.py", DATE)
    links.external_attr = 0o120777 << 16
    return {
        "slip": pack([good, ("../../attack-was-here.py", mark), ("..\\attack-was-here.py", mark),
                      ("a/../../attack-was-here.py", mark)]),
        "absolute_paths": pack([good, ("/tmp/attack-was-here.py", mark), ("C:\\attack-was-here.py", mark),
                                ("//server/share/attack.py", mark)]),
        "symlink_members": pack([("training.py", "/etc/shadow"), ("dataset.py", "../../solution/dataset.py")],
                                mode=0o120777),
        "device_members": pack([("training.py", ""), ("dataset.py", "")], mode=0o020666),
        "ratio_bomb": pack([good, ("bomb.py", bytes(60 * 2**20))]),
        "notebook_bomb": pack([good, ("bomb.ipynb", b'{"cells": [' + b"[" * (40 * 2**20))]),
        "many_bombs": pack([good, *((f"bomb{number}.py", bytes(3 * 2**20)) for number in range(40))]),
        "many_files": pack([good, *((f"f{number}.py", "") for number in range(1500))]),
        "depth_bomb": pack([good, (f"{deep}/deep.py", mark), ("a/" * 1000 + "x.py", mark)]),
        "nested_archives": pack([good, ("inner.zip", nested)]),
        "duplicate_members": pack([good, ("training.py", "raise SystemExit\n"), ("Training.py", "x = 1\n")]),
        "encrypted": pack([good], flags=1),
        "file_and_folder_of_one_name": pack([good, ("x.py", "a = 1\n"), ("x.py/y.py", "b = 2\n"),
                                             ("lab.ipynb", notebook("z = 3")), ("lab.ipynb.cells/001.py", "c = 3\n"),
                                             ("lab.ipynb.cells", "d")]),
        "odd_names": pack([good, ("=1+1.py", "x = 1\n"), ("a\nb.py", "x = 1\n"), ("\u202eyp.live.py", "x = 1\n"),
                           ("<img src=x onerror=alert(1)>.py", "x = 1\n"), ("[red]\x1b[2J.py", "x = 1\n"),
                           ("n" * 251 + ".py", "x = 1\n"), ("词" * 100 + ".py", "x = 1\n"), (" .py", "x = 1\n"),
                           ("con.py", "x = 1\n"), ("-rf.py", "x = 1\n")]),
        "raw_byte_names": pack([good, ("name_____.py", "x = 1\n")]).replace(b"name_____", b"\xff\xfe\x80\x00\xc3(\x1b[m"),
        "bzip2_bomb": pack([good, ("bomb.py", bytes(60 * 2**20))], method=zipfile.ZIP_BZIP2),
        "lzma_bomb": pack([good, ("bomb.py", bytes(20 * 2**20))], method=zipfile.ZIP_LZMA),
        "lying_sizes": pack([good, ("bomb.py", bytes(2**20))]).replace((2**20).to_bytes(4, "little"), b"\x01\0\0\0"),
        "truncated": cut[:len(cut) // 2],
        "broken_stream": pack([good, ("x.py", "a" * 5000)]).replace(b"PK\x01\x02", b"PK\x01\x03", 1),
        "shadows_modules": pack([good, *((f"{name}.py", "raise SystemExit('shadow')\n") for name in (
            "json", "torch", "numpy", "struct", "safetensors", "autograder/sandbox/frames", "frames", "worker", "typing"))]),
        "files_that_tools_run": pack([good, ("conftest.py", mark), ("sitecustomize.py", mark), ("usercustomize.py", mark),
                                      ("pytest.ini", "[pytest]\naddopts = --help\n"), ("setup.cfg", "[tool:pytest]\n"),
                                      ("attack.pth", "import os; os._exit(0)\n"), ("training.pyc", b"\xa7\r\r\n"),
                                      ("__pycache__/training.cpython-311.pyc", b"\xa7\r\r\n"), ("__init__.py", mark),
                                      ("__main__.py", mark), ("tests/conftest.py", mark)]),
        "checkpoint": pack([good, ("model.pt", b"\x80\x04cos\nsystem\n(S'touch /tmp/attack-pickle-was-here'\ntR.")]),
    }


def notebooks() -> dict[str, bytes]:
    cells = "\n".join(["%time pass"] * 3000)
    return {
        "huge_outputs": notebook(HONEST, outputs=[{"output_type": "stream", "name": "stdout", "text": "x" * 2**20}]),
        "invalid_json": '{"cells": [',
        "deep_json": '{"nbformat": 4, "nbformat_minor": 5, "metadata": ' + "[" * 200_000 + "]" * 200_000 + "}",
        "strange_cells": json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": [], "cells": [
            7, None, {"cell_type": "code"}, {"cell_type": "code", "source": {"a": [1]}}, {"cell_type": ["code"]}]}),
        "writes_outside": notebook(HONEST, "%%writefile /tmp/attack_notebook_was_here.py\nx = 1\n",
                                   "%%writefile //tmp/attack_too.py\nx = 1\n", "%%file ../up.py\nx = 1\n"),
        "runs_shell": notebook("!touch /tmp/attack-shell-was-here", "%%bash\ntouch /tmp/attack-shell-was-here",
                               "get_ipython().system('touch /tmp/attack-shell-was-here')", HONEST),
        "many_magics": notebook(HONEST, cells),
        "magics_within_magics": notebook(HONEST, "%%time\n" * 20_000 + "x = 1"),
        "empty_lines": notebook(HONEST, "\n" * 300_000 + "x"),
        "many_cells": notebook(HONEST, *["x = 1"] * 5000),
    }


def main(folder: Path) -> None:
    for name, data in archives().items():
        (folder / f"intake__{name}.zip").write_bytes(data)
    for name, text in notebooks().items():
        if len(text) > LARGE:
            (folder / f"notebook__{name}.zip").write_bytes(pack([("lab.ipynb", text)]))
        else:
            (folder / f"notebook__{name}.ipynb").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
