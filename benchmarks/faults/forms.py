"""Faults of form: lines, tables and notes lost, units, years, names, codes, what was left of the template."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from faults.covering import DERIVED, SUM
from faults.faulty import Done, Fault, Injector, exchanged, paragraphs, title, with_cell
from faults.paper import Cell, Number, Paper, Paragraph, Part, Row, Table, words
from faults.words import ECONOMY, FUNCTIONS, OFFICES

_CHANGE = re.compile(r"增加|减少")
_OPPOSITE = {"增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长"}
_SURE = "certain"


def injectors() -> dict[str, Injector]:
    """Every fault of form by its name."""
    return {
        "line.lost": _line_lost,
        "table.unit": _unit_changed,
        "table.missing": _table_missing,
        "note.missing": _note_missing,
        "note.not_empty": _note_not_empty,
        "note.other": _note_of_another,
        "direction.reversed": _direction,
        "direction.rate_word": _rate_direction,
        "year.base": _stale_base,
        "year.sentence": _stale_sentence,
        "year.title": _stale_title,
        "residue.placeholder": _placeholder,
        "residue.instruction": _instruction,
        "residue.unresolved": _unresolved,
        "reason.missing": _reason_missing,
        "name.other": _other_name,
        "name.level": _other_level,
        "code.short": _short_code,
        "code.name": _name_against_code,
        "code.unknown": _unknown_code,
    }


def _of_words(paper: Paper, line: Paragraph, parts: Sequence[Part], kind: str, said: str, right: str) -> Done:
    new = Paragraph(tuple(parts), line.style)
    return exchanged(paper, line, new), Fault(kind, "words", "", said, right, new.text, _SURE)


def _reworded(paper: Paper, line: Paragraph, old: str, new: str, kind: str) -> Done:
    """The line with the first `old` among its words exchanged."""
    parts = list(line.parts)
    place = next(place for place, part in enumerate(parts) if isinstance(part, str) and old in part)
    parts[place] = str(parts[place]).replace(old, new, 1)
    return _of_words(paper, line, parts, kind, new, old)


def _choose(draw: Random, found: list[Paragraph]) -> Paragraph | None:
    return draw.choice(found) if found else None


def _saying(paper: Paper, pattern: str) -> list[Paragraph]:
    """Lines of the narrative with words of a pattern among their words, outside cover, contents and headings."""
    found = re.compile(pattern)
    return [
        line
        for line in paragraphs(paper)
        if line.style == "text" and any(isinstance(part, str) and found.search(part) for part in line.parts)
    ]


def _line_lost(paper: Paper, draw: Random) -> Done | None:
    found = [(table, row) for table in paper.tables for row in table.body if _leaf(row)]
    table, row = draw.choice(found)
    number = next(cell.part for cell in row if isinstance(cell.part, Number))
    new = replace(table, body=tuple(one for one in table.body if one is not row))
    label = "".join(words(cell.part) for cell in row if not isinstance(cell.part, Number))
    return exchanged(paper, table, new), Fault("line.lost", "line", number.place, "", label, title(table), SUM)


def _leaf(row: Row) -> bool:
    """A line of one item with an amount: neither a total nor a line of a table with two sides."""
    numbers = [cell.part for cell in row if isinstance(cell.part, Number) and cell.part.value]
    if not numbers or any(cell.rowspan > 1 for cell in row):
        return False
    line = numbers[0].place.split("/")[1]
    labels = [words(cell.part) for cell in row if not isinstance(cell.part, Number)]
    return bool(re.fullmatch(r"\d{5}|\d{7}", line)) and sum(bool(label) for label in labels) <= 5


def _unit_changed(paper: Paper, draw: Random) -> Done | None:
    """A table in one unit that says the other."""
    found = [
        table
        for table in paper.tables
        if any("单位：" in line.text and "元" in line.text for line in table.above)
        and any(isinstance(cell.part, Number) and cell.part.value for row in table.body for cell in row)  # 0 is 0 in any unit
    ]
    table = draw.choice(found)
    line = next(line for line in table.above if re.search(r"单位：万?元", line.text))
    wrong = line.text.replace("单位：万元", "单位：元") if "万元" in line.text else line.text.replace("单位：元", "单位：万元")
    new = replace(table, above=tuple(Paragraph((wrong,), one.style) if one is line else one for one in table.above))
    return exchanged(paper, table, new), Fault("table.unit", "table", table.name, wrong, line.text, title(table), _SURE, ("unit",))


def _table_missing(paper: Paper, draw: Random) -> Done | None:
    table = draw.choice(paper.tables)
    return exchanged(paper, table, None), Fault("table.missing", "missing", table.name, "", title(table), title(table), _SURE)


def _note_missing(paper: Paper, draw: Random) -> Done | None:
    found = [table for table in paper.tables if table.blank and table.below]
    if not found:
        return None
    table = draw.choice(found)
    fault = Fault("note.missing", "table", table.name, "", table.below[0].text, title(table), _SURE)
    return exchanged(paper, table, replace(table, below=())), fault


def _note_not_empty(paper: Paper, draw: Random) -> Done | None:
    """A note that says a table is empty, under a table that is not."""
    may = ("三公经费表", "政府性基金支出表", "国有资本经营支出表", "项目支出表")
    found = [table for table in paper.tables if table.name in may and _spent(table)]
    if not found:
        return None
    table = draw.choice(found)
    note = f"注：本{paper.level}{paper.year}年无此项预算安排的支出，故本表为空表。"
    new = replace(table, below=(*table.below, Paragraph((note,), "note")))
    return exchanged(paper, table, new), Fault("note.not_empty", "table", table.name, note, "", note, _SURE)


def _spent(table: Table) -> bool:
    """Whether a table has any amount that is not nil."""
    return any(isinstance(cell.part, Number) and cell.part.value for row in table.body for cell in row)


def _note_of_another(paper: Paper, draw: Random) -> Done | None:
    """The note of one fund under the empty table of another."""
    found = [table for table in paper.tables if table.blank and table.name in ("政府性基金支出表", "国有资本经营支出表")]
    if not found:
        return None
    table = draw.choice(found)
    old = table.below[0].text
    note = old.replace("政府性基金", "国有资本经营") if "政府性基金" in old else old.replace("国有资本经营", "政府性基金")
    new = replace(table, below=(Paragraph((note,), "note"),))
    return exchanged(paper, table, new), Fault("note.other", "table", table.name, note, old, note, _SURE)


def _rated(paper: Paper) -> list[tuple[Paragraph, int, int]]:
    """Changes with a percentage: their line, where the word before the amount stands and where that before the percentage."""
    found = [
        (line, place)
        for line in paragraphs(paper)
        for place, part in enumerate(line.parts[:-1])
        if isinstance(part, str) and part.endswith(("增加", "减少")) and isinstance(line.parts[place + 1], Number)
    ]
    return [(line, place, after) for line, place in found if (after := _rate_word(line, place))]


def _rate_direction(paper: Paper, draw: Random) -> Done | None:
    """Two words that contradict each other: 增加 … 万元，下降 … %."""
    rated = _rated(paper)
    if not rated:
        return None
    line, _, after = draw.choice(rated)
    parts = list(line.parts)
    parts[after] = re.sub("增长|下降", lambda match: _OPPOSITE[match.group()], str(parts[after]))
    wrong = re.sub("[^增长下降]", "", str(parts[after]))
    return _of_words(paper, line, parts, "direction.rate_word", wrong, _OPPOSITE.get(wrong, ""))


def _direction(paper: Paper, draw: Random) -> Done | None:
    """The word of direction reversed, before the amount and before the percentage alike, or before the amount only."""
    rated = _rated(paper)
    if not rated:
        return None
    line, place, after = draw.choice(rated)
    parts = list(line.parts)
    word = str(parts[place])[-2:]
    parts[place] = str(parts[place])[:-2] + _OPPOSITE[word]
    if draw.random() < 0.5:  # else only the word before the amount is wrong
        parts[after] = re.sub("增长|下降", lambda match: _OPPOSITE[match.group()], str(parts[after]))
    number = parts[place + 1]
    if not isinstance(number, Number) or _either_way(number, line.parts[after + 1]):
        return None
    done = _of_words(paper, line, parts, "direction.reversed", _OPPOSITE[word], word)
    return done[0], replace(done[1], place=number.place, covering=DERIVED, where="direction", causes=("sign",))


def _either_way(change: Number, rate: Part) -> bool:
    """Whether a change is so small that rounding hides which way it went."""
    assert isinstance(rate, Number)  # noqa: S101  a percentage stands behind its word
    return rate.value * rate.value / 100 * 2 < rate.value * Decimal("0.02") / change.value + Decimal("0.02")


def _rate_word(line: Paragraph, place: int) -> int | None:
    """Where the word before the percentage stands that belongs to a change in money."""
    near = range(place + 2, min(place + 4, len(line.parts) - 1))
    said = (one for one in near if isinstance(line.parts[one], str) and re.search("增长|下降", str(line.parts[one])))
    return next((one for one in said if isinstance(line.parts[one + 1], Number)), None)


def _stale_base(paper: Paper, draw: Random) -> Done | None:
    """The comparison with a year too long ago."""
    before = str(paper.year - 1)
    line = _choose(draw, _saying(paper, rf"[与比]{before}年"))
    return _reworded(paper, line, f"{before}年", f"{paper.year - 2}年", "year.base") if line else None


def _stale_sentence(paper: Paper, draw: Random) -> Done | None:
    """A sentence of the narrative that still names last year as the budget year."""
    found = [line for line in _saying(paper, rf"{paper.year}年") if any(isinstance(part, Number) for part in line.parts)]
    line = _choose(draw, found)
    return _reworded(paper, line, f"{paper.year}年", f"{paper.year - 1}年", "year.sentence") if line else None


def _stale_title(paper: Paper, draw: Random) -> Done | None:
    found = [(table, line) for table in paper.tables for line in table.above if f"{paper.year}年" in line.text]
    if not found:
        return None
    table, line = draw.choice(found)
    wrong = line.text.replace(f"{paper.year}年", f"{paper.year - 1}年")
    new = replace(table, above=tuple(Paragraph((wrong,), one.style) if one is line else one for one in table.above))
    return exchanged(paper, table, new), Fault("year.title", "words", "", wrong, line.text, wrong, _SURE)


def _placeholder(paper: Paper, draw: Random) -> Done | None:
    line = _choose(draw, _saying(paper, re.escape(paper.name)) or _saying(paper, "主要原因"))
    if line is None:
        return None
    if any(isinstance(part, str) and paper.name in part for part in line.parts):
        return _reworded(paper, line, paper.name, draw.choice(("××局", "XX局", "XX单位")), "residue.placeholder")
    return _reworded(paper, line, "主要原因", "××主要原因", "residue.placeholder")


def _instruction(paper: Paper, draw: Random) -> Done | None:
    line = _choose(draw, [line for line in paragraphs(paper) if line.style == "text" and isinstance(line.parts[-1], str)])
    if line is None:
        return None
    said = draw.choice(("如果没有此项支出，请按以下内容填写。", "（请根据实际情况填写）", "（按表中实际发生的支出事项填写）"))
    return _of_words(paper, line, (*line.parts, said), "residue.instruction", said, "")


def _unresolved(paper: Paper, draw: Random) -> Done | None:
    line = _choose(draw, _saying(paper, "(增加|减少)$"))
    if line is None:
        return None
    old = next(match.group() for part in line.parts if isinstance(part, str) and (match := re.search("(增加|减少)$", part)))
    parts = list(line.parts)
    place = next(place for place, part in enumerate(parts) if isinstance(part, str) and part.endswith(old))
    parts[place] = str(parts[place])[: -len(old)] + "增加（减少）"
    return _of_words(paper, line, parts, "residue.unresolved", "增加（减少）", old)


def _reason_missing(paper: Paper, draw: Random) -> Done | None:
    """A change without its reason; one that opens a list whose entries have theirs is no fault: real documents write so."""
    pattern = r"[，。]主要原因(：|是)[^。；]*(?=[。；])"
    line = _choose(
        draw,
        [
            line
            for line in _saying(paper, pattern)
            if any(isinstance(part, Number) and part.place.endswith("增减额") for part in line.parts)
            and not line.text.endswith(("：", ":"))
        ],
    )
    if line is None:
        return None
    place, match = next(
        (place, match) for place, part in enumerate(line.parts) if isinstance(part, str) and (match := re.search(pattern, part))
    )
    parts = list(line.parts)
    parts[place] = str(parts[place]).replace(match.group(), "", 1)
    return _of_words(paper, line, parts, "reason.missing", "", match.group())


def _other_name(paper: Paper, draw: Random) -> Done | None:
    """Another organisation's name in a heading, above a table or at the beginning of a sentence, as copied from its disclosure."""
    kind = next(kind for kind, _, _ in OFFICES if paper.name.endswith(kind))
    other = paper.name.removesuffix(kind) + draw.choice([one for one, _, _ in OFFICES if one != kind])
    tables = [(table, line) for table in paper.tables for line in table.above if paper.name in line.text]
    lines = [line for line in paragraphs(paper) if line.style in ("heading", "cover") and paper.name in line.text]
    sentences = [
        line for line in _saying(paper, rf"^(?:{paper.year}年，?)?{paper.name}") if any(isinstance(part, Number) for part in line.parts)
    ]
    where = draw.random()
    if where < 0.5 and lines:
        return _reworded(paper, draw.choice(lines), paper.name, other, "name.other")
    if where > 0.75 and sentences:
        return _reworded(paper, draw.choice(sentences), paper.name, other, "name.other")
    table, line = draw.choice(tables)
    wrong = line.text.replace(paper.name, other)
    new = replace(table, above=tuple(Paragraph((wrong,), one.style) if one is line else one for one in table.above))
    return exchanged(paper, table, new), Fault("name.other", "words", "", other, paper.name, wrong, _SURE)


