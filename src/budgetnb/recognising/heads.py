"""The head of a grid: which printed column is which canonical column.

Heads are read by their words. Where the format kept its merged cells, a word stands over the
columns its cell covers; where it lost them (tab-separated text), a word whose canonical parent
stands elsewhere is moved to the first free column under that parent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from budgetnb.amounts import is_amount
from budgetnb.reading.document import Cell, Grid
from budgetnb.recognising.beside import told_apart
from budgetnb.recognising.head import Head
from budgetnb.recognising.vocabulary import Node, TableWords, Words
from budgetnb.recognising.words import label, numbering, plain
from budgetnb.recognising.years import of_this_year

Row = Sequence[Cell | None]
_TOTALS = ("合计", "小计", "总计")
_SIDES = {
    "收入": "收入",
    "本年收入": "收入",
    "财政拨款收入": "收入",
    "支出": "支出",
    "本年支出": "支出",
    "财政拨款支出": "支出",
    "支出用途": "用途",
}
_MOST_HEAD_ROWS = 6


def head_rows(rows: Sequence[Row]) -> int:
    """How many rows at the top of a grid are its head."""
    for count, row in enumerate(rows[:_MOST_HEAD_ROWS]):
        if count and is_body(row):
            return count
    return min(len(rows), _MOST_HEAD_ROWS)


def is_body(row: Row) -> bool:
    """Whether a row is a line of the table and no part of its head: it holds numbers, a numbered label or a total."""
    texts = [plain(cell.text) for cell in row if cell is not None and cell.text.strip()]
    if not texts:
        return False
    numbers = [text for text in texts if re.search(r"\d", text) and is_amount(text)]
    if numbers:
        return not _counts_columns(numbers)
    return bool(numbering(texts[0])) or texts[0].startswith("其中") or (len(texts) == 1 and texts[0] in _TOTALS)


def _counts_columns(numbers: Sequence[str]) -> bool:
    """Whether a row only numbers the columns (栏次 1 2 3 …)."""
    values = [int(number) for number in numbers if number.isdigit()]
    return len(values) == len(numbers) > 1 and values == list(range(values[0], values[0] + len(values))) and values[0] <= 1


def read_heads(grid: Grid, count: int, table: TableWords, words: Words) -> tuple[Head, ...]:
    """The printed columns of a grid whose first `count` rows are its head."""
    heads = [Head(position) for position in range(grid.columns)]
    for row in range(count):
        cells = [cell for cell in grid.cells if cell.row == row and cell.text.strip()]
        taken: set[int] = set()
        for place, cell in enumerate(cells):
            node = _node(_word(cell.text, words), _group(heads[cell.column]), table, words)
            columns = _columns(grid, heads, cell, cells[place + 1 :], node, taken)
            taken.update(columns)
            for position in columns:
                heads[position] = _under(heads[position], label(cell.text), node, words)
    told = _worded(of_this_year(heads), grid.matrix()[count:], table)
    return tuple(told_apart(_apart(_second_names(told), table), table))


def _word(printed: str, words: Words) -> str:
    """What a head is called: without the year in front, and without an explanation in brackets where only the rest is known."""
    word = re.sub(r"^20\d{2}年度?", "", label(printed))
    short = re.sub(r"\([^()]*\)$", "", word)
    return word if not short or words.names_of(word) or words.text_column(word) else short


def _node(word: str, above: Node | None, table: TableWords, words: Words) -> Node | None:
    """The canonical column a head word names below `above`."""
    if word in _TOTALS and above and above.path[-1] not in _TOTALS:
        return above
    names = ("合计",) if word in _TOTALS else words.names_of(word)
    nodes = [node for node in table.columns if node.path[-1] in names]
    below = [node for node in nodes if above and _is_above(above, node)]
    return next(iter(below or nodes), None)


def _is_above(above: Node, node: Node) -> bool:
    return node.path[: len(above.path)] == above.path


def _group(head: Head) -> Node | None:
    """What the columns below a head belong to; 预算数 over finer heads says nothing of its own."""
    return head.node if head.node and head.node.path != ("金额",) else None


def _closed(head: Head) -> bool:
    """Whether nothing can stand below a head: a total has no parts of its own."""
    return bool(head.words) and head.words[-1] in _TOTALS


def _columns(grid: Grid, heads: Sequence[Head], cell: Cell, following: Sequence[Cell], node: Node | None, taken: set[int]) -> Sequence[int]:
    """The columns a head cell stands over."""
    if grid.spans_known:
        return range(cell.column, cell.column + cell.colspan)
    here = heads[cell.column]
    group = _group(here)
    if node and (here.text or (group and (_closed(here) or not _is_above(group, node)))):
        free = [
            head.position for head in heads if head.node and _is_above(head.node, node) and not _closed(head) and head.position not in taken
        ]
        deepest = max((len(heads[position].node.path) for position in free if heads[position].node), default=0)  # type: ignore[union-attr]
        under = [position for position in free if len(heads[position].node.path) == deepest > 1]  # type: ignore[union-attr]
        after = max(taken, default=-1) + 1
        return under[:1] or ([after] if after < grid.columns else [])
    starts = [other.column for other in grid.cells if other.row < cell.row and other.text.strip() and other.column > cell.column]
    return range(cell.column, min([*starts, following[0].column if following else grid.columns, grid.columns]))


def _under(head: Head, word: str, node: Node | None, words: Words) -> Head:
    """A column with one more head word under those it has."""
    short = _word(word, words)
    text = "" if node else words.text_column(short) or head.text
    side = _SIDES.get(short, head.side)
    return replace(head, words=(*head.words, word), text=text, node=node or (None if text else head.node), side=side)


def _worded(heads: Sequence[Head], body: Sequence[Row], table: TableWords) -> list[Head]:
    """Heads of unknown words over columns that hold words: names where the side of the table has none yet, else explanations."""
    result: list[Head] = []
    for head in heads:
        printed = [text for row in body if (cell := row[head.position]) is not None and (text := cell.text.strip())]
        if head.node or head.text or sum(not is_amount(text) for text in printed) * 2 <= len(printed):
            result.append(head)
            continue
        side = result[::-1] if table.sided else result
        beside = list(takewhile(lambda other: bool(other.text), side)) if table.sided else side
        result.append(replace(head, text="说明" if any(other.text == "名称" for other in beside) else "名称"))
    return result


def _second_names(heads: Sequence[Head]) -> list[Head]:
    """A column without a word of its own, or under the same word, right of a name column holds the finer name."""
    result: list[Head] = []
    for head in heads:
        left = result[-1] if result else None
        beside = left is not None and left.text in ("名称", "细目") and not head.node and (not head.words or head.words == left.words)
        result.append(replace(head, text="细目") if beside else head)
    return result


def _apart(heads: Sequence[Head], table: TableWords) -> list[Head]:
    """Tell sides apart in a table that has them; elsewhere a second pair of code and name is the government's."""
    result: list[Head] = []
    sides, seen = iter(table.lines), set[str]()
    side = ""
    for head in heads:
        text = head.text
        if table.sided and head.text == "名称":
            side = (
                head.side
                if head.side in table.lines and head.side not in seen
                else next((name for name in sides if name not in seen), side)
            )
            seen.add(side)
        elif not table.sided and not head.text:
            seen.clear()  # what follows an amount is the next block of columns
        elif not table.sided and head.text in ("编码", "名称"):
            same_cell = bool(result) and result[-1].words == head.words
            again = head.text in seen and not same_cell and (head.text == "编码" or "政府编码" in seen)
            text = f"政府{head.text}" if again else head.text
            seen.add(text)
        result.append(replace(head, text=text, side=side))
    return result
