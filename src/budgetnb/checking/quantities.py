"""Counted quantities that a sentence divides ("建筑面积 13459 平方米，其中地上 … （其中 …），地下 …")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetnb.amounts import amount, decimals, half_unit
from budgetnb.checking.findings import Evidence
from budgetnb.checking.observing import Observation
from budgetnb.figures import Aside, Disclosure, Passage

_QUANTITY = re.compile(r"(?P<number>\d[\d,，]*(?:\.\d+)?)\s*(?P<unit>\D+)")
_AMONG = re.compile(r"\s*(?P<open>[（(])?[，,；;:：]?\s*其中[:：]?")
_BORDER = re.compile(r"[，,、；;。：:（）()]|其中|包括|以及")
_FILLER = re.compile(r"^(?:及|和|与|含)|(?:大?约|近|超|达到?|共计?|合计|总计|有|为|是|计)+$")
_MEASURED = ("平方米", "万平方米", "平方公里", "公顷", "公里", "米", "立方米", "亩", "吨")
"""Units in which parts do not overlap; people, things and vehicles may be counted under several heads."""
_MEASURE = re.compile(r"面积|长度|里程|体积|容积|容量|重量|数量|用地|用房")


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A number with its unit, the words it is called by, and where it stands in its paragraph."""

    name: str
    value: Decimal
    unit: str
    start: int
    end: int
    aside: Aside

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.aside.text, self.value, self.aside.place)


@dataclass(frozen=True, slots=True)
class _Division:
    """A quantity and the parts of it that are listed."""

    whole: _Quantity
    parts: tuple[_Quantity, ...]

    @property
    def listed(self) -> Decimal:
        return sum((part.value for part in self.parts), Decimal(0))

    def gap(self, instead: Mapping[_Quantity, Decimal] | None = None) -> Decimal:
        """By how much the parts, some with another value `instead`, exceed the whole; 0 within what rounding may hide."""
        gap = sum(((instead or {}).get(part, part.value) for part in self.parts), Decimal(0)) - self.whole.value
        allowance = sum((half_unit(decimals(one.value)) for one in (self.whole, *self.parts) if decimals(one.value)), Decimal(0))
        return gap if abs(gap) > allowance else Decimal(0)


def quantities_add_up(disclosure: Disclosure) -> Iterator[Observation]:
    """N-14a: no part of a quantity is greater than it; the parts of a measured one add up to it.

    That parts leave something over, or make more though they bear other names (可用面积, 装修面积), is a hint. Where the
    sum of the parts of a part makes the outer division right as well, that is said.
    """
    for passage in disclosure.passages:
        divisions = tuple(_divisions(passage, [aside for aside in disclosure.asides if aside.kind == "量"]))
        settled: set[_Quantity] = set()
        for division in reversed(divisions):  # inner ones come after the one they stand in
            outer = next((other for other in divisions if division.whole in other.parts), None)
            if division.whole in settled or not division.gap():
                continue
            if outer and outer.gap() and not outer.gap({division.whole: division.listed}):
                settled.add(outer.whole)
                yield _observed(passage, division, "settles", outer)
            elif seen := _kind(division):
                yield _observed(passage, division, seen)


def _kind(division: _Division) -> str:
    """What is wrong: one part is greater, all are, or they leave something over."""
    if any(part.value > division.whole.value for part in division.parts):
        return "greater"
    if len(division.parts) < 2 or division.whole.unit not in _MEASURED:
        return ""
    return "excess" if division.gap() > 0 else "short"


def _observed(passage: Passage, division: _Division, variant: str, outer: _Division | None = None) -> Observation:
    whole, parts = division.whole, division.parts
    greater = next((part for part in parts if part.value > whole.value), parts[0])
    around = () if outer is None else (outer.whole, *(part for part in outer.parts if part != whole))
    listed = greater.value if variant == "greater" else division.listed
    said = {
        "name": whole.name,
        "whole": whole.aside.text,
        "part": greater.name,
        "listed": f"{listed:f}{whole.unit}",
        "gap": f"{abs(division.gap()):f}{whole.unit}",
        "outer": f"{outer.whole.name} {outer.whole.aside.text}" if outer else "",
    }
    return Observation(
        f"文/{passage.scope or passage.section}/{whole.name}/各项",
        tuple(one.evidence for one in (whole, *parts, *around)),
        said,
        variant,
        severity="hint" if variant == "short" or (variant == "excess" and not all(_bears(part.name, whole.name) for part in parts)) else "",
        left=whole.value,
        right=listed,
        unit=whole.unit,
    )


def _divisions(passage: Passage, asides: Sequence[Aside]) -> Iterator[_Division]:
    """The quantities of a paragraph that are divided, outer ones first."""
    here = [aside for aside in asides if aside.place.text == passage.text and aside.place.section == passage.section]
    found = [quantity for aside in here if (quantity := _quantity(passage.text, aside))]
    for place, whole in enumerate(found):
        among = _AMONG.match(passage.text, whole.end)
        if among:
            parts = tuple(_parts(passage.text, among, whole, found[place + 1 :]))
            if parts:
                yield _Division(whole, parts)


def _quantity(text: str, aside: Aside) -> _Quantity | None:
    said = _QUANTITY.fullmatch(aside.text.strip())
    value = amount(said["number"]) if said else None
    if said is None or value is None or aside.place.span is None:
        return None
    start, end = aside.place.span
    borders = [border.end() for border in _BORDER.finditer(text, 0, start)]
    name = _FILLER.sub("", text[borders[-1] if borders else 0 : start].strip())
    return _Quantity(_FILLER.sub("", name), value, said["unit"].strip(), start, end, aside)


def _parts(text: str, among: re.Match[str], whole: _Quantity, following: Sequence[_Quantity]) -> Iterator[_Quantity]:
    """The quantities of the same unit listed after 其中: all of a bracket; without one, as far as they bear the name of the whole."""
    depth, at = 0, among.end()
    for quantity in following:
        for mark in re.findall(r"[（()）。；;]", text[at : quantity.start]):
            depth += (mark in "（(") - (mark in ")）")
            if depth < 0 or (mark in "。；;" and not depth):
                return
        at = quantity.start
        if depth:
            continue
        if quantity.unit != whole.unit:
            continue
        if not among["open"] and not _bears(quantity.name, whole.name):
            return
        yield quantity


def _bears(part: str, whole: str) -> bool:
    """Whether a part is called by the noun of the whole (地下建筑面积 of 建筑面积), or, beside a noun of measure, by none (地下)."""
    if _MEASURE.search(whole) and not _MEASURE.search(part):
        return True
    alike = next((size for size in range(min(len(part), len(whole)), 0, -1) if part.endswith(whole[-size:])), 0)
    return alike > 2 or (alike == 2 and (not _MEASURE.search(whole) or part == whole[-2:]))
