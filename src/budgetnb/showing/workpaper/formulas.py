"""What stands on a side of a rule as a formula over the workbook's cells, with its value.

A formula is made of the cells' addresses, numbers written in the rule and + - * / SUM ABS N only;
nothing printed in a document ever becomes part of one but as the address of its cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetnb.amounts import YUAN, in_unit
from budgetnb.checking.sides import Filled, Sides, Sum, Term, terms_of
from budgetnb.figures import Figure

COMMON = "万元"
"""The unit that figures printed in different units of money are brought to, as in checking."""
FEWEST = 3
"""So many cells beside each other are written as a SUM."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the workbook; row and column count from 0. `words`: it holds a text that could not be read as a number."""

    sheet: str
    row: int
    column: int
    words: bool = False

    @property
    def name(self) -> str:
        """Its address within its sheet: C7."""
        return f"{letters(self.column)}{self.row + 1}"

    @property
    def quoted(self) -> str:
        """Its sheet as a formula writes it."""
        return "'" + self.sheet.replace("'", "''") + "'"


_CELL = r"'(?:[^']|'')*'![A-Z]+\d+"
_ONE = re.compile(rf"\d+(?:\.\d+)?|{_CELL}|SUM\({_CELL}:[A-Z]+\d+\)|N\({_CELL}\)")
Cells = Mapping[Figure, Cell]


def letters(column: int) -> str:
    """The letters of a column: 0 is A, 26 is AA."""
    name = ""
    while column >= 0:
        name = chr(65 + column % 26) + name
        column = column // 26 - 1
    return name


def formulas(sides: Sides, cells: Cells) -> tuple[tuple[str, Decimal], tuple[str, Decimal]]:
    """The formula and the value of both sides, money in one unit."""
    both = (sides.left, sides.right)
    figures = [term.figure for side in both for term in terms_of(side)]
    units = {figure.unit for figure in figures if figure.value and figure.unit in YUAN}
    target = COMMON if len(units) > 1 else ""
    left, right = ((formula(side, cells, target), value(side, target)) for side in both)
    return left, right


def formula(filled: Filled, cells: Cells, target: str = "") -> str:
    """An expression as a formula without its =, money in the unit `target` ("": as printed)."""
    if isinstance(filled, Sum):
        return _sum(filled, cells, target)
    parts = [formula(part, cells, target) for part in filled.parts]
    first, second = (*(_grouped(part) for part in parts), "")[:2]
    match filled.operator:
        case "-" if filled.parts[0] == Sum(()):
            return f"-{second}"
        case "share":
            return f"{first}*100/{second}"
        case "growth":
            return f"({parts[0]}-{second})*100/{second}"
        case "abs":
            return f"ABS({parts[0]})"
    return f"{first}{filled.operator}{second}"


def value(filled: Filled, target: str = "") -> Decimal:
    """What an expression comes to, blanks counted as 0."""
    if isinstance(filled, Sum):
        return sum((_number(term.figure, target) * term.sign for term in filled.terms), filled.constant)
    first, second = (*(value(part, target) for part in filled.parts), Decimal(0))[:2]
    match filled.operator:
        case "+":
            return first + second
        case "-":
            return first - second
        case "*":
            return first * second
        case "/":
            return first / second
        case "share":
            return first * 100 / second
        case "growth":
            return (first - second) * 100 / second
    return abs(first)


def _number(figure: Figure, target: str) -> Decimal:
    number = figure.value or Decimal(0)
    return in_unit(number, figure.unit, target) if target else number


def _sum(total: Sum, cells: Cells, target: str) -> str:
    written = "".join(_term(run, cells, target) for run in _runs(total.terms, cells, target))
    if total.constant or not written:
        written += f"{total.constant:+f}"
    return written.removeprefix("+")


def _term(run: Sequence[Term], cells: Cells, target: str) -> str:
    """One term with its sign, or a SUM of cells beside each other."""
    first, last = cells.get(run[0].figure), cells.get(run[-1].figure)
    if len(run) > 1 and first and last:
        return f"+SUM({first.quoted}!{first.name}:{last.name})"
    term = run[0]
    if first is None:
        number = _number(term.figure, target) * term.sign
        return f"{number:+f}"
    written = f"N({first.quoted}!{first.name})" if first.words else f"{first.quoted}!{first.name}"
    often = Decimal(term.sign)
    times = "" if abs(often) == 1 else f"*{abs(often):f}"
    return f"{'-' if often < 0 else '+'}{written}{times}{_converted(term.figure.unit, target)}"


def _converted(unit: str, target: str) -> str:
    """What brings a cell of one unit of money to another."""
    if not target or unit == target or unit not in YUAN:
        return ""
    return f"*{YUAN[unit] / YUAN[target]:f}" if YUAN[unit] > YUAN[target] else f"/{YUAN[target] / YUAN[unit]:f}"


def _runs(terms: Sequence[Term], cells: Cells, target: str) -> Iterator[Sequence[Term]]:
    """The terms one by one, those added up from FEWEST or more cells in a line together."""
    start = 0
    while start < len(terms):
        end = start + 1
        while end < len(terms) and _beside(terms[start:end], terms[end], cells, target):
            end += 1
        if end - start < FEWEST:
            end = start + 1
        yield terms[start:end]
        start = end


def _beside(run: Sequence[Term], following: Term, cells: Cells, target: str) -> bool:
    """Whether a term goes on a run of added cells, down a column or along a row."""
    both = (run[-1], following)
    if any(term.sign != 1 or _converted(term.figure.unit, target) for term in both):
        return False
    first, last, new = (cells.get(term.figure) for term in (run[0], *both))
    if first is None or last is None or new is None or new.sheet != last.sheet:
        return False
    step = (new.row - last.row, new.column - last.column)
    return step in ((1, 0), (0, 1)) and (len(run) == 1 or step == ((1, 0) if first.column == last.column else (0, 1)))


def _grouped(part: str) -> str:
    """A part in brackets where it is more than one number, cell or sum of cells."""
    return part if _ONE.fullmatch(part) else f"({part})"
