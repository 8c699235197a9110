"""The head of a table in merged cells, also where the file lost them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from budgetnb.figures import Column, Table
from budgetnb.recognising.vocabulary import Node, words

Path = tuple[str, ...]
"""The words over a column, from the top down."""


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a head, counted from 0."""

    text: str
    row: int
    column: int
    rowspan: int
    colspan: int


def head_paths(table: Table) -> tuple[Path, ...]:
    """The printed words over each column of a table.

    Text without merged cells puts words over the wrong columns ("项目支出 资本性支出"); there the words
    of the canonical columns above are taken.
    """
    known = words().tables.get(table.name)
    nodes = {node.address: node for node in known.columns} if known else {}
    printed = [tuple(column.printed.split()) or (column.name,) for column in table.columns]
    own = [nodes.get(column.name) if column.known else None for column in table.columns]
    names = frozenset(name for node in nodes.values() for name in node.path)
    right = [node is None or _agrees(path, node, names) for path, node in zip(printed, own, strict=True)]
    groups = _groups(path for path, fits in zip(printed, right, strict=True) if fits)
    return tuple(
        path if fits or node is None else (*(groups[name] for name in node.path[:-1] if name in groups), path[-1])
        for path, node, fits in zip(printed, own, right, strict=True)
    )


def head_cells(paths: Sequence[Path]) -> tuple[HeadCell, ...]:
    """Merged cells for columns side by side: equal words above neighbours are one cell, the last word reaches down."""
    depth = max(map(len, paths), default=0)
    cells = []
    for column, path in enumerate(paths):
        for row, word in enumerate(path):
            last = row == len(path) - 1
            if not last and column and _shared(paths[column - 1], path) > row and len(paths[column - 1]) > row + 1:
                continue
            width = 1 if last else _reach(paths, column, row)
            cells.append(HeadCell(word, row, column, depth - row if last else 1, width))
    return tuple(cells)


def label_of(column: Column) -> str:
    """What a column is called where only one line of head is wanted."""
    return column.name if column.known else column.printed or column.name


def _agrees(path: Path, node: Node, names: frozenset[str]) -> bool:
    """Whether no word above a column is the name of a canonical column that does not stand above it."""
    meant = [names.intersection(words().names_of(word)) for word in path[:-1]]
    return all(not known or known.intersection(node.path) for known in meant)


def _groups(paths: Iterable[Path]) -> Mapping[str, str]:
    """The printed words that stand over several columns, by the canonical name they mean."""
    return {name: word for path in paths for word in path[:-1] for name in words().names_of(word)}


def _shared(one: Path, other: Path) -> int:
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _reach(paths: Sequence[Path], column: int, row: int) -> int:
    """How many columns from `column` on share the words down to `row`, and have more below."""
    path = paths[column]
    end = column + 1
    while end < len(paths) and len(paths[end]) > row + 1 and paths[end][: row + 1] == path[: row + 1]:
        end += 1
    return end - column
