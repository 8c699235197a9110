"""The tables of the Henan form: nine or ten, in 万元."""

from __future__ import annotations

from collections.abc import Iterator

from faults.ledger import APPROPRIATIONS, BASIC, CAPITAL, CARRIED, FUND, GENERAL, LEFT, NEW, OWN, PROJECT, PUBLIC, RUNNING, TARGETED
from faults.paper import Cell, Paragraph, Row, Table, heads
from faults.pen import Columns, Pen, Postings
from faults.phrases import numeral
from faults.words import CLASSES, ECONOMY, FUNCTIONS

TITLES = (
    "部门收支预算表",
    "部门收入预算表",
    "部门支出预算表",
    "财政拨款收支预算表",
    "一般公共预算支出预算表",
    "一般公共预算基本支出预算表",
    "一般公共预算“三公”经费预算表",
    "政府性基金预算支出预算表",
    "项目支出预算表",
    "国有资本经营预算支出预算表",
)
_SPENDING: Columns = (
    ("合计", {}),
    ("基本支出", {"nature": BASIC}),
    ("工资福利支出", {"nature": BASIC, "economy": "301"}),
    ("对个人和家庭的补助", {"nature": BASIC, "economy": "303"}),
    ("商品和服务支出", {"nature": BASIC, "economy": "302"}),
    ("资本性支出", {"nature": BASIC, "economy": "310"}),
    ("项目支出", {"nature": PROJECT}),
    ("其他运转类", {"kind": RUNNING}),
    ("特定目标类", {"kind": TARGETED}),
)
_INCOMES = (
    ("一般公共预算", {"fund": GENERAL}),
    ("其中财政拨款", {"fund": GENERAL}),
    ("政府性基金", {"fund": FUND}),
    ("国有资本经营", {"fund": CAPITAL}),
    *((own, {"fund": own}) for own in OWN),
)
_PRINTED = {
    "一般公共预算": "一、一般公共预算",
    "其中财政拨款": "其中：财政拨款",
    "政府性基金": "二、政府性基金预算拨款收入",
    "国有资本经营": "三、国有资本经营预算拨款收入",
    "财政专户": "四、财政专户管理资金收入",
    "事业收入": "五、事业收入",
    "经营收入": "六、事业单位经营收入",
    "上级补助": "七、上级补助收入",
    "附属上缴": "八、附属单位上缴收入",
    "其他收入": "九、其他收入",
}


def titles(pen: Pen) -> tuple[str, ...]:
    """The titles of its tables: nine, and a tenth where state capital is budgeted."""
    office = pen.budget.office
    named = TITLES if pen.now(fund=CAPITAL) or office.number % 3 == 0 else TITLES[:9]
    return named if office.level == "部门" else tuple(title.replace("部门", "单位") for title in named)


def tables(pen: Pen) -> tuple[Table, ...]:
    """All its tables."""
    made = [
        _first(pen),
        _second(pen),
        _spending(pen, 2),
        _fourth(pen),
        _spending(pen, 4),
        _sixth(pen),
        _seventh(pen),
        _spending(pen, 7),
        _ninth(pen),
    ]
    return tuple(made if len(titles(pen)) == 9 else [*made, _spending(pen, 9)])


def _table(pen: Pen, number: int, name: str, head: tuple[Row, ...], body: list[Row]) -> Table:
    year, office = pen.budget.year, pen.budget.office
    above = (
        Paragraph((f"预算{number + 1:02}表",), "note"),
        Paragraph((f"{year}年{titles(pen)[number]}",), "title"),
        Paragraph((f"{office.level}名称：{office.name}",), "unit"),
        Paragraph((f"单位：{pen.unit}",), "unit"),
    )
    table = Table(name, above, head, tuple(body))
    reason = {"三公经费表": "“三公”经费", "政府性基金支出表": "政府性基金预算", "国有资本经营支出表": "国有资本经营预算"}.get(name, "此项")
    note = f"注：本{office.level}{year}年没有{reason}拨款安排的支出，此表无数据。"
    return table if not table.blank else Table(name, above, head, tuple(body), (Paragraph((note,), "note"),))


