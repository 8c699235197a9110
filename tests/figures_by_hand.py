"""Small disclosures and rule books written by hand, as they would look on paper.

    table("支出总表", '''
        :                   | 合计   | 基本支出 | 项目支出
        合计                | 546.94 | 141.25   | 405.69
        类 208 社会保障     |  11.61 |  11.61   |
        项目 保洁 <特定目标类> |  10.50 |  ·       |  10.50
    ''')

The first cell of a line holds its level (类 款 项 单位 部门 项目; a line called 合计 has that level), its
code, its name and, in <>, its type, each where it has one. `·` stands for no cell at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from budgetnb.amounts import amount, decimals, half_unit
from budgetnb.checking.evaluate import evaluate
from budgetnb.checking.lookup import index
from budgetnb.checking.result import Result
from budgetnb.figures import Column, Disclosure, Figure, Line, Passage, Place, Statement, Table
from budgetnb.rules.rule import RuleBook
from budgetnb.rules.rulebook import make_book
from budgetnb.rules.vocabulary import TableWords, Vocabulary
from budgetnb.yamls import parse_yaml

PLACE = Place("by-hand.txt")
LEVELS = ("类", "款", "项", "单位", "部门", "项目")
_EXPENDITURE = (
    "合计",
    "基本支出",
    "基本支出.人员经费",
    "基本支出.人员经费.工资福利支出",
    "基本支出.人员经费.对个人和家庭的补助",
    "基本支出.公用经费",
    "项目支出",
    "项目支出.其他运转类",
    "项目支出.特定目标类",
)
_FUNDS = ("一般公共预算", "政府性基金", "国有资本经营")

WORDS = Vocabulary(
    tables={
        "收支总表": TableWords(
            ("金额",),
            ("收入总计", "本年收入合计", "财政拨款收入", *_FUNDS, "事业收入", "上年结转结余", "支出总计", "本年支出合计", "年终结转结余"),
            open=True,
            line_parts={"财政拨款收入": _FUNDS, "本年收入合计": ("财政拨款收入", "事业收入")},
        ),
        "收入总表": TableWords(
            (
                "总计",
                "本年收入.合计",
                *(f"本年收入.{fund}" for fund in _FUNDS),
                "本年收入.一般公共预算.其中财政拨款",
                "上年结转.合计",
                *(f"上年结转.{fund}" for fund in _FUNDS),
            ),
            open=True,
        ),
        "支出总表": TableWords(_EXPENDITURE, ("合计",), open=True),
        "一般公共预算支出表": TableWords(_EXPENDITURE, ("合计",), open=True),
        "政府性基金支出表": TableWords(_EXPENDITURE, ("合计",), open=True),
        "基本支出表": TableWords(("合计", "人员经费", "公用经费"), ("合计",), open=True),
        "三公经费表": TableWords(("三公经费", "因公出国费", "公务接待费")),
        "项目支出表": TableWords(("合计", "本年拨款.一般公共预算"), ("合计",), open=True),
    },
    scopes=("收支总体", "支出总体", "三公经费", "政府采购"),
    terms=("收支总计", "收入总计", "支出合计", "基本支出", "项目支出", "人员经费", "三公经费", "因公出国费", "车辆"),
    kinds=("其他运转类", "特定目标类"),
    checks=("names_agree",),
)


def table(name: str, drawn: str, unit: str = "万元") -> Table:
    """A table as drawn: columns by `|`, a head first."""
    head, *body = [[cell.strip() for cell in row.split("|")] for row in drawn.strip().splitlines()]
    names = head[1:]
    printed = [[_printed(name, row[0], column, text, unit) for column, text in zip(names, row[1:], strict=True)] for row in body]
    halves = [_half([row[place] for row in printed]) for place in range(len(names))]
    lines = [
        _line(name, row[0], tuple(_with_half(figure, half) for figure, half in zip(figures, halves, strict=True)))
        for row, figures in zip(body, printed, strict=True)
    ]
    place = Place("by-hand.txt", table=name)
    return Table(name, name, unit, False, tuple(Column(column, column) for column in names), tuple(_apart(lines)), place, unit_printed=unit)


def statement(
    scope: str, term: str, direction: int | None = None, of: str = "", whole: str = "", code: str = "", **figures: str
) -> Statement:
    """A statement with its figures by role, each as printed with its unit: 数额="546.94万元"."""
    found = tuple((role, _said(scope, term, role, printed)) for role, printed in figures.items())
    return Statement(scope, term, found, PLACE, direction, whole=whole, of=of, code=code)


def passage(scope: str, text: str) -> Passage:
    """A paragraph of the narrative."""
    return Passage(scope, scope, text, Place("by-hand.txt", text=text))


def disclosure(*parts: Table | Statement | Passage) -> Disclosure:
    """A disclosure of these parts."""
    tables = tuple(part for part in parts if isinstance(part, Table))
    statements = tuple(part for part in parts if isinstance(part, Statement))
    passages = tuple(part for part in parts if isinstance(part, Passage))
    return Disclosure("budget", "部门", "城管局", None, 2024, None, (), tables, statements, passages)


def changed(disclosure: Disclosure, key: str, printed: str) -> Disclosure:
    """The disclosure with one figure printed otherwise."""

    def of(figure: Figure | None) -> Figure | None:
        return replace(figure, value=amount(printed), printed=printed) if figure and figure.key == key else figure

    tables = tuple(
        replace(table, lines=tuple(replace(line, figures=tuple(map(of, line.figures))) for line in table.lines))
        for table in disclosure.tables
    )
    said = tuple(replace(one, figures=tuple((role, of(figure) or figure) for role, figure in one.figures)) for one in disclosure.statements)
    return replace(disclosure, tables=tables, statements=said)


def rules(source: str, *later: str) -> RuleBook:
    """A rule book of entries that give only what matters; what every rule needs is added."""
    return make_book([parse_yaml(_whole(one), f"{number}.yaml") for number, one in enumerate((source, *later), 1)], WORDS)


def met(source: str, *parts: Table | Statement | Passage) -> tuple[Result, ...]:
    """The results of rules on a disclosure of these parts."""
    book = rules(source)
    return evaluate(book, index(disclosure(*parts), book.vocabulary))


def outcomes(source: str, *parts: Table | Statement | Passage) -> list[str]:
    """Only the outcomes."""
    return [result.outcome for result in met(source, *parts)]


def formula(text: str, **more: str) -> str:
    """A rule book of one formula."""
    return "\n".join([f"- id: R\n  formula: '{text}'", *(f"  {key}: {value}" for key, value in more.items())])


def _whole(source: str) -> str:
    entries = re.split(r"(?m)^- ", source.strip())[1:]
    rest = "  says: 试\n  basis: 试\n  dimension: 真实准确性\n  severity: error\n  action: 更正\n"
    body = "".join(f"- {entry.rstrip()}\n{'' if 'off:' in entry or 'override:' in entry else rest}" for entry in entries)
    return "name: 试\nrules:\n" + body


def _printed(table_name: str, line: str, column: str, text: str, unit: str) -> Figure | None:
    if text == "·":
        return None
    key = _key(line)
    return Figure(
        f"{table_name}/{key}/{column}",
        amount(text),
        text,
        unit,
        Decimal(0),
        Place("by-hand.txt", table=table_name, row=line, column=column),
    )


def _half(figures: list[Figure | None]) -> Decimal:
    return half_unit(max((decimals(figure.value) for figure in figures if figure and figure.value is not None), default=0))


def _with_half(figure: Figure | None, half: Decimal) -> Figure | None:
    if figure is None or not figure.value:
        return figure
    return replace(figure, half=half)


def _parts(label: str) -> tuple[str, str, str, str]:
    kind = re.search(r"<(.*)>", label)
    words = re.sub(r"<.*>", "", label).split()
    level = words.pop(0) if words and words[0] in LEVELS else ""
    code = words.pop(0) if words and words[0].isdigit() else ""
    name = "".join(words)
    return "合计" if name == "合计" else level, code, name, kind[1] if kind else ""


def _key(label: str) -> str:
    _, code, name, _ = _parts(label)
    return code or name


def _line(table_name: str, label: str, figures: tuple[Figure | None, ...]) -> Line:
    level, code, name, kind = _parts(label)
    return Line(code or name, name, label, code, level, kind=kind, figures=figures, place=Place("by-hand.txt", table=table_name, row=label))


def _apart(lines: list[Line]) -> Iterator[Line]:
    """Lines with keys of their own: the second of the same gets #2."""
    seen: Counter[str] = Counter()
    for line in lines:
        seen[line.key] += 1
        key = f"{line.key}#{seen[line.key]}" if seen[line.key] > 1 else line.key
        figures = (figure and replace(figure, key=figure.key.replace(f"/{line.key}/", f"/{key}/")) for figure in line.figures)
        yield replace(line, key=key, figures=tuple(figures))


def _said(scope: str, term: str, role: str, printed: str) -> Figure:
    number, unit = re.fullmatch(r"([-\d.,]*)(.*)", printed).groups()
    value = amount(number)
    return Figure(f"文/{scope}/{term}/{role}", value, printed, unit, half_unit(decimals(value)) if value else Decimal(0), PLACE)
