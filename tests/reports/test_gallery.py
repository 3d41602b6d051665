"""Pictures in Gradescope's results: only what its cleaning lets through, never large, words stay words."""
import json
import re
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from autograder.grading.page_data import PageData
from autograder.i18n.messages import LANGUAGES
from autograder.reports.gradescope import results
from autograder.reports.pages.gallery import MAX_PICTURES
from tests.platforms.containers import SCHEMA
from tests.reports.test_pages import HOSTILE, Reader, hostile_verdict

# What the usual list of harmless elements and attributes holds; tables and styles are on some lists only.
ELEMENTS, ATTRIBUTES = {"p", "h3", "h4", "ol", "li", "img"}, {"src", "width", "alt", "title"}


def page_data(figure_side: int = 60) -> PageData:
    """Of every part that has pictures; the figure is noise, which no compression makes smaller."""
    rng = np.random.default_rng(0)
    names = [f"dataset.{kind}{side}" for kind in ("", "right_") for side in ("t1", "t2")]
    names += [f"overfit.{name}{index}" for name in ("t1", "t2", "fake", "map_real", "map_fake") for index in (0, 1)]
    arrays = {name: rng.uniform(-1, 1, (64, 64)).astype(np.float16) for name in names}
    arrays |= {"overfit.losses": rng.uniform(size=(9, 2)), "overfit.course": rng.uniform(size=(9, 2)),
               "inference.figure": rng.integers(0, 256, (figure_side, figure_side, 3), np.uint8)}
    facts = {f"dataset.{side}": {"shape": [1, 64, 64], "low": -1.0, "high": 1.0} for side in ("t1", "t2")}
    return PageData(arrays, facts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_need_nothing_that_is_cleaned_away(language):
    found = results(hostile_verdict(), language, page_data())
    jsonschema.validate(found, SCHEMA)
    read = Reader(found["output"])
    assert {tag for tag, _ in read.tags} == ELEMENTS
    assert {name for _, attributes in read.tags for name in attributes} == ATTRIBUTES
    assert all(attributes["alt"] for tag, attributes in read.tags if tag == "img") and len(read.links) == 17
    assert all(re.fullmatch(r"data:image/png;base64,[A-Za-z0-9+/]+=*", link) for link in read.links)
    assert any("<script>alert(1)</script>" in words for words in read.words)  # shown as it was written
    assert "\u202e" not in found["output"] and "\x1b" not in found["output"]


def test_each_check_keeps_its_plain_words():
    with_pictures, without = results(hostile_verdict(), "en", page_data()), results(hostile_verdict(), "en")
    assert with_pictures["tests"] == without["tests"]
    assert {test["output_format"] for test in without["tests"]} == {"text"}
    assert (with_pictures["output_format"], without["output_format"]) == ("html", "text")
    assert HOSTILE[:8] in without["output"]  # text is shown as text


def test_pictures_never_make_results_large():
    large = results(hostile_verdict(), "en", page_data(figure_side=1000))["output"]
    small = results(hostile_verdict(), "en", page_data())["output"]
    assert "show_comparison" in small and "show_comparison" not in large
    assert small.count("<img") == large.count("<img") + 1
    assert len(large) < 2 * MAX_PICTURES


def test_without_pictures_there_is_text(tmp_path: Path):
    found = results(hostile_verdict(), "en", PageData(facts={"excerpts": {}}))
    assert found["output_format"] == "text" and "<img src=\"data" not in json.dumps(found)
