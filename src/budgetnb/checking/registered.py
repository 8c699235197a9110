"""A disclosure against its line in the register: published in time, totals as approved."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from budgetnb.amounts import in_unit
from budgetnb.checking.findings import Evidence
from budgetnb.checking.observing import Beside, Observation, of_figure
from budgetnb.figures import Disclosure, Figure, Place
from budgetnb.season.register import IN_TIME, Approved, Register, Registered

_AT = "公开日期"
_PRINTED = {
    "收入总计": (("收支总表", "收入总计"),),
    "支出总计": (("收支总表", "支出总计"),),
    "财政拨款": (("收支总表", "财政拨款收入"), ("财政拨款收支总表", "本年收入合计"), ("财政拨款收支总表", "收入总计")),
}
"""Where an approved total is published; an appropriation may be approved with or without what is carried over."""


def published_in_time(disclosure: Disclosure, beside: Beside) -> Iterator[Observation]:
    """及时性: published within twenty calendar days of approval; without the dates in the register it is not checked."""
    register = beside.register
    if register is None:
        yield Observation(_AT, (), variant="no_register", outcome="blank")
        return
    one = register.find(disclosure.name, disclosure.code, disclosure.level, disclosure.year)
    if one is None:
        yield Observation(_AT, (), {"name": disclosure.name}, "not_registered", "blank")
    elif one.secret:
        yield Observation(_AT, (_cell(register, one, "涉密", "是"),), {"name": one.name}, "secret", severity="hint")
    else:
        yield _in_time(register, one, disclosure.year)


def _in_time(register: Register, one: Registered, year: int | None) -> Observation:
    dates = (("批复日期", one.approved), ("公开日期", one.published))
    evidence = tuple(_cell(register, one, head, str(day or "")) for head, day in dates)
    if one.approved is None or one.published is None or one.days is None:
        return Observation(_AT, evidence, variant="no_published" if one.approved else "no_approved", outcome="blank")
    said = {"approved": str(one.approved), "published": str(one.published), "days": str(one.days), "most": str(IN_TIME)}
    if one.year is None and one.approved.year != year:  # the line speaks of another year's budget
        return Observation(_AT, evidence, {"approved": str(one.approved), "year": str(year or "")}, "other_year", "blank")
    if one.days < 0:
        return Observation(_AT, evidence, said, "before", severity="warning")
    variant, outcome = ("late", "breaks") if one.late else ("in_time", "ties")
    return Observation(_AT, evidence, said, variant, outcome)


def approved_totals(disclosure: Disclosure, beside: Beside) -> Iterator[Observation]:
    """批复数: where the register says that they must agree, the published totals are the approved ones."""
    yield from _totals(disclosure, beside, binding=True)


def approved_totals_asked(disclosure: Disclosure, beside: Beside) -> Iterator[Observation]:
    """批复数: published totals that differ from the approved ones are asked about where the register leaves it open."""
    yield from _totals(disclosure, beside, binding=False)


def _totals(disclosure: Disclosure, beside: Beside, binding: bool) -> Iterator[Observation]:
    register = beside.register
    one = register.find(disclosure.name, disclosure.code, disclosure.level, disclosure.year) if register else None
    if register is None or one is None or one.binding != binding:
        return
    for name, approved in one.totals:
        figures = tuple(figure for place in _PRINTED[name] if (figure := _figure(disclosure, *place)))
        printed = next((figure for figure in figures if _agrees(figure, approved)), next(iter(figures), None))
        line = _cell(register, one, f"批复{name}", approved.printed)
        if printed is None:
            yield Observation(f"批复数/{name}", (line,), {"name": name}, "not_printed", "blank")
            continue
        right = in_unit(approved.amount, approved.unit, printed.unit)
        said = {"name": name, "printed": printed.printed.strip(), "unit": printed.unit, "approved": f"{approved.printed} {approved.unit}"}
        variant, outcome = ("agrees", "ties") if _agrees(printed, approved) else ("differs", "breaks")
        evidence = (of_figure(printed), line)
        yield Observation(f"批复数/{name}", evidence, said, variant, outcome, left=printed.value, right=right, unit=printed.unit)


def _figure(disclosure: Disclosure, table: str, name: str) -> Figure | None:
    """The amount printed on a named line, None where there is none."""
    lines = (line for one in disclosure.tables if one.name == table for line in one.lines if line.name == name)
    figures = (figure for line in lines for figure in line.figures if figure is not None and figure.value is not None)
    return next(figures, None)


def _agrees(printed: Figure, approved: Approved) -> bool:
    """Whether two printings agree to the coarser printed precision."""
    gap = abs(in_unit(printed.value or Decimal(0), printed.unit, "元") - in_unit(approved.amount, approved.unit, "元"))
    return gap <= max(in_unit(printed.half, printed.unit, "元"), in_unit(approved.half, approved.unit, "元"))


def _cell(register: Register, one: Registered, head: str, printed: str) -> Evidence:
    """A cell of the register; no line number, which others' lines would change."""
    return Evidence(printed, None, Place(register.file, table="单位名册", row=one.name, column=head))
