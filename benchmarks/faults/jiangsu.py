"""The tables of the Jiangsu form: twelve, in 万元."""

from __future__ import annotations

from faults.ledger import APPROPRIATIONS, BASIC, BUY, FUND, GENERAL, KINDS, OWN, PROJECT, PUBLIC, RESERVE
from faults.paper import Cell, Paragraph, Row, Table, heads
from faults.pen import Pen, Postings
from faults.phrases import numeral
from faults.shanghai import RUNNING_COST, by_economy, by_function
from faults.words import CLASSES

TITLES = (
    "收支预算总表",
    "收入预算总表",
    "支出预算总表",
    "财政拨款收支预算总表",
    "财政拨款支出预算表（功能科目）",
    "财政拨款基本支出预算表（经济科目）",
    "一般公共预算支出预算表（功能科目）",
    "一般公共预算基本支出预算表（经济科目）",
    "一般公共预算“三公”经费、会议费、培训费支出预算表",
    "政府性基金财政拨款支出预算表",
    "一般公共预算机关运行经费支出预算表",
    "政府采购支出预算表",
)
PURPOSES = (("一、基本支出", "基本支出", BASIC), ("二、项目支出", "项目支出", PROJECT), ("三、单位预留机动经费", "预留机动经费", RESERVE))
OTHER = OWN[1:]
FUNCTIONAL, ECONOMIC = "功能科目编码|功能科目名称|金额", "科目编码|科目名称|金额"
SPENT = (BASIC, PROJECT, RESERVE)
_OLD = ("202", "203", "209", "219", "223", "227", "230", "231", "232", "233", "234")


def tables(pen: Pen) -> tuple[Table, ...]:
    """All twelve tables."""
    given = pen.now(nature=SPENT, fund=APPROPRIATIONS)
    general = pen.now(nature=SPENT, fund=GENERAL)
    basic = pen.now(nature=BASIC, fund=GENERAL)
    return (
        _first(pen),
        _second(pen),
        _third(pen),
        _fourth(pen),
        _coded(pen, 4, "财政拨款支出表", FUNCTIONAL, by_function(pen, given)),
        _coded(pen, 5, "财政拨款基本支出表", ECONOMIC, by_economy(pen, basic)),
        _coded(pen, 6, "一般公共预算支出表", FUNCTIONAL, by_function(pen, general)),
        _coded(pen, 7, "基本支出表", ECONOMIC, by_economy(pen, basic)),
        _ninth(pen),
        _coded(pen, 9, "政府性基金支出表", FUNCTIONAL, by_function(pen, given & pen.now(fund=FUND))),
        _eleventh(pen),
        _twelfth(pen),
    )


def _table(pen: Pen, number: int, name: str, head: tuple[Row, ...], body: list[Row]) -> Table:
    above = (
        Paragraph((f"公开{number + 1:02}表",), "note"),
        Paragraph((TITLES[number],), "title"),
        Paragraph((f"部门名称：{pen.budget.office.name} 单位：万元",), "unit"),
    )
    table = Table(name, above, head, tuple(body))
    note = Paragraph(
        (f"注：本部门{pen.budget.year}年无{'政府采购' if number == 11 else '政府性基金'}预算安排的支出，本表无数据。",), "note"
    )
    return table if not table.blank else Table(name, above, head, tuple(body), (note,))


