"""Rendered pages in a real browser: they ask nobody, everybody can use them, nothing is cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import CHROMIUM, MISSING, launched, opened, violations
from pages import in_language
from pypdfium2 import PdfDocument
from several import changes_page, page_of_several

from budgetnb.rendering.html import page_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
NARROWEST = {"viewport": {"width": 320, "height": 640}}
CUT = """where => [...document.querySelectorAll(where)]
  .filter(box => box.offsetParent && box.scrollWidth > box.clientWidth + 1).map(box => box.innerText.slice(0, 40))"""
DEAD = """[...document.querySelectorAll('a[href^="#"]')].map(link => decodeURIComponent(link.hash.slice(1)))
  .filter(name => document.querySelectorAll(`[id="${CSS.escape(name)}"]`).length !== 1)"""
WORDS = """document.querySelector('main').textContent.replace(/\\s+/g, ' ')"""
PAPERS = {"upright": (673, ".table:not(.wide), .draw, pre, .facts, .callout"), "lengthwise": (1017, ".table.wide")}
"""The width of what is printed on A4 in pixels, and what stands on such pages."""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as chromium:
        yield chromium


KINDS = ("department", "trend", "overview", "changes")
REPORTS = KINDS[:3]


def each(*kinds: str) -> pytest.MarkDecorator:
    """Every page of these kinds, in both languages."""
    return pytest.mark.parametrize("file", [f"{kind}-{lang}" for kind in kinds for lang in ("zh", "en")], indirect=True)


@pytest.fixture(scope="session")
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A kind of page in a language."""
    kind, lang = request.param.split("-")
    if kind == "department":
        made: Path = request.getfixturevalue("department_page")(lang)
        return made
    folder = tmp_path_factory.mktemp(kind)
    if kind == "changes":
        return changes_page(folder, lang)
    page = folder / "report.html"
    page.write_text(in_language(lang, lambda: page_html(page_of_several(kind, lang))), encoding="utf-8")
    return page


@each(*KINDS)
def test_it_asks_nobody_for_anything_and_nothing_goes_wrong(browser: Browser, file: Path):
    asked, said = [], []
    tab = browser.new_context()
    page = tab.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda wrong: said.append(str(wrong)))
    page.goto(file.as_uri())
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    page.mouse.wheel(0, 100_000)
    page.wait_for_timeout(200)
    tab.close()
    assert asked == [file.as_uri()]
    assert said == []


@pytest.mark.parametrize(
    ("file", "theme"),
    [
        pytest.param(f"{kind}-{lang}", theme, marks=() if (lang == "zh") == (theme == "light") else pytest.mark.long)
        for kind in KINDS
        for lang in ("zh", "en")
        for theme in ("light", "dark")
    ],
    indirect=["file"],
)
def test_it_is_accessible_to_wcag_2_2_aa(browser: Browser, file: Path, theme: str):
    """Both languages and both themes, which differ in words and in colours; each with each in the long run."""
    with opened(browser, file, color_scheme=theme) as page:
        assert violations(page) == []


@each(*KINDS)
def test_every_link_on_it_leads_to_one_place(browser: Browser, file: Path):
    with opened(browser, file) as page:
        assert page.locator('a[href^="#"]').count() > 0
        assert page.evaluate(DEAD) == []


@each(*KINDS)
@pytest.mark.parametrize("size", [PHONE, NARROWEST], ids=["phone", "narrowest"])
def test_on_a_phone_the_page_is_as_wide_as_the_screen_and_no_chart_is_cut(browser: Browser, file: Path, size: dict[str, Any]):
    with opened(browser, file, **size) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= size["viewport"]["width"]
        assert page.evaluate(CUT, ".draw, .facts, .callout, h1, h2, h3, p, li, figcaption, nav") == []


@each(*KINDS)
@pytest.mark.parametrize("paper", PAPERS)
def test_on_paper_nothing_is_cut(browser: Browser, file: Path, paper: str):
    width, boxes = PAPERS[paper]
    with opened(browser, file, viewport={"width": width, "height": 900}) as page:
        page.emulate_media(media="print")
        assert page.evaluate(CUT, boxes) == []


@each(*KINDS)
def test_it_prints_on_a4_with_every_letter_on_the_paper(browser: Browser, file: Path):
    with opened(browser, file) as page:
        document = PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    assert len(document) >= 1
    for sheet in document:
        assert sorted(round(side) for side in sheet.get_size()) == [595, 842]
        words = sheet.get_textpage()
        left, bottom, right, top = (round(side) for side in sheet.get_bbox())
        inside = words.get_text_bounded(left + 20, bottom + 10, right - 20, top - 10)
        assert "".join(inside.split()) == "".join(words.get_text_bounded().split())


