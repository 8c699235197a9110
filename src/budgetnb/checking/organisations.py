"""Which units a department has, as its tables, its narrative, the register and the disclosures that are there name them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from budgetnb.checking.findings import Evidence
from budgetnb.checking.observing import Beside, Observation, of_passage
from budgetnb.figures import Disclosure, Place
from budgetnb.season.family import family, organisation, printed_units, registered_units, with_name
from budgetnb.season.listing import unit_listing
from budgetnb.season.organisations import Organisation, bare, match
from budgetnb.season.register import UNIT
from budgetnb.texts import text


def units_lacking(disclosure: Disclosure, beside: Beside) -> Iterator[Observation]:
    """U-41: where disclosures of units are given, those of all that the department's tables, the register or its narrative name are."""
    if not beside.units or disclosure.level == UNIT:
        return
    own = family(disclosure, beside.units, beside.register)
    for one in own.lacking:
        if not one.secret:
            yield Observation(f"单位/{bare(one.name)}", (_of(one),), {"unit": one.name}, "named")
    if own.whole is False and not own.gaps:
        yield Observation("单位", (), {"said": str(own.said), "there": str(len(own.units))}, "counted")
    elif own.whole and not own.lacking:
        yield Observation("单位", tuple(map(_of, own.named)), outcome="ties")


def units_extra(disclosure: Disclosure, beside: Beside) -> Iterator[Observation]:
    """U-42: every unit whose disclosure is given is named by the department's tables, the register or its narrative."""
    if not beside.units or disclosure.level == UNIT:
        return
    own = family(disclosure, beside.units, beside.register)
    printed = [with_name(one, disclosure) for one in printed_units(disclosure)]
    for unit in beside.units:
        one = organisation(unit)
        if any(unit is other for other in own.extra) or (printed and match(one, printed) is None):
            variant = "unlisted" if any(unit is other for other in own.added) else "left_out"
            yield Observation(f"单位/{bare(one.name)}", (_of(one),), {"unit": one.name}, variant)


def units_listed(disclosure: Disclosure, beside: Beside) -> Iterator[Observation]:
    """U-43: the units that the narrative lists have a line in the table of revenue by unit, and the other way round."""
    told, printed = unit_listing(disclosure), printed_units(disclosure)
    if told is None or not printed or disclosure.level == UNIT:
        return
    yield from _compared(disclosure, told.units, printed, ("unprinted", "untold"))


def units_registered(disclosure: Disclosure, beside: Beside) -> Iterator[Observation]:
    """U-44: the units that the department's tables, else its narrative, name are those the register puts under it."""
    told = unit_listing(disclosure)
    named = printed_units(disclosure) or (told.units if told else ())
    registered = registered_units(disclosure, beside.register)
    if named and registered and disclosure.level != UNIT:
        yield from _compared(disclosure, named, registered, ("unregistered", "unnamed"))


def units_counted(disclosure: Disclosure, beside: Beside) -> Iterator[Observation]:
    """U-45: where the narrative says how many units there are, it lists as many."""
    told = unit_listing(disclosure)
    if told is None or told.count is None or disclosure.level == UNIT:
        return
    counts = {"count": str(told.count), "listed": str(len(told.units)), "units": text("word.and").join(unit.name for unit in told.units)}
    outcome = "ties" if told.count == len(told.units) else "breaks"
    left, right = Decimal(told.count), Decimal(len(told.units))
    yield Observation("文/概况/单位数", (of_passage(told.passage),), counts, outcome=outcome, left=left, right=right, unit="家")


def _compared(
    disclosure: Disclosure, some: Sequence[Organisation], others: Sequence[Organisation], variants: tuple[str, str]
) -> Iterator[Observation]:
    """The units that only one of two lists names; the department's own office goes without saying."""
    one, other = ([with_name(unit, disclosure) for unit in units] for units in (some, others))
    only = [(unit, variants[0]) for unit in one if match(unit, other) is None]
    only += [(unit, variants[1]) for unit in other if match(unit, one) is None and not unit.secret]
    apart = [(unit, variant) for unit, variant in only if bare(unit.name) != bare(disclosure.name)]
    for unit, variant in apart:
        yield Observation(f"单位/{bare(unit.name)}", (_of(unit),), {"unit": unit.name}, variant)
    if not apart:
        yield Observation("单位", (*map(_of, one), *map(_of, other)), outcome="ties")


def _of(unit: Organisation) -> Evidence:
    """Where a unit is named."""
    return Evidence(" ".join(part for part in (unit.code, unit.name) if part), None, unit.place or Place(""))
