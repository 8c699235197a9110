"""What reproduces a wrong figure: each usual slip is tried, and named only when it gives what is printed.

Slips are tried from the simplest on; all that explain the figure with the fewest steps are named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetnb.amounts import decimals, rounded, shown, truncated
from budgetnb.checking.findings import Cause
from budgetnb.checking.result import Ratio, Result
from budgetnb.figures import Disclosure, Figure, Statement
from budgetnb.texts import text

_SHIFTS = (-2, -1, 1, 2)
_NEAR = 3
"""How many statements away a figure may have been copied from."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One explanation: its kind (a key under `cause` in the texts), how many slips it takes, what it gives."""

    kind: str
    steps: int
    gives: Decimal
    parts: tuple[tuple[str, str], ...] = ()


def causes_of(result: Result, disclosure: Disclosure) -> tuple[Cause, ...]:
    """The simplest explanations of a breaking result's printed figure; none when nothing gives it."""
    if result.outcome != "breaks" or len(result.left_terms) != 1 or result.left is None or result.right is None:
        return ()
    figure = result.left_terms[0].figure
    slips = [slip for slip in _slips(result, disclosure, figure) if _gives(slip, result.left, _places(result.left))]
    fewest = min((slip.steps for slip in slips), default=0)
    named = {slip.kind + str(slip.parts): slip for slip in slips if slip.steps == fewest}
    return tuple(Cause(slip.kind, text(f"cause.{slip.kind}", **dict(slip.parts))) for slip in named.values())


def together(causes: Sequence[Cause]) -> Cause | None:
    """Several explanations as one: every one is named."""
    if len(causes) <= 1:
        return next(iter(causes), None)
    return Cause(
        "|".join(dict.fromkeys(cause.kind for cause in causes)),
        text("cause.either", says=text("cause.or").join(cause.says for cause in causes)),
    )


def _places(printed: Decimal) -> int:
    return decimals(printed)


def _gives(slip: Slip, printed: Decimal, places: int) -> bool:
    return rounded(slip.gives, places) == printed


def _slips(result: Result, disclosure: Disclosure, figure: Figure) -> Iterator[Slip]:
    right = result.right or Decimal(0)
    if result.unit == "%" and result.ratio:
        yield from _of_ratio(result.ratio)
    yield from _of_number(result.left or Decimal(0), right)
    if result.unit == "%":
        yield from _forced(result, disclosure)
    yield from _copied(figure, disclosure)


def _of_ratio(ratio: Ratio) -> Iterator[Slip]:
    """Slips in working out a percentage."""
    this, last = ratio.first, ratio.second
    change = this - last
    if ratio.name == "growth" and this and last:
        base = change / this * 100
        yield Slip("base_this_year", 1, base, (("this", shown(this)), ("change", shown(change))))
        yield Slip("base_this_year", 1, -base, (("this", shown(this)), ("change", shown(change))))
        yield Slip("not_less_100", 1, this / last * 100)
        for shift in _SHIFTS:
            moved = (base.scaleb(shift), -base.scaleb(shift))
            yield from (
                Slip("base_this_year_and_decimal_slip", 2, one, (("this", shown(this)), ("change", shown(abs(change))))) for one in moved
            )


def _of_number(printed: Decimal, right: Decimal) -> Iterator[Slip]:
    """Slips in writing a number."""
    yield Slip("truncated", 1, truncated(right, decimals(printed)))
    if right:
        yield Slip("sign", 1, -right)
    for shift in _SHIFTS:
        yield Slip("decimal_slip", 1, right.scaleb(shift), (("times", _times(shift)),))
    yield Slip("unit", 1, right.scaleb(4), (("printed", "元"), ("right", "万元")))
    yield Slip("unit", 1, right.scaleb(-4), (("printed", "万元"), ("right", "元")))
    kind = _digits_differ(_digits(printed, decimals(printed)), _digits(right, decimals(printed)))
    if kind:
        yield Slip(kind, 1 if kind != "digit_changed" else 2, printed)


def _times(shift: int) -> str:
    return f"×{10**shift}" if shift > 0 else f"÷{10**-shift}"


def _digits(value: Decimal, places: int) -> str:
    return str(abs(rounded(value, places)))


def _digits_differ(printed: str, right: str) -> str:
    """How two numbers differ in writing: digit_added, digit_dropped, digits_swapped, digit_changed, or ""."""
    longer, shorter = (printed, right) if len(printed) > len(right) else (right, printed)
    if len(longer) == len(shorter) + 1 and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)) if longer[place] != "."
    ):
        return "digit_added" if longer is printed else "digit_dropped"
    if len(printed) != len(right):
        return ""
    apart = [place for place, (a, b) in enumerate(zip(printed, right, strict=True)) if a != b]
    if len(apart) == 2 and printed[apart[0]] == right[apart[1]] and printed[apart[1]] == right[apart[0]] and apart[1] - apart[0] <= 2:
        return "digits_swapped"
    return "digit_changed" if len(apart) == 1 and len(printed.replace(".", "")) >= 4 else ""


def _forced(result: Result, disclosure: Disclosure) -> Iterator[Slip]:
    """A share made up so that the shares of one whole add to 100."""
    statement = _statement(result, disclosure)
    if statement is None or not statement.whole:
        return
    peers = [
        other
        for other in disclosure.statements
        if other.scope == statement.scope and other.whole == statement.whole and other.figure("占比")
    ]
    shares = [figure.value for other in peers if other is not statement and (figure := other.figure("占比")) and figure.value is not None]
    if len(peers) > 1:
        yield Slip("forced_to_100", 2, 100 - sum(shares, Decimal(0)))


def _statement(result: Result, disclosure: Disclosure) -> Statement | None:
    key = result.left_terms[0].figure.key
    return next((statement for statement in disclosure.statements if any(figure.key == key for _, figure in statement.figures)), None)


def _copied(figure: Figure, disclosure: Disclosure) -> Iterator[Slip]:
    """A figure copied from a sentence nearby."""
    keys = [(place, role, one) for place, statement in enumerate(disclosure.statements) for role, one in statement.figures]
    here = next(((place, role) for place, role, one in keys if one.key == figure.key), None)
    if here is None:
        return
    for place, role, other in keys:
        near = 0 < abs(place - here[0]) <= _NEAR and role == here[1] and other.unit == figure.unit
        if near and other.value and other.value == figure.value:
            yield Slip("copied", 1, other.value, (("term", disclosure.statements[place].term), ("printed", other.printed)))