def _other_level(paper: Paper, draw: Random) -> Done | None:
    """A department's document that speaks of itself as a unit, or the other way round."""
    other = "单位" if paper.level == "部门" else "部门"
    line = _choose(draw, [line for line in paragraphs(paper) if line.style == "text" and f"本{paper.level}" in line.text])
    return _reworded(paper, line, f"本{paper.level}", f"本{other}", "name.level") if line else None


def _coded_rows(paper: Paper, length: int) -> list[tuple[Table, Row]]:
    found = []
    for table in paper.tables:
        for row in table.body:
            number = next((cell.part for cell in row if isinstance(cell.part, Number)), None)
            if number and len(number.place.split("/")[1]) == length and number.place.split("/")[1].isdigit():
                found.append((table, row))
    return found


def _short_code(paper: Paper, draw: Random) -> Done | None:
    """An economic code without its zero: 301 2 for 30102."""
    found = [(table, row) for table, row in _coded_rows(paper, 5) if _code(row)[3] == "0"]
    if not found:
        return None
    table, row = draw.choice(found)
    code = _code(row)
    cell = [cell for cell in row if isinstance(cell.part, str) and cell.part in (code, code[3:])][-1]
    wrong = code[:3] + code[4:] if cell.part == code else code[4:]
    new = with_cell(table, cell, replace(cell, part=wrong))
    printed = wrong if cell.part == code else f"{code[:3]} {wrong}"
    return exchanged(paper, table, new), Fault("code.short", "code", f"{table.name}/{code}", printed, code, title(table), _SURE)


