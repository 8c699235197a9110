"""Lines known by their label, in tables that set revenue and expenditure side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from budgetnb.codes import codes_named, names_of
from budgetnb.reading.document import Cell
from budgetnb.recognising.head import Head
from budgetnb.recognising.rows import Cells, Row, amount_cells, cell_over
from budgetnb.recognising.vocabulary import Node, TableWords, Words
from budgetnb.recognising.words import label, numbering


def named_rows(body: Sequence[Cells], heads: Sequence[Head], table: TableWords, words: Words) -> Iterator[Row]:
    """The lines of all sides, one side after the other.

    A label that reaches over the columns of the next side is the label of the amount behind it
    (支出合计 under two ways to divide expenditure). A line without a label of its own has that of the side before it.
    """
    sides = list(dict.fromkeys(head.side for head in heads if head.side))
    printed = [_of_side(body, [head for head in heads if head.side == side]) for side in sides]
    for place, side in enumerate(sides):
        following = printed[place + 1] if place + 1 < len(sides) else None
        before = printed[place - 1] if place else None
        rows = [_own(row, before[at] if before else None, following[at] if following else None) for at, row in enumerate(printed[place])]
        yield from _side(rows, side, table, words)


def _of_side(body: Sequence[Cells], mine: Sequence[Head]) -> list[_Labelled]:
    """The rows of one side as printed."""
    named = min((head.position for head in mine if head.text == "名称"), default=mine[0].position)
    return [_Labelled(_own_text(row, named), _own_amounts(row, named, mine)) for row in body]


def _own(row: _Labelled, before: _Labelled | None, following: _Labelled | None) -> _Labelled:
    """A row of one side with what belongs to it: the amount printed behind the next side's missing label, too."""
    if row.label and not row.printed and following and following.printed and not following.label:
        first = next(iter(row.amounts), None)
        amount = next(cell for cell in following.amounts.values() if cell.text.strip())
        return replace(row, amounts={first: amount}) if first is not None else row
    if not row.label and row.printed and before and before.label:
        return replace(row, label=before.label if before.printed else "", amounts=row.amounts if before.printed else {})
    return row


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A row of one side: its label and the cells of its amounts by position."""

    label: str
    amounts: Mapping[int, Cell]

    @property
    def printed(self) -> bool:
        return any(cell.text.strip() for cell in self.amounts.values())


def _own_text(row: Cells, named: int) -> str:
    """The label printed on this side, "" where a label of another side reaches over."""
    cell = row[named]
    return cell.text.strip() if cell else ""


def _own_amounts(row: Cells, named: int, heads: Sequence[Head]) -> dict[int, Cell]:
    """The amounts of this side; those behind a label that reaches over them all are taken from where it ends."""
    label = cell_over(row, named)
    if label is None or label.column < named:
        return {} if label else amount_cells(row, heads)
    amounts = amount_cells(row, heads)
    if amounts or not label.text.strip():
        return amounts
    behind = next((cell for cell in row[label.column + label.colspan :] if cell is not None), None)
    first = next((head.position for head in heads if not head.text), None)
    return {first: behind} if behind is not None and first is not None else {}


def _side(body: Sequence[_Labelled], side: str, table: TableWords, words: Words) -> Iterator[Row]:
    """The lines of one side; a name that stands twice is told apart by what was printed above it."""
    classes = side == "支出" and table.open == "functions"
    by_number = classes and _numbers_are_codes([one.label for one in body])
    trail: tuple[str, ...] = ()
    for one in body:
        node = line_node(one.label, trail, table.lines.get(side, ()), words)
        if node:
            trail = node.path
            yield Row(node.address, one.label, one.amounts, side=side)
        elif one.label:
            code = _class_code(one.label, by_number) if classes else ""
            name = names_of(code)[0].name if names_of(code) else label(one.label)
            yield Row(name, one.label, one.amounts, code=code, level="类" if code else "", side=side, known=bool(code))
        elif one.printed:
            yield Row("", "", one.amounts, side=side, known=False)


def line_node(printed: str, trail: tuple[str, ...], nodes: Sequence[Node], words: Words) -> Node | None:
    """The canonical line a label names: of namesakes, the one nearest to where the last line stood."""
    names = words.names_of(printed)
    candidates = [node for node in nodes if node.path[-1] in names]
    return max(candidates, key=lambda node: _shared(node.path, trail), default=None)


def _shared(path: tuple[str, ...], trail: tuple[str, ...]) -> int:
    return next((place for place, (a, b) in enumerate(zip(path, trail, strict=False)) if a != b), min(len(path), len(trail)))


def _numbers_are_codes(labels: Sequence[str]) -> bool:
    """Whether the numbers in front of the labels are functional codes less 200 (forms with gaps at 十八, 二十五)."""
    numbered = [(found[1], codes_named(label(printed), "类")) for printed in labels if (found := numbering(printed))]
    known = [(number, codes) for number, codes in numbered if codes]
    agreeing = sum(f"2{number:02d}" in codes for number, codes in known)
    return max((number for number, _ in numbered), default=0) > len(numbered) and agreeing * 4 >= len(known) * 3


def _class_code(printed: str, by_number: bool) -> str:
    """The functional 类 of a label: by its number where the form numbers by code, else by its name."""
    found = numbering(printed)
    if by_number and found:
        return f"2{found[1]:02d}"
    return next(iter(codes_named(label(printed), "类")), "")
