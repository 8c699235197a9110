"""Disclosures of two years, for tests of what lies between: invented ones in plain text, real ones beside the year before."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from budgetnb.checking.books import rule_book
from budgetnb.checking.check import check
from budgetnb.checking.findings import Review
from budgetnb.checking.observing import Beside
from budgetnb.figures import Disclosure
from budgetnb.showing import report

NAME = "甲县民政局"
HEAD = "{year}年{name}部门预算\n\n第二部分 {name}{year}年部门预算情况说明\n\n"
SAID = "一、收入支出预算总体情况说明\n\n{year}年收入总计{total}万元，支出总计{total}万元。{change}\n"
MORE = "与{before}年预算相比，收支总计各增加{more}万元，增长{rate}%，主要原因：{reason}。"


def paper(folder: Path, words: str, year: int, name: str = NAME) -> Disclosure:
    """A disclosure that says these words under the headings of its year."""
    path = folder / f"{name}-{year}.txt"
    path.write_text(HEAD.format(year=year, name=name) + words, encoding="utf-8")
    return report.read(path)


def reviewed(folder: Path, words: str, last: str, before: str = NAME) -> Review:
    """The review of 2024 beside the disclosure of 2023."""
    return check(paper(folder, words, 2024), rule_book(), Beside(prior=paper(folder, last, 2023, before)))


@cache
def real(corpus: Path, folder: str, year: int, lang: str = "zh") -> Review:
    """The review of a real disclosure beside the one of the year before."""

    def files(of: int) -> list[Path]:
        return sorted((corpus / folder).glob(f"{of}_*.pdf"))

    return report.review(files(year), prior=files(year - 1), lang=lang)
