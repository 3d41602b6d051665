"""What student code prints is shown beside the checks that it does not pass: bounded, harmless, the same everywhere."""
from __future__ import annotations

import json

import pytest

from autograder.diagnosis import grade
from autograder.grading.printed import MAX_LINES, MAX_WIDTH, lines_of_output
from autograder.grading.verdict import Verdict
from autograder.reports.pages.feedback import feedback
from autograder.reports.words import lines_of
from autograder.submissions.submission import read_submission
from tests.conftest import solution

WRONG = "    print('inside', tuple(t1.shape), '<script>alert(1)</script>\\x1b[2J\\x1b]0;title\\x07')\n    return None\n"


def printing(body: str) -> dict[str, str]:
    """The solution's inference with a translate of this body."""
    return {"inference.py": solution("inference.py") + f"\n\ndef translate(G, t1):\n{body}"}


@pytest.fixture(params=["zygote", "plain"])
def verdict(request, submit):
    return grade(read_submission(submit(printing(WRONG))), request.getfixturevalue(request.param), parts=["inference"])


def test_it_stands_beside_what_failed_and_is_told_once(verdict):
    reported = [result for result in verdict.results if result.printed]
    assert [result.check for result in reported] == ["inference.translates"] and reported[0].outcome == "failed"
    assert all(line.startswith("inside (") and line.endswith("</script>") for line in reported[0].printed)
    assert set(lines_of(reported[0], "en")) >= {f"  {line}" for line in reported[0].printed}
    again = Verdict.from_json(json.loads(json.dumps(verdict.to_json())))
    assert again.to_json() == verdict.to_json()
    page = feedback(again, None, "zh")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page and "<script>alert" not in page


def test_a_right_submission_shows_nothing(zygote, submit):
    code = "print('loaded')\n" + solution("inference.py")
    verdict = grade(read_submission(submit({"inference.py": code})), zygote, parts=["inference"])
    assert verdict.bonus == 10 and not any(result.printed for result in verdict.results)


def test_nothing_of_hidden_inputs_is_shown(zygote, submit):
    verdict = grade(read_submission(submit(printing(WRONG))), zygote, secret="hidden", parts=["inference"])
    assert verdict.bonus < 10 and not any(result.printed for result in verdict.results)


@pytest.mark.parametrize("ending", ["raise ValueError('no')", "import sys; sys.stdout.close()", "import os; os._exit(1)",
                                    "import sys; sys.stdout = None", "import logging; logging.error('logged')"])
def test_it_is_heard_however_the_code_ends(zygote, submit, ending):
    body = f"    import sys\n    print('before the end', file=sys.stderr, flush=True)\n    {ending}\n"
    verdict = grade(read_submission(submit(printing(body))), zygote, parts=["inference"])
    [result] = [result for result in verdict.results if result.check == "inference.translates"]
    assert "before the end" in result.printed and ("logged" not in ending or "ERROR:root:logged" in result.printed)


def test_two_gradings_print_the_same(zygote, submit):
    """Whatever of the machine and of the moment is in it."""
    body = ("    import os, time, tempfile, threading\n"
            "    print(os.getcwd(), __file__, os.path.abspath('x.txt'), object(), tempfile.mkdtemp())\n"
            "    print('pid', os.getpid(), time.strftime('%Y-%m-%d %H:%M:%S'), time.time())\n"
            "    print('elapsed:', time.perf_counter())\n    print(f'took {time.perf_counter():.3f} s')\n"
            "    from tqdm import tqdm\n    for _ in tqdm(range(3)): pass\n    print('shape', tuple(t1.shape))\n    return None\n")
    found = [grade(read_submission(submit(printing(body))), zygote, parts=["inference"]) for _ in range(2)]
    first, second = ([result.printed for result in verdict.results] for verdict in found)
    assert first == second and any(line.startswith("shape (") for line in first[0]) and "lab-grader" not in str(first)


def test_lines_are_few_short_and_harmless():
    flood = "".join(f"line {n} " + "x" * 500 + "\n" for n in range(100))
    shown = lines_of_output([flood, flood])
    assert len(shown) == MAX_LINES + 1 and shown[-1] == "…" and max(map(len, shown)) <= MAX_WIDTH
    assert lines_of_output(["a\rb\rc\n\n\x1b[31mred\x1b[0m\u202e\n", "c\n"]) == ["c", "red"]
    assert lines_of_output(["[W1201 02:48:06.1 NNPACK.cpp:62] Could not initialize NNPACK!\n"]) == []
