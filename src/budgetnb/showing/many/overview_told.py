"""The words and tables of an overview: how many, who to look at first, who is absent, what many have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from budgetnb.amounts import shown
from budgetnb.blocks import Block, BodyRow, Heading, Paragraph, runs
from budgetnb.checking.findings import Problem
from budgetnb.showing.many.cells import change, listed, money, money_words, note, row, table, to_report, unit, whose
from budgetnb.showing.many.overview import Overview
from budgetnb.showing.many.years_told import change_words
from budgetnb.showing.measures import value_of, why_apart
from budgetnb.showing.phrases import joined, sentence_case
from budgetnb.showing.recalled import Recalled
from budgetnb.showing.verdict import VERDICTS, to_correct
from budgetnb.texts import text
from budgetnb.texts.names import in_words

TOTAL = "支出总计"
LEAST_SHARING = 2
"""A rule that so many break is listed among what they have in common."""


def summary(overview: Overview) -> tuple[Block, ...]:
    """The title and one paragraph: who is here, how much money, what the reviews say."""
    sentences = [sentence_case(runs(sentence)) for sentence in _sentences(overview)]
    title = Heading(text("many.overview.title", year=overview.year), 1)
    told = Paragraph(joined(sentences, "prose.between"), "lead")
    return (title, told) if overview.folder else (title, told, note("prose.not_final"))  # else it closes the chief's page below


def organisations(overview: Overview) -> tuple[Block, ...]:
    """Every organisation, those with most to correct first, of as many the one that spends more."""
    pairs = [pair for level in overview.levels for pair in overview.pairs(level)]
    ordered = sorted(pairs, key=lambda pair: (-to_correct(overview.own(pair[0])), -(value_of(pair[0].disclosure, TOTAL) or Decimal(-1))))
    heads = ("department", "level", "conclusion", "to_correct", "problems", "coverage", "expenditure", "change")
    several = len(overview.levels) > 1
    kept = [place for place in range(len(heads)) if several or heads[place] != "level"]
    rows = (_organisation(one, overview.own(one), before, kept) for one, before in ordered)
    numbers = [place for place, at in enumerate(kept) if heads[at] not in ("department", "level", "conclusion")]
    caption = text("many.overview.organisations", count=len(ordered))
    notes = ("note", "common") if overview.common else ("note",)
    said = text("chart.space").join(text(f"many.overview.organisations_{name}") for name in notes)
    return (
        table(
            caption, [heads[at] for at in kept], rows, numbers, unit=unit(), note=said, wide=True, filterable=len(ordered) > LEAST_SHARING
        ),
    )


def absent(overview: Overview) -> tuple[Block, ...]:
    """Who is not here, and why."""
    if not overview.absent:
        return (note("many.overview.nobody_absent"),)
    rows = (row((whose(one.name, one.level), _state(one.kind, one.former), one.why)) for one in overview.absent)
    return (table(text("many.overview.absent", count=len(overview.absent)), ("department", "state", "why"), rows),)


def shared(overview: Overview) -> tuple[Block, ...]:
    """Rules that several organisations break, those that most break first."""
    who: dict[str, list[str]] = {}
    several = len(overview.levels) > 1
    for one in overview.seen:
        for rule in sorted({rule for (rule, outcome), count in one.tally.items() if outcome == "breaks" and count}):
            who.setdefault(rule, []).append(whose(one.disclosure.name, one.disclosure.level if several else None))
    many = sorted(
        ((rule, names) for rule, names in who.items() if len(names) >= LEAST_SHARING), key=lambda found: (-len(found[1]), found[0])
    )
    if not many:
        return (note("many.overview.nothing_shared"),)
    rows = (row((rule, overview.rules.get(rule, ""), str(len(names)), listed(names, 5))) for rule, names in many)
    heads = ("rule", "rule_words", "departments", "who")
    return (table(text("many.overview.shared"), heads, rows, (2,), note=text("many.overview.shared_note")),)


def _organisation(one: Recalled, own: Sequence[Problem], before: Recalled | None, kept: Sequence[int]) -> BodyRow:
    this, found = value_of(one.disclosure, TOTAL), Counter(problem.severity for problem in own)
    counts = text("many.severities", errors=found["error"], warnings=found["warning"], hints=found["hint"])
    cells = (
        to_report(one.disclosure.name or text("prose.unnamed"), one.report),
        in_words(one.disclosure.level) if one.disclosure.level else "",
        text(f"many.verdict.{one.verdict}"),
        str(to_correct(own)),
        counts,
        f"{shown(one.coverage.share * 100, 1)}%",
        money(this) if this is not None else text("many.missing_measure"),
        _change(one, before),
    )
    return row(cells[place] for place in kept)


def _change(one: Recalled, before: Recalled | None) -> str:
    if before is None:
        return text("many.overview.no_prior")
    if why_apart(TOTAL, before.disclosure, one.disclosure):
        return "≠"
    return change(value_of(before.disclosure, TOTAL), value_of(one.disclosure, TOTAL))


def _state(kind: str, former: bool) -> str:
    return text(f"many.overview.state.{'former' if former else kind}")


def _sentences(overview: Overview) -> Iterator[str]:
    yield text("many.overview.here", year=overview.year, counts=_counts(overview))
    if overview.absent:
        yield text("many.overview.missing", count=len(overview.absent))
    for level in overview.levels:
        yield from _money(overview, level)
    counts = Counter(one.verdict for one in overview.seen)
    said = (
        text("many.overview.verdict", verdict=text(f"many.verdict.{verdict}"), count=counts[verdict])
        for verdict in VERDICTS
        if counts[verdict]
    )
    yield text("many.overview.verdicts", counts=text("prose.list").join(said))
    found = Counter(problem.severity for one in overview.seen for problem in overview.own(one))
    yield text("many.overview.problems", count=found.total(), errors=found["error"], warnings=found["warning"], hints=found["hint"])
    if overview.common:
        yield text("many.overview.common", count=len(overview.common))


def _counts(overview: Overview) -> str:
    counts = ((level, len(overview.of_level(level))) for level in overview.levels)
    return text("prose.list").join(text(f"many.overview.count_of.{level or 'other'}", count=count) for level, count in counts)


def _money(overview: Overview, level: str) -> Iterator[str]:
    """The total of a level, and how it changed for those that may be compared."""
    values = [value for one in overview.of_level(level) if (value := value_of(one.disclosure, TOTAL)) is not None]
    if not values:
        return
    who = text(f"many.overview.who.{level or 'other'}")
    yield text("many.overview.total", who=who, count=len(values), total=money_words(sum(values, Decimal(0))))
    pairs = [
        (last, this)
        for now, before in overview.pairs(level)
        if before and not why_apart(TOTAL, before.disclosure, now.disclosure)
        if (last := value_of(before.disclosure, TOTAL)) is not None and (this := value_of(now.disclosure, TOTAL)) is not None
    ]
    if pairs:
        before_all, now_all = (sum((pair[place] for pair in pairs), Decimal(0)) for place in (0, 1))
        counts = {"more": sum(this > last for last, this in pairs), "less": sum(this < last for last, this in pairs)}
        counts["same"] = len(pairs) - counts["more"] - counts["less"]
        yield text("many.overview.change", count=len(pairs), change=change_words(before_all, now_all), **counts)
