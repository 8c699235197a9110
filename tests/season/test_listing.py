"""Units as a narrative lists them, in the wordings of several provinces; offices within an organisation are no units."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetnb.figures import Disclosure
from budgetnb.reading import read_document
from budgetnb.recognising import recognise
from budgetnb.season.listing import unit_listing, units_said
from budgetnb.season.organisations import Organisation, match, same_name

TABLE = "\n2024年部门收支预算表\n单位：万元\n收入\t\t支出\t\n项目\t金额\t项目\t金额\n收入总计\t1.00\t支出总计\t1.00\n"


def told(folder: Path, *lines: str) -> Disclosure:
    path = folder / "document.txt"
    words = ("2024年甲县教育局部门预算", "第一部分 甲县教育局概况", "二、机构设置", *lines)
    path.write_text("\n".join(words) + "\n" + TABLE, encoding="utf-8")
    return recognise([read_document(path)])[0]


@pytest.mark.parametrize(
    ("lines", "names", "count"),
    [
        (
            ["纳入本部门2024年部门汇总预算编制范围的预算单位共计3家，具体包括：甲县教育局本级、甲县第一中学、甲县第二中学。"],
            ["甲县教育局本级", "甲县第一中学", "甲县第二中学"],
            3,
        ),
        (["从预算单位构成看，纳入编制范围的预算单位共计1家，即甲县教育局本级。"], ["甲县教育局本级"], 1),
        (["所属预算单位共计2家，具体包括：甲县文化和旅游局和甲县图书馆。"], ["甲县文化和旅游局", "甲县图书馆"], 2),
        (
            ["所属预算单位共计3家，具体包括：甲县水利局本级、甲县水土保持、移民工作站和甲县水库。"],
            ["甲县水利局本级", "甲县水土保持、移民工作站", "甲县水库"],
            3,
        ),
        (
            ["预算单位共计2家，具体包括：", "1、甲县水利局本级", "2、甲县水土保持、移民工作站"],
            ["甲县水利局本级", "甲县水土保持、移民工作站"],
            2,
        ),
        (
            [
                "本部门中，行政单位1家，参公单位1家，事业单位1家，具体包括：",
                "1.甲县教育局（本部）。",
                "2.甲县考试院；",
                "（3）甲县第一中学。",
                "以上单位均已公开。",
            ],
            ["甲县教育局（本部）", "甲县考试院", "甲县第一中学"],
            3,
        ),
        (["甲县教育局所属单位预算包括：", "1.甲县教育局机关本级", "2、甲县第一中学"], ["甲县教育局机关本级", "甲县第一中学"], None),
        (
            ["部门预算由本级预算和2个所属单位预算构成，所属单位为：甲县第一中学、甲县第二中学等2家单位。"],
            ["甲县第一中学", "甲县第二中学"],
            2,
        ),
        (["下属事业单位包括：甲县第一中学和甲县第二中学。"], ["甲县第一中学", "甲县第二中学"], None),
    ],
)
def test_a_list_of_units_is_read(lines: list[str], names: list[str], count: int | None, tmp_path: Path):
    found = unit_listing(told(tmp_path, *lines))
    assert found
    assert ([unit.name for unit in found.units], found.count) == (names, count)


@pytest.mark.parametrize(
    "line",
    [
        "内设机构包括：办公室、人事科、财务科。",
        "教育局机关本级预算包括：综合科、业务科的预算。",
        "本部门预算包括本级预算和所属单位预算在内的汇总预算。",
        "拟订行政事业单位国有资产管理制度，推进改革，建立共享机制。",
        "部门预算包括：甲县教育局本级预算、下属单位预算。",
        "预算单位共计2家，具体包括人员经费和公用经费。",
    ],
)
def test_what_is_no_list_of_units_is_none(line: str, tmp_path: Path):
    assert unit_listing(told(tmp_path, line)) is None


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("部门预算是包括甲县教育局本部以及下属5家预算单位的综合收支计划。", 6),
        ("纳入编制范围的预算单位共3家。", 3),
        ("甲县教育局没有下属预算单位。", 1),
        ("本部门负责全县教育工作。", None),
    ],
)
def test_how_many_units_there_are_said_to_be(line: str, count: int | None, tmp_path: Path):
    assert units_said(told(tmp_path, line)) == count


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("甲县教育局（本级）", "甲县教育局", True),
        ("甲县教育局机关", "甲县教育局本部", True),
        ("教育局信息中心", "甲县教育局信息中心", True),
        ("甲县一中", "甲县第一中学", False),
        ("甲县第一中学", "甲县第二中学", False),
        ("甲县机关事务管理局", "甲县事务管理局", True),  # a short name that leaves characters out
    ],
)
def test_names_of_one_organisation(one: str, other: str, same: bool):
    assert same_name(one, other) is same


def test_a_short_name_that_fits_two_units_means_neither():
    units = (Organisation("甲县第一服务中心"), Organisation("甲县第二服务中心"))
    assert match(Organisation("服务中心"), units) is None
    assert match(Organisation("甲县第二服务中心"), units) == 1
