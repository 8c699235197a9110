"""A table of one line printed upright: what other forms have as columns stands here one below the other.

项目              2023年预算数   2024年预算数
“三公”经费合计    30.00          28.50
1.公务接待费      4.50           4.50
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from budgetnb.reading.document import Cell
from budgetnb.recognising.head import Head
from budgetnb.recognising.rows import Cells, Row, text_in
from budgetnb.recognising.vocabulary import Node, TableWords, Words
from budgetnb.recognising.words import label

_LEAST = 3
"""As many rows have to bear names of columns."""
_AMONG = re.compile(r"^(?:其中|减|加)[:：]?")


def turned(body: Sequence[Cells], heads: Sequence[Head], table: TableWords, words: Words) -> tuple[tuple[Head, ...], Row] | None:
    """The columns and the line of a table printed upright; None for a table printed as usual.

    Every amount becomes a column: of the canonical name where it is this year's, else of the words above and beside it.
    """
    names = [head.position for head in heads if head.text == "名称"]
    if table.open != "single" or not names:
        return None
    labelled = [(text, row) for row in body if (text := text_in(row, names))]
    nodes: list[Node | None] = []
    for text, _ in labelled:
        nodes.append(_node(text, next((node for node in reversed(nodes) if node), None), table, words))
    if len({node for node in nodes if node}) < _LEAST:
        return None
    columns: list[Head] = []
    cells: dict[int, Cell] = {}
    for head in (head for head in heads if not head.text):
        for (text, row), node in zip(labelled, nodes, strict=True):
            cell = row[head.position]
            if cell is not None:
                cells[len(columns)] = cell
                columns.append(_column(len(columns), head, text, node))
    return tuple(columns), Row("合计", "", cells, level="合计")


def _node(printed: str, above: Node | None, table: TableWords, words: Words) -> Node | None:
    names = words.names_of(_name(printed))
    found = [node for node in table.columns if node.path[-1] in names]
    below = [node for node in found if above and node.path[: len(above.path)] == above.path]
    return next(iter(below or found), None)


def _name(printed: str) -> str:
    return label(_AMONG.sub("", label(printed)))


def _column(position: int, head: Head, printed: str, node: Node | None) -> Head:
    """The head of one amount; only this year's is canonical."""
    return replace(head, position=position, words=(*head.words, _name(printed)), node=None if head.beside else node)
