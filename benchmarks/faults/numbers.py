"""Faults in numbers: cells, totals, amounts and percentages of sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from random import Random

from faults.covering import covering, grew_by
from faults.faulty import Done, Fault, Injector, exchanged, printed, said, title, with_part
from faults.paper import Block, Number, Paper, Paragraph, rounded
from faults.slips import SLIPS, slip, worth

_TOTALS = ("合计", "收入总计", "支出总计", "本年收入合计", "本年支出合计", "上年结转结余", "按用途支出总计")


def injectors() -> dict[str, Injector]:
    """Every fault in a number by its name: where.kind."""
    made: dict[str, Injector] = {}
    for where in ("cell", "total", "amount", "change", "percentage"):
        for kind in SLIPS:
            made[f"{where}.{kind}"] = _slipping(where, kind)
    made["amount.copied"] = _copied_amount
    made["amount.unit"] = _times_ten_thousand
    made["percentage.wrong_base"] = _wrong_base
    made["percentage.not_less_100"] = _not_less_100
    made["percentage.decimal_slip"] = _decimal_slip
    made["percentage.copied"] = _copied_percentage
    made["cell.emptied"] = _emptied
    return made


def places(paper: Paper, where: str) -> list[tuple[Block, Number]]:
    """The numbers that stand where a fault is wanted."""
    if where in ("cell", "total"):
        return [(table, number) for table, number in printed(paper) if number.value and _total(number) == (where == "total")]
    roles = {"amount": ("数额", "上年"), "change": ("增减额",), "percentage": ("增减率", "占比")}[where]
    return [(line, number) for line, number in said(paper) if number.value and number.place.endswith(roles)]


def _total(number: Number) -> bool:
    line = number.place.split("/")[1]
    return line in _TOTALS or (line.isdigit() and len(line) == 3)


def _slipping(where: str, kind: str) -> Injector:
    def inject(paper: Paper, draw: Random) -> Done | None:
        found = places(paper, where)
        draw.shuffle(found)
        for block, number in found:
            slipped = slip(kind, number.printed, draw)
            if slipped:
                return _done(paper, block, number, slipped, f"{where}.{kind}", _causes(kind, number, slipped))
        return None

    return inject


def _causes(kind: str, number: Number, wrong: str) -> tuple[str, ...]:
    """What it would be right to name; a last digit dropped is also a number cut off."""
    return (kind, "truncated") if number.printed.startswith(wrong) else (kind,)


def _done(paper: Paper, block: Block, number: Number, wrong: str, kind: str, causes: tuple[str, ...] = ()) -> Done:
    """The paper with another number printed, and the fault."""
    new = with_part(block, number, replace(number, printed=wrong))
    where, _, _ = kind.partition(".")
    why = covering(paper, number, worth(wrong))
    return exchanged(paper, block, new), Fault(kind, where, number.place, wrong, number.printed, title(new), why, causes)


def _copied_amount(paper: Paper, draw: Random) -> Done | None:
    """An amount copied from the sentence beside it."""
    found = [(line, number) for line, number in places(paper, "amount") if number.place.endswith("数额") and number.unit == "万元"]
    return _from_beside(paper, found, "amount.copied", draw)


def _copied_percentage(paper: Paper, draw: Random) -> Done | None:
    """A percentage copied from the sentence beside it, of the same kind."""
    role = draw.choice(("增减率", "占比"))
    return _from_beside(paper, [pair for pair in places(paper, "percentage") if pair[1].place.endswith(role)], "percentage.copied", draw)


def _from_beside(paper: Paper, found: list[tuple[Block, Number]], kind: str, draw: Random) -> Done | None:
    pairs = [(found[place], found[place + step][1]) for place in range(len(found)) for step in (-1, 1) if 0 <= place + step < len(found)]
    near = [(pair, other) for pair, other in pairs if _scope(pair[1]) == _scope(other) and pair[1].value != other.value]
    draw.shuffle(near)
    for (block, number), other in near:
        return _done(paper, block, number, other.printed, kind, ("copied",))
    return None


def _scope(number: Number) -> str:
    return number.place.split("/")[1]


def _times_ten_thousand(paper: Paper, draw: Random) -> Done | None:
    """An amount in 元 said to be in 万元."""
    found = [(line, number) for line, number in places(paper, "amount") if number.unit == "万元"]
    if not found:
        return None
    line, number = draw.choice(found)
    return _done(paper, line, number, f"{number.value * 10000:.0f}", "amount.unit", ("unit",))


def _rates(paper: Paper) -> Iterable[tuple[Block, Number, Decimal, Decimal]]:
    """Every rate of change with this year's amount and the change, as printed."""
    for line, number in places(paper, "percentage"):
        stem = number.place.removesuffix("/增减率")
        if stem == number.place or not isinstance(line, Paragraph):
            continue
        near = {part.place: part.value for part in line.parts if isinstance(part, Number)}
        this = near.get(
            f"{stem}/数额", next((near[place] for place in near if place.endswith("/数额") and stem.endswith("收支总计")), None)
        )
        change = near.get(f"{stem}/增减额")
        if change is None and f"{stem}/上年" in near and this is not None:
            change = abs(this - near[f"{stem}/上年"])
        if this and change:
            yield line, number, this, change


def _wrong_base(paper: Paper, draw: Random) -> Done | None:
    """The change divided by this year's figure."""
    return _wrong_rate(paper, draw, "wrong_base", "base_this_year", lambda this, change, last: change / this * 100)


def _not_less_100(paper: Paper, draw: Random) -> Done | None:
    """This year's figure divided by last year's, 100 % not taken off."""
    return _wrong_rate(paper, draw, "not_less_100", "not_less_100", lambda this, change, last: this / last * 100)


def _wrong_rate(paper: Paper, draw: Random, kind: str, cause: str, work_out: object) -> Done | None:
    found = list(_rates(paper))
    draw.shuffle(found)
    for line, number, this, change in found:
        honest = number.honest or (number.value, number.value)
        last = this - change if grew_by(this, change, number.value) else this + change
        wrong = rounded(work_out(this, change, last))  # type: ignore[operator]
        if last > 0 and wrong and not honest[0] <= wrong <= honest[1]:
            return _done(paper, line, number, f"{wrong:f}", f"percentage.{kind}", (cause,))
    return None


def _decimal_slip(paper: Paper, draw: Random) -> Done | None:
    """A percentage with its point in the wrong place."""
    found = places(paper, "percentage")
    draw.shuffle(found)
    for line, number in found:
        wrong = rounded(number.value.scaleb(draw.choice((-1, 1, 2))))
        if wrong and wrong != number.value:
            return _done(paper, line, number, f"{wrong:f}", "percentage.decimal_slip", ("decimal_slip",))
    return None


def _emptied(paper: Paper, draw: Random) -> Done | None:
    """A number left out of its cell."""
    table, number = draw.choice(list(places(paper, "cell")))
    new = with_part(table, number, "")
    return exchanged(paper, table, new), Fault(
        "cell.emptied", "emptied", number.place, "", number.printed, title(table), covering(paper, number, Decimal(0))
    )
