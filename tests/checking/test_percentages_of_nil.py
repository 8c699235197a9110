"""A percentage printed as 0 is rounded like any other one: it is no claim that nothing changed."""

from __future__ import annotations

from pathlib import Path

import pytest

import budgetnb

TEXT = """某局2024年部门预算公开

第二部分 某局2024年度部门预算情况说明

一、收入支出预算总体情况说明
某局2024年收入总计8000.10万元，支出总计8000.10万元，与2023年预算相比，收、支总计各增加{change}万元，增长{rate}。主要原因：人员变动。
"""


@pytest.mark.parametrize(
    ("change", "rate", "outcome"),
    [
        ("0.10", "0%", "ties"),
        ("0.10", "0.00%", "ties"),
        ("0.10", "0.01%", "breaks"),
        ("80.00", "1%", "ties"),
        ("80.00", "0%", "breaks"),
    ],
)
def test_a_percentage_printed_as_nil_may_be_a_small_one(tmp_path: Path, change: str, rate: str, outcome: str) -> None:
    path = tmp_path / "text.txt"
    path.write_text(TEXT.format(change=change, rate=rate), encoding="utf-8")

    findings = [finding for finding in budgetnb.check(budgetnb.read(path)).findings if finding.rule == "N-02"]

    assert [finding.outcome for finding in findings] == [outcome]
