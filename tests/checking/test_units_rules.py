"""Every formula on units has an example: a department whose only unit is its own office, and one figure of it that breaks the rule."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from figures_by_hand import changed

from budgetnb.checking.books import rule_book
from budgetnb.checking.check import check
from budgetnb.checking.observing import Beside
from budgetnb.figures import Disclosure
from budgetnb.reading import read_document
from budgetnb.recognising import recognise

PRINTED, GIVEN, NOT_PRINTED = "二、上级补助收入\t\t", "二、上级补助收入\t5.00\t", "二、财政专户管理资金\t5.00\t"
"""The line for money from other units: printed and blank, with 5.00, or not there (the same 5.00 then come from elsewhere)."""
PAPER = """2024年甲县教育局部门预算

第一部分 甲县教育局概况

二、预算单位构成

部门预算由本级预算构成，没有所属预算单位。

第二部分 甲县教育局2024年部门预算情况说明

（一）机构运行经费支出预算情况

2024年机构运行经费支出预算3.00万元，用于保障日常运转。

（二）政府采购支出预算情况

2024年政府采购预算安排2.00万元，其中：政府采购货物预算2.00万元。

2024年部门收支预算表
单位：万元
收入\t\t支出\t
项目\t金额\t项目\t金额
一、一般公共预算\t40.00\t一、教育支出\t65.00
{line}\t
三、政府性基金预算拨款收入\t10.00\t\t
四、其他收入\t10.00\t\t
收入总计\t65.00\t支出总计\t65.00

2024年部门收入预算表
单位：万元
部门(单位)代码\t部门(单位)名称\t总计\t一般公共预算\t政府性基金预算拨款收入\t其他收入
\t合计\t65.00\t40.00\t10.00\t10.00
101\t甲县教育局\t65.00\t40.00\t10.00\t10.00
101001\t甲县教育局\t65.00\t40.00\t10.00\t10.00

2024年部门支出预算表
单位：万元
科目编码\t单位代码\t单位（科目名称）\t合计\t基本支出\t项目支出
\t\t合计\t65.00\t30.00\t35.00
\t101\t甲县教育局\t65.00\t30.00\t35.00
\t101001\t甲县教育局\t65.00\t30.00\t35.00
2050101\t\t行政运行\t65.00\t30.00\t35.00

2024年财政拨款收支预算表
单位：万元
收入\t\t支出\t
项目\t金额\t项目\t金额
一、本年收入\t50.00\t一、本年支出\t50.00
收入合计\t50.00\t支出合计\t50.00

2024年一般公共预算支出预算表
单位：万元
科目编码\t单位代码\t单位（科目名称）\t合计\t基本支出\t项目支出
\t\t合计\t40.00\t30.00\t10.00
\t101\t甲县教育局\t40.00\t30.00\t10.00
\t101001\t甲县教育局\t40.00\t30.00\t10.00
2050101\t\t行政运行\t40.00\t30.00\t10.00

2024年政府性基金预算支出预算表
单位：万元
科目编码\t单位代码\t单位（科目名称）\t合计\t基本支出\t项目支出
\t\t合计\t10.00\t\t10.00
2296003\t\t用于体育事业的彩票公益金支出\t10.00\t\t10.00
"""
EXAMPLES = [
    ("U-01", PRINTED, "收入总表/101001/其他收入", "11.00"),
    ("U-02", PRINTED, "收入总表/101001/合计", "66.00"),
    ("U-03", PRINTED, "一般公共预算支出表/101001/项目支出", "11.00"),
    ("U-04", PRINTED, "支出总表/101001/项目支出", "36.00"),
    ("U-11", PRINTED, "收支总表/一般公共预算/金额", "41.00"),
    ("U-12", PRINTED, "收支总表/收入总计/金额", "66.00"),
    ("U-12", GIVEN, "收支总表/支出总计/金额", "64.00"),
    ("U-13", NOT_PRINTED, "收支总表/收入总计/金额", "66.00"),
    ("U-14", NOT_PRINTED, "收支总表/收入总计/金额", "64.00"),
    ("U-15", PRINTED, "收支总表/其他收入/金额", "11.00"),
    ("U-16", PRINTED, "收支总表/其他收入/金额", "9.00"),
    ("U-21", PRINTED, "财政拨款收支总表/收入总计/金额", "51.00"),
    ("U-22", PRINTED, "一般公共预算支出表/合计/项目支出", "11.00"),
    ("U-22a", PRINTED, "政府性基金支出表/合计/合计", "11.00"),
    ("U-23", PRINTED, "一般公共预算支出表/2050101/合计", "41.00"),
    ("U-23a", PRINTED, "政府性基金支出表/2296003/合计", "11.00"),
    ("U-24", PRINTED, "支出总表/2050101/合计", "66.00"),
    ("U-25", GIVEN, "支出总表/2050101/合计", "66.00"),
    ("U-26", GIVEN, "支出总表/2050101/合计", "59.00"),
    ("U-26a", NOT_PRINTED, "支出总表/2050101/合计", "64.00"),
    ("U-27", PRINTED, "支出总表/合计/项目支出", "36.00"),
    ("U-28", GIVEN, "支出总表/合计/合计", "66.00"),
    ("U-31", PRINTED, "文/政府采购/政府采购/数额", "2.50"),
    ("U-32", PRINTED, "文/机关运行经费/机关运行经费/数额", "3.50"),
]


@cache
def department(line: str) -> Disclosure:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "paper.txt"
        path.write_text(PAPER.format(line=line), encoding="utf-8")
        (found,) = recognise([read_document(path)])
    return found


def outcomes(disclosure: Disclosure, rule: str, unit: Disclosure) -> set[str]:
    book = rule_book()
    alone = replace(book, rules=tuple(one for one in book.rules if one.id == rule))
    return {finding.outcome for finding in check(disclosure, alone, Beside((unit,))).findings}


@pytest.mark.parametrize(("rule", "line", "key", "wrong"), EXAMPLES, ids=lambda value: value if len(value) < 8 else "")
def test_what_the_office_publishes_as_a_unit_keeps_the_rule_and_another_figure_breaks_it(rule: str, line: str, key: str, wrong: str):
    whole = department(line)
    unit = replace(whole, level="单位", code="101001")
    assert key in {figure.key for figure in whole.figures()}
    assert outcomes(whole, rule, unit) <= {"ties", "not_applicable"}
    assert "ties" in outcomes(whole, rule, unit)
    assert "breaks" in outcomes(changed(whole, key, wrong), rule, unit)


def test_every_formula_on_units_has_an_example():
    assert {rule.id for rule in rule_book().rules if rule.of_units} == {rule for rule, *_ in EXAMPLES}