@each(*REPORTS)
def test_it_is_complete_without_its_script(browser: Browser, file: Path):
    with opened(browser, file) as page:
        page.evaluate("for (const tool of document.querySelectorAll('.tool')) tool.remove()")
        with_script = page.evaluate(WORDS)
    with opened(browser, file, java_script_enabled=False) as page:
        assert page.locator(".tool, th button").count() == 0
        assert " ".join((page.locator("main").text_content() or "").split()) == with_script.strip()
        assert page.locator("summary").first.is_visible()
        page.locator("main summary").first.click()
        assert page.locator("main details").first.get_attribute("open") is not None


@each(*REPORTS)
def test_the_keyboard_reaches_the_text_and_every_section(browser: Browser, file: Path):
    with opened(browser, file) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.tagName") == "MAIN"
        page.reload()
        _tab_to(page, "nav li:last-child > a")
        page.keyboard.press("Enter")
        wanted = page.evaluate("decodeURIComponent(location.hash.slice(1))")
        assert wanted
        assert page.evaluate("id => document.getElementById(id).getBoundingClientRect().top < innerHeight", wanted)


@each(*REPORTS)
def test_a_link_to_what_is_folded_opens_it(browser: Browser, file: Path):
    with opened(browser, file) as page:
        page.evaluate("const data = document.querySelector('main details table'); data.id = 'folded'; location.hash = 'folded'")
        page.locator("#folded").wait_for(state="visible")


def test_the_rules_are_narrowed_by_words_and_by_outcome_with_the_keyboard(browser: Browser, department_page: Callable[[str], Path]):
    with opened(browser, department_page("zh")) as page:
        shown = "[...document.querySelectorAll('#rules tbody tr:not([hidden])')].map(row => row.innerText)"
        every = len(page.evaluate(shown))
        _go_to(page, "核对表")
        _tab_to(page, ".tool:has(+ [data-filterable]) input")
        page.keyboard.type("X-10 一般公共预算")
        narrowed = page.evaluate(shown)
        assert [row.split("\u3000")[0] for row in narrowed if row[0] == "X"] == ["X-10"]
        assert f"显示 {len(narrowed)} 条，共 {every} 条" in page.locator(".tool:has(+ [data-filterable])").inner_text()
        page.keyboard.press("Control+a")
        page.keyboard.press("Delete")
        _tab_to(page, ".tool:has(+ [data-filterable]) select")
        _choose(page, "不符")
        broken = [row for row in page.evaluate(shown) if "\t" in row]
        assert len(broken) == 19
        assert all("不符" in row.split("\t")[-1] for row in broken)
        page.evaluate("location.hash = [...document.querySelectorAll('#rules tr[hidden] [id]')].pop().id")
        page.wait_for_function(f"{shown}.length === {every}")


def test_the_problems_are_narrowed_by_kind_with_the_keyboard(browser: Browser, department_page: Callable[[str], Path]):
    with opened(browser, department_page("zh")) as page:
        _go_to(page, "问题与建议")
        _tab_to(page, ".tool:has(+ .callout) select")
        _choose(page, "警告")
        shown = page.locator("main > .callout:visible .tone").all_inner_texts()
        assert shown == ["警告"] * 5
        page.get_by_role("link", name="问题12").first.click()
        page.locator("main > .callout:visible").nth(11).wait_for()


def test_a_table_is_sorted_with_the_keyboard(browser: Browser, department_page: Callable[[str], Path]):
    with opened(browser, department_page("zh")) as page:
        where = page.locator("[data-sortable]:not(details *)").first
        column = "[...document.querySelectorAll('[data-sortable]:not(details *) tbody tr')].map(row => row.cells[1].textContent)"
        printed = [int(count) for count in page.evaluate(column)]
        _go_to(page, "覆盖率")
        _tab_to(page, "[data-sortable]:not(details *) th:nth-child(2) button")
        page.keyboard.press("Enter")
        assert where.locator("th").nth(1).get_attribute("aria-sort") == "ascending"
        assert [int(count) for count in page.evaluate(column)] == [*sorted(printed[:-1]), printed[-1]]
        page.keyboard.press("Space")
        assert where.locator("th").nth(1).get_attribute("aria-sort") == "descending"
        assert [int(count) for count in page.evaluate(column)] == [*sorted(printed[:-1], reverse=True), printed[-1]]


def _go_to(page: Page, section: str) -> None:
    """Choose a section among the contents; the next Tab goes on from there."""
    _tab_to(page, f'nav a[href$="#{section}"]')
    page.keyboard.press("Enter")


def _choose(page: Page, wanted: str) -> None:
    """Go down in the list that has the focus to what is wanted."""
    for _ in range(page.evaluate("document.activeElement.options.length")):
        if page.evaluate("document.activeElement.value") != wanted:
            page.keyboard.press("ArrowDown")


def _tab_to(page: Page, where: str) -> None:
    """Press Tab until an element has the focus, which must be visible then."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("where => document.activeElement.matches(where)", where):
            style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert style != "none"
            return
    raise AssertionError(f"the keyboard does not reach {where}")
