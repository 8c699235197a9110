"""Which lines, figures and statements the references of a rule mean, once its variables are bound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from budgetnb.checking.lookup import NESTED, ORGANISATIONS, Binding, BoundLine, Faulty, Index, NotApplicable, TableIndex
from budgetnb.figures import Figure, Statement
from budgetnb.rules.syntax import Cells, Condition, Variable, Word
from budgetnb.rules.vocabulary import EACH_UNIT, TOTAL
from budgetnb.season.family import organisation, with_name
from budgetnb.season.organisations import Organisation, match
from budgetnb.season.register import UNIT
from budgetnb.texts.names import in_words, listed

Lines = list[tuple[int, ...]]
"""Selected lines by position; lines that together stand for one that is not printed are one entry."""


def figures_of(index: Index, cells: Cells, binding: Binding, several: bool = False) -> tuple[Figure, ...]:
    """The figures a reference means; Faulty where one is meant and more are found.

    Where the disclosure has none: nothing for an optional reference, NotApplicable for others.
    """
    if cells.of:
        return tuple(figure for unit in units_meant(index, cells.of, binding) for figure in _of_unit(unit, cells, binding, several))
    table = index.tables.get(cells.table)
    if table is None:
        if cells.optional:
            return ()
        raise NotApplicable("table", table=cells.table)
    lines = _lines(table, cells, binding)
    if not several and len(lines) != 1:
        if not lines and cells.optional:
            return ()
        if not lines:
            by_code = any(condition.of == "码" for condition in cells.where)
            raise NotApplicable("account" if by_code else "line", table=cells.table, line=partial(worded, cells.where, binding))
        raise Faulty("several", table=cells.table, line=described(cells.where, binding), n=len(lines))
    columns = _columns(table, cells, binding)
    if len(lines) == len(columns) == 1 and len(lines[0]) == 1:  # one cell, by far the most frequent
        figure = table.table.lines[lines[0][0]].figures[columns[0]]
        if figure is not None:
            return (figure,)
    if len(columns) == 1:
        rows, column = table.table.lines, columns[0]
        cell = [rows[position].figures[column] for group in lines for position in group]
        found = tuple([figure for figure in cell if figure is not None])
    else:
        named = bool(cells.column)
        found = tuple([figure for group in lines for position in group for figure in _on_line(table, position, columns, named)])
    if lines and not found and not cells.optional:
        raise NotApplicable("column", table=cells.table, column=path_of(cells.column, binding) or "金额")
    return found


def bound_cell(index: Index, cells: Cells, binding: Binding) -> Figure | None:
    """The cell of a bound line in its own table, by far the most frequent; None where it is not as simple as that."""
    if cells.bound is None:
        return None
    name, path = cells.bound
    bound = binding[name]
    if not isinstance(bound, BoundLine) or bound.table is not index.tables.get(cells.table):
        return None
    columns = bound.table.column(path) if path else bound.table.amounts
    return bound.table.table.lines[bound.position].figures[columns[0]] if len(columns) == 1 else None


def units_meant(index: Index, of: str, binding: Binding) -> tuple[Index, ...]:
    """The units whose disclosures are meant: all of them, or that of the unit a bound line names; NotApplicable where one is not there."""
    if not index.units:
        raise NotApplicable("units")
    if of == EACH_UNIT:
        return index.units
    lines = (bound.line for bound in binding.values() if isinstance(bound, BoundLine))
    line = next((line for line in lines if line.level == UNIT or line.unit), None)
    if line is None:
        raise NotApplicable("no_unit")
    named = Organisation(line.unit) if line.unit else Organisation(line.name, line.code)
    place = match(with_name(named, index.disclosure), [organisation(unit.disclosure) for unit in index.units])
    if place is None:
        raise NotApplicable("unit_lacking", unit=named.name)
    return (index.units[place],)


def _of_unit(unit: Index, cells: Cells, binding: Binding, several: bool) -> tuple[Figure, ...]:
    """The figures of one unit. An account that it does not have is 0; a line that every disclosure has must be there."""
    found = figures_of(unit, replace(cells, of=""), binding, several)
    if found or cells.optional or not several or _may_lack(cells, binding):
        return found
    raise NotApplicable("unit_line", unit=unit.disclosure.name, table=cells.table, line=partial(worded, cells.where, binding))


def _may_lack(cells: Cells, binding: Binding) -> bool:
    """Whether lines are meant of which a unit need not have any: accounts, projects."""
    named = [word for condition in cells.where if condition.of == "名" for word in condition.words]
    bound = [binding[word.name] for word in named if isinstance(word, Variable)]
    return not named or any(isinstance(one, BoundLine) and bool(one.line.code or one.line.level == "项目") for one in bound)


def _lines(table: TableIndex, cells: Cells, binding: Binding) -> Lines:
    """The selected lines; looked up once where no variable is in the conditions."""
    where = cells.where
    if cells.fixed and id(where) in table.selected:
        return table.selected[id(where)][1]
    if len(where) == 1 and where[0].of in ("名", "码") and len(where[0].words) == 1:
        found = _named(table, where[0].of, where[0].words[0], binding)
    else:
        found = select(table, where, binding)
    if cells.fixed:
        table.selected[id(where)] = where, found
    return found


def _columns(table: TableIndex, cells: Cells, binding: Binding) -> tuple[int, ...]:
    if not cells.column and not cells.star:
        return table.amounts
    if len(cells.column) == 1 and not cells.star and isinstance(cells.column[0], str):
        return table.column(cells.column[0])
    path = path_of(cells.column, binding)
    if cells.star:
        return tuple(position for part in table.words.parts(path) for position in table.column(part))
    found = table.column(path)
    if not found and any(isinstance(word, Variable) for word in cells.column):
        found = table.column(path.rpartition(".")[2])
    return found


def _on_line(table: TableIndex, position: int, columns: tuple[int, ...], named: bool) -> tuple[Figure, ...]:
    """The figures of a line in some columns; where no column was named, only the first of them, a printed one if there is any."""
    cells = table.table.lines[position].figures
    found = tuple(figure for column in columns if (figure := cells[column]) is not None)
    if named or len(found) < 2:
        return found
    return (next((figure for figure in found if figure.value is not None), found[0]),)


def path_of(column: tuple[Word, ...], binding: Binding) -> str:
    """A column's path with the variables in it put in: a column by its path, a line by its name, a statement by its term."""
    if len(column) == 1:
        return column[0] if isinstance(column[0], str) else _name(binding[column[0].name])
    return ".".join([word if isinstance(word, str) else _name(binding[word.name]) for word in column])


