"""Disclosures, figures, findings and problems as short lists, for whoever asks the library a question."""

from __future__ import annotations

from collections.abc import Sequence

from budgetnb.blocks import Block, BodyCell, BodyRow, HeadCell, Paragraph, Run, Table, runs
from budgetnb.checking.findings import Coverage, Evidence, Finding, Findings, Problems, Review
from budgetnb.figures import Disclosure, Figures
from budgetnb.showing.marks import Marked
from budgetnb.showing.places import address_words, spot
from budgetnb.showing.problems import right_words, value_words
from budgetnb.texts import text
from budgetnb.texts.names import in_words, measured

MOST = 100
"""Rows that are shown of a long answer; the frame and the workbook have all."""
MARKED = ("rounds", "breaks", "blank")
_NOBODY = Disclosure("unknown", None, "", None, None, None, (), (), (), (), ())
UNMARKED = Marked(Review(_NOBODY, Findings(), Problems(), Coverage(0, 0)), {}, {}, {})
"""The marks of what nobody has checked yet: none."""


def of_disclosure(disclosure: Disclosure) -> tuple[Block, ...]:
    """Whose it is, its tables, and how much was read."""
    rows = [
        (in_words(table.name), table.title, table.unit, str(len(table.lines)), str(sum(1 for _ in table.figures())), spot(table.place))
        for table in disclosure.tables
    ]
    counts = {"tables": len(rows), "statements": len(disclosure.statements), "unread": len(disclosure.unread)}
    figures = sum(1 for _ in disclosure.figures())
    whose = (disclosure.name or text("prose.unnamed"), str(disclosure.year or ""), disclosure.level and in_words(disclosure.level))
    title = " ".join(part for part in whose if part)
    said = Paragraph(runs(text("frame.read", figures=figures, **counts)))
    return (said, _table(title, ("table", "title", "unit", "lines", "figures", "place"), rows, "lllrrl"))


def of_figures(found: Figures) -> tuple[Block, ...]:
    """What each figure is, what is printed, and where."""
    rows = [
        (
            address_words(UNMARKED, figure.key, figure.place),
            measured(figure.printed.strip()),
            "" if figure.printed.strip().endswith(figure.unit) else figure.unit,
            spot(figure.place),
            figure.key,
        )
        for figure in found
    ]
    caption = text("frame.found", count=len(rows))
    return (_table(caption, ("figure", "printed", "unit", "place", "key"), rows, "lrlll"),) if rows else _nothing("no_figure")


def of_findings(found: Findings) -> tuple[Block, ...]:
    """Each rule at each place: outcome, both sides, difference."""
    rows = [finding_cells(finding) for finding in found]
    caption = text("frame.findings", count=len(rows), rules=len({finding.rule for finding in found}))
    heads = ("rule", "where", "left", "right", "difference", "outcome")
    return (_table(caption, heads, rows, "llrrrl"),) if rows else _nothing("no_finding")


def of_problems(found: Problems) -> tuple[Block, ...]:
    """Each problem in a line."""
    rows = [
        (
            str(number),
            text(f"cli.severity.{one.severity}"),
            text(f"show.action.{one.action}"),
            one.title[:1].upper() + one.title[1:],
            one.suggestion or "",
        )
        for number, one in enumerate(found, 1)
    ]
    caption = text("frame.problems", count=len(rows))
    return (_table(caption, ("number", "severity", "action", "title", "suggestion"), rows, "rllll"),) if rows else _nothing("no_problem")


def finding_cells(finding: Finding) -> tuple[str | Run, ...]:
    """Rule, place, both sides, difference, outcome."""
    about: Evidence | None = finding.evidence[0] if finding.evidence else None
    outcome = Run(text(f"show.outcome.{finding.outcome}"), mark=finding.outcome if finding.outcome in MARKED else "")
    return (
        text("show.rule", rule=finding.rule, sentence=finding.sentence),
        address_words(UNMARKED, about.key, about.place) if about else text("show.whole_text"),
        value_words(finding, finding.left),
        right_words(finding),
        value_words(finding, finding.difference),
        outcome,
    )


def _table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str | Run]], align: str) -> Table:
    """A list as a block; of a very long one the beginning."""
    head = (tuple(HeadCell(text(f"frame.head.{name}")) for name in heads),)
    body = tuple(BodyRow(tuple(BodyCell((one,) if isinstance(one, Run) else runs(one)) for one in row)) for row in rows[:MOST])
    note = text("frame.more", count=len(rows) - MOST) if len(rows) > MOST else ""
    return Table(caption, head, body, tuple("right" if side == "r" else "left" for side in align), note=note)


def _nothing(key: str) -> tuple[Block, ...]:
    return (Paragraph(runs(text(f"frame.{key}"))),)
