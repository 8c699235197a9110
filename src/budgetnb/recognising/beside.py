"""Tables printed in several blocks side by side, to save paper: code, name, amount | code, name, amount."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from budgetnb.recognising.head import Head
from budgetnb.recognising.rows import Cells, Row
from budgetnb.recognising.vocabulary import TableWords
from budgetnb.recognising.words import plain

_LISTS = ("functions", "economy")
_BEGIN = ("编码", "名称", "类")
_TOTALS = ("合计", "总计")


def told_apart(heads: Sequence[Head], table: TableWords) -> list[Head]:
    """Heads of which those of the second block have `side` "2", and so on; they stay as they are where there is one block.

    A block begins with a code or a name behind an amount. Its one amount column is the same as the first block's.
    """
    if table.open not in _LISTS or table.sided:
        return list(heads)
    blocks = _blocks(heads)
    if len(blocks) == 1 or any("名称" not in {head.text for head in block} for block in blocks):
        return list(heads)
    amounts = [[head for head in block if not head.text and not head.rate] for block in blocks]
    node = next((node for node in table.columns if node.path == ("金额",)), None) if all(len(one) == 1 for one in amounts) else None
    return [
        replace(head, side="" if number == 1 else str(number), node=node or head.node if not head.text else None)
        for number, block in enumerate(blocks, start=1)
        for head in block
    ]


def _blocks(heads: Sequence[Head]) -> list[list[Head]]:
    blocks: list[list[Head]] = [[]]
    for head in heads:
        if blocks[-1] and not blocks[-1][-1].text and head.text in _BEGIN:
            blocks.append([])
        blocks[-1].append(head)
    return blocks


def blocks_of(heads: Sequence[Head]) -> list[list[Head]]:
    """The heads of each block, from left to right."""
    return [[head for head in heads if head.side == side] for side in dict.fromkeys(head.side for head in heads)]


def overall(body: Sequence[Cells], blocks: Sequence[Sequence[Head]]) -> Iterator[tuple[int, Row]]:
    """The total lines of all blocks together, with their places: a label that reaches into the second block, and the amount behind it."""
    amount = next((head.position for head in blocks[0] if not head.text), None)
    for place, row in enumerate(body):
        label = next((cell for cell in row if cell is not None and cell.text.strip()), None)
        if amount is None or label is None or plain(label.text) not in _TOTALS or label.column + label.colspan <= amount:
            continue
        behind = next((cell for cell in row[label.column + label.colspan :] if cell is not None), None)
        if behind is not None:
            yield place, Row("合计", label.text, {amount: behind}, level="合计")


def is_block_total(name: str) -> bool:
    """Whether a line adds up its own block only (人员经费合计)."""
    return plain(name).endswith(("合计", "小计", "总计"))
