"""What the charts of one disclosure say: their captions, notes and tables, by the sample and by tables written by hand."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from figures_by_hand import disclosure, table
from truth_files import read

from budgetnb.blocks import Chart
from budgetnb.checking.books import rule_book
from budgetnb.checking.check import check
from budgetnb.checking.findings import Review
from budgetnb.errors import UnknownName
from budgetnb.figures import Table
from budgetnb.showing.charts.catalogue import OF_ONE, draw, picture
from budgetnb.showing.charts.pictures import Absent, Bars, Bridge
from budgetnb.texts import speak

ANSWERS = {
    "收入来源": "收入总计 546.94 万元：上年结转结余 361.39（66.07%）、一般公共预算 185.55（33.93%）",
    "支出按功能": "本年支出 546.94 万元，最多的 3 项是住房保障支出 287.36（52.54%）、城乡社区事务 237.72（43.46%）、"
    "社会保障和就业 11.61（2.12%）",
    "支出按科目": "支出 546.94 万元，最多的 3 项是老旧小区改造 277.00（50.65%）、行政运行 153.33（28.03%）、"
    "其他城乡社区公共设施支出 84.39（15.43%）",
    "基本与项目": "支出 546.94 万元：项目支出 405.69（74.17%）、基本支出 141.25（25.83%）",
    "经济分类": "一般公共预算基本支出 141.25 万元，最多的 3 项是基本工资 35.56（25.18%）、奖金 27.12（19.20%）、绩效工资 13.09（9.27%）",
    "项目排序": "9 个项目共 405.69 万元，最多的 2 项是西工区2023年老旧小区改造配套基础设施建设项目三期、四期 215.00（53.00%）、"
    "洛阳市既有住宅加装电梯（第二批）市级财政补贴资金 84.39（20.80%）",
    "结转与当年": "收入总计 546.94 万元：上年结转结余 361.39（66.07%）、本年资金 185.55（33.93%）",
    "三公构成": "“三公”经费构成",
    "资金流向": "546.94 万元从哪里来、到哪里去：收入最多的是上年结转结余 361.39（66.07%），支出最多的是住房保障支出 287.36（52.54%）",
    "差额桥": "财政拨款收支总表 · 本年支出 · 一般公共预算 185.55 万元与一般公共预算支出表 · 合计 546.94 万元相差 361.39 万元，"
    "等于其他城乡社区公共设施支出 84.39 加老旧小区改造 277.00",
}

REVENUE = table(
    "收支总表",
    """
    :            | 金额
    一般公共预算 | 100.00
    政府性基金   | 20.00
    事业收入     |
    收入总计     | 120.00
    """,
)


@pytest.fixture(scope="module")
def sample() -> Review:
    """The review of the bundled sample."""
    return check(read(Path(str(files("budgetnb") / "sample" / "disclosure.txt"))), rule_book())


@pytest.mark.parametrize("name", OF_ONE)
def test_the_caption_answers_with_the_numbers(sample: Review, name: str):
    assert draw(sample, name).caption == ANSWERS[name]


@pytest.mark.parametrize("name", OF_ONE)
def test_every_number_behind_a_chart_is_printed_in_the_document(sample: Review, name: str):
    printed = {figure.printed for figure in sample.disclosure.figures()}
    derived = {"269.94", "+84.39", "+277.00"} if name == "差额桥" else set()
    numbers = {cell for row in _cells(draw(sample, name)) for cell in row[1:] if cell[-1:].isdigit()}
    assert numbers - derived <= printed


@pytest.mark.parametrize("name", OF_ONE)
def test_in_english_only_names_stay_chinese(sample: Review, name: str):
    speak("en")
    block = draw(sample, name)
    assert block.caption.replace("·", "").isascii() or name == "项目排序"
    assert "（" not in block.alt.replace("（签批）", "").replace("（含物业管理工作）", "").replace("（第二批）", "")


def test_a_table_without_any_amount_gives_no_chart_but_says_so(sample: Review):
    block = draw(sample, "三公构成")
    assert block.alt == "没有数据：“三公”经费表中没有填数。"
    assert block.data is None


def test_a_table_that_is_not_there_is_named():
    assert draw(disclosure(), "收入来源").alt == "没有数据：公开文本中没有读到收支总表。"


@pytest.mark.parametrize("name", [name for name in OF_ONE if name != "差额桥"])
def test_an_empty_disclosure_breaks_no_chart(name: str):
    assert isinstance(picture(disclosure(), name), Absent)


def test_blank_sources_are_named_and_not_drawn():
    block = draw(disclosure(_sided(REVENUE)), "收入来源")
    assert "空白（没有印出数字，不画）：事业收入。" in block.note
    assert _cells(block) == [["一般公共预算", "100.00", "83.33%"], ["政府性基金", "20.00", "16.67%"], ["事业收入", "空白", ""]]


def test_parts_that_do_not_add_up_to_the_printed_total_are_told():
    wrong = _sided(REVENUE, total="130.00")
    assert "各项之和为 120.00，与印出的合计 130.00 不等。" in draw(disclosure(wrong), "收入来源").note


def test_rounding_is_not_told():
    assert "不等" not in draw(disclosure(_sided(REVENUE, total="120.01")), "收入来源").note


def test_a_total_that_was_not_read_is_the_sum_and_told():
    without = replace(_sided(REVENUE), lines=_sided(REVENUE).lines[:-1])
    block = draw(disclosure(without), "收入来源")
    assert block.caption.startswith("收入总计 120.00 万元")
    assert "没有读到印出的合计，120.00 是各项之和。" in block.note


def test_yuan_are_drawn_in_wan_yuan_and_told():
    yuan = _sided(table("收支总表", ":  | 金额\n一般公共预算 | 156,211,123\n收入总计 | 156,211,123", unit="元"))
    block = draw(disclosure(yuan), "收入来源")
    assert block.caption == "收入总计 15,621.11 万元，全部是一般公共预算"
    assert "原表以元为单位，图中折算为万元。" in block.note


def test_decimals_are_those_that_are_printed():
    whole = _sided(table("收支总表", ": | 金额\n一般公共预算 | 191\n收入总计 | 191"))
    assert draw(disclosure(whole), "收入来源").caption == "收入总计 191 万元，全部是一般公共预算"


def test_revenue_printed_only_as_one_fiscal_line_is_one_source():
    fiscal = _sided(table("收支总表", ": | 金额\n财政拨款收入 | 90.00\n一般公共预算 |\n其他收入 | 10.00\n收入总计 | 100.00"))
    assert [row.label for row in picture(disclosure(fiscal), "收入来源").rows] == ["财政拨款收入", "其他收入"]


def test_lines_of_one_code_are_added_up_and_told():
    drawn = ": | 合计\n合计 | 30.00\n项 2080505 养老保险 | 10.00\n项 2080505 养老保险 | 20.00"
    block = draw(disclosure(_named(table("支出总表", drawn))), "支出按科目")
    assert _cells(block) == [["养老保险", "30.00", "100.00%"]]
    assert "同一编码印在几行上的已经相加。" in block.note


def test_different_lines_of_one_name_are_told_apart_by_their_codes():
    drawn = ": | 合计\n合计 | 14.85\n款 30102 津贴补贴 | 4.21\n款 津贴补贴 | 10.64"
    rows = picture(disclosure(_named(table("基本支出表", drawn))), "经济分类").rows
    assert [row.label for row in rows] == ["津贴补贴（无编码）", "津贴补贴（30102）"]


def test_columns_that_do_not_add_up_are_not_drawn_end_to_end():
    drawn = ": | 合计 | 本年拨款 | 财政拨款结转结余\n合计 | 30.00 | 10.00 | 20.00\n项目 保洁 | 30.00 | 10.00 | 19.00"
    block = picture(disclosure(_named(table("项目支出表", drawn))), "项目排序")
    assert block.series == ("",)
    assert "有 1 行的资金来源各栏之和与合计不等，因此只画合计。" in block.notes


def test_personnel_and_running_expenses_come_from_the_columns_below_them():
    drawn = """
    :    | 合计  | 基本支出 | 工资福利支出 | 对个人和家庭的补助 | 商品和服务支出 | 项目支出
    合计 | 20.00 | 15.00    | 9.00         | 2.00               | 4.00           | 5.00
    """
    rows = picture(disclosure(table("支出总表", drawn)), "基本与项目").rows
    assert [(row.label, str(row.total), str(row.start)) for row in rows] == [
        ("基本支出", "15.00", "0"),
        ("人员经费", "11.00", "0"),
        ("公用经费", "4.00", "11.00"),
        ("项目支出", "5.00", "15.00"),
    ]


def test_the_bridge_leads_from_one_printed_total_to_the_other(sample: Review):
    bridge = picture(sample, "差额桥")
    assert isinstance(bridge, Bridge)
    assert (str(bridge.start[1]), [str(value) for _, value in bridge.steps], str(bridge.end[1])) == (
        "185.55",
        ["84.39", "277.00"],
        "546.94",
    )
    assert bridge.unexplained == 0


def test_a_bridge_can_be_asked_for_by_its_problem(sample: Review):
    problem = next(problem for problem in sample.problems if "361.39" in problem.title and problem.severity == "error")
    assert picture(sample, "差额桥", of=problem.id).of == problem.id
    assert isinstance(picture(sample, "差额桥", of="P-none"), Absent)


def test_a_chart_has_an_anchor_of_its_own(sample: Review):
    anchors = [draw(sample, name).id for name in OF_ONE]
    assert len(set(anchors)) == len(anchors)
    assert not any(" " in anchor for anchor in anchors)


def test_a_name_that_is_no_chart_is_refused_with_the_nearest(sample: Review):
    with pytest.raises(UnknownName, match="没有名为“收入來源”的图。是不是“收入来源”？"):
        draw(sample, "收入來源")


@pytest.mark.parametrize(
    "files",
    [
        ["sh-putuo-wanli-2023-2025/2025_dept_budget.pdf"],
        ["js-zhengxie-2017-2019/2018_narrative.pdf", "js-zhengxie-2017-2019/2018_tables.pdf"],
        ["js-jianchayuan-2017-2019/2019_dept_budget.pdf"],
    ],
    ids=lambda names: names[0].partition("/")[0],
)
def test_documents_of_other_provinces_give_charts(corpus: Path, files: list[str]):
    document = read(*(corpus / name for name in files))
    made = [picture(document, name) for name in ("收入来源", "支出按功能", "支出按科目", "经济分类", "三公构成", "资金流向")]
    assert not any(isinstance(one, Absent) for one in made)
    assert all(one.unit == "万元" for one in made)
    assert not any("不等" in note for one in made if isinstance(one, Bars) for note in one.notes)


def _sided(drawn: Table, total: str = "") -> Table:
    """The lines on the side of revenue, the last with another total."""
    last = drawn.lines[-1]
    if total:
        (figure,) = table("收支总表", f": | 金额\n收入总计 | {total}").lines[0].figures
        last = replace(last, figures=(figure,))
    return replace(drawn, lines=tuple(replace(line, side="收入") for line in (*drawn.lines[:-1], last)))


def _named(drawn: Table) -> Table:
    """Lines printed with their name alone."""
    return replace(drawn, lines=tuple(replace(line, label=line.name) for line in drawn.lines))


def _cells(block: Chart) -> list[list[str]]:
    return [["".join(run.text for run in cell.text) for cell in row.cells] for row in block.data.rows] if block.data else []