def _first(pen: Pen) -> Table:
    spent = pen.now(nature=(BASIC, PROJECT))
    left: list[tuple[str, str, Postings]] = [(_PRINTED[name], name, pen.now(**wanted, origin=NEW)) for name, wanted in _INCOMES]
    right = [(f"{numeral(int(code) - 200)}、{name}", code, spent & pen.now(code=code)) for code, name in CLASSES.items()]
    rows = max(len(left), len(right))
    body = [_both(pen, left[row : row + 1], right[row : row + 1]) for row in range(rows)]
    new, carried, kept = pen.now(origin=NEW), pen.now(origin=CARRIED), pen.now(nature=LEFT)
    everything = new | carried
    body += [
        _both(pen, [("本年收入合计", "本年收入合计", new)], [("本年支出合计", "本年支出合计", spent)]),
        _both(pen, [("上年结转结余", "上年结转结余", carried)], [("年终结转结余", "年终结转结余", kept)]),
        _both(pen, [("收入总计", "收入总计", everything)], [("支出总计", "支出总计", everything)]),
    ]
    return _table(pen, 0, "收支总表", heads("收入|←|支出|←", "项目|金额|项目|金额"), body)


def _both(pen: Pen, left: list[tuple[str, str, Postings]], right: list[tuple[str, str, Postings]]) -> Row:
    cells: list[Cell] = []
    for side in (left, right):
        for label, name, chosen in side:
            cells += [Cell(label), pen.cell(chosen, f"收支总表/{name}/金额")]
        if not side:
            cells += [Cell(), Cell()]
    return tuple(cells)


def _second(pen: Pen) -> Table:
    head = heads(
        "部门(单位)代码|部门(单位)名称|总计|本年收入|←|←|←|←|←|←|←|←|←|←|上年结转结余|←|←|←|←|←",
        "↑|↑|↑|合计|一般公共预算|←|政府性基金|国有资本经营预算|财政专户管理资金收入|事业收入|事业单位经营收入|上级补助收入|附属单位上缴收入|其他收入"
        "|合计|一般公共预算|政府性基金|国有资本经营预算|财政专户管理资金|单位资金",
        "↑|↑|↑|↑|小计|其中：财政拨款|↑|↑|↑|↑|↑|↑|↑|↑|↑|↑|↑|↑|↑|↑",
    )
    columns = [("合计", pen.now(origin=(NEW, CARRIED))), ("本年收入合计", pen.now(origin=NEW))]
    columns += [(name, pen.now(origin=NEW, **wanted)) for name, wanted in _INCOMES]
    columns += [("上年结转结余", pen.now(origin=CARRIED))]
    columns += [(f"上年结转结余.{fund}", pen.now(origin=CARRIED, fund=fund)) for fund in (*APPROPRIATIONS, "财政专户", "单位资金")]
    body = []
    for code, name, line, chosen in _owners(pen):
        cells = [pen.cell(chosen & column, f"收入总表/{line}/{title}") for title, column in columns]
        body.append((Cell(code), Cell(name), *cells))
    return _table(pen, 1, "收入总表", head, body)


def _owners(pen: Pen) -> Iterator[tuple[str, str, str, Postings]]:
    """The total, the department, its units: code, name, line, postings."""
    office = pen.budget.office
    everything = pen.now(origin=(NEW, CARRIED))
    yield "", "合计", "合计", everything
    if office.level == "部门":
        yield office.code, office.name, office.code, everything
    for number, name in enumerate(office.units):
        code = office.unit_code(number)
        mine = everything & pen.of_unit(number)
        if mine:
            yield code, name, code, mine


