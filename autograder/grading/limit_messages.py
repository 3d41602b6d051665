"""Messages for what ends an experiment: limits, crashes, errors of torch."""
from __future__ import annotations

import re
from typing import Any

from autograder.grading.observations import Failed, NotJudged
from autograder.i18n.messages import Message, say
from autograder.sandbox import Reply
from autograder.submissions.libraries import THERE
from autograder.submissions.submission import Submission

_LIMITS = {
    "cpu": ("It was still computing after {allowed} seconds of CPU time.",
            "Look for a loop that never ends, or for work on far more data than it was given."),
    "idle": ("It only waited, for {allowed} seconds, and did not compute.",
             "Look for time.sleep(), input(), a lock, or a download that waits for a network: there is none here."),
    "wall": ("It had not ended after {allowed} seconds.",
             "Look for a loop that never ends, or for work on far more data than it was given."),
    "skipped": ("It was not run: other experiments on this part had run into their time limits.",
                "Look for a loop that never ends, or for work on far more data than it was given."),
    "budget": ("It was not run: the grading as a whole had taken its {allowed} seconds.",
               "Look for a loop that never ends, or for work on far more data than it was given."),
    "memory": ("It used more than {allowed} MB of memory.",
               "Look for tensors kept in a list over many steps (loss.item() keeps the number only), or for a layer "
               "far larger than the handout's."),
    "disk": ("It wrote more than {allowed} MB to disk.",
             "The graded code has nothing to write; remove what saves files."),
    "files": ("It made more than {allowed} files.",
              "The graded code has nothing to write; remove what saves files."),
}
# What is usually behind the errors that torch words for its own developers.
_HINTS = {
    "backward through the graph a second time": say(
        "A second loss goes back through tensors whose graph the first backward() has used up. Detach what belongs to "
        "the other network, or call the network again."),
    "does not require grad": say(
        "Something on the way cut the graph: look for torch.no_grad(), .detach(), .item() or .data."),
    "all elements of input should be between 0 and 1": say(
        "Binary cross-entropy needs probabilities: does D end in a Sigmoid?"),
    "invalid literal for int()": say(
        "int() was given a text that is no number, as a file's name may be: take the name as it is."),
    "'NoneType' object": say("Something is None here: does a function before it end without return?"),
    "EOF when reading a line": say("input() waits for somebody at a keyboard, and nobody is there."),
    "Operation not permitted": say(
        "Graded code runs confined: it can't start processes, use the network or read files outside its "
        "folder. Use num_workers=0 in a DataLoader."),
    "Permission denied": say(
        "Graded code runs confined: it reads its own folder and the folders that it is given, and writes to "
        "the current folder only."),
}
# torch words a call for a GPU in as many ways as it has builds: on every machine it is told in the same words.
_GPU = re.compile(
    r"in forked subprocess|NVIDIA driver|not compiled with (CUDA|XPU|MPS|HIP)|No (CUDA|HIP) GPUs|libcud"
    r"|(CUDA|HIP) (error|driver|device)|CUDA-capable|Cannot access accelerator|MPS backend|linked with support for"
    r"|device type at start of device string|from the '(CUDA|MPS|XPU)' backend|invalid device ordinal", re.IGNORECASE)
_FOLLOW = say("Follow the device of the tensors that come in (x.device, torch.ones_like(x)), and call no .cuda().")
_NO_GPU = say("The code asks for a GPU, and there is none here.")
_DEBUGGER = say("The code stopped at a debugger.")
# What the loader has to tell of a submission's files.
_NOTES = {
    "top_level_failed": (
        "{file}:{line}: this line failed ({text}). The definitions below it are graded as well, other code "
        "below it is not run. Put code that is not part of a definition under `if __name__ == \"__main__\":`."),
    "import_failed": "{file}:{line}: an import failed and was stood in for ({text}).",
    "module_missing": (
        "{file}:{line}: there is no {text} here, neither among the files that were handed in nor among the grader's "
        "libraries ({there}). Code fails where it uses it."),
    "module_idle": "{file}:{line}: there is no {text} here. Its calls do nothing, and cost nothing.",
    "found_elsewhere": "{file} holds names that the handout puts into other files; they are graded.",
    "does_not_compile": "{file}:{line} does not compile ({text}). What it should define is taken from {other}.",
    "stubs_passed_over": "{file} holds untouched stubs. What they stand for is taken from {other}.",
    "stub_below": "{file}: an untouched stub of {text} stands below its definition; the definition counts.",
    "two_editions": "{file} and {other} define the same names, and not alike. {file} counts; hand in one of the two.",
}
_HINTS |= dict.fromkeys(("is not available here: ", "No module named"), say(
    "Graded code can use Python's own library and {there}. A module of your own must be handed in with the rest.",
    there=THERE))
