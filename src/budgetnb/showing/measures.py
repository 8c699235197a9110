"""What of different years or organisations can be set side by side, where it is printed, and when it means the same.

A measure may be printed in several places. Two of them are one measure only where a document prints both
and they agree, or where both are the sum of the measure's own parts; nothing is compared silently otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from budgetnb.amounts import YUAN, decimals, in_unit
from budgetnb.checking.bases import DEFINITION_WORDS
from budgetnb.errors import UnknownName
from budgetnb.figures import Disclosure
from budgetnb.showing.figures_for import MOST_PLACES, UNIT, Amount, amount_at

Address = tuple[str, str, str]
"""Table, line and column; or 文, scope and term."""
TEXT = "文"


@dataclass(frozen=True, slots=True)
class Measure:
    """Where it is printed, the best place first; the parts that it is the sum of; the terms by which sentences call it."""

    addresses: tuple[Address, ...]
    parts: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


def _total(name: str, other: str, *more: Address) -> Measure:
    return Measure((("收支总表", name, ""), (other, "合计", "合计"), *more), terms=(name, "收支总计"))


def _spending(name: str) -> Measure:
    return Measure((("支出总表", "合计", name), ("收支总表", name, ""), (TEXT, "支出", name), (TEXT, "收支总体", name)), terms=(name,))


def _basic(name: str) -> Measure:
    return Measure((("基本支出表", "合计", name), ("财政拨款基本支出表", "合计", name), ("支出总表", "合计", name)), terms=(name,))


def _public(name: str, *more: Address) -> Measure:
    return Measure((("三公经费表", "合计", name), (TEXT, "三公经费", name), *more), terms=(name,))


_THREE = ("因公出国费", "公务用车费", "公务接待费")
MEASURES: dict[str, Measure] = {
    "收入总计": _total("收入总计", "收入总表", (TEXT, "收支总体", "收入总计")),
    "支出总计": _total("支出总计", "支出总表", (TEXT, "收支总体", "支出总计")),
    "财政拨款收入": Measure((("收支总表", "财政拨款收入", ""), ("收入总表", "合计", "财政拨款收入")), terms=("财政拨款收入",)),
    "一般公共预算支出": Measure((("一般公共预算支出表", "合计", ""),), terms=("一般公共预算支出",)),
    "上年结转结余": Measure((("收支总表", "上年结转结余", ""), ("收入总表", "合计", "上年结转结余")), terms=("上年结转结余",)),
    "基本支出": _spending("基本支出"),
    "项目支出": _spending("项目支出"),
    "预留机动经费": _spending("预留机动经费"),
    "人员经费": _basic("人员经费"),
    "公用经费": _basic("公用经费"),
    "机关运行经费": Measure(
        (("机关运行经费表", "合计", ""), ("三公经费表", "合计", "机关运行经费"), (TEXT, "机关运行经费", "机关运行经费")),
        terms=("机关运行经费",),
    ),
    "政府采购": Measure((("政府采购表", "合计", ""), (TEXT, "政府采购", "政府采购")), terms=("政府采购",)),
    "三公经费": Measure(
        (("三公经费表", "合计", "三公经费"), ("三公经费表", "合计", "合计"), (TEXT, "三公经费", "三公经费")), _THREE, ("三公经费",)
    ),
    **{name: _public(name) for name in ("因公出国费", "公务用车费", "公务用车购置费", "公务用车运行费", "公务接待费", "会议费", "培训费")},
}
"""What can be compared."""
RATIOS: dict[str, tuple[str, tuple[str, ...]]] = {"项目支出占比": ("项目支出", ("基本支出", "项目支出", "预留机动经费"))}
"""Shares in percent: a measure of the sum of measures."""
NEEDED_TABLES = sorted({table for measure in MEASURES.values() for table, _, _ in measure.addresses if table != TEXT})
NEEDED_LINES = ["", "合计", "类"]
"""Tables, and levels of lines, that hold all measures and the structure by function."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure of one disclosure, with the address it was found at."""

    amount: Amount
    at: Address


