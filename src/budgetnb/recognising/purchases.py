"""Lines of a table of purchases: kinds of goods, what is bought under them, each thing; told apart by the columns they fill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from budgetnb.recognising.head import Head
from budgetnb.recognising.named import line_node
from budgetnb.recognising.rows import Cells, Row, amount_cells, joined
from budgetnb.recognising.vocabulary import TableWords, Words
from budgetnb.recognising.words import plain

_TOTALS = ("合计", "总计")
_LEVELS = {1: ("项",), 2: ("类", "项"), 3: ("类", "款", "项")}
_NUMBERS = ("数量", "序号")
"""Columns that every line may fill, whatever it is."""
_UNKNOWN = "项目"
"""Of a table whose columns do not say what belongs under what."""

Span = tuple[int, int]


def purchase_rows(body: Sequence[Cells], heads: Sequence[Head], table: TableWords, words: Words) -> Iterator[Row]:
    """The lines of a table of purchases, in printed order."""
    positions = [head.position for head in heads if head.text and head.text not in _NUMBERS]
    printed = [(_said(row, positions), amount_cells(row, heads)) for row in body]
    shown = [(said, amounts) for said, amounts in printed if said or any(cell.text.strip() for cell in amounts.values())]
    levels = iter(levels_of([(min(said), max(said)) for said, _ in shown if said and not _is_total(said)]))
    for place, (said, amounts) in enumerate(shown):
        name = " ".join(said.values())
        if _is_total(said) or (not said and not place):
            yield Row("合计", name, amounts, level="合计")
        elif not said:
            yield Row("", "", amounts, known=False)
        else:
            level = next(levels)
            node = line_node(name, (), table.lines.get("", ()), words) if level == "类" else None
            yield Row(node.address if node else joined(name), name, amounts, level=level)


def _is_total(said: Mapping[int, str]) -> bool:
    return any(plain(text).rstrip(":") in _TOTALS for text in said.values())


def _said(row: Cells, positions: Sequence[int]) -> dict[int, str]:
    """The words of a row by column, blank ones left out."""
    return {place: cell.text.strip() for place in positions if (cell := row[place]) is not None and cell.text.strip()}


def levels_of(spans: Sequence[Span]) -> tuple[str, ...]:
    """The level of each row by the first and last column it has words in.

    Columns that some row fills together are of one level. Where a row goes on further right with what
    stands in columns of its own level, nothing is known of the levels.

    >>> levels_of([(0, 0), (1, 2), (3, 4), (3, 4), (2, 2), (3, 3)])
    ('类', '款', '项', '项', '款', '项')
    """
    groups = _joined(spans)
    ranks = [next(rank for rank, (first, last) in enumerate(groups) if first <= span[0] <= last) for span in spans]
    steps = zip(pairwise(spans), pairwise(ranks), strict=True)
    unclear = any(after[0] > before[1] and rank == next_rank for (before, after), (rank, next_rank) in steps)
    names = _LEVELS.get(len(groups), ())
    return tuple(_UNKNOWN if unclear or not names else names[rank] for rank in ranks)


def _joined(spans: Sequence[Span]) -> list[Span]:
    """The spans, those that overlap joined into one, from left to right."""
    groups: list[Span] = []
    for first, last in sorted(spans):
        if groups and first <= groups[-1][1]:
            groups[-1] = (groups[-1][0], max(last, groups[-1][1]))
        else:
            groups.append((first, last))
    return groups
