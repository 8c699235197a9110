"""What reproduces a wrong figure: each usual slip is tried, and named only when it gives what is printed.

Slips in reckoning are tried beside slips of the pen (`slips.py`); of those that explain the figure with
the fewest steps two are named at most, the likelier first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgetnb.amounts import YUAN, decimals, half_unit, in_unit, shown, truncated
from budgetnb.checking.findings import Cause
from budgetnb.checking.result import Ratio, Result
from budgetnb.checking.slips import Meant, meant, origins_of, slips_of
from budgetnb.figures import Disclosure, Figure, Statement
from budgetnb.texts import text

_SHIFTS = (-2, -1, 1, 2)
_NEAR = 3
"""How many statements away a figure may have been copied from."""
_MOST = 2
_CLEAR = 4
"""What rounding hides counts for a slip in reckoning only where the printed figure is so many times farther from the right one."""

Parts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """One explanation: its kind (a key under `cause` in the texts), how many slips it takes, what fills its words."""

    kind: str
    steps: int = 1
    parts: Parts = ()


def cause_of(result: Result, disclosure: Disclosure) -> Cause | None:
    """What explains a breaking percentage, and an amount that is cut off; whose fault another amount is, a correction has to say."""
    if result.outcome != "breaks" or len(result.left_terms) != 1 or result.left is None or result.right is None:
        return None
    if result.rule.of_units:  # either document may be the wrong one
        return None
    if result.unit == "%":
        return _named(_slips(result, disclosure, result.left_terms[0].figure))
    return _named([Slip("truncated")]) if result.truncated else None


def cause_of_change(figure: Figure, right: Decimal, spread: Decimal, disclosure: Disclosure) -> Cause | None:
    """What makes a printed figure of the right one, which is known give or take `spread`, both in the figure's unit."""
    if figure.value is None:
        return None
    return _named([*_copied(figure, disclosure), *_of_pen(figure, right, spread, disclosure)])


def amounts_meant(figure: Figure, low: Decimal, high: Decimal, disclosure: Disclosure) -> frozenset[Decimal]:
    """The amounts between two values of which a wrong digit made the printed one, unless that would be a coincidence."""
    return origins_of(f"{abs(figure.value or Decimal(0)):f}", Meant(low, high, _usual_places(figure, disclosure)))


def _named(slips: Iterable[Slip]) -> Cause | None:
    """The explanations with the fewest steps, two at most, as one cause."""
    found = list(dict.fromkeys(slips))
    fewest = min((slip.steps for slip in found), default=0)
    named = [slip for slip in found if slip.steps == fewest][:_MOST]
    said = [text(f"cause.{slip.kind}", **dict(slip.parts)) for slip in named]
    if not named:
        return None
    kind = "|".join(dict.fromkeys(slip.kind for slip in named))
    return Cause(kind, said[0] if len(said) == 1 else text("cause.either", says=text("cause.or").join(said)))


def _slips(result: Result, disclosure: Disclosure, figure: Figure) -> Iterator[Slip]:
    """Every slip that gives the printed figure, the likelier first."""
    printed, right = result.left or Decimal(0), result.right or Decimal(0)
    spread = _spread(result)
    if result.unit == "%" and result.ratio:
        near = half_unit(decimals(printed)) + (spread if spread * _CLEAR <= abs(printed - right) else 0)
        yield from (slip for gives, slip in _of_ratio(result.ratio) if abs(gives - printed) <= near)
    yield from _copied(figure, disclosure)
    if printed == -right:
        yield Slip("sign")
    if printed * right > 0:
        own, slack = (abs(in_unit(side, result.unit, figure.unit)) for side in (right, spread))
        yield from _of_pen(figure, own, slack, disclosure, result.last_digit or result.truncated)
    if result.unit == "%":
        yield from (
            Slip("forced_to_100") for gives, most in _forced(result, disclosure) if gives == printed and abs(printed - right) <= most
        )


def _spread(result: Result) -> Decimal:
    """What rounding may hide in the right side alone."""
    term = result.left_terms[0]
    own = abs(in_unit(term.figure.half * term.sign, term.figure.unit, result.unit))
    return max(Decimal(0), (result.allowance or Decimal(0)) - own)


def _of_ratio(ratio: Ratio) -> Iterator[tuple[Decimal, Slip]]:
    """Slips in working out a percentage, each with what it gives."""
    this, last = ratio.first, ratio.second
    change = this - last
    if ratio.name != "growth" or not this or not last:
        return
    based: Parts = (("this", shown(this)), ("change", shown(abs(change))))
    base = change / this * 100
    yield from ((one, Slip("base_this_year", 1, based)) for one in (base, -base))
    yield this / last * 100, Slip("not_less_100")
    if this != -change:  # had it gone the other way, last year's figure would be another one
        opposite = change / (this + change) * 100
        yield from ((one, Slip("sign")) for one in (opposite, -opposite))
    for shift in _SHIFTS:
        moved = base.scaleb(shift)
        yield from ((one, Slip("base_this_year_and_decimal_slip", 2, based)) for one in (moved, -moved))


def _of_pen(figure: Figure, right: Decimal, spread: Decimal, disclosure: Disclosure, slight: bool = False) -> Iterator[Slip]:
    """Slips in writing a number, in the figure's own unit. Where it is off by one in the last digit (`slight`), rounding says more."""
    printed = abs(figure.value or Decimal(0))
    if figure.unit in YUAN:
        yield from (
            Slip("unit", 1, (("printed", one), ("right", other)))
            for shift, one, other in ((4, "元", "万元"), (-4, "万元", "元"))
            if abs(printed - right.scaleb(shift)) <= spread.scaleb(shift) + half_unit(decimals(printed))
        )
    if truncated(right, decimals(printed)) == printed:
        yield Slip("truncated")
    for kind, shift in slips_of(f"{printed:f}", meant(right, spread, _usual_places(figure, disclosure))):
        yield Slip(kind, 2 if slight else 1, (("times", _times(shift)),) if shift else ())


def _usual_places(figure: Figure, disclosure: Disclosure) -> int:
    """How many decimals most numbers of the same unit have, in the same table or in the text."""
    part = figure.key.partition("/")[0]
    table = disclosure.find_table(part)
    beside = table.figures() if table else (one for statement in disclosure.statements for _, one in statement.figures)
    counts = Counter(decimals(one.value) for one in beside if one.value and one.unit == figure.unit)
    return max(counts, key=lambda places: (counts[places], places), default=decimals(figure.value or Decimal(0)))


def _times(shift: int) -> str:
    return f"×{10**shift}" if shift > 0 else f"÷{10**-shift}"


def _forced(result: Result, disclosure: Disclosure) -> Iterator[tuple[Decimal, Decimal]]:
    """The share that makes the shares of one whole add to 100, and how much is left over by rounding them at most."""
    statement = _statement(result, disclosure)
    if statement is None or not statement.whole:
        return
    peers = [
        other
        for other in disclosure.statements
        if other.scope == statement.scope and other.whole == statement.whole and other.figure("占比")
    ]
    shares = [figure for other in peers if other is not statement and (figure := other.figure("占比"))]
    if shares:
        yield (
            100 - sum((figure.value or Decimal(0) for figure in shares), Decimal(0)),
            sum(figure.half for figure in shares) + shares[0].half,
        )


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
            yield Slip("copied", 1, (("term", disclosure.statements[place].term), ("printed", other.printed)))
