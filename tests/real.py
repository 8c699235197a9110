"""The real documents of the corpus, and the bundled sample: read once, checked once in each language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pages import SAMPLE, in_language, whole_report

import budgetnb as bn
from budgetnb.blocks import Block
from budgetnb.checking.findings import Review
from budgetnb.figures import Disclosure, Figure
from budgetnb.rendering.html import page_html
from budgetnb.rendering.model import page_of
from budgetnb.showing import report
from budgetnb.showing.charts.catalogue import OF_ONE
from budgetnb.showing.marks import place_anchor

DOCUMENTS = {
    "sh-putuo-czj-2025/dept_budget": ("dept_budget.pdf",),
    "sh-putuo-wanli-2023-2025/2023_dept_budget": ("2023_dept_budget.pdf",),
    "sh-putuo-wanli-2023-2025/2024_dept_budget": ("2024_dept_budget.pdf",),
    "sh-putuo-wanli-2023-2025/2025_dept_budget": ("2025_dept_budget.pdf",),
    "js-jianchayuan-2017-2019/2017_dept_budget": ("2017_dept_budget.pdf",),
    "js-jianchayuan-2017-2019/2018_dept_budget": ("2018_dept_budget.pdf",),
    "js-jianchayuan-2017-2019/2019_dept_budget": ("2019_dept_budget.pdf",),
    "js-zhengxie-2017-2019/2017": ("2017_narrative.pdf", "2017_tables.pdf"),
    "js-zhengxie-2017-2019/2018": ("2018_narrative.pdf", "2018_tables.pdf"),
    "js-zhengxie-2017-2019/2019": ("2019_narrative.pdf", "2019_tables.pdf"),
}


QUICK = ("sample", "sh-putuo-czj-2025/dept_budget", "js-jianchayuan-2017-2019/2019_dept_budget", "js-zhengxie-2017-2019/2018")
ASKED = [
    pytest.param((name, lang), id=f"{name}-{lang}", marks=() if name in QUICK else pytest.mark.long)
    for name in ("sample", *DOCUMENTS)
    for lang in ("zh", "en")
]
"""The quick ones in every run, all of them in the long one."""


@cache
def disclosure(corpus: Path | None, name: str) -> Disclosure:
    """A document of the corpus by its name; the bundled sample without a corpus."""
    files = [corpus / name.partition("/")[0] / file for file in DOCUMENTS[name]] if corpus else [SAMPLE]
    return report.read(*files)


@cache
def review(corpus: Path | None, name: str, lang: str = "zh") -> Review:
    """The review of a document in a language."""
    return in_language(lang, lambda: report.check(disclosure(corpus, name)))


class Shown:
    """A document's report as a page, with what it was made of."""

    def __init__(self, review: Review, lang: str) -> None:
        self.review = review
        self.blocks: tuple[Block, ...] = in_language(lang, lambda: everything(review))
        self.page = page_of(self.blocks, review.disclosure.name)
        self.soup = BeautifulSoup(in_language(lang, lambda: page_html(self.page)), "lxml")
        for unseen in self.soup.select("style, script, nav, .sr"):
            unseen.decompose()
        disclosure = review.disclosure
        cells = [figure for table in disclosure.tables for line in table.lines for figure in line.figures if figure]
        stated = [figure for statement in disclosure.statements for _, figure in statement.figures]
        self.figures: dict[str, Figure] = {place_anchor(figure.key): figure for figure in (*cells, *stated)}


def everything(review: Review) -> tuple[Block, ...]:
    """What the notebook shows of a review, its charts included."""
    charts = (block for name in OF_ONE for block in bn.draw(review, name).blocks)
    return (*whole_report(review), *bn.show(review, "差额").blocks, *charts)


@cache
def shown(corpus: Path | None, name: str, lang: str) -> Shown:
    """The page of a document in a language."""
    return Shown(review(corpus, name, lang), lang)