def _name(bound: BoundLine | Statement | str) -> str:
    if isinstance(bound, BoundLine):
        return bound.line.name
    return bound.term if isinstance(bound, Statement) else bound


def select(table: TableIndex, where: tuple[Condition, ...], binding: Binding) -> Lines:
    """The lines for which all conditions hold.

    NotApplicable where a table prints no line of the levels asked for, or no types at all: its form
    does not go into that detail, which is something else than having none of a kind.
    """
    named = next((condition for condition in where if condition.of in ("名", "码")), None)
    level = next((condition for condition in where if condition.of == "级"), None)
    if level and table.levels.keys().isdisjoint(level.words):
        raise NotApplicable("level", table=table.table.name, level=partial(listed, tuple(map(str, level.words))))
    if named:
        found = [group for word in named.words for group in _named(table, named.of, word, binding)]
    elif level:
        found = [(position,) for position in sorted(position for word in level.words for position in table.levels.get(str(word), ()))]
    else:
        found = [(position,) for position in range(len(table.table.lines))]
    for condition in where:
        if condition is not named and not (condition is level and not named):
            found = _filtered(table, found, condition, binding)
    return found


def _named(table: TableIndex, of: str, word: Word, binding: Binding) -> Lines:
    if isinstance(word, str):
        return table.line(word) if of == "名" else table.together(table.codes.get(word, ()))
    bound = binding[word.name]
    if isinstance(bound, BoundLine):
        return _same(table, bound, of)
    if isinstance(bound, Statement):
        return table.together(table.codes.get(bound.code, ())) or (table.line(bound.term) if of == "名" else [])
    return table.line(bound) or table.line(bound.rpartition(".")[2])


def _same(table: TableIndex, bound: BoundLine, of: str) -> Lines:
    """A bound line where it stands, or the line that is it in another table: same code, else same name.

    A line that several organisations have each is, in a table without them, none; the other way round it is all of theirs.
    """
    line = bound.line
    if bound.table is table and of == "名":
        return [(bound.position,)]
    lines = table.table.lines
    if line.code:
        found = [position for position in table.codes.get(line.code, ()) if lines[position].level == line.level]
        shared = bound.table.shared(line.code)
        if of == "名" and bound.table is not table and shared != table.shared(line.code):
            return [] if shared else table.together(found)
        return [(position,) for position in found if of == "名" and lines[position].key == line.key] or table.together(found)
    return table.line(line.name) if of == "名" else []


