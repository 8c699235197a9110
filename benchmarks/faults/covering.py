"""Which printed numbers can be checked at all: the bench's own judgement, from the ledger, without any rule book."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from faults.paper import Cell, Number, Paper, Table, lattice, rounded

TWICE, SUM, DERIVED, ONCE, ROUNDED, SOFT = "printed twice", "adds up", "worked out", "printed once", "within rounding", "soft"
HARD = (TWICE, SUM, DERIVED)
_MONEY = ("万元", "元")


def covering(paper: Paper, number: Number, changed: Decimal) -> str:
    """Why a change of a number to another value must show, or why it need not."""
    if number.place.startswith(("文/绩效目标", "文/名词")):
        return SOFT
    role = number.place.rsplit("/", 1)[-1]
    if number.unit == "%":
        coarser = rounded(number.value, Decimal(1).scaleb(int(changed.as_tuple().exponent))) == changed
        return ROUNDED if coarser or (number.honest and number.honest[0] <= changed <= number.honest[1]) else DERIVED
    if role == "增减额":
        return _change(paper, number, changed)
    if role == "上年":
        return DERIVED
    if any(other is not number and _same(other, number) for other in paper.numbers()):
        return TWICE
    allowance = max((_allowance(table, number) for table in paper.tables), default=Decimal(-1))
    if number.place.startswith("文/国有资产"):
        return SUM
    if allowance < 0:
        return ONCE
    return SUM if abs(changed - number.value) > allowance else ROUNDED


def _same(one: Number, other: Number) -> bool:
    """Whether two numbers state the same amount."""
    money = one.unit in _MONEY and other.unit in _MONEY and not _derived(one) and not _derived(other)
    return money and bool(one.postings) and one.postings == other.postings


def _derived(number: Number) -> bool:
    return number.place.endswith(("/增减额", "/增减率", "/占比", "/上年"))


def _change(paper: Paper, number: Number, changed: Decimal) -> str:
    """A change in money is tied to its percentage, where one is printed beside it."""
    rate = next((other for other in paper.numbers() if other.place == number.place.replace("/增减额", "/增减率")), None)
    if rate is None:
        same = [
            other
            for other in paper.numbers()
            if other.place.endswith("/增减额") and (other.postings, other.value) == (number.postings, number.value)
        ]
        return TWICE if len(same) > 1 and "编制说明" in number.place else ONCE
    ratio = changed / number.value
    honest = rate.honest or (Decimal(0), Decimal(0))
    # Growing by k times as much on a base that shrinks by as much: near enough for telling a slip from rounding.
    low, high = sorted((honest[0], honest[1]))
    return ROUNDED if low <= rate.value * ratio <= high else DERIVED


def _allowance(table: Table, number: Number) -> Decimal:
    """How much rounding a sum over the number's row or column may hide; below zero where nothing is added up."""
    rows = lattice(table.body, table.columns)
    half = Decimal("0.5") if number.unit == "元" and "." not in number.printed else Decimal("0.005")
    lines = [*rows, *map(list, zip(*rows, strict=True))]
    beside = [_numbers(line) for line in lines if any(cell and cell.part is number for cell in line)]
    ties = [len(line) for line in beside if _adds_up(number, line)]
    return min(ties) * half * 2 if ties else Decimal(-1)


def _numbers(line: Sequence[Cell | None]) -> list[Number]:
    return [cell.part for cell in line if cell and isinstance(cell.part, Number)]


def _adds_up(number: Number, line: list[Number]) -> bool:
    """Whether the number is a total of others in the line, or a part of one."""
    others = [other for other in line if other is not number and other.postings]
    wholes = [other for other in [*others, number] if other.postings >= number.postings]
    for whole in wholes:
        parts = [other.postings for other in [*others, number] if other is not whole and other.postings < whole.postings]
        together = frozenset().union(*parts) if parts else frozenset[int]()
        if parts and together == whole.postings and (whole is number or number.postings < whole.postings):
            return True
    return False
