"""Lines known by their label, in tables that set revenue and expenditure side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budgetnb.codes import codes_named, names_of
from budgetnb.recognising.heads import Head
from budgetnb.recognising.rows import Cells, Row, amount_cells, has_amounts, text_in
from budgetnb.recognising.vocabulary import Node, TableWords, Words
from budgetnb.recognising.words import label, numbering


def named_rows(body: Sequence[Cells], heads: Sequence[Head], table: TableWords, words: Words) -> Iterator[Row]:
    """The lines of all sides, one side after the other.

    A line without a label of its own has that of the side before it (the totals of a third side).
    """
    before = [""] * len(body)
    for side in dict.fromkeys(head.side for head in heads if head.side):
        mine = [head for head in heads if head.side == side]
        named = [head.position for head in mine if head.text == "名称"]
        labels = [text_in(row, named) or (other if has_amounts(row, mine) else "") for row, other in zip(body, before, strict=True)]
        yield from _side(list(zip(body, labels, strict=True)), mine, side, table, words)
        before = [text or other for text, other in zip(labels, before, strict=True)]


def _side(body: Sequence[tuple[Cells, str]], heads: Sequence[Head], side: str, table: TableWords, words: Words) -> Iterator[Row]:
    """The lines of one side; a name that stands twice is told apart by what was printed above it."""
    classes = side == "支出" and table.open == "functions"
    by_number = classes and _numbers_are_codes([printed for _, printed in body])
    trail: tuple[str, ...] = ()
    for row, printed in body:
        cells = amount_cells(row, heads)
        node = line_node(printed, trail, table.lines.get(side, ()), words)
        if node:
            trail = node.path
            yield Row(node.address, printed, cells, side=side)
        elif printed:
            code = _class_code(printed, by_number) if classes else ""
            name = names_of(code)[0].name if names_of(code) else label(printed)
            yield Row(name, printed, cells, code=code, level="类" if code else "", side=side, known=bool(code))
        elif any(cell.text.strip() for cell in cells.values()):
            yield Row("", "", cells, side=side, known=False)


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
