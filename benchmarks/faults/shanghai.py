"""The tables of the Shanghai form: nine, in 元 but for the three public expenses."""

from __future__ import annotations

from faults.ledger import APPROPRIATIONS, BASIC, CAPITAL, FUND, GENERAL, OWN, PROJECT, PUBLIC
from faults.paper import Cell, Paragraph, Row, Table, heads
from faults.pen import Columns, Filter, Pen, Postings
from faults.phrases import numeral
from faults.words import CLASSES, ECONOMIC_CLASSES, ECONOMY, FUNCTIONS, GROUPS

TITLES = (
    "财务收支预算总表",
    "收入预算总表",
    "支出预算总表",
    "财政拨款收支预算总表",
    "一般公共预算支出功能分类预算表",
    "政府性基金预算支出功能分类预算表",
    "国有资本经营预算支出功能分类预算表",
    "一般公共预算基本支出部门预算经济分类预算表",
    "“三公”经费和机关运行经费预算表",
)
PERSONNEL, RUNNING_COST = ("301", "303"), ("302", "310")
Line = tuple[tuple[str, ...], str, Postings]


def titles(pen: Pen) -> tuple[str, ...]:
    """The titles of its tables, in order."""
    owner = "部门" if pen.budget.office.level == "部门" else "预算单位"
    return tuple(f"{pen.budget.year}年{owner if number < 8 else owner[-2:]}{title}" for number, title in enumerate(TITLES))


def tables(pen: Pen) -> tuple[Table, ...]:
    """All nine tables."""
    spending: Columns = [("合计", {}), ("基本支出", {"nature": BASIC}), ("项目支出", {"nature": PROJECT})]
    incomes: Columns = [
        ("合计", {}),
        ("财政拨款收入", {"fund": APPROPRIATIONS}),
        *((own, {"fund": own}) for own in ("事业收入", "经营收入", "其他收入")),
    ]
    general, fund, capital = "一般公共预算支出", "政府性基金预算支出", "国有资本经营预算支出"
    return (
        _first(pen),
        _by_function(pen, 1, "收入总表", "收入预算", incomes, (*APPROPRIATIONS, *OWN)),
        _by_function(pen, 2, "支出总表", "支出预算", spending, (*APPROPRIATIONS, *OWN)),
        _fourth(pen),
        _by_function(pen, 4, "一般公共预算支出表", general, spending, (GENERAL,)),
        _by_function(pen, 5, "政府性基金支出表", fund, spending, (FUND,)),
        _by_function(pen, 6, "国有资本经营支出表", capital, spending, (CAPITAL,)),
        _eighth(pen),
        _ninth(pen),
    )


def _table(pen: Pen, number: int, name: str, head: tuple[Row, ...], body: list[Row], unit: str = "元") -> Table:
    office, year = pen.budget.office, pen.budget.year
    above = (Paragraph((titles(pen)[number],), "title"), Paragraph((f"编制{office.level}：{office.name} 单位：{unit}",), "unit"))
    table = Table(name, above, head, tuple(body))
    fund = "政府性基金" if number == 5 else "国有资本经营"
    note = f"注：本{office.level}{year}年无{fund}预算财政拨款安排的预算，故本表为空表。"
    return table if not table.blank else Table(name, above, head, tuple(body), (Paragraph((note,), "note"),))


