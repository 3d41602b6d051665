"""What keeps an experiment from ending, in words that a student can use: limits, crashes, torch's errors."""
from __future__ import annotations

from typing import Any

from autograder.grading.observations import Failed, NotJudged
from autograder.i18n.messages import Message, say
from autograder.sandbox import Reply

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
        "The fake was not detached: D's loss goes back through G's graph, which is used up. Give D "
        "fake_t2.detach() in its own half of the step."),
    "does not require grad": say(
        "Something on the way cut the graph: look for torch.no_grad(), .detach(), .item() or .data."),
    "all elements of input should be between 0 and 1": say(
        "Binary cross-entropy needs probabilities: does D end in a Sigmoid?"),
    "Found no NVIDIA driver": say("Use the device of the tensors that come in, not .cuda()."),
    "not compiled with CUDA": say("Use the device of the tensors that come in, not .cuda()."),
    "Operation not permitted": say(
        "Graded code runs confined: it can't start processes, use the network or read files outside its "
        "folder. Use num_workers=0 in a DataLoader."),
    "Permission denied": say(
        "Graded code runs confined: it reads its own folder and the folders that it is given, and writes to "
        "the current folder only."),
}
# What the loader has to tell of a submission's files.
_NOTES = {
    "top_level_failed": (
        "{file}:{line}: this line failed ({text}). The definitions below it are graded as well, other code "
        "below it is not run. Put code that is not part of a definition under `if __name__ == \"__main__\":`."),
    "import_failed": "{file}:{line}: an import failed and was stood in for ({text}).",
    "found_elsewhere": "{file} holds names that the handout puts into other files; they are graded.",
    "does_not_compile": "{file}:{line} does not compile ({text}). What it should define is taken from {other}.",
    "stubs_passed_over": "{file} holds untouched stubs. What they stand for is taken from {other}.",
    "stub_below": "{file}: an untouched stub of {text} stands below its definition; the definition counts.",
    "two_editions": "{file} and {other} define the same names, and not alike. {file} counts; hand in one of the two.",
}
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
    return say(template, **{key: str(note.get(key))[:300] for key in ("file", "line", "text", "other")
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


def hint(text: str) -> Message | None:
    """What is usually behind an error of torch or of the system."""
    return next((advice for words, advice in _HINTS.items() if words in text), None)
