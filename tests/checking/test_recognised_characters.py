"""What rests on characters recognised in pictures is never more than a hint."""

from __future__ import annotations

from dataclasses import replace

import pytest
from figures_by_hand import disclosure, formula, rules, table

from budgetnb.checking.check import check
from budgetnb.figures import Source
from budgetnb.reading.document import Document, Paragraph, Spot
from budgetnb.recognising import recognise

SUMMARY = table("收支总表", """
    :            | 金额
    收入总计     | 546.94
    支出总计     | 564.94
""")  # fmt: skip
BOOK = rules(formula("收支总表[收入总计] = 收支总表[支出总计]"))


@pytest.mark.parametrize(("ocr", "severity"), [(False, "error"), (True, "hint")])
def test_a_difference_is_only_a_hint_where_the_file_is_a_picture(ocr: bool, severity: str):
    read = replace(disclosure(SUMMARY), sources=(Source("a.pdf", "0" * 64), Source("b.pdf", "1" * 64, ocr)))
    review = check(read, BOOK)
    assert [finding.severity for finding in review.findings] == [severity]
    assert [problem.severity for problem in review.problems] == [severity]


def test_what_ties_is_no_hint_either():
    tied = table("收支总表", ": | 金额\n收入总计 | 7\n支出总计 | 7")
    review = check(replace(disclosure(tied), sources=(Source("a.pdf", "0" * 64, ocr=True),)), BOOK)
    assert [(finding.outcome, finding.severity) for finding in review.findings] == [("ties", "")]


@pytest.mark.parametrize(("kind", "ocr"), [("pdf", False), ("ocr", True)])
def test_a_disclosure_remembers_which_of_its_files_were_pictures(kind: str, ocr: bool):
    document = Document("a.pdf", "0" * 64, kind, (Paragraph("某局2024年部门预算公开", ((0, Spot(page=1)),)),))
    (read,) = recognise((document,))
    assert [source.ocr for source in read.sources] == [ocr]
