"""Lines of a table of purchases stand under each other by the columns they fill."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetnb.reading import read_document
from budgetnb.recognising import recognise
from budgetnb.recognising.purchases import levels_of

HEAD = "2024年政府采购支出预算表\n单位：万元\n"


def lines(rows: str, folder: Path) -> list[tuple[str, str, str]]:
    """Level, name and first amount of every line."""
    path = folder / "disclosure.txt"
    path.write_text(HEAD + rows, encoding="utf-8")
    (found,) = recognise([read_document(path)])
    return [(line.level, line.name, next(figure.printed for figure in line.figures if figure)) for line in found.tables[0].lines]


def test_kinds_groups_and_purchases_are_told_apart(tmp_path: Path):
    rows = (
        "采购品目大类\t专项名称\t经济科目\t采购物品名称\t采购组织形式\t总计\n合计\t\t\t\t\t30.00\n一、货物A\t\t\t\t\t30.00\n"
        "\t办公费\t办公设备购置\t\t\t20.00\n\t\t\t复印机\t分散自行组织\t20.00\n\t\t专用设备购置\t\t\t10.00\n\t\t\t其他\t分散自行组织\t10.00\n"
    )
    assert lines(rows, tmp_path) == [
        ("合计", "合计", "30.00"),
        ("类", "政府采购货物", "30.00"),
        ("款", "办公费办公设备购置", "20.00"),
        ("项", "复印机分散自行组织", "20.00"),
        ("款", "专用设备购置", "10.00"),
        ("项", "其他分散自行组织", "10.00"),
    ]


def test_numbers_of_things_and_prices_are_no_amounts(tmp_path: Path):
    rows = "采购品目大类\t采购项目\t数量\t单价\t采购预算金额\n合计\t\t5\t\t30.00\n服务\t\t5\t\t30.00\n\t会议服务\t5\t6.00\t30.00\n"
    assert lines(rows, tmp_path) == [("合计", "合计", "30.00"), ("类", "政府采购服务", "30.00"), ("项", "会议服务", "30.00")]


@pytest.mark.parametrize(
    ("spans", "levels"),
    [
        ([(0, 0), (1, 1), (1, 1)], ("类", "项", "项")),
        ([(0, 1), (0, 1)], ("项", "项")),
        ([(0, 3), (1, 3)], ("项", "项")),  # the kind is merged over its purchases
        ([(0, 0), (1, 1), (2, 2), (3, 3)], ("项目",) * 4),  # finer than the form: nothing is known of the sums
        ([(0, 0), (1, 2), (3, 4), (1, 4)], ("项目",) * 4),  # a group and its only purchase in one row
    ],
    ids=["two levels", "one level", "merged", "four levels", "unclear"],
)
def test_levels_come_from_the_columns_filled(spans: list[tuple[int, int]], levels: tuple[str, ...]):
    assert levels_of(spans) == levels
