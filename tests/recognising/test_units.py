"""The unit of money of a table, wherever it is printed; what is printed nowhere is inferred and said to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetnb.reading import read_document
from budgetnb.recognising import recognise

ROWS = "\t合计\t500.00\t500.00\t\n2080201\t行政运行\t500.00\t500.00\t\n"
HEAD = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n"


@pytest.mark.parametrize(
    ("text", "unit", "inferred"),
    [
        (f"2024年部门支出预算表\n单位：元\n{HEAD}{ROWS}", "元", False),
        (f"2024年部门支出预算表（单位：元）\n{HEAD}{ROWS}", "元", False),
        (f"2024年部门支出预算表（元）\n{HEAD}{ROWS}", "元", False),
        (f"2024年部门支出预算表\n单位：元\t\t\t\t\n{HEAD}{ROWS}", "元", False),
        (f"2024年部门支出预算表\n科目编码\t科目名称\t合计（元）\t基本支出（元）\t项目支出（元）\n{ROWS}", "元", False),
        (f"2024年部门支出预算表\n{HEAD}{ROWS}注：本表金额单位为元。\n", "元", False),
        (f"2024年部门支出预算表\n科目编码\t科目名称\t合计（元）\t基本支出（万元）\t项目支出\n{ROWS}", "万元", True),
        (f"2024年部门支出预算表\n{HEAD}{ROWS}", "万元", True),
    ],
    ids=["above", "in the title", "in brackets", "in the first row", "in the head", "in a note", "two units", "nowhere"],
)
def test_a_unit_is_read_where_it_is_printed(text: str, unit: str, inferred: bool, tmp_path: Path):
    path = tmp_path / "disclosure.txt"
    path.write_text(text, encoding="utf-8")
    (found,) = recognise([read_document(path)])
    assert [(table.unit, table.unit_inferred) for table in found.tables] == [(unit, inferred)]