def _first(pen: Pen) -> Table:
    name, spent = "收支总表", pen.now(nature=SPENT)
    left = [
        ("一、财政拨款", "财政拨款收入", spent & pen.now(fund=APPROPRIATIONS)),
        ("1.一般公共预算", "一般公共预算", spent & pen.now(fund=GENERAL)),
        ("2.政府性基金预算", "政府性基金", spent & pen.now(fund=FUND)),
        ("二、财政专户管理资金", "财政专户", spent & pen.now(fund="财政专户")),
        ("三、其他资金", "其他资金", spent & pen.now(fund=OTHER)),
    ]
    codes = [code for code in CLASSES if code not in _OLD]
    middle = [(f"{numeral(place)}、{CLASSES[code]}", code, spent & pen.now(code=code)) for place, code in enumerate(codes, start=1)]
    right = [(title, line, spent & pen.now(nature=nature)) for title, line, nature in PURPOSES]
    body: list[Row] = []
    for row in range(len(middle)):
        cells: list[Cell] = []
        for side in (left, middle, right):
            label, line, chosen = side[row] if row < len(side) else ("", "", frozenset[int]())
            cells += [Cell(label), pen.cell(chosen, f"{name}/{line}/金额", nil=None if label else "")]
        body.append(tuple(cells))
    nothing: Postings = frozenset()
    for income, title, expense, chosen in (
        ("当年收入小计", "本年收入合计", "当年支出小计", spent),
        ("上年结转资金", "上年结转结余", "结转下年资金", nothing),
        ("收入合计", "收入总计", "支出合计", spent),
    ):
        cell = pen.cell(chosen, f"{name}/{title}/金额")
        body.append((Cell(income), cell, Cell(expense, 1, 3), pen.cell(chosen, f"{name}/{expense}/金额")))
    head = heads("收入|←|支出|←|←|←", "项目名称|金额|功能分类|←|支出用途|←", "↑|↑|功能科目名称|金额|项目名称|金额")
    return _table(pen, 0, name, head, body)


def _second(pen: Pen) -> Table:
    name, spent = "收入总表", pen.now(nature=SPENT)
    groups: tuple[tuple[str, str, tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]], ...] = (
        ("一般公共预算资金", "一般公共预算", (GENERAL,), (("公共财政拨款（补助）资金", (GENERAL,)), ("专项收入", ()))),
        ("政府性基金", "政府性基金", (FUND,), ()),
        ("财政专户管理资金", "财政专户", ("财政专户",), (("专户管理教育收费", ("财政专户",)), ("其他非税收入", ()))),
        ("其他资金", "其他资金", OTHER, (("事业收入", ("事业收入",)), ("经营收入", ("经营收入",)), ("其他收入", ("其他收入",)))),
        ("上年结转和结余资金", "上年结转结余", (), (("其中：动用上年结转和结余资金", ()),)),
    )
    body: list[Row] = [(Cell("收入总计", 1, 2), pen.cell(spent, f"{name}/收入总计/金额"))]
    for title, line, funds, parts in groups:
        body.append((Cell(title, 1 + len(parts)), Cell("小计"), pen.cell(spent & pen.now(fund=funds), f"{name}/{line}/金额")))
        body += [(Cell(part), pen.cell(spent & pen.now(fund=of), f"{name}/{line}.{part}/金额")) for part, of in parts]
    return _table(pen, 1, name, heads("项目名称|←|金额"), body)


def _third(pen: Pen) -> Table:
    name, spent = "支出总表", pen.now(nature=SPENT)
    cells = [
        pen.cell(spent, f"{name}/合计/合计"),
        *(pen.cell(spent & pen.now(nature=of), f"{name}/合计/{line}") for _, line, of in PURPOSES),
        Cell(),
    ]
    return _table(pen, 2, name, heads("合计|基本支出|项目支出|单位预留机动经费|结转下年资金"), [tuple(cells)])


