"""Lines known by a code, an organisation or a project, in tables with one side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from budgetnb.codes import bare, economic, level_of, names_of
from budgetnb.reading.document import Cell
from budgetnb.recognising.beside import blocks_of, is_block_total, overall
from budgetnb.recognising.head import Head
from budgetnb.recognising.named import line_node
from budgetnb.recognising.owners import UNIT, ranked
from budgetnb.recognising.rows import Cells, Row, amount_cells, joined, text_in
from budgetnb.recognising.vocabulary import TableWords, Words
from budgetnb.recognising.words import digits, label, plain

_TOTALS = ("合计", "总计")
_WIDTHS = {"类": 3, "款": 2, "项": 2}
_CODE_AND_NAME = re.compile(r"\s*[\[【(（]?(?P<code>[235]\d{2}(?:\d{2}){0,2})[\]】)）]?[\s\-—.、]*(?P<name>[^\d\s.,，%].*)")
"""A code printed before the name, in one cell: [2010601]行政运行, 301-工资福利支出."""
_ORGANISATION = re.compile(r"(?:[局院厅委办室处部会所队站校馆署社团府库台园]|中心|单位|部门|街道|学校|大学|医院|机关|本级|[乡镇])$")

Texts = Mapping[str, Sequence[int]]
"""The columns that hold words, by kind."""


@dataclass(frozen=True, slots=True)
class _Printed:
    """A row with its words by kind and its amounts."""

    row: Cells
    words: Mapping[str, str]
    amounts: Mapping[int, Cell]

    @property
    def blank(self) -> bool:
        return not any(self.words.values()) and not any(cell.text.strip() for cell in self.amounts.values())


def coded_rows(body: Sequence[Cells], heads: Sequence[Head], table: TableWords, words: Words) -> Iterator[Row]:
    """The lines of a table with one side, in printed order, one block of columns after the other."""
    blocks = blocks_of(heads)
    if len(blocks) == 1:
        yield from ranked(_block(body, heads, table, words))
        return
    totals = dict(overall(body, blocks))
    rest = [row for place, row in enumerate(body) if place not in totals]
    for block in blocks:
        for row in ranked(_block(rest, block, table, words)):
            yield replace(row, level="", known=True) if is_block_total(row.label) else row
    yield from totals.values()


def _block(body: Sequence[Cells], heads: Sequence[Head], table: TableWords, words: Words) -> Iterator[Row]:
    texts = {
        kind: [head.position for head in heads if head.text == kind] for kind in dict.fromkeys(head.text for head in heads if head.text)
    }
    group, trail, first, above = "", tuple[str, ...](), True, ("", "")
    for row in body:
        worded = {kind: text_in(row, positions) for kind, positions in texts.items()}
        worded["细目"] = next(
            (cell.text.strip() for position in texts.get("细目", ()) if (cell := row[position]) and cell.text.strip()), ""
        )
        if len(pieces := _pieces(row, texts.get("编码", ()))) > 1:
            worded["编码"] = "".join(pieces)
        worded |= _levels_above(worded, above)
        above = (worded.get("类", ""), worded.get("款", ""))
        printed = _Printed(row, worded, amount_cells(row, heads))
        if printed.blank:
            continue
        before, group = group, printed.words.get("名称") or group
        node = line_node(group, trail, table.lines.get("", ()), words) if table.open == "units" and not printed.words.get("编码") else None
        if node:
            trail = node.path
            finer = plain(printed.words.get("细目", ""))
            own = finer in ("", "小计") or not before
            shown = " ".join(part for part in (printed.words.get("名称"), printed.words.get("细目")) if part)
            level = "小计" if own else "" if finer.startswith("其中") else "细目"
            yield Row(node.address if own else f"{label(group)}.{label(finer)}", shown, printed.amounts, level=level)
        elif not texts or _is_total(printed, first):
            yield Row("合计", next(iter(printed.words.values()), ""), printed.amounts, level="合计")
        else:
            yield _of_unit(printed, texts, table) or _of_kind(printed, table)
        first = False


def _levels_above(worded: Mapping[str, str], above: tuple[str, str]) -> dict[str, str]:
    """The 类 and 款 of the line above, where a form with a column for each level does not repeat them."""
    group, item = worded.get("款", ""), worded.get("项", "")
    if worded.get("类", "") or not (digits(group) or digits(item)):
        return {}
    return {"类": above[0], "款": group or above[1]}


def _pieces(row: Cells, positions: Sequence[int]) -> list[str]:
    """The pieces of a code printed over several columns under one head."""
    cells = [row[position] for position in positions]
    return [digits(cell.text) for cell in cells if cell is not None and digits(cell.text)]


def _is_total(printed: _Printed, first: bool) -> bool:
    """Whether a row is the total line: it says so, or it is the first one and says nothing."""
    said = [plain(text).rstrip(":") for text in printed.words.values() if text]
    return any(word in _TOTALS for word in said) or (first and not said)


def _of_unit(printed: _Printed, texts: Texts, table: TableWords) -> Row | None:
    """The line of an organisation, known by its code or, in a table of units, by its name alone; `ranked` gives it its level."""
    code = _unit_code(printed.row, texts, table)
    if not code and (table.open != "units" or not printed.words.get("单位名称") or _code(printed.words)[0]):
        return None
    if any(bare(known.name) == bare(printed.words.get("名称", "")) for known in names_of(code)):
        return None
    name = next((text for kind in ("单位名称", "项目单位", "名称") if (text := printed.words.get(kind, "")) and not digits(text)), "")
    return Row(joined(name), name, printed.amounts, code=code, level=UNIT, printed_code=code)


def _of_kind(printed: _Printed, table: TableWords) -> Row:
    if table.open != "projects":
        return _classified(printed.words, printed.amounts, table)
    first = min(printed.amounts, default=len(printed.row))
    name = printed.words.get("名称", "") or " ".join(cell.text for cell in printed.row[:first] if cell is not None and cell.text.strip())
    unit = joined(printed.words.get("项目单位", ""))
    return Row(joined(name), name, printed.amounts, level="项目", kind=printed.words.get("类型", ""), unit=unit, known=bool(name))


def _classified(printed: Mapping[str, str], cells: Mapping[int, Cell], table: TableWords) -> Row:
    """A line of the functional or economic classification, or of an organisation among them."""
    code, shown = _code(printed)
    name = printed.get("名称", "")
    if not code and (found := _CODE_AND_NAME.match(name)):
        code, shown, name = found["code"], found["code"], found["name"]
    level = level_of(code) or (_level_named(name) if table.open == "economy" else "")
    if not code and not level and table.open == "functions" and _ORGANISATION.search(name):
        return Row(joined(name), name, cells, level="单位")
    known = bool(code or level)
    return Row(
        joined(name),
        name,
        cells,
        code,
        level,
        known=known,
        printed_code=shown,
        government_code=digits(printed.get("政府编码", "")),
    )


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


def _unit_code(row: Cells, texts: Texts, table: TableWords) -> str:
    """The code of an organisation printed on a row that is a line of that organisation's own."""
    if len(texts.get("编码", ())) > 1 or any(text_in(row, texts[kind]) for kind in _WIDTHS if kind in texts):
        return ""
    kinds = ("单位代码", "编码", "名称") if table.open in ("units", "projects") else ("单位代码",)
    return next((code for kind in kinds if kind in texts and (code := digits(text_in(row, texts[kind])))), "")
