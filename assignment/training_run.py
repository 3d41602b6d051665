"""What train.py and show.py share: the student's code, the data folder, the checkpoint,
and errors that say what to do. Given; nothing to edit here.

train.py 与 show.py 共用的部分：读取代码、数据和检查点，并给出清楚的错误提示。
此文件已给出，无需修改。
"""
import argparse
import contextlib
import functools
import importlib
import inspect
import json
import os
import re
import shutil
import sys
import traceback
import unicodedata
from pathlib import Path
from types import SimpleNamespace

import torch

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
# Given to the student, so their lines are not the student's own.
GIVEN = {HERE / name for name in ("train.py", "show.py", "training_run.py", "training_speed.py",
                                  "evaluate.py", "challenge_weights.py")}
NAMES = {
    "dataset": ["PairedMedicalDataset"],
    "generator": ["Generator"],
    "discriminator": ["Discriminator"],
    "training": ["make_optimizers", "train_step"],
    "inference": ["translate", "show_comparison"],  # bonus: used where they work
}
STUDENT, USAGE = 1, 2  # exit codes: the student's code; the command, the data or a checkpoint


class Stop(Exception):
    """Ends the program with an exit code and a message in both languages."""

    def __init__(self, exit_code, english, chinese, lines=""):
        super().__init__(f"{lines}error: {english}\n错误：{chinese}")
        self.exit_code, self.english, self.chinese, self.lines = exit_code, english, chinese, lines


def run_program(program, argv):
    """Runs program(argv) and returns its exit code; a Stop is printed, not raised."""
    for stream in (sys.stdout, sys.stderr):  # a terminal without Chinese shows "?" instead
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace", line_buffering=True)
    try:
        program(argv)
    except Stop as stop:
        tell(*str(stop).split("\n"), stream=sys.stderr)
        return stop.exit_code
    except KeyboardInterrupt:
        tell("", "stopped; train.py --resume goes on after the last finished epoch",
             "已中断；用 train.py --resume 可从最近完成的一轮继续", stream=sys.stderr)
        return 130
    return 0


# ---- lines that fit the terminal ----------------------------------------------------

def tell(*lines, stream=None):
    """Prints lines, one language each; on a terminal they break between words."""
    stream = stream or sys.stdout
    width = shutil.get_terminal_size().columns if stream.isatty() else None
    for line in lines:
        print("\n".join(wrap(line, width)) if width else line, file=stream)


def wrap(text, width):
    """The text as lines of at most so many columns, of which a Chinese character takes two."""
    lines, used = [""], 0
    # A word, a space, or one character; no line begins with what closes a sentence.
    for piece in re.findall(r"[!-~]+[，。；：、）]*|\s|[^!-~\s][，。；：、）]*", text):
        needed = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in piece)
        if used + needed > width and lines[-1].strip():
            lines[-1] = lines[-1].rstrip()
            lines.append("")
            used = 0
            if piece.isspace():
                continue
        lines[-1] += piece
        used += needed
    return lines


class Help(argparse.RawDescriptionHelpFormatter):
    """--help with a line of its own for each language."""

    def _split_lines(self, text, width):
        return [line for part in text.split("\n") for line in wrap(part, width)]

    def _fill_text(self, text, width, indent):
        return "\n".join(line for part in text.splitlines() for line in wrap(part, width))


def whole(text, least=0):
    """An option's whole number; argparse makes a message of the ValueError."""
    number = int(text)
    if number < least:
        raise ValueError(text)
    return number


def positive(text):
    return whole(text, least=1)


def stored(path):
    """A path as a run keeps it: relative to the repository where it lies inside it."""
    path = Path(path).resolve()
    inside = path == ROOT or ROOT in path.parents
    return (path.relative_to(ROOT) if inside else path).as_posix()


# ---- the student's five files -----------------------------------------------------

def load_code(folder, challenge=False):
    """The contract's names from the five files in folder, as attributes.

    challenge: Generator is the ChallengeGenerator of challenge.py, and the rest as ever.
    """
    folder = Path(folder).resolve()
    if not folder.is_dir():
        raise Stop(USAGE, f"there is no folder {folder}; --code must name the folder of the five files",
                   f"找不到文件夹 {folder}；--code 应指向五个代码文件所在处")
    sys.path.insert(0, str(folder))  # first, so that these files win over equal names elsewhere
    for module in NAMES:
        sys.modules.pop(module, None)
    code = SimpleNamespace(folder=folder)
    for module, names in NAMES.items():
        for name in names:
            setattr(code, name, find_name(folder, module, name))
    if challenge:
        sys.modules.pop("challenge", None)
        code.Generator = find_name(folder, "challenge", "ChallengeGenerator")
    return code


def find_name(folder, module, name):
    """One name from its file. A bonus name that cannot be had fails only when it is called."""
    try:
        if not (folder / (module + ".py")).is_file():
            raise Stop(STUDENT, f"no {module}.py in {folder} (no notebook is read)",
                       f"{folder} 中没有 {module}.py（不读取笔记本）")
        with student_code(folder, "import " + module):
            found = getattr(importlib.import_module(module), name, None)
        if found is None:
            raise Stop(STUDENT, f"{module}.py does not define {name}",
                       f"{module}.py 没有定义 {name}")
        return found
    except Stop as stop:
        if module != "inference":
            raise
        return functools.partial(fail, stop)


def fail(stop, *_):
    raise stop