def _fourth(pen: Pen) -> Table:
    name, given = "财政拨款收支总表", pen.now(nature=SPENT, fund=APPROPRIATIONS)
    left = [
        ("一、一般公共预算", f"本年收入合计.{GENERAL}", given & pen.now(fund=GENERAL)),
        ("二、政府性基金预算", f"本年收入合计.{FUND}", given & pen.now(fund=FUND)),
    ]
    body: list[Row] = []
    for row, (title, line, nature) in enumerate(PURPOSES):
        first = (Cell(left[row][0]), pen.cell(left[row][2], f"{name}/{left[row][1]}/金额")) if row < len(left) else (Cell(), Cell())
        body.append((*first, Cell(title), pen.cell(given & pen.now(nature=nature), f"{name}/{line}/金额")))
    body.append(
        (Cell("收入合计"), pen.cell(given, f"{name}/收入总计/金额"), Cell("支出合计"), pen.cell(given, f"{name}/按用途支出总计/金额"))
    )
    return _table(pen, 3, name, heads("收入|←|支出|←", "项目名称|金额|支出用途|←", "↑|↑|项目名称|金额"), body)


def _coded(pen: Pen, number: int, name: str, head: str, lines: list[tuple[str, str, Postings]]) -> Table:
    """A table of codes, names and one amount, with its total first."""
    whole = frozenset().union(*(chosen for _, _, chosen in lines))
    body: list[Row] = [(Cell(""), Cell("合计"), pen.cell(whole, f"{name}/合计/金额", nil=""))]
    body += [(Cell(code), Cell(title), pen.cell(chosen, f"{name}/{code}/金额")) for code, title, chosen in lines]
    body += [(Cell(), Cell(), Cell())] * (0 if lines else 3)
    return _table(pen, number, name, heads(head), body)


def _ninth(pen: Pen) -> Table:
    head = heads(
        "合计|“三公”经费|←|←|←|←|←|会议费|培训费",
        "↑|小计|因公出国（境）费|公务用车购置及运行维护费|←|←|公务接待费|↑|↑",
        "↑|↑|↑|小计|公务用车购置费|公务用车运行维护费|↑|↑|↑",
    )
    columns = (
        ("合计", (*PUBLIC, "会议费", "培训费")),
        ("三公经费", PUBLIC),
        ("因公出国费", ("因公出国费",)),
        ("公务用车费", ("公务用车购置费", "公务用车运行费")),
        ("公务用车购置费", ("公务用车购置费",)),
        ("公务用车运行费", ("公务用车运行费",)),
        ("公务接待费", ("公务接待费",)),
        ("会议费", ("会议费",)),
        ("培训费", ("培训费",)),
    )
    return _table(
        pen, 8, "三公经费表", head, [tuple(pen.cell(pen.now(public=kinds), f"三公经费表/合计/{title}") for title, kinds in columns)]
    )


def _eleventh(pen: Pen) -> Table:
    running = pen.now(nature=BASIC, fund=GENERAL, economy=RUNNING_COST)
    return _coded(pen, 10, "机关运行经费表", "科目编码|科目名称|机关运行经费支出", by_economy(pen, running))


def _twelfth(pen: Pen) -> Table:
    name, everything = "政府采购表", pen.now(nature=BUY)
    head = heads("采购品目大类|专项名称|经济科目|采购物品名称|采购组织形式|总计")
    body: list[Row] = [(Cell("合计"), Cell(), Cell(), Cell(), Cell(), pen.cell(everything, f"{name}/合计/合计", nil=""))]
    for letter, order, kind in zip("ABC", "一二三", KINDS, strict=True):
        chosen = pen.now(nature=BUY, kind=kind)
        if not chosen:
            continue
        body.append((Cell(f"{order}、{kind}{letter}"), Cell(), Cell(), Cell(), Cell(), pen.cell(chosen, f"{name}/{kind}/合计")))
        body.append((Cell(), Cell(f"{kind}采购专项"), Cell("办公费"), Cell(), Cell(), pen.cell(chosen, f"{name}/{kind}专项/合计")))
        for posting in sorted(chosen):
            bought = pen.budget.postings[posting].project
            cells = (Cell(bought), Cell("分散自行组织"), pen.cell(frozenset({posting}), f"{name}/{bought}/合计"))
            body.append((Cell(), Cell(), Cell(), *cells))
    return _table(pen, 11, name, head, body)