PYTHON_2 = "Missing parentheses in call to 'print'"
MOST_LISTED = 12  # files
_NO_MEMORY = ("can't allocate memory", "not enough memory", "Cannot allocate memory", "bad_alloc")


def verdict_on(reply: Reply) -> Exception:
    """Failed or NotJudged for an experiment that came to no result."""
    if reply.trouble in _LIMITS:
        observed, help = _LIMITS[reply.trouble]
        return NotJudged("limit", say(observed, allowed=f"{reply.allowed:g}"), help=say(help))
    if reply.trouble == "frame":
        return Failed(observed=say("The reply could not be read: {detail}.", detail=reply.detail))
    if reply.detail == "signal 9":
        return NotJudged("limit", say("The system ended the process, most likely because memory ran out."),
                         help=say(_LIMITS["memory"][1]))
    return Failed(
        observed=say("The process ended itself in the middle of this check ({cause}).",
                     cause=reply.detail),
        help=say("Remove exit(), sys.exit() or os._exit() from the code that is graded."))


def missing(record: Any, submission: Submission) -> NotJudged:
    """For a name that no submitted file defines."""
    record = record if isinstance(record, dict) else {}
    name, stub, broken = str(record.get("name")), record.get("stub"), record.get("broken")
    if isinstance(broken, dict):
        place, error = f"{broken.get('file')}:{broken.get('line')}", str(broken.get("message"))
        told = say("{name} was not found; {place} is written for Python 2: here print needs brackets, print(...).",
                  name=name, place=place)
        whole = f"{broken.get('type')}: {error}"
        if broken.get("type") not in ("SyntaxError", "IndentationError", "TabError"):
            told = say("{name} is not defined, since this line failed: {error}", name=name, error=whole)
        elif PYTHON_2 not in error:
            told = say("{name} was not found; {place} does not compile: {error}", name=name, place=place, error=whole)
        return NotJudged("missing", told, where=place)
    if stub:
        return NotJudged("not_implemented", say("Not implemented yet: {hole}", hole=name), where=str(stub))
    file, handed_in = submission.lab.home.get(name), [*submission.files, *submission.cells]
    if file is None or file in handed_in or submission.cells:
        return NotJudged("missing", say("No submitted file defines {name}.", name=name))
    return NotJudged("missing", say("No submitted file defines {name}, and there is no {file}. Handed in: {files}.",
                                    name=name, file=file, files=", ".join(handed_in[:MOST_LISTED])))


def reach(reply: Reply) -> NotJudged:
    """For code that looked for the frames, objects or memory of its examiner."""
    return NotJudged("reply", say(
        "The code reached into the process that examines it ({event}), so nothing that this process said is "
        "believed. A person should look at this submission.", event=reply.reached))


def reported(note: Any) -> Message | None:
    """A note of the loader's in words; None for what it never says."""
    template = _NOTES.get(str(note.get("kind"))) if isinstance(note, dict) else None
    if template is None:
        return None
    values: dict[str, Any] = {key: str(note.get(key))[:300] for key in ("file", "line", "text", "other")}
    if note["kind"] == "top_level_failed":
        kind, _, text = values["text"].partition(": ")
        values["text"] = (_known(kind, text) or (values["text"],))[0]
    return say(template, **{key: value for key, value in {**values, "there": THERE}.items()
                            if f"{{{key}}}" in template})


def note_on(reply: Reply, file: str, line: int) -> Message:
    """What the student is told about a line at which loading came to an end."""
    if reply.trouble in _LIMITS:
        return say("{file}:{line}: loading stopped at this line; the definitions before and after it are "
                   "graded. {reason}",
                   file=file, line=line,
                   reason=say(_LIMITS[reply.trouble][0], allowed=f"{reply.allowed:g}"))
    return say("{file}:{line}: this line ended the process ({cause}); the definitions before and after it "
               "are graded.", file=file, line=line, cause=reply.detail)


def limit_behind(kind: str, text: str) -> NotJudged | None:
    """The limit that an exception of the student's code speaks of, if it speaks of one."""
    if kind == "MemoryError" or any(words in text for words in _NO_MEMORY):
        return NotJudged("limit", say("It ran out of the memory that it may use ({error}).", error=text or kind),
                         help=say(_LIMITS["memory"][1]))
    return None


def explained(kind: str, text: str) -> tuple[Message, Message | None]:
    """(what was seen, what is usually behind it) of an exception of the student's code."""
    return _known(kind, text) or (say("{type}: {message}", type=kind, message=text),
                                  next((advice for words, advice in _HINTS.items() if words in text), None))


def _known(kind: str, text: str) -> tuple[Message, Message] | None:
    """The same for what has better words than its own."""
    if kind == "BdbQuit":
        return _DEBUGGER, say("Remove breakpoint() and set_trace() from the code.")
    return (_NO_GPU, _FOLLOW) if _GPU.search(text) else None
