"""Parts that sentences list against the whole they are listed of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from budgetnb.amounts import YUAN, amount, in_unit
from budgetnb.checking.findings import Cause
from budgetnb.checking.observing import Observation, adding_up, of_figure
from budgetnb.figures import Disclosure, Figure, Statement
from budgetnb.texts import text

Part = tuple[Statement, Figure]
"""A part of a listed total, and its amount."""

_MONEY = re.compile(rf"(\d[\d,]*(?:\.\d+)?)\s*({'|'.join(sorted(YUAN, key=len, reverse=True))})")
_ACCOUNT = re.compile(r"[（(][类款项][)）]")


def parts_add_up(disclosure: Disclosure) -> Iterator[Observation]:
    """N-05c: the parts that a sentence lists ("其中：…") add up to its whole; a single part is only not greater.

    An item named twice counts once, and a part of a listed part is not added again. Accounts are
    left out: each is compared with its line in the tables, and a narrative need not name all.
    """
    divided = {(statement.scope, statement.of) for statement in disclosure.statements}
    for whole in disclosure.statements:
        if (whole.scope, whole.term) not in divided and whole.term != _OF_PARTS:
            continue
        total = whole.figure("数额")
        if total is None or total.value is None or whole.ordinal > 1:
            continue
        parts = [one for one in _parts(disclosure, whole, total) if not _ACCOUNT.search(one[0].term)]
        for listed in _lists(total, parts):
            if not _left_over(disclosure, whole, total, listed):
                yield from _compared(whole, total, listed)


def _lists(total: Figure, parts: Sequence[Part]) -> list[Sequence[Part]]:
    """The parts of each list that may be whole, where a total is divided twice (by fund and by use); else all parts."""
    lists: dict[int, list[Part]] = {}
    for part in parts:
        lists.setdefault(part[0].listing, []).append(part)
    gaps = {number: _gap(total, listed) for number, listed in lists.items() if len(listed) > 1}
    if len(lists) < 2 or not any(abs(gap) <= allowance for gap, allowance in gaps.values()):
        return [parts]
    return [lists[number] for number, (gap, allowance) in gaps.items() if gap <= allowance]


def _gap(total: Figure, parts: Sequence[Part]) -> tuple[Decimal, Decimal]:
    """What a total has more than its parts, and what rounding may explain of it."""
    listed = sum((in_unit(figure.value or Decimal(0), figure.unit, total.unit) for _, figure in parts), Decimal(0))
    allowance = total.half + sum((in_unit(figure.half, figure.unit, total.unit) for _, figure in parts), Decimal(0))
    return (total.value or Decimal(0)) - listed, allowance


def _left_over(disclosure: Disclosure, whole: Statement, total: Figure, parts: Sequence[Part]) -> bool:
    """Whether the parts lack just what a number of the same section says that was not read as a figure: then one of them was missed."""
    gap, allowance = _gap(total, parts)
    if gap <= allowance:
        return False
    section = whole.sentence.section
    unread = [(one.text, one.place) for one in disclosure.unread] + [
        (one.text, one.place) for one in disclosure.asides if one.kind == "原因"
    ]
    printed = [found for words, place in unread if place.section == section for found in _MONEY.finditer(words)]
    return any(abs(in_unit(amount(found[1]) or Decimal(0), found[2], total.unit) - gap) <= allowance for found in printed)


def _compared(whole: Statement, total: Figure, parts: Sequence[Part]) -> Iterator[Observation]:
    """The parts of a total against it."""
    if not parts or total.value is None:
        return
    gap, allowance = _gap(total, parts)
    listed = total.value - gap
    evidence = tuple(of_figure(figure) for figure in (total, *(figure for _, figure in parts)))
    terms = adding_up(total, (figure for _, figure in parts)) if len(parts) > 1 else ()
    if len(parts) > 1 and abs(gap) <= allowance:
        at = f"文/{whole.scope}/{whole.term}/各项"
        yield Observation(at, evidence, outcome="ties", left=total.value, right=listed, unit=total.unit, terms=terms)
    elif gap < -allowance or (len(parts) > 1 and gap > allowance):
        extra = next(
            (
                statement
                for statement, figure in parts
                if len(parts) > 1 and figure.value and abs(gap + in_unit(figure.value, figure.unit, total.unit)) <= allowance
            ),
            None,
        )
        said = {
            "term": whole.term,
            "whole": total.printed,
            "listed": f"{listed:,f}",
            "unit": total.unit,
            "gap": f"{gap:,f}",
            "extra": extra.term if extra else "",
        }
        yield Observation(
            f"文/{whole.scope}/{whole.term}/各项",
            evidence,
            said,
            "extra" if extra else "sum",
            severity="warning" if extra else "",
            cause=_not_a_part(extra, whole) if extra else None,
            left=total.value,
            right=listed,
            unit=total.unit,
            terms=() if extra else terms,
        )


def _not_a_part(part: Statement, whole: Statement) -> Cause:
    figure = part.figure("数额")
    return Cause("extra_part", text("cause.extra_part", term=part.term, whole=whole.term, printed=figure.printed if figure else ""))


def _parts(disclosure: Disclosure, whole: Statement, total: Figure) -> list[tuple[Statement, Figure]]:
    """The parts of a whole; where one that has parts of its own is not stated, its parts."""
    here = [statement for statement in disclosure.statements if statement.scope == whole.scope]
    stated = {statement.term for statement in here}
    found: dict[str, tuple[Statement, Figure]] = {}
    for statement in here:
        figure = statement.figure("数额")
        fits = figure and figure.value is not None and (figure.unit == total.unit or (figure.unit in YUAN and total.unit in YUAN))
        between = _PART_OF.get(statement.term, "")
        of = whole.term if between and statement.of == between and between not in stated and whole.term == _OF_PARTS else statement.of
        if of == whole.term and figure and fits:
            found.setdefault(statement.code or statement.term, (statement, figure))
    names = {statement.term for statement, _ in found.values()}
    return [(statement, figure) for statement, figure in found.values() if _PART_OF.get(statement.term) not in names]


_PART_OF = {"公务用车购置费": "公务用车费", "公务用车运行费": "公务用车费"}
"""Terms that are parts of another one wherever they stand."""
_OF_PARTS = "三公经费"
"""What such parts are parts of where the term between is not stated."""
