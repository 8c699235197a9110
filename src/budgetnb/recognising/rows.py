"""The body of a grid: which printed row is which line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from budgetnb.codes import bare, codes_named, economic, level_of, names_of
from budgetnb.reading.document import Cell
from budgetnb.recognising.heads import Head
from budgetnb.recognising.vocabulary import Node, TableWords, Words
from budgetnb.recognising.words import digits, label, numbering, plain

_TOTALS = ("合计", "总计")
_NOTE = re.compile(r"^(注|说明|备注)[:：]|(本|此)表|无数据")
_WIDTHS = {"类": 3, "款": 2, "项": 2}


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row, understood but without its figures."""

    name: str
    label: str
    cells: Mapping[int, Cell]
    code: str = ""
    level: str = ""
    side: str = ""
    kind: str = ""
    unit: str = ""
    known: bool = True
    printed_code: str = ""
    government_code: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


def note_in(row: Sequence[Cell | None]) -> Cell | None:
    """The note that a row of a table carries instead of figures, None for a real line."""
    worded = [cell for cell in row if cell is not None and cell.text.strip()]
    return worded[0] if len(worded) == 1 and _NOTE.search(plain(worded[0].text)) else None


def read_rows(body: Sequence[Sequence[Cell | None]], heads: Sequence[Head], table: TableWords, words: Words) -> Iterator[Row]:
    """The lines of a table, side by side ones one side after the other, in printed order."""
    if table.sided:
        before: list[str] = [""] * len(body)
        for side in dict.fromkeys(head.side for head in heads if head.side):
            mine = [head for head in heads if head.side == side]
            named = next((head.position for head in mine if head.text == "名称"), None)
            labels = [_text(row, named).strip() or (other if _amounts(row, mine) else "") for row, other in zip(body, before, strict=True)]
            yield from _named_rows(body, labels, mine, side, table, words)
            before = [text or other for text, other in zip(labels, before, strict=True)]
    else:
        yield from _coded_rows(body, heads, table, words)


def _amounts(row: Sequence[Cell | None], heads: Sequence[Head]) -> bool:
    return any(cell.text.strip() for cell in _amount_cells(row, heads).values())


def _named_rows(body: Sequence[Sequence[Cell | None]], labels: Sequence[str], heads: Sequence[Head], side: str, table: TableWords, words: Words) -> Iterator[Row]:
    """Lines known by their label; a name that stands twice is told apart by what was printed above it.

    A line without a label of its own has that of the side before it (the totals of a third side).
    """
    by_number = _numbers_are_codes(labels) if side == "支出" else False
    trail: tuple[str, ...] = ()
    for row, printed in zip(body, labels, strict=True):
        cells = _amount_cells(row, heads)
        node = _line_node(printed, trail, table.lines.get(side, ()), words)
        if node:
            trail = node.path
            yield Row(node.address, printed, cells, side=side)
        elif printed.strip():
            code = _class_code(printed, by_number) if side == "支出" and table.open == "functions" else ""
            name = names_of(code)[0].name if names_of(code) else label(printed)
            yield Row(name, printed, cells, code=code, level="类" if code else "", side=side, known=bool(code))
        elif any(cell.text.strip() for cell in cells.values()):
            yield Row("", "", cells, side=side, known=False)


def _line_node(printed: str, trail: tuple[str, ...], nodes: Sequence[Node], words: Words) -> Node | None:
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


def _coded_rows(body: Sequence[Sequence[Cell | None]], heads: Sequence[Head], table: TableWords, words: Words) -> Iterator[Row]:
    texts = {kind: tuple(head.position for head in heads if head.text == kind) for kind in dict.fromkeys(head.text for head in heads if head.text)}
    unit_widths = sorted({len(code) for row in body if (code := _unit_code(row, texts, table))})
    first, group, trail = True, "", ()
    for row in body:
        printed = {kind: _first_text(row, positions) for kind, positions in texts.items()}
        cells = _amount_cells(row, heads)
        if not any(printed.values()) and not any(cell.text.strip() for cell in cells.values()):
            continue
        node = None if printed.get("编码") or table.open != "units" else _line_node(_finest(printed, group), trail, table.lines.get("", ()), words)
        group = printed.get("名称") or group
        if node:
            trail = node.path
            finer = plain(printed.get("细目", ""))
            own = finer in ("", "小计") or not group
            shown = " ".join(part for part in (printed.get("名称"), printed.get("细目")) if part)
            yield Row(node.address if own else f"{label(group)}.{label(finer)}", shown, cells)
        else:
            yield _coded_row(row, printed, cells, table, texts, unit_widths, first)
        first = False


