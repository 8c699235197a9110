"""The HTML page: one file, complete without script, asking nobody for anything, harmless, the same every time."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise

import nbformat
import pytest
from specimen import HOSTILE, executed

from budgetnb.rendering.html import BudgetHTMLExporter

CSS = (files("budgetnb.rendering") / "templates" / "page.css").read_text(encoding="utf-8")


class Reader(HTMLParser):
    """Every tag with its attributes, and the text outside style and script."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside not in ("style", "script"):
            self.words.append(data)

    def values(self, name: str) -> list[str]:
        return [about[name] for _, about in self.tags if name in about]


def page(**config: str) -> str:
    return BudgetHTMLExporter(**config).from_notebook_node(executed())[0]


@pytest.fixture(scope="module")
def made() -> str:
    return page()


@pytest.fixture(scope="module")
def read(made: str) -> Reader:
    return Reader(made)


def test_the_same_notebook_gives_the_same_bytes(made: str):
    assert page() == made


def test_the_page_asks_nobody_for_anything(read: Reader, made: str):
    assert not read.values("src")
    assert not [tag for tag, _ in read.tags if tag in ("link", "iframe", "object", "embed", "img", "base", "form")]
    assert "@import" not in made
    assert not re.search(r"url\((?!#)", made)
    policy = next(about["content"] for tag, about in read.tags if about.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-")


def test_the_only_script_is_ours_and_the_policy_names_it(made: str):
    (script,) = re.findall(r"<script[^>]*>(.*?)</script>", made, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in made
    assert not [name for _, about in Reader(made).tags for name in about if name.startswith("on")]


def test_links_lead_to_something_on_the_page_to_the_web_or_to_a_mailbox(read: Reader):
    ids = set(read.values("id"))
    for href in read.values("href"):
        assert href.startswith(("https://", "http://", "mailto:")) or href[1:] in ids, href


def test_no_id_is_given_twice(read: Reader):
    ids = read.values("id")
    assert len(ids) == len(set(ids))


def test_the_page_has_a_language_a_title_a_way_past_the_contents_and_one_first_heading(read: Reader, made: str):
    assert ("html", {"lang": "zh-CN"}) in read.tags
    assert "<title>甲市示范区社区治理和服务创新办公室 2024 年部门预算核查报告</title>" in made
    assert ("a", {"class": "skip", "href": "#page-text"}) in read.tags
    assert [tag for tag, _ in read.tags].count("h1") == 1
    levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch(r"h\d", tag)]
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_everything_is_there_without_the_script(read: Reader):
    words = " ".join(read.words)
    for said in ("需更正后重新公开", "T10-6 每一科目的基本支出等于人员经费加公用经费", "98,765,432.10", "分析人员自己的单元", "503.20"):
        assert said in words
    assert "hidden" not in [name for _, about in read.tags for name in about]


def test_hostile_texts_are_read_as_texts(read: Reader):
    words = "".join(read.words)
    for said in HOSTILE[:4]:
        assert said in words
    assert "控制〔U+0007〕符〔U+202E〕倒序" in words


def test_wide_tables_can_be_reached_and_scrolled_with_the_keyboard(read: Reader):
    frames = [about for tag, about in read.tags if "table" in about.get("class", "").split()]
    assert frames
    assert all(about["tabindex"] == "0" and about["role"] == "region" and about["aria-label"] for about in frames)


def test_every_drawing_says_what_it_shows(read: Reader):
    drawings = [about for tag, about in read.tags if tag == "svg"]
    assert drawings
    assert all(about["role"] == "img" and about["aria-label"] for about in drawings)


def test_the_page_is_small(made: str):
    assert len(made.encode()) < 100_000


def test_the_page_speaks_english_on_request():
    made = page(lang="en")
    assert '<html lang="en">' in made
    assert "Skip to the text" in made
    assert "Unit: CNY 10,000" in made


def test_a_plain_notebook_of_anybody_becomes_a_page():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("text")])
    made, resources = BudgetHTMLExporter().from_notebook_node(notebook)
    assert "<title>报告</title>" in made
    assert resources["output_extension"] == ".html"


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_every_text_colour_has_contrast_on_every_ground(theme: str):
    colours = _colours(theme)
    grounds = {
        "paper": ("ink", "soft", "accent", "ties", "rounds", "breaks", "blank", "unchecked", "good"),
        "wash": ("ink", "soft", "accent"),
        "breaks-wash": ("breaks",),
        "rounds-wash": ("ink", "rounds", "accent"),
    }
    for ground, inks in grounds.items():
        for ink in inks:
            assert _contrast(colours[ink], colours[ground]) >= 4.5, (theme, ink, ground)


def _colours(theme: str) -> dict[str, str]:
    begin = {"light": ":root{", "dark": "prefers-color-scheme:dark){:root{", "print": "@media print{\n  :root{"}[theme]
    declared = CSS[CSS.index(begin) :]
    declared = declared[: declared.index("}")]
    return {
        name: value if len(value) == 7 else "#" + "".join(digit * 2 for digit in value[1:])
        for name, value in re.findall(r"--([\w-]+):(#\w{3,6})", declared)
    }


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
