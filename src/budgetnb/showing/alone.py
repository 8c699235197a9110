"""One noun alone, as an analyst looks at it at the end of a cell: a finding, a problem, a figure, a statement, years, an overview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import singledispatch

from budgetnb.amounts import shown
from budgetnb.blocks import Block, BodyCell, Callout, Facts, Paragraph, Run, runs
from budgetnb.blocks import Table as Listed
from budgetnb.checking.findings import Finding, Problem
from budgetnb.figures import Figure, Place, Statement
from budgetnb.showing.lists import UNMARKED
from budgetnb.showing.many import overview_told, years_told
from budgetnb.showing.many.cells import row, table
from budgetnb.showing.many.overview import Overview
from budgetnb.showing.many.years import Years
from budgetnb.showing.places import address_words, quoted, spot
from budgetnb.showing.problems import right_words, unit_words, value_words
from budgetnb.texts import text
from budgetnb.texts.names import in_words

TONES = {"blank": "warning", "faulty": "warning", "rounds": "hint", "ties": "good"}
"""How a finding that does not break is set out; one that breaks by its severity."""


@singledispatch
def alone(noun: object) -> Iterable[Block]:
    """The blocks of a noun; TypeError for one that does not show itself."""
    raise TypeError(type(noun).__name__)


@alone.register
def _(finding: Finding) -> Iterator[Block]:
    """The rule, the outcome, both sides, what it rests on, and why."""
    sides = (
        (name, value_words(finding, getattr(finding, name)) if name != "right" else right_words(finding))
        for name in ("left", "right", "difference", "allowance")
    )
    facts = tuple((text(f"show.rules.{name}"), words, "", "") for name, words in sides if words)
    blocks: list[Block] = [Paragraph(_begun(finding.says)), *([Facts(facts)] if facts else [])]
    if finding.evidence:
        body = [(address_words(UNMARKED, one.key, one.place), quoted(one), spot(one.place)) for one in finding.evidence]
        blocks.append(table("", _heads("where", "printed", "on_paper"), map(row, body)))
    blocks += [Paragraph(runs(text("show.problems.cause", says=finding.cause.says)))] if finding.cause else []
    blocks += [Paragraph(_begun(finding.source.says))] if finding.source else []
    blocks += [Paragraph(_begun(finding.suggestion), "quote")] if finding.suggestion else []
    blocks += [Paragraph(runs(note), "note") for note in (*finding.notes, in_words(finding.basis))]
    title = text("show.itself.finding", rule=finding.rule, sentence=finding.sentence, outcome=text(f"show.outcome.{finding.outcome}"))
    yield Callout(runs(title), tuple(blocks), TONES.get(finding.outcome, finding.severity))


@alone.register
def _(problem: Problem) -> Iterator[Block]:
    """What one correction settles: what is wrong, what is asked for, what to write instead."""
    dimension, action = text(f"show.dimension.{problem.dimension}"), text(f"show.action.{problem.action}")
    blocks = [
        Paragraph(runs(text("show.problems.about", dimension=dimension, action=action)), "note"),
        *([Paragraph(_begun(problem.suggestion), "quote")] if problem.suggestion else []),
        *(Paragraph(_begun(said), "note") for said in problem.tried),
        Paragraph(runs(text("show.itself.rests_on", count=len(problem.findings))), "note"),
    ]
    yield Callout(_begun(problem.title), tuple(blocks), problem.severity)


@alone.register
def _(figure: Figure) -> Iterator[Block]:
    """The number as printed, to which precision, where, and the sentence it stands in."""
    printed, unit = figure.printed.strip() or text("show.blank_cell"), unit_words(figure.unit)
    exact = text("show.itself.half", half=shown(figure.half)) if figure.half else ""
    yield Facts(((address_words(UNMARKED, figure.key, figure.place), printed, "" if printed.endswith(figure.unit) else unit, exact),))
    yield from _sentence(figure.place, [figure])
    yield Paragraph(runs(text("show.itself.at", address=figure.key, paper=_paper(figure.place))), "note")


@alone.register
def _(statement: Statement) -> Iterator[Block]:
    """The sentence, and what each of its numbers was read as."""
    yield from _sentence(statement.sentence, [figure for _, figure in statement.figures])
    body = [
        (text(f"finding.role.{role}"), figure.printed.strip(), unit_words(figure.unit), figure.key) for role, figure in statement.figures
    ]
    if body:
        yield table(in_words(statement.term), _heads("role", "printed", "unit", "key"), map(row, body), (1,))
    yield Paragraph(runs(text("show.itself.at", address=statement.at, paper=_paper(statement.sentence))), "note")


@alone.register
def _(years: Years) -> Iterable[Block]:
    return (*years_told.summary(years), *years_told.documents(years))


@alone.register
def _(overview: Overview) -> Iterable[Block]:
    return (*overview_told.summary(overview), *overview_told.organisations(overview))


def _begun(words: str) -> tuple[Run, ...]:
    """Sentences, each in a line of its own, that begin as sentences do."""
    return runs("\n".join(line[:1].upper() + line[1:] for line in words.splitlines()))


def _heads(*names: str) -> list[str]:
    return [text(f"show.itself.head.{name}") for name in names]


def _paper(place: Place) -> str:
    return text("show.on_paper", spot=spot(place)) if spot(place) else ""


def _sentence(place: Place, figures: Sequence[Figure]) -> Iterator[Block]:
    """A sentence with its figures in bold; none for a cell of a table."""
    if not place.text or place.table:
        return
    at, cut = 0, []
    for start, end in sorted({figure.place.span for figure in figures if figure.place.span}):
        if start >= at:
            cut += [Run(place.text[at:start]), Run(place.text[start:end], strong=True)]
            at = end
    yield Paragraph(tuple(run for run in (*cut, Run(place.text[at:])) if run.text), "quote")


def unlinked(block: Block) -> Block:
    """A paragraph or a table whose words lead nowhere: nothing else of a report stands beside it."""
    match block:
        case Paragraph():
            return replace(block, text=_plain(block.text))
        case Listed():
            rows = (replace(row, cells=tuple(map(_alone, row.cells))) for row in block.rows)
            return replace(block, rows=tuple(rows))
    return block


def _alone(cell: BodyCell) -> BodyCell:
    """A cell that leads nowhere; where no review is, that a figure was not checked need not be marked."""
    return replace(cell, text=_plain(cell.text), mark="" if cell.mark == "unchecked" else cell.mark)


def _plain(words: Sequence[Run]) -> tuple[Run, ...]:
    return tuple(replace(run, to="") for run in words)
