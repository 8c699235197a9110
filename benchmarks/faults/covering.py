"""Which printed numbers can be checked at all: the bench's own judgement, from the ledger, without any rule book."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from faults.paper import Cell, Number, Paper, Table, lattice, rounded

TWICE, SUM, DERIVED, ONCE, ROUNDED, SOFT = "printed twice", "adds up", "worked out", "printed once", "within rounding", "soft"
HARD = (TWICE, SUM, DERIVED)
_MONEY = ("万元", "元")
_SOFT = ("文/绩效目标", "文/机关运行经费")
"""Whether these equal a table depends on the province."""
_HALF = Decimal("0.005")


def covering(paper: Paper, number: Number, changed: Decimal) -> str:
    """Why a change of a number to another value must show, or why it need not."""
    if number.place.startswith(_SOFT) and number.place.endswith("/数额"):
        return SOFT
    if as_exact(number.value, changed):
        return ROUNDED
    if number.unit == "%":
        if abs(changed - number.value) <= Decimal(1).scaleb(int(changed.as_tuple().exponent)):
            return ROUNDED  # the last digit of what is worked out
        return ROUNDED if number.honest and number.honest[0] <= changed <= number.honest[1] else DERIVED
    if number.place.endswith("/增减额"):
        return _change(paper, number, changed)
    if number.place.endswith("/上年"):
        return _base(paper, number, changed)
    if any(other is not number and _same(paper, other, number) for other in paper.numbers()):
        return TWICE
    if number.place.startswith("文/国有资产"):
        return SUM
    allowance = max((_allowance(table, number) for table in paper.tables), default=Decimal(-1))
    if allowance < 0:
        return ONCE
    return SUM if abs(changed - number.value) > allowance else ROUNDED


def as_exact(value: Decimal, changed: Decimal) -> bool:
    """Whether two numbers are one, printed to more decimals or fewer."""
    places = max(int(value.as_tuple().exponent), int(changed.as_tuple().exponent))
    unit = Decimal(1).scaleb(places)
    return rounded(value, unit) == rounded(changed, unit)


def _same(paper: Paper, one: Number, other: Number) -> bool:
    """Whether two numbers state the same amount, not by chance: in tables of the same money, or in text and table, or in two sections."""
    money = one.unit in _MONEY and other.unit in _MONEY and not _derived(one) and not _derived(other)
    if not money or not one.postings or one.postings != other.postings:
        return False
    first, second = one.place.split("/"), other.place.split("/")
    if "文" in (first[0], second[0]):
        return first[:2] != second[:2] and not _of_running_only(first, second)
    return first[0] != second[0] and "机关运行经费表" not in (first[0], second[0]) and _whole(paper, first[0]) == _whole(paper, second[0])


def _of_running_only(*places: list[str]) -> bool:
    """Whether an account of running expenses is set beside something else: offices count project money in them, or do not."""
    tables = any(place[0] == "机关运行经费表" for place in places)
    return tables and not any(place[:2] == ["文", "机关运行经费"] for place in places)


def _whole(paper: Paper, name: str) -> frozenset[int]:
    """All that a table adds up."""
    return frozenset().union(*(number.postings for number in paper.numbers() if number.place.startswith(f"{name}/")))


def _derived(number: Number) -> bool:
    return number.place.endswith(("/增减额", "/增减率", "/占比", "/上年"))


def _beside(paper: Paper, number: Number, role: str) -> Number | None:
    """The number in another role of the same statement."""
    place = number.place.rsplit("/", maxsplit=1)[0] + f"/{role}"
    return next((other for other in paper.numbers() if other.place == place), None)


def _change(paper: Paper, number: Number, changed: Decimal) -> str:
    """A change in money is tied to its percentage, where one is printed beside it."""
    rate, this = _beside(paper, number, "增减率"), _beside(paper, number, "数额") or _sides(paper, number)
    if rate is None or this is None:
        same = [other for other in paper.numbers() if other.place.endswith("/增减额") and _alike(other, number)]
        if len(same) > 1 and "编制说明" in number.place:
            return TWICE
        if paper.form == "shanghai" and number.place.startswith("文/三公经费"):  # the change of every part is told
            return SUM if abs(changed - number.value) > 8 * _HALF else ROUNDED
        return ONCE
    if not this.value:
        return ONCE  # whatever was there last year, it fell by 100 %
    grew = grew_by(this.value, number.value, rate.value)
    last = this.value - changed if grew else this.value + changed
    return _worked_out(changed, last, rate)


def _sides(paper: Paper, number: Number) -> Number | None:
    """The total that a change of income and expenditure together is of."""
    return next(
        (other for other in paper.numbers() if number.place.startswith("文/收支总体/收支总计") and other.postings == number.postings), None
    )


def _alike(one: Number, other: Number) -> bool:
    return one.postings == other.postings and one.value == other.value


def grew_by(this: Decimal, change: Decimal, rate: Decimal) -> bool:
    """Whether a change with this percentage was an increase: which base gives the percentage more nearly."""
    if change >= this:
        return False
    return abs(change / (this - change) * 100 - rate) <= abs(change / (this + change) * 100 - rate)


def _base(paper: Paper, number: Number, changed: Decimal) -> str:
    """Last year's amount is tied to this year's by the percentage."""
    rate, this = _beside(paper, number, "增减率"), _beside(paper, number, "数额")
    if rate is None or this is None or not changed:
        return ONCE
    return _worked_out(abs(this.value - changed), changed, rate)


def _worked_out(change: Decimal, last: Decimal, rate: Number) -> str:
    """Whether rounding alone can give a percentage from these two: 0.7 % may be anything from 0.65 to 0.75."""
    if last <= 2 * _HALF:
        return DERIVED
    half = Decimal(5).scaleb(int(Decimal(rate.printed).as_tuple().exponent) - 1)
    slack = 100 * 3 * _HALF / last * (1 + change / last) + half
    return ROUNDED if abs(change / last * 100 - rate.value) <= slack else DERIVED


def _allowance(table: Table, number: Number) -> Decimal:
    """How much rounding a sum over the number's row or column may hide; below zero where nothing is added up."""
    rows = lattice(table.body, table.columns)
    half = Decimal("0.5") if number.unit == "元" and "." not in number.printed else _HALF
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