def _spending(pen: Pen, number: int) -> Table:
    """Forms 3, 5 and 8: spending by account, of all funds or one."""
    name = {2: "支出总表", 4: "一般公共预算支出表", 7: "政府性基金支出表", 9: "国有资本经营支出表"}[number]
    funds = {2: (*APPROPRIATIONS, *OWN), 4: (GENERAL,), 7: (FUND,), 9: (CAPITAL,)}[number]
    head = heads(
        "科目编码|←|←|单位代码|单位（科目名称）|合计|基本支出|←|←|←|←|项目支出|←|←",
        "类|款|项|↑|↑|↑|小计|人员经费|←|公用经费|←|小计|其他运转类|特定目标类",
        "↑|↑|↑|↑|↑|↑|↑|工资福利支出|对个人和家庭的补助|商品和服务支出|资本性支出|↑|↑|↑",
    )
    spent = pen.now(nature=(BASIC, PROJECT), fund=funds)
    codes = sorted({pen.budget.postings[posting].code for posting in spent})
    office = pen.budget.office
    owner = office.code if office.level == "部门" else office.unit_code(0)
    lines: list[tuple[tuple[str, ...], str, Postings]] = [(("", "", "", "", "合计"), "合计", spent)]
    lines += [(("", "", "", owner, office.name), owner, spent)] if spent else []
    shown = range(len(office.units)) if office.level == "部门" and len(office.units) > 1 and office.number % 2 else ()
    for unit in shown:
        mine = spent & pen.of_unit(unit)
        owned = office.unit_code(unit)
        lines += [(("", "", "", owned, office.units[unit]), owned, mine)] if mine else []
        lines += [(_account(code), f"{owned}/{code}", mine & pen.now(code=code)) for code in codes if mine & pen.now(code=code)]
    if not shown:
        lines += [(_account(code), code, spent & pen.now(code=code)) for code in codes]
    body = []
    for labels, line, chosen in lines:
        cells = [
            pen.cell(chosen & pen.now(nature=(BASIC, PROJECT)) & pen.now(**wanted), f"{name}/{line}/{title}") for title, wanted in _SPENDING
        ]
        body.append((*map(Cell, labels), *cells))
    return _table(pen, number, name, head, body)


def _account(code: str) -> tuple[str, ...]:
    return code[:3], code[3:5], code[5:], "", FUNCTIONS[code]


def _fourth(pen: Pen) -> Table:
    name = "财政拨款收支总表"
    given = pen.now(fund=APPROPRIATIONS)
    spent = given & pen.now(nature=(BASIC, PROJECT))
    left: list[tuple[str, str, Postings]] = []
    for title, line, origin in (("一、本年收入", "本年收入合计", NEW), ("二、上年结转", "上年结转结余", CARRIED)):
        part = given & pen.now(origin=origin)
        left.append((title, line, part))
        for place, fund in enumerate(APPROPRIATIONS):
            left.append(
                (f"（{numeral(place + 1)}）{fund}预算拨款".replace("预算预算", "预算"), f"{line}.{fund}", part & pen.now(fund=fund))
            )
            if fund == GENERAL and origin == NEW:
                left.append(("其中：财政拨款", f"{line}.{fund}.其中财政拨款", part & pen.now(fund=fund)))
    right = [("一、本年支出", "本年支出合计", spent)]
    right += [(f"（{numeral(int(code) - 200)}）{title}", code, spent & pen.now(code=code)) for code, title in CLASSES.items()]
    right += [("二、年终结转结余", "年终结转结余", given & pen.now(nature=LEFT))]
    body = [_four(pen, left[row : row + 1], right[row : row + 1]) for row in range(len(right))]
    body.append(_four(pen, [("收入合计", "收入总计", given)], [("支出合计", "支出总计", given)]))
    head = heads(
        "收入|←|支出|←|←|←|←|←",
        "项目|金额|项目|合计|一般公共预算|←|政府性基金|国有资本经营预算",
        "↑|↑|↑|↑|小计|其中：财政拨款|↑|↑",
    )
    return _table(pen, 3, name, head, body)


