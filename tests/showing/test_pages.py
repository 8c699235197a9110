"""Problems, reconciliation, printed tables, what was left open, what a report rests on."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace

from pages import cells_of, ids_of, lines, runs_of

import budgetnb as bn
from budgetnb import __version__
from budgetnb.blocks import BodyCell, Callout, Facts, Paragraph, Table
from budgetnb.checking.findings import Review
from budgetnb.figures import Unread
from budgetnb.reading.document import Doubt, Spot
from budgetnb.showing.marks import finding_anchor, place_anchor


def words(cell: BodyCell) -> str:
    return "".join(run.text for run in cell.text)


def callouts(review: Review) -> list[Callout]:
    return [block for block in bn.show(review, "问题").blocks if isinstance(block, Callout)]


def test_each_problem_says_where_it_is_printed_what_it_should_be_why_and_what_to_write(sample: Review):
    problem = callouts(sample)[1]
    assert (problem.id, problem.tone) == (sample.problems[1].id, "error")
    assert words(BodyCell(problem.title)).startswith("问题2　")
    said = [line.strip() for line in lines(replace(bn.show(sample, "问题"), blocks=(problem,)))]
    assert (
        "一、收入支出预算总体情况说明 · 收支总计 · 增减百分比（第 56 行）\t86.93%\t89.68%\t-2.75%\tN-02 增减百分比等于增减额除以上年数"
        in said
    )
    assert "可能的成因：以本年数 546.94 为基数计算，并且小数点移位。" in said
    assert said[-1].endswith("下降89.68%，主要原因：老旧小区改造任务减少。")


def test_problems_stand_in_the_order_of_their_gravity_each_once(sample: Review):
    assert [block.id for block in callouts(sample)] == [problem.id for problem in sample.problems]


def test_findings_that_only_follow_from_others_need_no_correction_of_their_own(sample: Review):
    blanks = next(block for block in callouts(sample) if "空白" in words(BodyCell(block.title)))
    (table,) = [block for block in blanks.blocks if isinstance(block, Table)]
    assert [(words(row.cells[1]), words(row.cells[2])) for row in table.rows] == [
        ("（空白）", "11.61"),
        ("（空白）", "10.25"),
        ("（空白）", "109.03"),
        ("（空白）", "10.36"),
    ]
    assert any("因此对不上的还有" in line for line in lines(replace(bn.show(sample, "问题"), blocks=(blanks,))))


def test_no_problem_is_no_pass(sample: Review):
    assert lines(bn.show(replace(sample, problems=()), "问题")) == ["本次核对没有发现问题。没有核对的事项见报告末尾，不应视为通过。"]
    accounts = replace(sample, disclosure=replace(sample.disclosure, kind="final_accounts"))
    assert lines(bn.show(accounts, "问题")) == ["这份文本不是预算，没有核对，因此没有问题可列。"]


def test_every_rule_that_applied_stands_in_the_reconciliation_with_every_place(sample: Review):
    (table,) = bn.show(sample, "核对表").blocks
    assert isinstance(table, Table)
    applied = [finding for finding in sample.findings if finding.outcome != "not_applicable"]
    rules = [words(row.cells[0]).split("　")[0] for row in table.rows if row.style == "group"]
    assert rules == list(dict.fromkeys(finding.rule for finding in applied))
    listed = set(ids_of((table,)))
    silent = [finding for finding in applied if finding_anchor(finding) not in listed]
    assert all(finding.outcome == "ties" and not any(one.printed.strip() for one in finding.evidence if one.key) for finding in silent)
    told = "".join(words(row.cells[0]) for row in table.rows if row.style == "group")
    assert sum(map(int, re.findall(r"其中(\d+)处两边都没有印出数字", told))) == len(silent)


def test_places_of_a_rule_that_tie_alike_share_a_row_with_what_both_sides_say(sample: Review):
    (table,) = bn.show(sample, "核对表").blocks
    assert isinstance(table, Table)
    rows = [[words(cell) for cell in row.cells] for row in table.rows]
    begin = next(at for at, row in enumerate(rows) if row[0].startswith("T3-1　"))
    assert rows[begin][0].endswith("：缺数4处、相符4处")
    assert rows[begin + 5 : begin + 7] == [
        [
            "支出总表 · 合计 · 合计 546.94（141.25、405.69）；洛阳市西工区社区治理和服务创新办公室 · 合计 546.94（141.25、405.69）",
            "0.00",
            "0.015",
            "相符",
        ],
        ["支出总表 · 其他城乡社区公共设施支出 · 合计 84.39（84.39）；老旧小区改造 · 合计 277.00（277.00）", "0.00", "0", "相符"],
    ]
    assert [cell.colspan for cell in table.rows[begin + 5].cells] == [3, 1, 1, 1]
    bound = next(row[0] for row in rows if "不超过" in row[0])
    assert "其中：财政拨款 185.55（不超过185.55）" in bound


def test_both_sides_difference_allowance_and_outcome_stand_beside_each_place(sample: Review):
    (table,) = bn.show(sample, "核对表").blocks
    assert isinstance(table, Table)
    finding = next(finding for finding in sample.findings if finding.id == "T1-4@收支总表/收入总计/金额")
    (row,) = [row for row in table.rows if row.cells[0].id == finding_anchor(finding)]
    assert [words(cell) for cell in row.cells] == ["收支总表 · 收入总计；右边：185.55、361.39", "546.94", "546.94", "0.00", "0.015", "相符"]
    assert {run.to for run in row.cells[0].text if run.to} == {
        place_anchor(f"收支总表/{line}/金额") for line in ("收入总计", "本年收入合计", "上年结转结余")
    }


def test_the_tables_stand_as_printed_with_every_checked_cell_marked(sample: Review):
    tables = [block for block in bn.show(sample, "预算表").blocks if isinstance(block, Table)]
    assert [table.caption for table in tables] == [table.title for table in sample.disclosure.tables]
    marked = {cell.id: cell for table in tables for cell in cells_of(table) if cell.id}
    for table in sample.disclosure.tables:
        for figure in table.figures():
            cell = marked[place_anchor(figure.key)]
            assert (words(cell), cell.mark in ("ties", "rounds", "breaks", "unchecked")) == (figure.printed.strip(), True)
    assert Counter(cell.mark for cell in marked.values())["blank"] == 4


def test_one_table_is_shown_by_its_name(sample: Review):
    table, about = bn.show(sample, "支出总表").blocks
    assert isinstance(table, Table)
    assert isinstance(about, Paragraph)
    assert "".join(run.text for run in about.text) == "与本表有关：问题4。"
    assert (table.caption, table.unit, table.wide) == ("2024年部门支出预算表", "万元", True)


def test_a_unit_that_the_table_does_not_print_is_said_to_be_inferred(sample: Review):
    table = replace(sample.disclosure.tables[0], unit_inferred=True)
    shown, _ = bn.show(replace(sample, disclosure=replace(sample.disclosure, tables=(table,))), "收支总表").blocks
    assert isinstance(shown, Table)
    assert shown.unit == "万元（表上没有写明，按勾稽关系推断）"


def test_key_figures_say_where_they_are_printed(sample: Review):
    (facts,) = bn.show(sample, "主要数字").blocks
    assert isinstance(facts, Facts)
    assert facts.entries[:2] == (("收入总计", "546.94", "万元", "收支总表"), ("支出总计", "546.94", "万元", "收支总表"))


def test_nothing_left_open_is_passed_over(sample: Review):
    place = sample.disclosure.statements[0].sentence
    doubt = Doubt("雨", Spot(line=1), "invisible")
    paper = replace(sample.disclosure, unread=(Unread("2024", replace(place, span=(0, 4))),), doubts=(doubt,))
    said = "\n".join(lines(bn.show(replace(sample, disclosure=paper), "未核对")))
    assert f"下列{len(sample.unchecked)}个数没有别处可以印证" in said
    assert "下列1处数字没有读懂" in said
    assert "“雨”：以不可见方式写入的文字，未读入。" in said
    idle = {finding.rule for finding in sample.findings if finding.outcome == "not_applicable"}
    told = {run.text for run in runs_of(bn.show(sample, "未核对").blocks) for run in [run]}
    assert all(any(rule in words for words in told) for rule in idle)


def test_a_report_names_its_sources_rules_and_version_and_no_clock(sample: Review):
    said = "\n".join(lines(bn.show(sample, "依据")))
    assert sample.disclosure.sources[0].sha256 in said
    assert all(name in said for name in (*sample.rule_books, __version__, "disclosure.txt"))
    assert "程序初审，不代替财政部门审核结论。" in said
    assert "/" not in said.replace("预算/", "")


def test_what_is_shown_can_be_written_as_json(sample: Review):
    bundle = bn.show(sample, "问题")._repr_mimebundle_()
    assert json.loads(json.dumps(bundle)) == bundle
    assert set(bundle) == {"text/plain", "text/html", "application/vnd.budgetnb.blocks+json"}