@contextlib.contextmanager
def student_code(folder, doing):
    """Turns an error in the student's code into a Stop that shows the student's own lines."""
    try:
        yield
    except Stop:
        raise
    except (Exception, SystemExit) as error:
        raise explain(error, folder, doing) from None


def explain(error, folder, doing):
    """The Stop for an error: a stub by its name, anything else with its lines."""
    steps = list(traceback.walk_tb(error.__traceback__))
    own = [step for step in steps if is_own(step[0], folder)]
    # Raised by the student's line itself: torch raises NotImplementedError too.
    if isinstance(error, NotImplementedError) and own and own[-1] is steps[-1]:
        name, file = described(own[-1][0])
        return Stop(STUDENT, f"not implemented yet: {name} in {file}",
                    f"尚未实现：{file} 中的 {name}")
    lines = traceback.StackSummary.extract(own).format()
    lines += traceback.format_exception_only(type(error), error)
    return Stop(STUDENT, f"your code failed ({doing}), see the lines above",
                f"你的代码出错（{doing}），见上面几行", "".join(lines))


def is_own(frame, folder):
    """Whether a frame belongs to a file of the student's folder."""
    file = Path(frame.f_code.co_filename).resolve()
    return folder in file.parents and file not in GIVEN


def described(frame):
    """Function and file of a frame, named as in the handout."""
    name = frame.f_code.co_name
    if "self" in frame.f_locals:
        owner = type(frame.f_locals["self"]).__name__
        name = owner if name == "__init__" else owner + "." + name
    return name, Path(frame.f_code.co_filename).name


# ---- the data folder and the checkpoint -------------------------------------------

def check_data(data):
    """Stops unless data holds trainA, trainB, testA and testB with equally many slices."""
    for split in ("train", "test"):
        count_a, count_b = (count_slices(data / (split + letter)) for letter in "AB")
        if count_a != count_b:
            raise Stop(
                USAGE, f"{split}A has {count_a} .png files and {split}B has {count_b} (in {data}); "
                "every T1 slice (A) needs the T2 slice (B) of the same name",
                f"{data} 中 {split}A 有 {count_a} 个 .png 文件，{split}B 有 {count_b} 个；"
                "每张 T1（A）都要有同名的 T2（B）")


def count_slices(folder):
    """The number of .png files in one of the four folders; having none is an error."""
    count = sum(file.suffix == ".png" for file in folder.iterdir()) if folder.is_dir() else 0
    if count == 0:
        english, chinese = ("no folder", "找不到文件夹：")
        if folder.is_dir():
            english, chinese = ("no .png slices in", "没有 .png 切片：")
        raise Stop(
            USAGE, f"{english} {folder}; a data folder holds .png slices in trainA, testA (T1) and "
            "trainB, testB (T2). Name one with --data, or see the README",
            f"{chinese}{folder}；数据文件夹应有 trainA、testA（T1）和 trainB、testB（T2），"
            "内放 .png 切片。请用 --data 指定，或参阅 README")
    return count


def open_pairs(code, data, split):
    """The student's dataset on one split, "train" or "test"."""
    with student_code(code.folder, "PairedMedicalDataset"):
        pairs = code.PairedMedicalDataset(str(data / (split + "A")), str(data / (split + "B")))
        pairs[len(pairs) // 2]  # a stub shows here, rather than inside a loader
    return pairs


def write_checkpoint(path, parts, **record):
    """Saves networks and optimizers (parts, by name) with a record of plain values."""
    states = {name: part.state_dict() for name, part in parts.items()}
    for state in states.values():
        if "param_groups" in state:
            state["param_groups"] = json.dumps(state["param_groups"])
    # JSON, because the safe way to load a checkpoint reads no floats in torch 1.13.
    unfinished = path.with_suffix(".part")
    torch.save(dict(states, record=json.dumps(record)), str(unfinished))
    os.replace(str(unfinished), str(path))  # at once: an interruption leaves no half file


def read_checkpoint(path):
    """A checkpoint from its file or its run's folder: states by name, and the record's values."""
    path = path / "checkpoint.pt" if path.is_dir() else path
    if not path.is_file():
        raise Stop(USAGE, f"no checkpoint {path}; train first (train.py) or name another run",
                   f"找不到检查点 {path}；请先训练（train.py），或指定其他运行")
    # Tensors and plain values only, so that somebody else's checkpoint runs no code here.
    # torch before 1.13 knows no such mode.
    modes = inspect.signature(torch.load).parameters
    safe = {"weights_only": True} if "weights_only" in modes else {}
    try:
        checkpoint = torch.load(str(path), map_location="cpu", **safe)
        return dict(checkpoint, **json.loads(checkpoint["record"]))
    except Exception as error:  # torch.load fails in many ways on a foreign file
        kind = type(error).__name__
        raise Stop(USAGE, f"{path} is not a checkpoint of train.py ({kind})",
                   f"{path} 不是 train.py 写出的检查点") from None


def load_states(checkpoint, parts):
    """Loads networks and optimizers from their states in the checkpoint."""
    for name, part in parts.items():
        try:
            state = checkpoint[name]
            if "param_groups" in state:
                state = dict(state, param_groups=json.loads(state["param_groups"]))
            part.load_state_dict(state)
        except Exception as error:
            reason = str(error).splitlines()[-1].strip()
            raise Stop(
                USAGE, f"the checkpoint's {name} does not fit the code ({reason}). Name the code "
                "that it was trained with (--code), or train again",
                f"检查点中的 {name} 与代码不符。请用 --code 指定训练时的代码，或重新训练") from None
