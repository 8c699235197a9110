"""An index over the tables of a disclosure, and which lines and columns of them a reference means."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TypeVar

from budgetnb.checking.sides import Sum
from budgetnb.figures import Disclosure, Line, Place, Statement, Table
from budgetnb.rules.syntax import Condition
from budgetnb.rules.vocabulary import TOTAL, Misread, TableWords, Vocabulary, own
from budgetnb.season.family import Family, told_apart
from budgetnb.texts import NAMES, has_text, text
from budgetnb.texts.names import in_words

_Key = TypeVar("_Key")
AMOUNTS = ("金额", TOTAL)
"""The columns meant when none is named."""
ORGANISATIONS = (TOTAL, "部门", "单位")
"""Levels of lines that other lines stand under by position, outermost first."""
NESTED = ("类", "款", "项", "小计", "细目")
"""Levels of lines that stand under each other by code, or by position in a table without codes, outermost first."""


class NotApplicable(Exception):
    """The disclosure does not have what a rule speaks of, or (`kept`) has it and no comparison can be made of it.

    What fills its sentence may be a function, called when it is told: most reasons never are.
    """

    def __init__(self, key: str, kept: bool = False, **parts: object) -> None:
        super().__init__(key, parts)
        self.kept = kept

    def __str__(self) -> str:  # built when it is asked for: most are never shown
        key, parts = self.args
        told = {name: part() if callable(part) else part for name, part in parts.items()}
        named = {
            name: " · ".join(map(in_words, part.split("."))) if name in NAMES and isinstance(part, str) else part
            for name, part in told.items()
        }
        if has_text(role := f"finding.role.{told.get('role')}"):
            named["role"] = text(role)
        return text(f"rule.not_applicable.{key}", **named)


class Faulty(Exception):
    """A rule that cannot be evaluated as it is written."""

    def __init__(self, key: str, **parts: object) -> None:
        super().__init__(text(f"rule.faulty.{key}", **parts))


@dataclass(frozen=True, slots=True)
class TableIndex:
    """A table with its lines by name, code and level and its columns by path, each as positions."""

    table: Table
    vocabulary: Vocabulary
    words: TableWords
    names: Mapping[str, tuple[int, ...]]
    codes: Mapping[str, tuple[int, ...]]
    levels: Mapping[str, tuple[int, ...]]
    columns: Mapping[str, int]
    amounts: tuple[int, ...]
    """The columns of which one is meant where none is named."""
    selected: dict[int, tuple[tuple[Condition, ...], list[tuple[int, ...]]]] = field(default_factory=dict, compare=False, repr=False)
    """Lines selected before, by the identity of the conditions in the rule book, which are kept so that it stays theirs."""
    _found: dict[str, tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)

    def column(self, path: str) -> tuple[int, ...]:
        """The columns that make up the one at `path`: itself, or those under it; none where it is absent."""
        if path not in self._found:
            self._found[path] = self._column(path)
        return self._found[path]

    def _column(self, path: str) -> tuple[int, ...]:
        if own(path) in self.columns:
            return (self.columns[own(path)],)
        try:
            full = self.vocabulary.column(self.table.name, path)
        except Misread:
            return ()
        if full in self.columns:
            return (self.columns[full],)
        return tuple(position for part in self.words.parts(full) for position in self._column(part))

    def shared(self, code: str) -> bool:
        """Whether several organisations have a line of this code, and no line of theirs together is printed."""
        return len(self.codes.get(code, ())) > 1 and len(self.together(self.codes[code])) == 1

    def together(self, positions: Sequence[int]) -> list[tuple[int, ...]]:
        """Lines of one code, each alone; those that organisations have each are one, their own common line is preferred."""
        units = self.levels.get("单位", ())
        alone: list[tuple[int, ...]] = [(position,) for position in positions]
        if len(positions) < 2 or len(units) < 2:
            return alone
        blocks = [bisect_right(units, position) for position in positions]
        overall = [one for one, block in zip(alone, blocks, strict=True) if not block]
        return overall or (alone if len(set(blocks)) < len(blocks) else [tuple(positions)])

    def line(self, name: str) -> list[tuple[int, ...]]:
        """The lines called `name`, each alone; where none is, the lines it is the sum of, together."""
        found = self.levels.get(TOTAL, ()) if name == TOTAL else self.codes.get(name, ()) if name.isdigit() else ()
        found = found or self.names.get(name, ())
        if found:
            return [(position,) for position in found]
        parts = self.parts(name)
        return [parts] if parts else []

    def parts(self, name: str) -> tuple[int, ...]:
        """The lines right under a named line."""
        return tuple(position for part in self.words.line_parts.get(name, ()) for position in (self.names.get(part) or self.parts(part)))


@dataclass(frozen=True, slots=True)
class BoundLine:
    """A line that a variable stands for, in the table it was bound in."""

    table: TableIndex
    position: int

    @property
    def line(self) -> Line:
        """The line itself."""
        return self.table.table.lines[self.position]


Binding = Mapping[str, BoundLine | Statement | str]
"""What the variables of a rule stand for; a column by its path."""


@dataclass(frozen=True, slots=True)
class Index:
    """A disclosure ready to be asked: its tables by name, its statements by scope and term, and by the term they are a part of."""

    disclosure: Disclosure
    tables: Mapping[str, TableIndex]
    statements: Mapping[tuple[str, str], tuple[Statement, ...]]
    parts: Mapping[tuple[str, str], tuple[Statement, ...]]
    texts: tuple[tuple[str, str, Place], ...]
    """Every text that is no figure, with its address: the narrative, notes of tables, labels of lines."""
    together: str = ""
    """The same texts one after the other, a \\0 between two."""
    ends: tuple[int, ...] = ()
    """Where each of them ends there, its \\0 included."""
    units: tuple[Index, ...] = ()
    """Of a department, its units' disclosures."""
    lacking: tuple[str, ...] = ()
    """What of its units' disclosures is not there: nothing can then be added up over all of them."""
    alone: dict[int, Sum] = field(default_factory=dict, compare=False, repr=False)
    """Figures that stand alone as a side, by their identity."""


