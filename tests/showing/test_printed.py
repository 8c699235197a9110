"""Tables laid out as printed: heads in merged cells, both sides beside each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from budgetnb.figures import Column, Figure, Line, Place, Table
from budgetnb.showing.heads import HeadCell, head_cells, head_paths
from budgetnb.showing.printed import as_printed


def test_words_over_the_wrong_column_give_way_to_the_canonical_ones():
    """Text files lose merged cells: 资本性支出 of 公用经费 comes out under 项目支出."""
    columns = {
        "合计": "合计",
        "基本支出": "基本支出 小计",
        "工资福利支出": "基本支出 人员经费 工资福利支出",
        "商品和服务支出": "基本支出 公用经费 商品和服务支出",
        "资本性支出": "项目支出 资本性支出",
        "项目支出": "项目支出 小计",
    }
    assert head_paths(a_table("支出总表", columns)) == (
        ("合计",),
        ("基本支出", "小计"),
        ("基本支出", "人员经费", "工资福利支出"),
        ("基本支出", "公用经费", "商品和服务支出"),
        ("基本支出", "公用经费", "资本性支出"),
        ("项目支出", "小计"),
    )


def test_words_no_canonical_column_has_stay_as_printed():
    columns = {"合计": "本年一般公共预算基本支出 合计", "人员经费": "本年一般公共预算基本支出 人员经费"}
    assert head_paths(a_table("基本支出表", columns)) == (("本年一般公共预算基本支出", "合计"), ("本年一般公共预算基本支出", "人员经费"))


def test_equal_words_beside_each_other_are_one_cell_and_the_last_reaches_down():
    assert head_cells([("合计",), ("基本支出", "小计"), ("基本支出", "公用经费")]) == (
        HeadCell("合计", 0, 0, 2, 1),
        HeadCell("基本支出", 0, 1, 1, 2),
        HeadCell("小计", 1, 1, 1, 1),
        HeadCell("公用经费", 1, 2, 1, 1),
    )


@given(st.lists(st.lists(st.sampled_from("甲乙丙"), min_size=1, max_size=3).map(tuple), max_size=8))
def test_a_head_covers_every_place_exactly_once(paths: list[tuple[str, ...]]):
    depth = max(map(len, paths), default=0)
    covered = [
        (cell.row + row, cell.column + column)
        for cell in head_cells(paths)
        for row in range(cell.rowspan)
        for column in range(cell.colspan)
    ]
    assert sorted(covered) == [(row, column) for row in range(depth) for column in range(len(paths))]


def test_columns_of_the_same_name_are_not_merged():
    assert [cell.colspan for cell in head_cells([("收入", "金额"), ("收入", "金额"), ("金额",), ("金额",)])] == [2, 1, 1, 1, 1]


def test_lines_printed_in_one_row_stand_in_one_row():
    lines = (a_line("收入总计", "收入", 9, "5"), a_line("本年收入合计", "收入", 7, "3"), a_line("支出总计", "支出", 9, "5"))
    printed = as_printed(a_table("收支总表", {"金额": "收入 金额"}, *lines))
    assert [[slot.printed if isinstance(slot, Figure) else slot for slot in row] for row in printed.rows] == [
        ["本年收入合计", "3", None, None],
        ["收入总计", "5", "支出总计", "5"],
    ]
    assert [cell.text for cell in printed.head] == ["收入", "项目", "金额", "支出", "项目", "金额"]
    assert printed.fixed == 0


def test_sides_without_known_rows_begin_together():
    lines = (a_line("收入总计", "收入", None, "5"), a_line("支出总计", "支出", None, "5"), a_line("年终结转结余", "支出", None, "1"))
    printed = as_printed(a_table("收支总表", {"金额": "金额"}, *lines))
    assert [row[0] for row in printed.rows] == ["收入总计", None]


def test_only_columns_of_words_that_a_table_has_are_laid_out():
    line = Line("2080505", "养老", "机关事业单位基本养 老保险", "2080505", "项", printed_code="208 05 05", figures=(None,))
    printed = as_printed(a_table("支出总表", {"合计": "合计"}, line))
    assert printed.rows == (("208 05 05", "机关事业单位基本养老保险", None),)
    assert (printed.worded, printed.fixed) == ((True, True, False), 2)


def test_a_table_without_lines_has_its_head():
    printed = as_printed(a_table("支出总表", {"合计": "合计"}))
    assert (printed.rows, [cell.text for cell in printed.head]) == ((), ["项目", "合计"])


def a_table(name: str, columns: dict[str, str], *lines: Line) -> Table:
    heads = tuple(Column(canonical, printed) for canonical, printed in columns.items())
    return Table(name, name, "万元", False, heads, lines, Place("by-hand.txt"))


def a_line(name: str, side: str, row: int | None, printed: str) -> Line:
    figure = Figure(f"收支总表/{name}/金额", None, printed, "万元", 0, Place("by-hand.txt", line=row))
    return Line(name, name, name, side=side, figures=(figure,))
