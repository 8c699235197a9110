"""The tables as they were printed with every checked cell marked, and the key figures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from budgetnb.blocks import Block, BodyCell, BodyRow, Facts, HeadCell, Paragraph, Run, Table, runs
from budgetnb.figures import Figure
from budgetnb.figures import Table as PrintedTable
from budgetnb.showing.clauses import is_nil
from budgetnb.showing.marks import Mark, Marked, explained_at, place_anchor, table_anchor
from budgetnb.showing.phrases import amount_in_unit, compose, joined, problem_run
from budgetnb.showing.places import spot
from budgetnb.showing.printed import Printed, Slot, as_printed, in_the_language
from budgetnb.showing.problems import unit_words
from budgetnb.texts import LANGUAGES, language, text
from budgetnb.texts.names import in_words

KEY_FIGURES = (
    ("收入总计", ("收支总表/收入总计", "文/收支总体/收入总计/数额")),
    ("支出总计", ("收支总表/支出总计", "文/收支总体/支出总计/数额")),
    ("上年结转结余", ("收支总表/上年结转结余",)),
    ("基本支出", ("支出总表/合计/基本支出", "文/支出/基本支出/数额")),
    ("项目支出", ("支出总表/合计/项目支出", "文/支出/项目支出/数额")),
    ("三公经费", ("三公经费表/合计/三公经费", "文/三公经费/三公经费/数额")),
    ("机关运行经费", ("文/机关运行经费/机关运行经费/数额", "机关运行经费表/合计")),
    ("政府采购", ("文/政府采购/政府采购/数额", "政府采购表/合计")),
)
"""What a reader asks first, and where it is printed."""
WIDE = 8
"""From so many columns on a table is laid out across the page."""


def tables(marked: Marked) -> tuple[Block, ...]:
    """All tables of the document in printed order."""
    every = marked.review.disclosure.tables
    if not every:
        return (Paragraph(runs(text("show.tables.none"))),)
    return tuple(block for table in every for block in one_table(marked, table))


def one_table(marked: Marked, table: PrintedTable) -> Iterator[Block]:
    """One table as printed; every printed figure carries its mark and leads to what was found of it."""
    printed = in_the_language(as_printed(table))
    heads = tuple(
        tuple(HeadCell(cell.text, cell.colspan, cell.rowspan) for cell in printed.head if cell.row == row) for row in range(printed.depth)
    )
    rows = tuple(_row(marked, printed, place) for place in range(len(printed.rows)))
    align = tuple("left" if worded else "right" for worded in printed.worded)
    where = text("show.tables.note", name=in_words(table.name), spot=spot(table.place))
    note = " ".join((where[:1].upper() + where[1:], *(note.text for note in table.notes)))
    wide = len(align) >= WIDE
    yield Table(_caption(table), heads, rows, align, _unit(table), note, table_anchor(table.name), wide=wide, head_columns=printed.fixed)
    if about := _problems_of(marked, table):
        yield Paragraph(compose("show.tables.problems", problems=joined([(one,) for one in about])), "note")


def _problems_of(marked: Marked, table: PrintedTable) -> tuple[Run, ...]:
    """The problems that rest on something in a table, leading there."""
    resting = {one.problem: one for one in marked.review.findings if any(piece.place.table == table.name for piece in one.evidence)}
    return tuple(problem_run(marked, resting[problem.id]) for problem in marked.review.problems if problem.id in resting)


def key_figures(marked: Marked) -> tuple[Block, ...]:
    """The figures a reader asks for first, each with the table it is printed in or the problem it has."""
    found = [(term, figure) for term, keys in KEY_FIGURES if (figure := marked.figure(*keys)) and figure.value is not None]
    if not found:
        return (Paragraph(runs(text("show.key_figures.none"))),)
    return (Facts(tuple(_fact(marked, term, figure) for term, figure in found)),)


def _fact(marked: Marked, term: str, figure: Figure) -> tuple[str, str, str, str]:
    number, unit = (text("prose.nil"), "") if is_nil(figure) else amount_in_unit(figure.value or Decimal(0), figure.unit)
    return in_words(term), number, unit_words(unit), _remark(marked, figure)


def _row(marked: Marked, printed: Printed, place: int) -> BodyRow:
    lines = [line for line in printed.lines[place] if line]
    total = len(lines) > 0 and all(line.level == "合计" or line.name.endswith("总计") for line in lines)
    return BodyRow(tuple(_cell(marked, slot) for slot in printed.rows[place]), "total" if total else "normal")


def _cell(marked: Marked, slot: Slot) -> BodyCell:
    if not isinstance(slot, Figure):
        return BodyCell(runs(slot) if slot else ())
    mark = marked.marks.get(slot.key)
    if slot.value is None and not (mark and mark.outcome == "blank"):
        return BodyCell(runs(slot.printed) if slot.printed.strip() else ())
    mark = mark or Mark("unchecked")
    words = slot.printed.strip() or text("show.blank_cell")
    to = explained_at(mark.finding) if mark.finding else ""
    return BodyCell((Run(words, to=to),), mark.outcome, place_anchor(slot.key))


def _caption(table: PrintedTable) -> str:
    """What a table is called: its title; in English its canonical name, and the title beside it."""
    if language() == LANGUAGES[0]:
        return table.title
    name = in_words(table.name)
    return name[:1].upper() + name[1:] + (text("chart.in_brackets", words=table.title) if table.title else "")


def _unit(table: PrintedTable) -> str:
    if not table.unit:
        return text("show.tables.no_unit")
    words = unit_words(table.unit)
    return text("show.tables.inferred", unit=words) if table.unit_inferred else words


def _remark(marked: Marked, figure: Figure) -> str:
    """Where a key figure is printed, and the problem that disputes it."""
    place = in_words(figure.place.table) if figure.place.table else text("show.in_text")
    mark = marked.mark(figure.key)
    problem = problem_run(marked, mark.finding).text if mark.outcome == "breaks" else ""
    return text("show.key_figures.disputed", place=place, problem=problem) if problem else place
