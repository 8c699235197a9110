"""What the charts of several disclosures say: one department over the years, all departments of a year."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from figures_by_hand import disclosure, table

from budgetnb.blocks import Chart
from budgetnb.checking.findings import Coverage, Finding, Review
from budgetnb.errors import UnknownName
from budgetnb.figures import Disclosure
from budgetnb.showing.charts.catalogue import draw, picture
from budgetnb.showing.charts.pictures import Trend
from budgetnb.showing.charts.trends import change
from budgetnb.texts import speak


def spent(total: str, year: int = 2024, name: str = "城管局", unit: str = "万元") -> Disclosure:
    """A disclosure that prints only its total expenditure."""
    drawn = table("收支总表", f": | 金额\n支出总计 | {total}", unit=unit)
    return replace(disclosure(drawn), year=year, name=name)


def test_the_trend_says_from_where_to_where():
    years = [spent("5301.42", 2023), spent("546.94", 2024)]
    assert draw(years, "趋势").caption == "支出总计从 2023 年的 5,301.42 万元变为 2024 年的 546.94 万元（-89.68%）"


def test_the_trend_runs_over_all_years_in_order_with_missing_ones_named():
    block = draw([spent("30", 2025), spent("10", 2022), spent("20", 2023)], "趋势")
    assert _cells(block) == [["2022", "10", ""], ["2023", "20", "+100.00%"], ["2024", "无文本", ""], ["2025", "30", ""]]
    assert "2024 年没有收入公开文本，不画，也不连成一线。" in block.note


def test_no_change_is_no_direction():
    assert draw([spent("30", 2023), spent("30", 2024)], "趋势").caption == "支出总计 2023 年与 2024 年都是 30 万元"


def test_one_year_is_no_trend_but_a_number():
    assert draw([spent("30", 2024)], "趋势").caption == "2024 年支出总计 30 万元"


@pytest.mark.parametrize(
    ("last", "this", "said"),
    [("100", "115.31", "+15.31%"), ("20", "20", "0.00%"), ("0", "5", "—"), ("-10", "5", "—"), (None, "5", ""), ("5", None, "")],
)
def test_the_change_is_on_the_year_before(last: str | None, this: str | None, said: str):
    values = tuple(Decimal(one) if one else None for one in (last, this))
    assert change(Trend(name="趋势", caption="", years=(2023, 2024), series=(("支出总计", values),)), ("支出总计", values), 1) == said


def test_departments_are_ranked_with_their_shares():
    block = draw([spent("10.00", name="甲局"), spent("30.00", name="乙局"), spent("", name="丙局")], "部门排序")
    assert block.caption == "2 个部门的支出总计共 40.00 万元，最多的是乙局 30.00（75.00%）"
    assert _cells(block) == [["乙局", "30.00", "75.00%"], ["甲局", "10.00", "25.00%"], ["丙局", "空白", ""]]


def test_departments_of_one_name_are_told_apart_by_their_codes():
    twins = [replace(spent("10.00", name="甲局"), code=code) for code in ("310001", "310002")]
    assert [row.label for row in picture(twins, "部门排序").rows] == ["甲局（310001）", "甲局（310002）"]


def test_amounts_in_yuan_and_in_wan_yuan_are_compared_in_one_unit():
    rows = picture([spent("189767551", name="甲局", unit="元"), spent("546.94", name="乙局")], "部门排序").rows
    assert [f"{row.total:.2f}" for row in rows] == ["18976.76", "546.94"]


def test_who_lies_far_out_is_named():
    usual = [spent(f"{100 + place}", name=f"第{place}局") for place in range(12)]
    block = draw([*usual, spent("900", name="大局")], "分布")
    assert block.caption == "13 个部门的支出总计，中位数为 106 万元，一半在 103 至 109 万元之间；明显偏离的有 1 个"
    assert "大局 900" in block.alt


def test_of_few_no_distribution_is_drawn():
    assert draw([spent("1"), spent("2"), spent("900")], "分布").alt == "只有 3 个部门印出支出总计，太少，不画分布。"


def test_findings_are_counted_by_kind_with_the_worst_first():
    reviews = [
        _review("甲局", ("T1-1", "ties"), ("X-01", "breaks")),
        _review("乙局", ("T1-1", "breaks"), ("X-01", "breaks"), ("N-02", "breaks")),
    ]
    block = draw(reviews, "核查热图")
    assert block.caption == "2 个部门共有 4 处不符，最多的是乙局（3 处）"
    assert _cells(block) == [["乙局", "1", "1", "1"], ["甲局", "0", "1", "—"]]


def test_where_nothing_breaks_that_is_said():
    assert draw([_review("甲局", ("T1-1", "ties"))], "核查热图").caption == "1 个部门没有不符"


def test_nothing_to_compare_is_said():
    assert draw([], "核查热图").alt == "没有数据：没有可比较的部门。"
    assert draw([disclosure()], "部门排序").alt == "没有数据：各份公开文本中都没有支出总计。"


def test_a_measure_that_we_do_not_know_is_refused():
    with pytest.raises(UnknownName, match="没有名为“支出总技”的指标。是不是“支出总计”？"):
        draw([spent("1")], "部门排序", of="支出总技")


def test_captions_are_english_when_asked():
    speak("en")
    caption = draw([spent("5301.42", 2023), spent("546.94", 2024)], "趋势").caption
    assert caption == "Total expenditure went from 5,301.42 in 2023 to 546.94 in 2024 (-89.68%; unit: CNY 10,000)"


def _review(name: str, *outcomes: tuple[str, str]) -> Review:
    found = tuple(Finding(f"{rule}@", rule, outcome, "error", "", "", "", "", ()) for rule, outcome in outcomes)
    return Review(replace(disclosure(), name=name), found, (), Coverage(0, 0))


def _cells(block: Chart) -> list[list[str]]:
    return [["".join(run.text for run in cell.text) for cell in row.cells] for row in block.data.rows] if block.data else []