def measured(disclosure: Disclosure, name: str) -> Measured | None:
    """The measure at the best place it is printed; a blank one only where no place has a number; None where no place is there.

    UnknownName when it is no measure of ours.
    """
    if name not in MEASURES:
        raise UnknownName("measure", name, MEASURES)
    measure = MEASURES[name]
    found = [Measured(amount, at) for at in measure.addresses if (amount := _amount(disclosure, at))]
    sure = [one for one in found if one.at == measure.addresses[0] or not measure.parts or _is_sum(disclosure, measure, one)]
    return next((one for one in sure if one.amount.value is not None), sure[0] if sure else None)


def ratio(disclosure: Disclosure, name: str) -> Amount | None:
    """A share in percent; None without its measure or where the whole is nothing."""
    part, whole = RATIOS[name]
    values = [value_of(disclosure, one) for one in whole]
    total, value = sum((one for one in values if one is not None), Decimal(0)), value_of(disclosure, part)
    if value is None or total <= 0:
        return None
    return Amount(name, name, value * 100 / total, "%", MOST_PLACES)


def value_of(disclosure: Disclosure, name: str) -> Decimal | None:
    """The measure as a number in 万元, None where there is none."""
    found = measured(disclosure, name)
    return found.amount.value if found else None


def why_apart(name: str, before: Disclosure, now: Disclosure) -> str:
    """Why a measure must not be compared between two disclosures of one organisation: a word that `many.apart` has, "" where it may."""
    last, this = measured(before, name), measured(now, name)
    if last is None or this is None:
        return ""
    if _says_otherwise(now, name):
        return "text"
    if last.at == this.at or any(_agree(disclosure, last.at, this.at) for disclosure in (before, now)):
        return ""
    measure = MEASURES[name]
    both_sums = measure.parts and _is_sum(before, measure, last) and _is_sum(now, measure, this)
    return "" if both_sums else "place"


def _amount(disclosure: Disclosure, at: Address) -> Amount | None:
    table, line, column = at
    return _stated(disclosure, line, column) if table == TEXT else amount_at(disclosure, *at)


def _stated(disclosure: Disclosure, scope: str, term: str) -> Amount | None:
    """What the narrative states of a term."""
    figures = (one.figure("数额") for one in disclosure.statements if (one.scope, one.term) == (scope, term))
    figure = next((figure for figure in figures if figure and figure.value is not None and figure.unit in YUAN), None)
    if figure is None or figure.value is None:
        return None
    value = in_unit(figure.value, figure.unit, UNIT)
    places = decimals(value) if figure.unit == UNIT else min(decimals(value), MOST_PLACES)
    return Amount(term, term, value, UNIT, places, half=in_unit(figure.half, figure.unit, UNIT))


def _is_sum(disclosure: Disclosure, measure: Measure, found: Measured) -> bool:
    """Whether a number is the sum of the measure's own parts, blank ones counted as nothing."""
    parts = [part.amount for name in measure.parts if (part := measured(disclosure, name))]
    known = [part for part in parts if part.value is not None]
    if len(parts) < len(measure.parts) or not known or found.amount.value is None:
        return False
    half = sum((part.half for part in known), found.amount.half)
    return abs(found.amount.value - sum((part.value or Decimal(0) for part in known), Decimal(0))) <= half


def _agree(disclosure: Disclosure, one: Address, other: Address) -> bool:
    """Whether a document prints both and they are one number."""
    left, right = _amount(disclosure, one), _amount(disclosure, other)
    if left is None or right is None or left.value is None or right.value is None:
        return False
    return abs(left.value - right.value) <= left.half + right.half


def _says_otherwise(disclosure: Disclosure, name: str) -> bool:
    changes = (one for one in disclosure.statements if one.term in MEASURES[name].terms and one.direction is not None)
    return any(word in one.reason for one in changes for word in DEFINITION_WORDS)