def _code(row: Row) -> str:
    return next(cell.part.place.split("/")[1] for cell in row if isinstance(cell.part, Number))


def _name_against_code(paper: Paper, draw: Random) -> Done | None:
    """The name of another account beside a code."""
    found = [pair for length in (5, 7) for pair in _coded_rows(paper, length) if _label(pair[1])]
    if not found:
        return None
    table, row = draw.choice(found)
    cell = _label(row)
    names = list(FUNCTIONS.values()) if len(_code(row)) == 7 else [one[0] for one in ECONOMY.values()]
    other = draw.choice([name for name in names if cell and name != cell.part])
    if cell is None:
        return None
    new = with_cell(table, cell, replace(cell, part=other))
    return exchanged(paper, table, new), Fault(
        "code.name", "code", f"{table.name}/{_code(row)}", other, str(cell.part), title(table), _SURE
    )


def _label(row: Row) -> Cell | None:
    """The cell with the name of a line's account."""
    code = _code(row)
    name = FUNCTIONS.get(code) or ECONOMY.get(code, ("",))[0]
    return next((cell for cell in row if name and cell.part == name), None)


def _unknown_code(paper: Paper, draw: Random) -> Done | None:
    """A code that does not exist."""
    found = [(table, row) for table, row in _coded_rows(paper, 7) if any(cell.part in (_code(row), _code(row)[5:]) for cell in row)]
    if not found:
        return None
    table, row = draw.choice(found)
    code = _code(row)
    cell = [cell for cell in row if cell.part in (code, code[5:])][-1]  # 款 and 项 may have the same digits
    wrong = "87" if len(str(cell.part)) == 2 else f"{code[:5]}87"
    new = with_cell(table, cell, replace(cell, part=wrong))
    return exchanged(paper, table, new), Fault(
        "code.unknown", "code", f"{table.name}/{code[:5]}87", f"{code[:5]}87", code, title(table), _SURE
    )
