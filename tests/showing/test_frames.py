"""Frames: Decimals stay exact, blanks stay None, places are columns."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest
from figures_by_hand import disclosure, formula, rules, statement, table

from budgetnb.checking.check import check
from budgetnb.errors import NoSuchTable
from budgetnb.figures import Column, Disclosure
from budgetnb.showing.frames import figures_frame, table_frame


@pytest.fixture
def small() -> Disclosure:
    spending = """
        :               | 合计   | 基本支出 | 项目支出
        合计            | 546.94 | 141.25   | 405.69
        类 208 社会保障 |  11.61 |          |  ·
    """
    return disclosure(table("支出总表", spending), statement("支出", "支出合计", 1, 数额="546.94万元", 增减率="3.5%"))


def test_every_figure_is_a_row_blank_cells_included(small: Disclosure):
    frame = figures_frame(small)
    assert list(frame["value"].map(str)) == ["546.94", "141.25", "405.69", "11.61", "None", "546.94", "3.5"]
    assert isinstance(frame.loc[0, "value"], Decimal)
    assert list(frame["key"][3:6]) == ["支出总表/208/合计", "支出总表/208/基本支出", "文/支出/支出合计/数额"]
    cell = frame.loc[3, ["table", "name", "code", "level", "column", "term", "file"]]
    assert list(cell) == ["支出总表", "社会保障", "208", "类", "合计", None, "by-hand.txt"]
    assert list(frame.loc[6, ["scope", "term", "role", "direction", "unit", "printed"]]) == ["支出", "支出合计", "增减率", 1, "%", "3.5%"]


def test_nothing_becomes_a_float_or_a_string_of_pandas(small: Disclosure):
    assert {str(dtype) for dtype in figures_frame(small).dtypes} == {"object"}


def test_sums_of_decimals_are_exact(small: Disclosure):
    frame = small.table("支出总表").to_frame()
    assert frame["基本支出"].dropna().sum() + frame["项目支出"].dropna().sum() == Decimal("546.94")


def test_floats_come_only_when_asked_for_and_a_blank_is_not_a_zero(small: Disclosure):
    values = figures_frame(small, exact=False)["value"]
    assert values.dtype == float
    assert pd.isna(values[4])
    assert small.table("支出总表").to_frame(exact=False)["项目支出"].dtype == float


def test_a_table_has_its_lines_as_rows_and_its_columns_as_columns(small: Disclosure):
    frame = small.table("支出总表").to_frame()
    assert list(frame.columns) == ["name", "label", "code", "level", "side", "kind", "unit", "合计", "基本支出", "项目支出"]
    assert list(frame.loc[1, ["name", "code", "合计", "基本支出", "项目支出"]]) == ["社会保障", "208", Decimal("11.61"), None, None]


def test_columns_that_bear_one_name_are_both_there(small: Disclosure):
    twice = replace(
        small.tables[0], columns=(Column("合计", "合计"), Column("支出", "支出", known=False), Column("支出", "支出", known=False))
    )
    assert table_frame(twice, exact=False).shape == (2, 10)


def test_a_table_that_is_not_there_is_named_with_the_nearest_one(small: Disclosure):
    with pytest.raises(NoSuchTable, match="没有“支出表”这张表。是不是想要“支出总表”？这份文本有：支出总表。"):
        small.table("支出表")


def test_findings_and_problems_lead_to_their_place(small: Disclosure):
    source = formula("支出总表[合计].合计 = 支出总表[208].合计")
    review = check(small, rules(source))
    finding = review.findings.to_frame().iloc[0]
    assert list(finding[["rule", "outcome", "left", "operator", "right", "difference", "printed", "table", "column"]]) == [
        *("R", "breaks", Decimal("546.94"), "=", Decimal("11.61"), Decimal("535.33"), "546.94", "支出总表", "合计"),
    ]
    problem = review.problems.to_frame().iloc[0]
    assert (problem["number"], problem["severity"], problem["findings"]) == (1, "error", (finding["id"],))


def test_frames_of_nothing_have_their_columns():
    nothing = check(replace(disclosure(), kind="final_accounts"), rules(formula("支出总表[合计].合计 = 支出总表[208].合计")))
    for frame in (disclosure().to_frame(exact=False), nothing.to_frame(exact=False), nothing.findings.to_frame()):
        assert frame.empty
        assert {"file", "page", "line", "start", "end"} <= set(frame.columns)
