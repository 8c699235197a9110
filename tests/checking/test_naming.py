"""What counts as the organisation's name, in the ways in which names are shortened and extended on paper."""

from __future__ import annotations

from pathlib import Path

import pytest

import budgetnb

DOCUMENT = """2024年{title}部门预算

第二部分 2024年部门预算情况说明

七、“三公”经费支出预算情况说明

2024年“三公”经费支出预算为3.00万元，与2023年持平。

2024年部门收支预算总表

部门名称：{owner}　单位：万元

| 收入 | | 支出 | |
|---|---|---|---|
| 项目 | 金额 | 项目 | 金额 |
| 收入总计 | 3.00 | 支出总计 | 3.00 |

2024年部门收入预算总表

部门名称：{owner}　单位：万元

| 项目 | 金额 |
|---|---|
| 合计 | 3.00 |
"""


def wrong(tmp_path: Path, title: str, owner: str) -> list[str]:
    """The names that are said to be another's, in a document of `owner`."""
    path = tmp_path / "document.txt"
    path.write_text(DOCUMENT.format(title=title, owner=owner), encoding="utf-8")
    findings = budgetnb.check(budgetnb.read(path)).findings
    return [finding.at.removeprefix("名称/") for finding in findings if finding.rule == "N-17" and finding.outcome == "breaks"]


@pytest.mark.parametrize(
    ("title", "owner"),
    [
        ("江南市甲县民政局", "甲县民政局"),
        ("甲县发改委", "甲县发展和改革委员会"),
        ("甲县残联", "甲县残疾人联合会"),
        ("甲县人大常委会", "甲县人民代表大会常务委员会机关"),
        ("中共甲县县委办公室", "中国共产党甲县县委办公室"),
        ("甲县财政局本级", "甲县财政局"),
        ("甲县财政局", "甲县财政局（机关）"),
        ("丁市星子镇人民政府", "星子镇人民政府"),
        ("甲县红花街道", "甲县红花街道办事处"),
        ("省检察院", "江南省人民检察院"),
    ],
)
def test_a_name_shortened_or_extended_is_the_same(title: str, owner: str, tmp_path: Path) -> None:
    assert wrong(tmp_path, title, owner) == []


@pytest.mark.parametrize(
    ("title", "owner"),
    [
        ("甲县教育局", "甲县民政局"),
        ("乙县民政局", "甲县民政局"),
        ("甲县民政局局", "甲县民政局"),
        ("甲县甲县民政局", "甲县民政局"),
        ("甲县第二小学", "甲县第一小学"),
    ],
)
def test_another_name_is_found(title: str, owner: str, tmp_path: Path) -> None:
    assert wrong(tmp_path, title, owner) == [title]
