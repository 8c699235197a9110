"""What stands around the text: running heads, names of sheets, labels above tables."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter
from small_files import pdf

import budgetnb

TEXT = """
2024年甲县民政局部门预算

第二部分 2024年部门预算情况说明

七、“三公”经费支出预算情况说明

2024年“三公”经费支出预算为3.00万元，与2023年持平。
"""
PAGES = "#set page(width: 300pt, height: 200pt, margin: 40pt, header: [{head}])\n" + TEXT + "#pagebreak()\n{rest}\n#pagebreak()\n{rest}\n"
REST = "八、政府性基金支出预算情况说明\n\n2024年没有政府性基金安排的支出。"


def said(path: Path, rule: str) -> list[str]:
    """What a rule says against a document."""
    return [one.says for one in budgetnb.check(budgetnb.read(path)).findings if one.rule == rule and one.outcome == "breaks"]


def test_a_running_head_of_another_organisation_and_year_is_found(tmp_path: Path) -> None:
    right = pdf(tmp_path, PAGES.format(head="甲县民政局2024年部门预算", rest=REST), "right.pdf")
    wrong = pdf(tmp_path, PAGES.format(head="甲县教育局2023年部门预算", rest=REST), "wrong.pdf")

    assert (said(right, "N-17"), said(right, "N-16")) == ([], [])
    assert said(wrong, "N-17") == ["页眉中的单位名称写作“甲县教育局”，与“甲县民政局”不一致"]
    assert said(wrong, "N-16") == ["标题中的“2023年”不是预算年度，应为 2024年"]


def test_the_name_of_a_sheet_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet, line = book.add_worksheet("01收支总表"), book.add_format({"border": 1})
    sheet.write("A1", "2024年部门收支预算总表")
    sheet.write("A2", "编制部门：甲县民政局")
    sheet.write("D2", "单位：万元")
    for row, cells in enumerate([("收入", "", "支出", ""), ("项目", "金额", "项目", "金额"), ("收入总计", 3, "支出总计", 3)], start=2):
        sheet.write_row(row, 0, cells, line)
    book.close()

    disclosure = budgetnb.read(path)

    assert [table.name for table in disclosure.tables] == ["收支总表"]
    assert disclosure.unread == ()