def _finest(printed: Mapping[str, str], group: str) -> str:
    """The label a line is known by: its group's, which a 小计 and every finer line belong to."""
    return printed.get("名称") or group


def _coded_row(
    row: Sequence[Cell | None],
    printed: Mapping[str, str],
    cells: Mapping[int, Cell],
    table: TableWords,
    texts: Mapping[str, tuple[int, ...]],
    unit_widths: Sequence[int],
    first: bool,
) -> Row:
    words = [plain(text) for text in printed.values() if text]
    if not texts or any(word.rstrip(":") in _TOTALS for word in words) or (first and not words):
        return Row("合计", next(iter(printed.values()), ""), cells, level="合计")
    unit = _unit_code(row, texts, table)
    if unit:
        name = next((text for kind in ("单位名称", "项目单位", "名称") if (text := printed.get(kind, "")) and not digits(text)), "")
        return Row(_joined(name), name, cells, code=unit, level="部门" if len(unit) == unit_widths[0] else "单位", printed_code=unit)
    if table.open in ("projects", "purchases"):
        name = printed.get("名称", "") or " ".join(cell.text for cell in row[: min(cells, default=len(row))] if cell is not None and cell.text.strip())
        return Row(_joined(name), name, cells, level="项目", kind=printed.get("类型", ""), unit=_joined(printed.get("项目单位", "")), known=bool(name), texts=printed)
    return _classified(printed, cells, table)


def _classified(printed: Mapping[str, str], cells: Mapping[int, Cell], table: TableWords) -> Row:
    """A line of the functional or economic classification."""
    code, shown = _code(printed)
    name = printed.get("名称", "")
    level = level_of(code) or (_level_named(name) if table.open == "economy" else "")
    known = bool(code or level)
    return Row(_joined(name), name, cells, code, level, known=known, printed_code=shown, government_code=digits(printed.get("政府编码", "")), texts=printed)


def _code(printed: Mapping[str, str]) -> tuple[str, str]:
    """The code of a line, zeros that were lost put back, and how it was printed."""
    pieces = [(kind, digits(printed[kind])) for kind in _WIDTHS if printed.get(kind)]
    if pieces:
        return "".join(piece.zfill(_WIDTHS[kind]) for kind, piece in pieces), " ".join(piece for _, piece in pieces)
    shown = printed.get("编码", "").strip()
    return digits(shown), shown


def _level_named(name: str) -> str:
    """The level of the economic code that bears a name, for lines that print none."""
    return next((row.level for row in economic() if bare(row.name) == bare(name)), "")


def _first_text(row: Sequence[Cell | None], positions: Sequence[int]) -> str:
    """What is printed in the first of some columns that is not blank."""
    return next((text for position in positions if (text := _text(row, position).strip())), "")


def _unit_code(row: Sequence[Cell | None], texts: Mapping[str, tuple[int, ...]], table: TableWords) -> str:
    """The code of an organisation printed on a row that is a line of that organisation's own."""
    if any(_first_text(row, texts[kind]) for kind in _WIDTHS if kind in texts):
        return ""
    kinds = ("单位代码", "编码", "名称") if table.open in ("units", "projects") else ("单位代码",)
    return next((code for kind in kinds if kind in texts and (code := digits(_first_text(row, texts[kind])))), "")


def _amount_cells(row: Sequence[Cell | None], heads: Sequence[Head]) -> dict[int, Cell]:
    return {head.position: cell for head in heads if not head.text and (cell := row[head.position]) is not None}


def _text(row: Sequence[Cell | None], position: int | None) -> str:
    cell = row[position] if position is not None and position < len(row) else None
    return cell.text if cell else ""


def _joined(name: str) -> str:
    """A name without the blanks that line breaks left in it."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", name.strip())
