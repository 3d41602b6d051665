"""Pages in a real browser: nothing overflows, nobody is shut out, the class page sorts and searches.

Optional: needs Chromium and the Python package playwright; the accessibility run also needs axe-core
(`npm install axe-core` in the repository or in the folder that AXE_FOLDER names).
"""
import os
import shutil
from pathlib import Path

import pytest

from autograder.batch.class_record import ClassRecord
from autograder.grading.verdict import save
from autograder.i18n.messages import LANGUAGES, say
from autograder.platforms import Handed, Remark, Student
from autograder.reports.pages.archive import reprint
from tests.reports.synthetic import outcomes

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))),
                None)
AXE = Path(os.environ.get("AXE_FOLDER", ROOT)) / "node_modules" / "axe-core" / "axe.min.js"
sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install playwright)")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path")


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="module", params=LANGUAGES)
def graded(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    handed = {}
    for number, outcome in enumerate(outcomes(130)):
        if outcome.verdict:
            save(outcome.verdict, folder / outcome.name / "verdict.json")
            people = (Student(f"2023{number:04d}", "Ann Lee", f"{number}@example.edu"),) * (1 + number % 2)
            handed[outcome.name] = Handed(outcome.name, folder, people)
    remarks = [Remark(f"/a/very/long/path/to/a/folder_{number}", say("it holds data and no code")) for number in range(30)]
    ClassRecord(handed, remarks, remarks[:1], [Student("2024", "Bo Chen")] * 40).save(folder)
    reprint(folder, request.param)
    return folder


def pages(folder: Path) -> list[Path]:
    return [folder / "class.html", *sorted(folder.glob("*/feedback.html"))[:2]]


@pytest.mark.parametrize("width", [380, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overflows_and_nothing_complains(browser, graded, width, scheme):
    for path in pages(graded):
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        heard, asked = [], []
        page.on("console", lambda message, heard=heard: heard.append(message.text))
        page.on("pageerror", lambda error, heard=heard: heard.append(str(error)))
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert heard == [] and all(url.startswith(("file:", "data:")) for url in asked)
        page.close()


@pytest.mark.parametrize("width", [1280, 1920])
def test_the_class_page_shows_whole_words_and_no_scroll_bar_across(browser, graded, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((graded / "class.html").as_uri())
    across = page.evaluate("[...document.querySelectorAll('.scroll')].filter((box) => box.scrollWidth > box.clientWidth)"
                           ".map((box) => box.getAttribute('aria-labelledby'))")
    assert across == []
    cut = page.evaluate("[...document.querySelectorAll('#students thead th')].filter((cell) => "
                        "cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent)")
    assert cut == []
    gaps = page.evaluate("""() => {
        const boxes = [...document.querySelectorAll('.plot .range')].map((text) => text.getBoundingClientRect());
        return boxes.slice(1).map((box, place) => box.left - boxes[place].right); }""")
    assert min(gaps) > 8, gaps
    facts = page.evaluate("[...document.querySelectorAll('.facts li')].map((fact) => fact.innerText)")
    assert not any(fact.split(" ", 1)[1][0].isupper() for fact in facts), facts
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser, graded, scheme):
    if not AXE.exists():
        pytest.skip(f"axe-core is not at {AXE}")
    for path in pages(graded):
        page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme=scheme, bypass_csp=True)
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((item) => { item.open = true; })")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run()")["violations"]
        serious = [(item["id"], item["nodes"][0]["html"]) for item in found
                   if item["impact"] in ("serious", "critical")]
        assert serious == [], path
        page.close()


def test_a_teacher_sorts_searches_and_opens_a_student(browser, graded):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((graded / "class.html").as_uri())

    def column(number):
        return [int(text) for text in page.locator(f"#students tbody tr td:nth-child({number})").all_text_contents()]

    first = column(2)
    page.locator("#students thead button").nth(1).press("Enter")
    assert column(2) == sorted(first, reverse=True) != first
    page.locator("#students thead button").nth(1).press("Enter")
    assert column(2) == sorted(first)
    page.fill("#search", "0107 STUDENT")
    assert page.locator("#students tbody tr:visible").count() == 0
    page.fill("#search", "_0107")
    row = page.locator("#students tbody tr:visible")
    assert row.count() == 1
    row.get_by_role("link").click()
    assert page.locator("h1").inner_text() == "陈思远_0107" and page.url.endswith("feedback.html")
    page.close()


def test_a_mistake_leads_to_who_makes_it(browser, graded):
    page = browser.new_page()
    page.goto((graded / "class.html").as_uri())
    button = page.locator("button[data-search=forgets_detach]")
    count = int(button.locator("xpath=ancestor::tr/td[1]").inner_text())
    button.click()
    assert page.locator("#students tbody tr:visible").count() == count > 0
    page.close()


def test_rows_out_of_sight_stay_in_the_table(browser, graded):
    """They are neither laid out nor painted, which makes a class of 500 fast, but they are there for whoever asks."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((graded / "class.html").as_uri())
    count = page.locator("#students tbody tr").count()
    assert count > 100 and page.get_by_role("rowheader").count() == count + page.locator(".list [scope=row]").count()
    assert page.locator("#students").get_by_role("columnheader").count() == 14
    last = page.locator("#students tbody tr").last
    assert not last.evaluate("row => row.firstElementChild.checkVisibility({contentVisibilityAuto: true})")
    last.scroll_into_view_if_needed()
    page.wait_for_function("row => row.firstElementChild.checkVisibility({contentVisibilityAuto: true})",
                           arg=last.element_handle())
    cells = last.evaluate("row => [...row.cells].map((cell) => cell.getBoundingClientRect().left)")
    heads = page.evaluate("[...document.querySelectorAll('#students thead th')].map((c) => c.getBoundingClientRect().left)")
    assert cells == heads
    page.close()
