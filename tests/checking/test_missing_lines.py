"""A required line that is not there is a finding of its own, and stops nothing that is made of findings."""

from __future__ import annotations

from pathlib import Path

from budgetnb.checking.books import rule_book
from budgetnb.checking.check import check
from budgetnb.reading import read_document
from budgetnb.recognising import recognise

TOTAL_ONLY = """2024年政府性基金预算支出预算表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t31.41\t\t31.41
"""


def test_a_fund_table_without_items_is_a_warning_about_that_table(tmp_path: Path):
    path = tmp_path / "disclosure.txt"
    path.write_text(TOTAL_ONLY, encoding="utf-8")
    (disclosure,) = recognise([read_document(path)])
    review = check(disclosure, rule_book())
    (found,) = [finding for finding in review.findings if finding.rule == "C-23" and finding.outcome == "breaks"]
    assert (found.severity, found.action, [evidence.printed for evidence in found.evidence]) == (
        "warning",
        "补充",
        ["2024年政府性基金预算支出预算表"],
    )
    assert any(found.id in problem.findings for problem in review.problems)