def _first(pen: Pen) -> Table:
    spent = pen.now(nature=(BASIC, PROJECT))
    left = [
        ("一、财政拨款收入", "财政拨款收入", spent & pen.now(fund=APPROPRIATIONS)),
        ("1.一般公共预算资金", "一般公共预算", spent & pen.now(fund=GENERAL)),
        ("2.政府性基金", "政府性基金", spent & pen.now(fund=FUND)),
        ("3.国有资本经营预算", "国有资本经营", spent & pen.now(fund=CAPITAL)),
        ("二、事业收入", "事业收入", spent & pen.now(fund="事业收入")),
        ("三、事业单位经营收入", "经营收入", spent & pen.now(fund="经营收入")),
        ("四、其他收入", "其他收入", spent & pen.now(fund="其他收入")),
    ]
    right = [
        (f"{numeral(place)}、{CLASSES[code]}", code, spent & pen.now(code=code)) for place, code in enumerate(_classes(pen, spent), start=1)
    ]
    total = ("收入总计", "收入总计", spent), ("支出总计", "支出总计", spent)
    rows = [*_side_by_side(left, right, max(len(left), len(right), 10)), total]
    wide = pen.budget.office.level == "单位"
    columns: list[tuple[str, Filter]] = [("合计", {})]
    if wide:
        columns += [
            ("人员经费", {"nature": BASIC, "economy": PERSONNEL}),
            ("公用经费", {"nature": BASIC, "economy": RUNNING_COST}),
            ("项目支出", {"nature": PROJECT}),
        ]
    body = [_pair(pen, "收支总表", one, columns) for one in rows]
    head = heads("本年收入|←|本年支出|←", "项目|预算数|项目|预算数")
    if wide:
        head = heads(
            "本年收入|←|本年支出|←|←|←|←", "项目|预算数|项目|预算数|←|←|←", "↑|↑|↑|合计|基本支出|←|项目支出", "↑|↑|↑|↑|人员经费|公用经费|↑"
        )
    return _table(pen, 0, "收支总表", head, body)


def _fourth(pen: Pen) -> Table:
    spent = pen.now(nature=(BASIC, PROJECT), fund=APPROPRIATIONS)
    titles = ("一、一般公共预算资金", "二、政府性基金", "三、国有资本经营预算")
    left = [(title, f"本年收入合计.{fund}", spent & pen.now(fund=fund)) for title, fund in zip(titles, APPROPRIATIONS, strict=True)]
    right = [
        (f"{numeral(place)}、{CLASSES[code]}", code, spent & pen.now(code=code)) for place, code in enumerate(_classes(pen, spent), start=1)
    ]
    total = ("收入总计", "收入总计", spent), ("支出总计", "支出总计", spent)
    rows = [*_side_by_side(left, right, max(len(right), 10)), total]
    columns: Columns = [("合计", {}), *((fund, {"fund": fund}) for fund in APPROPRIATIONS)]
    head = heads("财政拨款收入|←|财政拨款支出|←|←|←|←", "项目|预算数|项目|合计|一般公共预算|政府性基金预算|国有资本经营预算")
    return _table(pen, 3, "财政拨款收支总表", head, [_pair(pen, "财政拨款收支总表", one, columns) for one in rows])


def _classes(pen: Pen, spent: Postings) -> list[str]:
    return sorted({pen.budget.postings[posting].code[:3] for posting in spent})


_Side = tuple[str, str, Postings] | None


def _side_by_side(left: list[tuple[str, str, Postings]], right: list[tuple[str, str, Postings]], rows: int) -> list[tuple[_Side, _Side]]:
    return [(left[row] if row < len(left) else None, right[row] if row < len(right) else None) for row in range(rows)]


def _pair(pen: Pen, name: str, sides: tuple[_Side, _Side], columns: Columns) -> Row:
    """A line of a table with two sides; the right one may have several columns."""
    left, right = sides
    cells = [Cell(left[0]), pen.cell(left[2], f"{name}/{left[1]}/金额", nil="")] if left else [Cell(), Cell()]
    if not right:
        return (*cells, Cell(), *(Cell() for _ in columns))
    amounts = (pen.cell(right[2] & pen.now(**wanted), f"{name}/{right[1]}/{title}", nil="") for title, wanted in columns)
    return (*cells, Cell(right[0]), *amounts)


def by_function(pen: Pen, spent: Postings) -> list[tuple[str, str, Postings]]:
    """类, 款 and 项 of some postings, in order: code, name, postings."""
    codes = {pen.budget.postings[posting].code for posting in spent}
    prefixes = sorted({code[:length] for code in codes for length in (3, 5, 7)})
    names = {**CLASSES, **GROUPS, **FUNCTIONS}
    return [(code, names[code], spent & pen.now(code=code)) for code in prefixes]


