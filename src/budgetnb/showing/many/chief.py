"""What the chief reads: one page on a season. Every number stands in the ledger, the register or the disclosures, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Any

from budgetnb.amounts import rounded, shown
from budgetnb.blocks import Block, BodyCell, BodyRow, Facts, HeadCell, Listing, Paragraph, Table, runs
from budgetnb.showing.ledger import amount_of, must_correct
from budgetnb.showing.many.cells import whose
from budgetnb.showing.many.overview import Overview
from budgetnb.showing.measures import value_of, why_apart
from budgetnb.showing.reviewed import OPEN, Reviewed, Row, filing_of, reviewed_in, state_of
from budgetnb.texts import text

DIMENSIONS = ("及时性", "完整性", "真实准确性", "细化程度", "公开方式与规范性")
COMPARED = ("支出总计", "三公经费")
"""What is set against the year before, for the same organisations."""
MOST, MOST_COMMON = 5, 3
"""So many organisations and common matters have room on the page."""
MOST_LETTERS = 40
"""Letters of a common matter that are written out."""
PROGRESS = ("settled", "remaining", "new", "lapsed", "first")


@dataclass(frozen=True, slots=True)
class ToCorrect:
    """An organisation with its problems to be corrected or supplied, and the money they are about in 万元."""

    name: str
    problems: int
    amount: Decimal
    level: str = ""


def chief_page(overview: Overview) -> tuple[Block, ...]:
    """Filing, problems by dimension, who has to correct, progress between drafts, common matters, totals against last year."""
    if overview.folder is None:
        return (Paragraph(runs(text("many.chief.no_data"))),)
    seen = reviewed_in(overview.folder, overview.year)
    return (
        *_filing(overview, seen),
        *_dimensions(seen),
        *_correcting(seen),
        *_progress(seen),
        *_common(seen),
        *_against_last_year(overview),
        Paragraph(runs(text("many.chief.not_final")), "closing"),
    )


def to_correct(seen: Reviewed) -> tuple[ToCorrect, ...]:
    """Those with most to correct first, of equals those with most money concerned."""
    names = {row["report"]: (row["organisation"] or "", row["organisation_level"] or "") for row in seen.disclosures}
    of: dict[str, list[Row]] = {}
    for row in filter(must_correct, seen.counted):
        of.setdefault(row["report"], []).append(row)
    found = [ToCorrect(names[report][0], len(mine), amount_of(mine), names[report][1]) for report, mine in of.items()]
    return tuple(sorted(found, key=lambda one: (-one.problems, -one.amount, one.name, one.level)))


def filing_counts(seen: Reviewed) -> Mapping[str, int] | None:
    """How many should publish, have, have not, were late, and whose document is not here; None where the project keeps no register."""
    if not seen.registered:
        return None
    states = Counter(map(filing_of, seen.registered))
    published = states["filed"] + states["late"] + states["not_received"]
    found = {"filed": published, "missing": states["missing"], "late": states["late"], "unread": states["not_received"]}
    return {"expected": published + states["missing"], **found}


def progress(seen: Reviewed) -> Mapping[str, int]:
    """How many problems are settled, still there, new, to be decided again, and in first drafts."""
    states = Counter(map(state_of, seen.counted))
    return {"settled": len(seen.settled), **{state: states[state] for state in OPEN}}


def _filing(overview: Overview, seen: Reviewed) -> Iterator[Block]:
    counts = filing_counts(seen)
    unread = sum(one.kind == "refused" or (one.kind == "failed" and not one.former) for one in overview.absent)
    if counts is None:
        told = text("many.chief.seen", count=len(overview.seen))
        yield Paragraph(runs(f"{told}{text('many.chief.no_register')}"))
    else:
        shown_counts = {**counts, "unread": counts["unread"] + unread}
        unit = text("many.chief.unit")
        yield Facts(tuple((text(f"many.chief.{name}"), str(count), unit, "") for name, count in shown_counts.items()))


def _dimensions(seen: Reviewed) -> Iterator[Block]:
    mine = seen.counted
    found = [(name, [row for row in mine if row["dimension"] == name]) for name in DIMENSIONS]
    lines = [
        (
            text(f"show.dimension.{name}"),
            len({row["report"] for row in problems}),
            *(sum(row["severity"] == severity for row in problems) for severity in ("error", "warning", "hint")),
            len(problems),
        )
        for name, problems in found
    ]
    total = (
        text("many.chief.all"),
        len({row["report"] for row in mine}),
        *(sum(row["severity"] == severity for row in mine) for severity in ("error", "warning", "hint")),
        len(mine),
    )
    yield _table("dimensions", ("dimension", "organisations", "errors", "warnings", "hints", "problems"), [*lines, total])


def _correcting(seen: Reviewed) -> Iterator[Block]:
    found = to_correct(seen)
    if not found:
        yield Paragraph(runs(text("many.chief.nobody")))
        return
    several = len({row["organisation_level"] for row in seen.disclosures}) > 1
    lines = [(whose(one.name, one.level if several else None), one.problems, f"{one.amount:,.2f}") for one in found[:MOST]]
    more = text("many.chief.more", count=len(found) - MOST) if len(found) > MOST else ""
    yield _table("correcting", ("organisation", "to_correct", "amount"), lines, more)


def _progress(seen: Reviewed) -> Iterator[Block]:
    counts = progress(seen)
    if not any(counts[state] for state in PROGRESS[:-1]):
        yield Paragraph(runs(text("many.chief.first_drafts")))
        return
    told = (text(f"many.chief.progress.{state}", count=counts[state]) for state in PROGRESS if counts[state] or state in PROGRESS[:3])
    yield Paragraph(runs(text("many.chief.progress_told", parts=text("prose.list").join(told))))


def _common(seen: Reviewed) -> Iterator[Block]:
    if not seen.common:
        return
    titles = {(row["form"] or "", row["id"]): row["title"] for row in reversed(seen.problems)}
    ordered = sorted(seen.common.items(), key=lambda item: (-item[1], item[0]))
    more = text("many.chief.common_first", count=MOST_COMMON) if len(ordered) > MOST_COMMON else ""
    yield Paragraph(runs(text("many.chief.common", count=len(ordered), more=more)))
    told = (text("many.chief.shared", title=_cut(titles[had]), count=count) for had, count in ordered[:MOST_COMMON])
    yield Listing(tuple((Paragraph(runs(words)),) for words in told))


def _cut(words: str) -> str:
    return words if len(words) <= MOST_LETTERS else f"{words[:MOST_LETTERS]}…"


def _against_last_year(overview: Overview) -> Iterator[Block]:
    """Totals of the organisations whose disclosures of both years are there and mean the same; a unit's are part of its department's."""
    lines = []
    for level, name in product(overview.levels, COMPARED):
        pairs = list(_pairs(overview, level, name))
        if pairs:
            now, before = (sum((pair[place] for pair in pairs), Decimal(0)) for place in (0, 1))
            change = shown((now - before) / before * 100, 2) + "%" if before else "—"
            said = text(f"many.chief.{name}")
            named = whose(said, level if len(overview.levels) > 1 else None)
            gap = rounded(now, 2) - rounded(before, 2)  # as it follows from the two amounts shown
            lines.append((named, len(pairs), *(shown(sum_, 2) for sum_ in (now, before, gap)), change))
    if lines:
        yield _table("against", ("measure", "organisations", "now", "before", "more", "change"), lines)
    else:
        yield Paragraph(runs(text("many.chief.no_last_year")))


def _pairs(overview: Overview, level: str, name: str) -> Iterator[tuple[Decimal, Decimal]]:
    for one, prior in overview.pairs(level):
        if prior is None or why_apart(name, prior.disclosure, one.disclosure):
            continue
        now, before = value_of(one.disclosure, name), value_of(prior.disclosure, name)
        if now is not None and before is not None:
            yield now, before


def _table(name: str, heads: Sequence[str], lines: Iterable[Sequence[Any]], note: str = "") -> Table:
    head = (tuple(HeadCell(text(f"many.chief.head.{word}")) for word in heads),)
    body = tuple(BodyRow(tuple(BodyCell(runs(str(cell))) for cell in line)) for line in lines)
    return Table(text(f"many.chief.table.{name}"), head, body, ("left", *("right",) * (len(heads) - 1)), note=note)