def index(disclosure: Disclosure, vocabulary: Vocabulary, own: Family | None = None) -> Index:
    """The index of a disclosure, with those of its `own` units. Of tables with the same name the first counts."""
    alone = _index(disclosure, vocabulary)
    if own is None:
        return alone
    units = tuple(_index(unit, vocabulary) for unit in told_apart(disclosure, own.added))
    lacking = tuple(unit.name for unit in own.gaps)
    if own.whole is False and not lacking:
        lacking = (text("rule.not_applicable.some", n=(own.said or 0) - len(own.units)),)
    return replace(alone, units=units, lacking=lacking)


def _index(disclosure: Disclosure, vocabulary: Vocabulary) -> Index:
    tables = {table.name: _table(table, vocabulary) for table in reversed(disclosure.tables)}
    said = disclosure.statements
    by_term = _grouped((statement.scope, statement.term) for statement in said)
    by_whole = _grouped((statement.scope, statement.of) for statement in said)
    statements, parts = ({key: tuple(said[place] for place in places) for key, places in found.items()} for found in (by_term, by_whole))
    texts = tuple(_texts(disclosure))
    printed = [words for _, words, _ in texts]
    return Index(disclosure, tables, statements, parts, texts, "\0".join(printed), tuple(accumulate(len(words) + 1 for words in printed)))


def reindexed(known: Index, copy: Disclosure) -> Index:
    """The index of a copy of the disclosure in which only figures are others."""
    tables = {table.name: table for table in reversed(copy.tables)}
    changed = {name: found if found.table is tables[name] else replace(found, table=tables[name]) for name, found in known.tables.items()}
    said = dict(zip(map(id, known.disclosure.statements), copy.statements, strict=True))
    statements, parts = (
        {key: tuple([said[id(one)] for one in found]) for key, found in grouped.items()} for grouped in (known.statements, known.parts)
    )
    return replace(known, disclosure=copy, tables=changed, statements=statements, parts=parts, alone={})


def _texts(disclosure: Disclosure) -> Iterator[tuple[str, str, Place]]:
    read = {passage.place for passage in disclosure.passages}
    for passage in disclosure.passages:
        yield "/".join(part for part in ("文", passage.scope or passage.section) if part), passage.text, passage.place
    for table in disclosure.tables:
        yield from ((table.name, note.text, note.place) for note in table.notes if note.place not in read)
        yield from ((f"{table.name}/{line.key}", line.label, line.place or table.place) for line in table.lines if line.label)


def _table(table: Table, vocabulary: Vocabulary) -> TableIndex:
    words = vocabulary.tables.get(table.name) or TableWords(tuple(column.name for column in table.columns))
    columns = {own(column.name): position for position, column in reversed(tuple(enumerate(table.columns)))}
    names = _grouped(line.name for line in table.lines)
    codes = _grouped(line.code for line in table.lines)
    levels = _grouped(line.level for line in table.lines)
    codes.pop("", None)
    amounts = tuple(columns[name] for name in AMOUNTS if name in columns) or tuple(range(len(columns)))[:1]
    return TableIndex(table, vocabulary, words, names, codes, levels, columns, amounts)


def _grouped(keys: Iterable[_Key]) -> dict[_Key, tuple[int, ...]]:
    found: defaultdict[_Key, list[int]] = defaultdict(list)
    for position, key in enumerate(keys):
        found[key].append(position)
    return {key: tuple(positions) for key, positions in found.items()}
