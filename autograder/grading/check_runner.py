"""The checks as pytest collects them: once in a process, then run for one submission after another.

Collecting takes pytest longer than most submissions take the checks. It has no public way to keep a
session; what is used of its insides here is what `pytest.main` itself does.
"""
from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import pytest
from _pytest.config import _prepareconfig

from autograder.grading.authoring import CHECKS, require_checks
from autograder.labs.t1t2 import rubric

OPTIONS = ["-c", os.devnull, "--rootdir", str(CHECKS), "-p", "no:terminal", "-p", "no:cacheprovider",
           "-p", "no:logging", "-p", "no:faulthandler", "-s", "--import-mode=importlib",
           "--disable-plugin-autoload",  # nobody else's plugins
           # The checks use no bare assert; and garbage is collected twice a run otherwise.
           "--assert=plain", "-p", "no:unraisableexception", "-p", "no:threadexception",
           "-p", "no:warnings", "-W", "ignore"]
# Given a check's id: what the check is given as `look`.
Looks = Callable[[str], Any]
# Told of each check that has run.
Listener = Callable[[pytest.Item, pytest.CallInfo], None]


class ResultPlugin:
    """A pytest plugin: hands on what came of each check."""

    listener: Listener

    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo) -> pytest.TestReport:
        """The report itself nobody reads: pytest's own would show the failing lines of the checks, which takes
        longer than the checks."""
        if call.when == "call" or call.excinfo is not None:
            self.listener(item, call)
        outcome = "passed" if call.excinfo is None else "failed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when, duration=call.duration)


class Suite:
    """All checks, in the rubric's order. Raises AuthorError where the two are not the same."""

    def __init__(self) -> None:
        require_checks()
        self._desk = ResultPlugin()
        files = [str(CHECKS / f"test_{part}.py") for part in rubric.BY_NAME]
        config = _prepareconfig([*files, *OPTIONS], [self._desk])
        config._do_configure()
        session = pytest.Session.from_config(config)
        config.hook.pytest_sessionstart(session=session)
        self._session = session
        order = {check: place for place, check in enumerate(rubric.POINTS)}
        items = sorted(session.perform_collect(), key=lambda item: order[check_id(item)])
        self._items = {part: [item for item in items if part_of(item) == part] for part in rubric.BY_NAME}

    def run(self, part: str, looks: Looks, listener: Listener, going: Callable[[], bool] = lambda: True) -> None:
        """Run a part's checks, which may have run before, as long as it is going."""
        self._desk.listener = listener
        try:
            # Told which item is next, pytest does not set up their module again for each.
            for item, following in pairwise([*self._items[part], None]):
                if going():
                    item._initrequest()
                    item.funcargs["look"] = looks(check_id(item))  # a fixture would be made anew for each
                    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        finally:
            self._session._setupstate.teardown_exact(None)


@lru_cache(maxsize=1)
def suite() -> Suite:
    """This process's own."""
    return Suite()


@cache
def check_id(item: pytest.Item) -> str:
    """`test_range` in `checks/test_generator.py` is the check `generator.range`."""
    return f"{part_of(item)}.{item.originalname.removeprefix('test_')}"


def part_of(item: pytest.Item) -> str:
    return item.module.__name__.rpartition(".")[2].removeprefix("test_")