def _filtered(table: TableIndex, found: Lines, condition: Condition, binding: Binding) -> Lines:
    lines = table.table.lines
    words = set(condition.words)
    if condition.of == "级":
        return [group for group in found if lines[group[0]].level in words]
    if condition.of == "侧":
        return [group for group in found if lines[group[0]].side in words]
    if condition.of == "类型":
        if not any(line.kind for line in lines):
            raise NotApplicable("kind", table=table.table.name)
        return [group for group in found if lines[group[0]].kind in words]
    allowed = {position for word in condition.words for position in _under(table, word, binding, condition.of)}
    return [group for group in found if group[0] in allowed]


def _under(table: TableIndex, word: Word, binding: Binding, of: str) -> Iterator[int]:
    """The lines strictly below a line, code or name (属), or with its code (码)."""
    if of != "属":
        for group in _named(table, of, word, binding):
            yield from group
    elif isinstance(word, str) and not word.isdigit():
        yield from table.parts(word)
    elif isinstance(word, Variable) and isinstance(bound := binding[word.name], BoundLine):
        yield from below(table, bound)
    else:
        code = word if isinstance(word, str) else getattr(binding[word.name], "code", "")
        yield from _with_prefix(table, code, False)


def below(table: TableIndex, bound: BoundLine) -> Iterator[int]:
    """The lines that belong to a bound line.

    By code; under an organisation (or the total) also by position, up to the next one of its rank, and so in
    a table without codes. In a table with several organisations, the lines of a code that stands there again are left to that one.
    """
    line = bound.line
    if bound.table is table and not table.codes and line.level in NESTED:
        yield from _until(table, bound.position, (TOTAL, *NESTED[: NESTED.index(line.level) + 1]), "")
        return
    if not line.code and line.name not in table.words.line_parts and line.level not in ORGANISATIONS:
        raise NotApplicable("code", line=line.name)
    here = bound.table is table
    if here and line.level in ORGANISATIONS:
        yield from _until(table, bound.position, ORGANISATIONS[: ORGANISATIONS.index(line.level) + 1], "")
        return
    by_code = _with_prefix(table, line.code, line.level in ORGANISATIONS) if line.code else iter(table.parts(line.name))
    if here and line.code and len(table.codes[line.code]) > 1:
        block = set(_until(table, bound.position, ORGANISATIONS, line.code))
        by_code = (position for position in by_code if position in block)
    yield from by_code


def _until(table: TableIndex, start: int, levels: tuple[str, ...], code: str) -> Iterator[int]:
    """The positions after `start` up to the next line of one of these levels, or of this code."""
    for position, line in enumerate(table.table.lines[start + 1 :], start + 1):
        if line.level in levels or (code and line.code == code):
            return
        yield position


def _with_prefix(table: TableIndex, code: str, organisations: bool) -> Iterator[int]:
    """The lines whose code goes on from `code`; organisations and classifications have codes of their own."""
    for position, line in enumerate(table.table.lines):
        if code and line.code != code and line.code.startswith(code) and (line.level in ORGANISATIONS) == organisations:
            yield position


def described(where: tuple[Condition, ...], binding: Binding) -> str:
    """A selector with its variables put in, to be shown or to be part of an address."""
    shown = (("" if condition.of in ("名", "章", "项") else f"{condition.of}=", condition.words) for condition in where)
    return ",".join(of + "|".join(_shown(word, binding) for word in words) for of, words in shown)


def worded(where: tuple[Condition, ...], binding: Binding) -> str:
    """A selector as words for readers: what is looked for, without the name of the condition where that goes without saying."""
    shown = (("" if condition.of in ("名", "章", "项", "码") else f"{in_words(condition.of)}=", condition.words) for condition in where)
    return " · ".join(of + "|".join(in_words(_shown(word, binding)) for word in words) for of, words in shown)


def _shown(word: Word, binding: Binding) -> str:
    if isinstance(word, str):
        return word
    bound = binding[word.name]
    return bound.line.key if isinstance(bound, BoundLine) else _name(bound)
