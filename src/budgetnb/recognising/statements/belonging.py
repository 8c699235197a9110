"""Whose a change is that stands behind a list: "事业运行经费10万元，其中：基本支出4万元，项目支出6万元，同比增加1万元，增长11.1%"."""

from __future__ import annotations

from collections.abc import Sequence

from budgetnb.amounts import YUAN, decimals, half_unit, in_unit
from budgetnb.recognising.statements.claims import Number
from budgetnb.recognising.statements.drafts import CHANGES, Draft


def give_back(drafts: Sequence[Draft]) -> None:
    """Give the change read with the last part of a list to the whole, where amount and percentage fit the whole and not the part."""
    for place, part in enumerate(drafts):
        whole = next((one for one in reversed(drafts[:place]) if one.paragraph == part.paragraph and one.term == part.of), None)
        if part.of and whole and not whole.changes() and not _fits(part, part) and _fits(part, whole):
            moved = [number for number in part.numbers if number.role in CHANGES]
            for number in moved:
                at = part.numbers.index(number)
                whole.add(part.numbers.pop(at), part.spots.pop(at)[1])
            whole.compared, whole.base, whole.reason = part.compared, part.base, whole.reason or part.reason
            part.direction, part.word, part.moved, part.compared, part.base, part.reason = None, "", False, "", "", ""


def _fits(change: Draft, amount: Draft) -> bool:
    """Whether the change and the percentage of one claim go with the amount of another, give or take rounding."""
    by, rate, this = _number(change, "增减额"), _number(change, "增减率"), _number(amount, "数额")
    if not (by and rate and this) or by.unit not in YUAN or this.unit not in YUAN or rate.unit != "%":
        return False
    base = in_unit(this.value, this.unit, by.unit) - by.value * (change.direction or 0)
    return base > 0 and abs(by.value / base * 100 - rate.value) <= 2 * half_unit(decimals(rate.value))


def _number(draft: Draft, role: str) -> Number | None:
    return next((number for number in draft.numbers if number.role == role), None)
