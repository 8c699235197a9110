"""Where the contents list ends and the narrative begins, and that headings are not glued to their text."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetnb.reading import read_document
from budgetnb.reading.document import Paragraph
from budgetnb.recognising import recognise

SHANGHAI = """甲区2024年部门预算

目录
一、部门主要职能
二、名词解释
三、部门预算编制说明

乙局（部门）主要职能
负责全区工作。
名词解释
（一）基本支出预算：为保障机构运转、完成工作任务而编制的计划。
2024年部门预算编制说明
2024年，乙局收入预算100.00万元，其中：财政拨款收入100.00万元，比2023年预算增加10.00万元；事业收入0万元；其他收入0万元，都已列入部门预算。
"""


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "disclosure.txt"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_list_without_parts_ends_above_the_heading_of_the_first_sentence(written):
    (found,) = recognise([read_document(written(SHANGHAI))])
    assert found.contents == ("一、部门主要职能", "二、名词解释", "三、部门预算编制说明")
    assert [(statement.scope, statement.term) for statement in found.statements][:2] == [
        ("编制说明", "收入总计"),
        ("编制说明", "财政拨款收入"),
    ]


def test_a_list_ends_where_its_first_entry_comes_again(written):
    text = "目录\n一、主要职能\n二、机构设置\n\n一、主要职能\n1.管理全区工作；\n二、机构设置\n本局设三个科室。\n"
    assert recognise([read_document(written(text))])[0].contents == ("一、主要职能", "二、机构设置")


def test_entries_may_end_with_a_full_stop(written):
    text = "目录\n第一部分 概况\n一、主要职能。\n二、机构设置。\n第二部分 说明\n\n第一部分 概况\n本局设三个科室。\n"
    assert recognise([read_document(written(text))])[0].contents == ("第一部分 概况", "一、主要职能。", "二、机构设置。", "第二部分 说明")


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("名词解释\n\n财政拨款收入是指拨付的资金。", ["名词解释", "财政拨款收入是指拨付的资金。"]),
        (
            "九、一般公共预算“三公”经费、会议费、培训费支出预算情况说明\n2024年没有安排。",
            ["九、一般公共预算“三公”经费、会议费、培训费支出预算情况说明", "2024年没有安排。"],
        ),
        ("乙局2024年一般公共预算收\n\n支预算 185.55 万元。", ["乙局2024年一般公共预算收支预算 185.55 万元。"]),
        ("落实上级部门的政策情况\n\n，完善制度。", ["落实上级部门的政策情况，完善制度。"]),
    ],
    ids=["a title without a number", "a heading with 、 in it", "a sentence broken over a blank line", "a comma after a blank line"],
)
def test_a_blank_line_ends_a_heading_and_no_sentence(written, text: str, paragraphs: list[str]):
    blocks = read_document(written(text)).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == paragraphs
