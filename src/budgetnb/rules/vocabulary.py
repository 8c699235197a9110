"""The words a rule may use, passed in from outside, and what to say of one it may not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache

from budgetnb.errors import nearest
from budgetnb.texts import text

LEVELS = ("类", "款", "项", "单位", "部门", "合计", "项目", "小计", "细目")
TOTAL = "合计"
"""As a line: the line of level 合计, whatever it is called."""
SIDES = ("收入", "支出")
OWN_COLUMNS = ("小计", "合计")
"""The last word of a path under which a head prints its own sum: `X.小计` and `X` are one column."""
EACH_UNIT, THAT_UNIT = UNITS = ("各单位", "该单位")
"""Before a reference: what the disclosures of the department's units print, all of them or the one named on the bound line."""
RESERVED = ("文", "有", "无", "空", "且", "或", "名", "码", "属", "类型", "侧", "章", "角色", *UNITS)
SHOWN = 12
"""Of so many words a message names all."""


class Misread(Exception):
    """A formula, selector or value that is not allowed; `str()` says what is, for the rule's author.

    `place` is the key of the rule it stands under.
    """

    def __init__(self, key: str, place: str = "", **parts: object) -> None:
        self.place = place
        super().__init__(text(f"rule.{key}", **parts))


@dataclass(frozen=True, slots=True)
class TableWords:
    """The names of a table's columns and lines, dotted where a name alone would not do.

    `open` tables also have lines that are known by their code only. `column_parts` and
    `line_parts` say which names add up to a name that is not printed itself; where a column is
    not among them, the columns whose path continues its own are its parts.
    """

    columns: tuple[str, ...]
    lines: tuple[str, ...] = ()
    open: bool = False
    column_parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    line_parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def parts(self, column: str) -> tuple[str, ...]:
        """The columns right under a column, whose sum it is; none for a column that has none."""
        if column in self.column_parts:
            return self.column_parts[column]
        below = (path for path in heads(self.columns) if path.rpartition(".")[0] == column)
        return tuple(path for path in below if not path.rpartition(".")[2].startswith("其中"))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All canonical words; rules are validated against it.

    `kinds` (类型 of a line), `scopes` and `terms` may be left empty, and are then not validated.
    """

    tables: Mapping[str, TableWords]
    scopes: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    roles: tuple[str, ...] = ("数额", "上年", "增减额", "增减率", "占比", "整体")
    levels: tuple[str, ...] = LEVELS
    sides: tuple[str, ...] = SIDES
    kinds: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()

    def words(self, table: str) -> TableWords:
        """The words of a table; Misread when there is no such table."""
        if table not in self.tables:
            raise unknown("table", table, self.tables)
        return self.tables[table]

    def line(self, table: str, name: str) -> str:
        """`name` when the table has such a line (or may have it, being open); Misread when not."""
        words = self.words(table)
        if name in words.lines or name == TOTAL or (words.open and name.isdigit()):
            return name
        raise unknown("line", name, words.lines, table=table)

    def column(self, table: str, path: str) -> str:
        """The full path of the column that `path` or its end names; Misread when there is none or several."""
        columns = self.words(table).columns
        plain = own(path)
        paths = heads(columns)
        if plain in paths:
            return plain
        ends = [head for head in paths if head.endswith(f".{plain}")]
        if len(ends) > 1:
            raise Misread("several_columns", table=table, word=path, found="、".join(ends))
        if not ends:
            raise unknown("column", path, columns, table=table)
        return ends[0]

    def means(self, word: str) -> bool:
        """Whether a word has a meaning of its own, so that no variable can be called so."""
        if word in self.tables or word in (*RESERVED, *self.scopes, *self.terms, *self.roles, *self.levels, *self.sides):
            return True
        return any(word in _parts_of_names(words.columns + words.lines) for words in self.tables.values())

    def choose(self, kind: str, word: str) -> str:
        """`word` when it is one of the scopes, terms, roles, levels, sides, kinds or checks; Misread when not."""
        allowed: tuple[str, ...] = getattr(self, f"{kind}s")
        if word in allowed or (not allowed and kind != "check"):
            return word
        raise unknown(kind, word, allowed)


def own(path: str) -> str:
    """A column's path without the word for "its own sum" at the end.

    >>> own("基本支出.小计"), own("合计")
    ('基本支出', '合计')
    """
    head, _, last = path.rpartition(".")
    return head if head and last in OWN_COLUMNS else path


def above(path: str) -> tuple[str, ...]:
    """The heads above a column, nearest first."""
    parts = path.split(".")
    return tuple(".".join(parts[:end]) for end in range(len(parts) - 1, 0, -1))


@cache
def _parts_of_names(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(part for name in names for part in name.split("."))


@cache
def heads(columns: tuple[str, ...]) -> dict[str, None]:
    """Every path a rule may name, in order: the columns, and the heads above them."""
    named = [own(column) for column in columns]
    return dict.fromkeys(named + [head for column in named for head in above(column)])


def unknown(kind: str, word: str, allowed: Iterable[str], **parts: object) -> Misread:
    """The sentence for a word that is not allowed: the nearest one that is, and what there is."""
    words = tuple(allowed)
    close = nearest(word, words)
    first = dict.fromkeys((*get_close_matches(word, words, n=3, cutoff=0.6), *words))
    return Misread(
        f"unknown.{kind}",
        word=word,
        place="",
        nearest=text("rule.nearest", word=close) if close else "",
        allowed=_list(tuple(first)),
        **parts,
    )


def _list(words: tuple[str, ...]) -> str:
    if len(words) <= SHOWN:
        return text("rule.comma").join(words) or text("rule.nothing")
    return text("rule.and_more", words=text("rule.comma").join(words[:SHOWN]), n=len(words))
