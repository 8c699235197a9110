"""Lines of organisations in a table of revenue by unit: with codes or names only, with or without a line for the department."""

from __future__ import annotations

from pathlib import Path

import families
import pytest

DEPARTMENT_LINE = "101\t甲县教育局\t320.00\t300.00\t\t20.00\n"


def uncoded(words: str) -> str:
    for code in ("101001\t", "101002\t", "101\t"):
        words = words.replace(code, "\t")
    return words


@pytest.mark.parametrize(
    ("words", "levels"),
    [
        (families.DEPARTMENT, ["部门", "单位", "单位"]),
        (families.DEPARTMENT.replace(DEPARTMENT_LINE, ""), ["单位", "单位"]),
        (uncoded(families.DEPARTMENT), ["部门", "单位", "单位"]),
        (uncoded(families.DEPARTMENT.replace(DEPARTMENT_LINE, "")), ["单位", "单位"]),
        (families.SCHOOLS, ["部门"]),
        (uncoded(families.SCHOOLS), ["部门"]),
    ],
    ids=["coded", "coded units", "names", "names of units", "one code", "one name"],
)
def test_the_departments_line_and_its_units_are_told_apart(words: str, levels: list[str], tmp_path: Path):
    (found,) = families.read(tmp_path, words)
    table = found.table("收入总表")
    assert table
    assert [line.level for line in table.lines] == ["合计", *levels]
    assert found.unread == ()
    assert found.name in ("甲县教育局", "甲县第一中学")


def test_a_department_without_a_line_of_its_own_is_called_as_its_title_says(tmp_path: Path):
    words = families.DEPARTMENT.replace(DEPARTMENT_LINE, "").replace("101001\t甲县教育局", "101001\t甲县教育局本级")
    (found,) = families.read(tmp_path, words)
    assert (found.name, found.code) == ("甲县教育局", None)