def _four(pen: Pen, left: list[tuple[str, str, Postings]], right: list[tuple[str, str, Postings]]) -> Row:
    name = "财政拨款收支总表"
    cells: list[Cell] = [Cell(), Cell()]
    for label, line, chosen in left:
        cells = [Cell(label), pen.cell(chosen, f"{name}/{line}/金额")]
    for label, line, chosen in right:
        cells += [Cell(label), pen.cell(chosen, f"{name}/{line}/合计")]
        for column, fund in (("一般公共预算", GENERAL), ("其中财政拨款", GENERAL), ("政府性基金", FUND), ("国有资本经营", CAPITAL)):
            cells.append(pen.cell(chosen & pen.now(fund=fund), f"{name}/{line}/{column}"))
    return tuple(cells)


def _sixth(pen: Pen) -> Table:
    name = "基本支出表"
    head = heads(
        "部门预算支出经济分类科目|←|政府预算支出经济分类科目编码|←|本年一般公共预算基本支出|←|←",
        "科目编码|科目名称|科目编码|科目名称|合计|人员经费|公用经费",
    )
    basic = pen.now(nature=BASIC, fund=GENERAL)
    lines: list[tuple[tuple[str, ...], str, Postings]] = [(("合计", "", "", ""), "合计", basic)]
    for code, (title, other, second, _, _) in ECONOMY.items():
        chosen = basic & pen.now(economy=code)
        if chosen:
            lines.append(((code, title, other, second), code, chosen))
    columns = (("合计", basic), ("人员经费", pen.now(economy=("301", "303"))), ("公用经费", pen.now(economy=("302", "310"))))
    body = [
        (*map(Cell, labels), *(pen.cell(chosen & column, f"{name}/{line}/{title}") for title, column in columns))
        for labels, line, chosen in lines
    ]
    return _table(pen, 5, name, head, body)


def _seventh(pen: Pen) -> Table:
    head = heads("“三公”经费合计|因公出国（境）费|公务用车购置及运行费|←|←|公务接待费", "↑|↑|小计|公务用车购置费|公务用车运行费|↑")
    columns = (
        ("三公经费", PUBLIC),
        ("因公出国费", ("因公出国费",)),
        ("公务用车费", ("公务用车购置费", "公务用车运行费")),
        ("公务用车购置费", ("公务用车购置费",)),
        ("公务用车运行费", ("公务用车运行费",)),
        ("公务接待费", ("公务接待费",)),
    )
    cells = tuple(pen.cell(pen.now(public=kinds), f"三公经费表/合计/{title}") for title, kinds in columns)
    return _table(pen, 6, "三公经费表", head, [cells])


def _ninth(pen: Pen) -> Table:
    name = "项目支出表"
    head = heads(
        "类型|项目名称|项目单位|合计|本年拨款|←|←|财政拨款结转结余|←|←|财政专户管理资金|单位资金",
        "↑|↑|↑|↑|一般公共预算|政府性基金预算|国有资本经营预算|一般公共预算|政府性基金预算|国有资本经营预算|↑|↑",
    )
    office = pen.budget.office
    projects = pen.now(nature=PROJECT)
    columns = [("合计", projects)]
    columns += [(f"本年拨款.{fund}", pen.now(fund=fund, origin=NEW)) for fund in APPROPRIATIONS]
    columns += [(f"财政拨款结转结余.{fund}", pen.now(fund=fund, origin=CARRIED)) for fund in APPROPRIATIONS]
    columns += [("财政专户", pen.now(fund="财政专户")), ("单位资金", pen.now(fund=OWN[1:]))]
    owner = office.code if office.level == "部门" else office.unit_code(0)
    lines: list[tuple[tuple[str, ...], str, Postings]] = [(("", "合计", ""), "合计", projects)]
    lines += [(("", owner, office.name), owner, projects)] if projects else []
    for posting in sorted(projects):
        one = pen.budget.postings[posting]
        lines.append(((one.kind, one.project, office.units[one.unit]), one.project, frozenset({posting})))
    body = [
        (*map(Cell, labels), *(pen.cell(chosen & column, f"{name}/{line}/{title}") for title, column in columns))
        for labels, line, chosen in lines
    ]
    return _table(pen, 8, name, head, body)
