"""What rests on characters recognised in pictures is never more than a hint."""

from __future__ import annotations

from dataclasses import replace

import pytest
from figures_by_hand import disclosure, formula, rules, table

from budgetnb.checking.check import check
from budgetnb.checking.findings import Evidence, Finding
from budgetnb.checking.recognised import held_back
from budgetnb.figures import Place, Source, Table
from budgetnb.reading.document import Document, Doubt, Paragraph, Spot
from budgetnb.recognising import recognise

SUMMARY = table("收支总表", """
    :            | 金额
    收入总计     | 546.94
    支出总计     | 564.94
""")  # fmt: skip
BOOK = rules(formula("收支总表[收入总计] = 收支总表[支出总计]"))


PRINTED = Place("by-hand.txt", page=3, table="收支总表")
"""Where both figures stand."""


def on_page(table: Table, place: Place = PRINTED) -> Table:
    """The table with its figures on one page."""
    lines = (replace(line, figures=tuple(figure and replace(figure, place=place) for figure in line.figures)) for line in table.lines)
    return replace(table, lines=tuple(lines))


@pytest.mark.parametrize(
    ("file", "pages", "severity"),
    [("by-hand.txt", (), "error"), ("by-hand.txt", (1, 2, 3), "hint"), ("by-hand.txt", (1, 4), "error"), ("other.pdf", (3,), "error")],
)
def test_a_difference_is_only_a_hint_where_the_page_is_a_picture(file: str, pages: tuple[int, ...], severity: str):
    read = replace(disclosure(on_page(SUMMARY)), sources=(Source("by-hand.txt", "0" * 64), Source(file, "1" * 64, pages)))
    review = check(read, BOOK)
    assert [finding.severity for finding in review.findings] == [severity]
    assert [problem.severity for problem in review.problems] == [severity]


def test_what_ties_is_no_hint_either():
    tied = table("收支总表", ": | 金额\n收入总计 | 7\n支出总计 | 7")
    review = check(replace(disclosure(on_page(tied)), sources=(Source("by-hand.txt", "0" * 64, (3,)),)), BOOK)
    assert [(finding.outcome, finding.severity) for finding in review.findings] == [("ties", "")]


@pytest.mark.parametrize(
    ("source", "severity"),
    [(Source("a.pdf", ""), "error"), (Source("a.pdf", "", recognised=(7,)), "hint"), (Source("a.pdf", "", not_read=(7,)), "hint")],
)
def test_what_is_missing_is_only_a_hint_where_some_page_is_a_picture(source: Source, severity: str):
    missing = rules("- id: R\n  required: ['三公经费表[合计]']")
    found = check(replace(disclosure(SUMMARY), sources=(source,)), missing).findings
    assert [finding.severity for finding in found] == [severity]


@pytest.mark.parametrize(
    ("doubt", "recognised", "not_read"),
    [
        (None, (), ()),
        (Doubt("", Spot(page=2), "picture"), (), (2,)),
        (Doubt("", Spot(page=2), "picture_wordless"), (), (2,)),
        (Doubt("", Spot(page=2), "ocr_page"), (2,), ()),
        (Doubt("某局", Spot(page=3), "recognised"), (3,), ()),
        (Doubt("a.pdf", Spot(), "ocr"), (1, 2, 3), ()),
    ],
)
def test_a_disclosure_remembers_which_pages_were_pictures(doubt: Doubt | None, recognised: tuple[int, ...], not_read: tuple[int, ...]):
    paragraphs = (Paragraph("某局2024年部门预算公开", ((0, Spot(page=1)),)),)
    (read,) = recognise((Document("a.pdf", "0" * 64, "pdf", paragraphs, 3, (doubt,) if doubt else ()),))
    assert [(source.recognised, source.not_read) for source in read.sources] == [(recognised, not_read)]


def test_what_a_unit_is_compared_with_holds_back_too():
    finding = Finding("R@x", "R", "breaks", "error", "", "", "", "", (Evidence("1", None, Place("unit.pdf", page=1)),))
    unit = replace(disclosure(), sources=(Source("unit.pdf", "", (1,)),))
    assert [one.severity for one in held_back([finding], (disclosure(), unit))] == ["hint"]
    assert [one.severity for one in held_back([finding], (disclosure(),))] == ["error"]