def _by_function(pen: Pen, number: int, name: str, over: str, columns: Columns, funds: tuple[str, ...]) -> Table:
    spent = pen.now(nature=(BASIC, PROJECT), fund=funds)
    printed = {"经营收入": "事业单位经营收入"}
    head = heads(
        "项目|←|←|←|" + "|".join([over, *["←"] * (len(columns) - 1)]),
        "功能分类科目编码|←|←|功能分类科目名称|" + "|".join(printed.get(title, title) for title, _ in columns),
        "类|款|项|↑|" + "|".join("↑" for _ in columns),
    )
    body: list[Row] = []
    for code, title, chosen in by_function(pen, spent):
        cells = (pen.cell(chosen & pen.now(**wanted), f"{name}/{code}/{column}") for column, wanted in columns)
        body.append((Cell(code[:3]), Cell(code[3:5]), Cell(code[5:]), Cell(title), *cells))
    body += [tuple(Cell() for _ in range(4 + len(columns)))] * (0 if spent else 6)
    total = (pen.cell(spent & pen.now(**wanted), f"{name}/合计/{column}", nil=None if spent else "") for column, wanted in columns)
    return _table(pen, number, name, head, [*body, (Cell("合计", 1, 4), *total)])


def by_economy(pen: Pen, basic: Postings) -> list[tuple[str, str, Postings]]:
    """类 and 款 of the economic classification, in order: code, name, postings."""
    codes = {pen.budget.postings[posting].economy for posting in basic}
    prefixes = sorted({code[:length] for code in codes for length in (3, 5)})
    return [(code, ECONOMIC_CLASSES.get(code) or ECONOMY[code][0], basic & pen.now(economy=code)) for code in prefixes]


def _eighth(pen: Pen) -> Table:
    name, basic = "基本支出表", pen.now(nature=BASIC, fund=GENERAL)
    head = heads("项目|←|←|一般公共预算基本支出|←|←", "部门预算经济分类科目编码|←|经济分类科目名称|合计|人员经费|公用经费", "类|款|↑|↑|↑|↑")
    columns = (("合计", basic), ("人员经费", pen.now(economy=PERSONNEL)), ("公用经费", pen.now(economy=RUNNING_COST)))
    body: list[Row] = []
    for code, title, chosen in by_economy(pen, basic):
        cells = (pen.cell(chosen & column, f"{name}/{code}/{of}") for of, column in columns)
        body.append((Cell(code[:3]), Cell(code[3:]), Cell(title), *cells))
    body.append((Cell("合计", 1, 3), *(pen.cell(basic & column, f"{name}/合计/{of}") for of, column in columns)))
    return _table(pen, 7, name, head, body)


def _ninth(pen: Pen) -> Table:
    head = heads(
        "“三公”经费预算数|←|←|←|←|←|机关运行经费预算数",
        "合计|因公出国(境)费|公务接待费|公务用车购置及运行费|←|←|↑",
        "↑|↑|↑|小计|购置费|运行费|↑",
    )
    columns = (
        ("三公经费", PUBLIC),
        ("因公出国费", ("因公出国费",)),
        ("公务接待费", ("公务接待费",)),
        ("公务用车费", ("公务用车购置费", "公务用车运行费")),
        ("公务用车购置费", ("公务用车购置费",)),
        ("公务用车运行费", ("公务用车运行费",)),
    )
    cells = [pen.cell(pen.now(public=kinds), f"三公经费表/合计/{title}", "万元", "0") for title, kinds in columns]
    running = pen.now(nature=BASIC, fund=GENERAL, economy=RUNNING_COST)
    cells.append(pen.cell(running, "三公经费表/合计/机关运行经费", "万元"))
    return _table(pen, 8, "三公经费表", head, [tuple(cells)], "万元")
