"""Bridges for the differences of a review that have a source: from one printed total to the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from budgetnb.amounts import YUAN, decimals, in_unit
from budgetnb.checking.findings import Finding, Review
from budgetnb.figures import Figure, Place
from budgetnb.showing.charts.composing import absent_for, unit_in_words
from budgetnb.showing.charts.pictures import Bridge, Picture
from budgetnb.showing.figures_for import MOST_PLACES, UNIT, label_in_words
from budgetnb.showing.style import number
from budgetnb.texts import text

_End = tuple[str, Decimal]


def bridge_of_difference(review: Review, of: str = "") -> Picture:
    """差额桥: the difference of one problem (its id), or the first that has a source."""
    found = [bridge for bridge in bridges(review) if of in ("", bridge.of)]
    return found[0] if found else absent_for("差额桥", text("chart.absent.difference"), of=of)


def bridges(review: Review) -> tuple[Bridge, ...]:
    """A bridge for every problem whose difference has a source, in the order of the problems."""
    return tuple(bridge for problem in review.problems if (bridge := _best(review, problem.id, problem.findings)))


def _best(review: Review, problem: str, ids: Iterable[str]) -> Bridge | None:
    """The bridge that explains a problem: between two printed totals if there are two, without a rest, in the most steps."""
    findings = [review.finding(id) for id in ids]
    candidates = [bridge for finding in findings if (bridge := _bridge(finding, findings, problem))]
    return max(candidates, key=_worth, default=None)


def _worth(bridge: Bridge) -> tuple[bool, bool, int]:
    printed = text("chart.bridge.other_side") not in (bridge.start[0], bridge.end[0])
    return printed and bool(bridge.start[1]) and bool(bridge.end[1]), not bridge.unexplained, len(bridge.steps)


def _bridge(finding: Finding, others: Sequence[Finding], problem: str) -> Bridge | None:
    if finding.outcome != "breaks" or finding.source is None or finding.left is None or finding.right is None or finding.unit not in YUAN:
        return None
    start = (_words(finding, finding.left), _money(finding.left, finding.unit))
    end = (_words(finding, finding.right), _money(finding.right, finding.unit))
    way = 1 if end[1] > start[1] else -1
    steps = tuple((label, value * way) for label, value in _parts(abs(end[1] - start[1]), finding, others))
    if not steps:
        return None
    places = max(decimals(value) for _, value in (start, end, *steps))
    places = places if finding.unit == UNIT else min(places, MOST_PLACES)
    caption = _caption(start, end, steps, places)
    return Bridge(
        name="差额桥",
        caption=caption,
        unit=unit_in_words(UNIT),
        places=places,
        head=text("chart.head.step"),
        start=start,
        steps=steps,
        end=end,
        of=problem,
    )


def _parts(gap: Decimal, finding: Finding, others: Sequence[Finding]) -> tuple[_End, ...]:
    """What makes up a gap: the lines named for it, those named for the whole problem, or the first figure that equals it."""
    if finding.source is None:
        return ()
    smaller = [other.source for other in others if other.source and _money(other.source.amount, other.source.unit) < gap]
    every = {figure.key: figure for source in smaller for figure in source.parts}
    for figures in (finding.source.parts, tuple(every.values())):
        parts = tuple((_line_in_words(figure.key, figure.place), _value(figure)) for figure in figures)
        if parts and sum((value for _, value in parts), Decimal(0)) == gap:
            return parts
    facts = zip(finding.source.facts, finding.source.figures, strict=False)
    return tuple((label_in_words(fact, figure.place.row or ""), _value(figure)) for fact, figure in facts)[:1]


def _value(figure: Figure) -> Decimal:
    return abs(_money(figure.value or Decimal(0), figure.unit))


def _money(value: Decimal, unit: str) -> Decimal:
    return in_unit(value, unit, UNIT)


def _words(finding: Finding, value: Decimal) -> str:
    """Where one side of a finding is printed; a side that is a sum of several has no place of its own."""
    one = next((one for one in finding.evidence if one.value is not None and one.value == value), None)
    if one is None:
        return text("chart.bridge.other_side")
    if not one.place.table:
        return one.place.section or _line_in_words(one.key, one.place)
    column = label_in_words(one.key.rpartition("/")[2], one.place.column or "") if one.place.column else ""
    words = (label_in_words(one.place.table), _line_in_words(one.key, one.place), column)
    return " · ".join(dict.fromkeys(word[:1].upper() + word[1:] for word in words if word))


def _line_in_words(key: str, place: Place) -> str:
    """The line that a figure of an address stands on."""
    name = key.split("/")[1] if key.count("/") > 1 else ""
    if not place.row:
        return text("chart.total")
    return label_in_words(label_in_words("", place.row) if name.isdigit() else name, place.row)


def _caption(start: _End, end: _End, steps: Sequence[_End], places: int) -> str:
    rest = end[1] - start[1] - sum((value for _, value in steps), Decimal(0))
    listed = [text("chart.caption.part_plain", label=label, value=number(abs(value), places)) for label, value in steps]
    said = {
        "start": start[0],
        "low": number(start[1], places),
        "end": end[0],
        "high": number(end[1], places),
        "unit": unit_in_words(UNIT),
        "difference": number(abs(end[1] - start[1]), places),
        "parts": text("chart.and").join(listed),
    }
    if rest:
        return text("chart.caption.bridge_partly", **said, rest=number(abs(rest), places))
    return text("chart.caption.bridge", **said)
