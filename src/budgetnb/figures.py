"""The nouns of a disclosure: figures that remember where they were printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from budgetnb.errors import NoSuchTable
from budgetnb.reading.document import Box, Doubt
from budgetnb.tabular import Several, ShowsItself, Tabular

_ACCOUNT = re.compile(r"(.+?)[（(]([类款项])[)）]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure or a sentence was printed, on paper and in the meaning of the disclosure.

    `page` and `line` count from 1. `text` is the sentence (or the cell), `span` the characters
    of the figure in it.
    """

    file: str
    page: int | None = None
    line: int | None = None
    sheet: str | None = None
    cell: str | None = None
    table: str | None = None
    row: str | None = None
    column: str | None = None
    section: str | None = None
    text: str | None = None
    span: tuple[int, int] | None = None
    boxes: tuple[tuple[int, Box], ...] | None = None


@dataclass(frozen=True, slots=True)
class Figure(ShowsItself):
    """A printed number, or a blank cell (`value` None).

    `key` is its canonical address: `table/line/column` or `文/scope/term/role`, the same in every
    draft. `half` is half a unit of the last digit it is printed to (0 for a blank or a printed 0).
    """

    key: str
    value: Decimal | None
    printed: str
    unit: str
    half: Decimal
    place: Place


@dataclass(frozen=True, slots=True)
class Found(Figure):
    """A figure that was looked for; `within` is the disclosure or review it was looked for in."""

    within: object = field(default=None, compare=False, repr=False)


class Figures(Several[Found]):
    """The figures that were found, in printed order."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its canonical path (`基本支出.人员经费`), or its printed words when unknown.

    `rate` says that it holds percentages, which add up to nothing; `beside` what it
    holds beside this year's amounts: 上年, 增减额, 增减率, 比率.
    """

    name: str
    printed: str
    known: bool = True
    rate: bool = False
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table.

    `name` is canonical where known, else the printed label; `code` digits only, "" where none is
    printed; `level` one of 类 款 项 单位 部门 合计 项目, of a named line and those that add up to it 小计
    and 细目, or ""; `kind` the type of a project; `unit` the organisation named on it. `figures` has one
    for every column of the table, None where the table has no cell (the other side of a table with two sides).
    """

    key: str
    name: str
    label: str
    code: str = ""
    level: str = ""
    side: str = ""
    kind: str = ""
    known: bool = True
    figures: tuple[Figure | None, ...] = ()
    place: Place | None = None
    unit: str = ""
    printed_code: str = ""
    government_code: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph outside the figures of tables, with the official section it stands in.

    `kind` is 封面, 目录, 标题, 正文, 表注, 表外文字 (around a table) or 页眉 (repeated on every page);
    `section` the headings above it, `scope` what they speak of.
    """

    section: str
    scope: str
    text: str
    place: Place
    kind: str = "正文"


@dataclass(frozen=True, slots=True, repr=False)
class Table(Tabular):
    """A recognised table; every line has one figure for every column, blank ones included."""

    name: str
    title: str
    unit: str
    unit_inferred: bool
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    place: Place
    notes: tuple[Passage, ...] = ()
    unit_printed: str = ""

    @property
    def blank(self) -> bool:
        """Whether no cell of it holds a number."""
        return not any(True for _ in self.figures())

    def figures(self) -> Iterator[Figure]:
        """All its printed figures, line by line, blank cells left out."""
        return (figure for line in self.lines for figure in line.figures if figure is not None and figure.value is not None)


@dataclass(frozen=True, slots=True)
class Statement(ShowsItself):
    """What one sentence claims about one term.

    `figures` maps roles to figures: 数额 (this year), 上年 (prior, where printed), 增减额, 增减率, 占比.
    `direction` is +1, -1 or 0 (持平) as worded, None where no change is claimed; `base` is what the
    change is compared with (预算数, 调整预算数, 执行数); `whole` the term a share is of; `of` the term of the
    sentence that lists this one as its part ("其中"), `listing` the number of that list (a term may be listed
    twice, by fund and by use). `sides` are the terms that a term of both sides stands for (收支总计: 收入总计,
    支出总计). `turns` has role, direction and word of every change printed.
    """

    scope: str
    term: str
    figures: tuple[tuple[str, Figure], ...]
    sentence: Place
    direction: int | None = None
    direction_word: str = ""
    base: str = ""
    whole: str = ""
    of: str = ""
    code: str = ""
    ordinal: int = 0
    reason: str = ""
    sides: tuple[str, ...] = ()
    turns: tuple[tuple[str, int, str], ...] = ()
    listing: int = 0

    @property
    def at(self) -> str:
        """Its canonical address, without a role: `文/scope/term`, with `#2` when stated again."""
        return f"文/{self.scope}/{self.term}{f'#{self.ordinal}' if self.ordinal > 1 else ''}"

    @property
    def account(self) -> tuple[tuple[str, str], ...]:
        """The levels and names of an account that the term spells out: (("类", "教育支出"), ("款", "普通教育"))."""
        return tuple((level, name) for name, level in _ACCOUNT.findall("".join(self.term.split())))

    def figure(self, role: str) -> Figure | None:
        """The figure in `role`, if the sentence has one."""
        for name, figure in self.figures:
            if name == role:
                return figure
        return None


@dataclass(frozen=True, slots=True)
class Aside:
    """A number that states no figure: its `kind` (年份, 序号, 文号, 阈值, 原因 …; in tables 代码, 名称, 序号, 指标) and place."""

    kind: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Unread:
    """Text with figures in it that was not understood; never dropped, always listed."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a disclosure.

    `recognised` are the pages whose characters were recognised in pictures, `not_read` those that are pictures of
    which nothing was read.
    """

    file: str
    sha256: str
    recognised: tuple[int, ...] = ()
    not_read: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Disclosure(Tabular):
    """One organisation, one level, one budget year, one revision: all its printed figures.

    `form_tables` and `form_sections` are what its form prescribes, empty where the form is not known.
    """

    kind: str
    level: str | None
    name: str
    code: str | None
    year: int | None
    form: str | None
    sources: tuple[Source, ...]
    tables: tuple[Table, ...]
    statements: tuple[Statement, ...]
    passages: tuple[Passage, ...]
    unread: tuple[Unread, ...] = ()
    asides: tuple[Aside, ...] = ()
    revision: str | None = None
    contents: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())
    form_tables: tuple[str, ...] = ()
    form_sections: tuple[str, ...] = ()

    def table(self, name: str) -> Table:
        """The table of a canonical name (收支总表, 支出总表 …); NoSuchTable says which there are.

        Examples:
            >>> import budgetnb as bn
            >>> bn.read(bn.SAMPLE).table("支出表")  # doctest: +IGNORE_EXCEPTION_DETAIL
            Traceback (most recent call last):
                ...
            budgetnb.errors.NoSuchTable: …
        """
        if found := self.find_table(name):
            return found
        raise NoSuchTable(name, [table.name for table in self.tables])

    def find_table(self, name: str) -> Table | None:
        """The table of a canonical name, or None when the document has none."""
        return next((table for table in self.tables if table.name == name), None)

    def find(self, wanted: str) -> Figures:
        """Every figure that says a number ("361.39", "8.23%", "361.39万元" in any unit of money) or is called by some words.

        A number is found however it is punctuated; with a unit of money also where it is printed in another one, to
        the digits given. None found is an empty answer, not an error.

        Examples:
            >>> import budgetnb as bn
            >>> d = bn.read(bn.SAMPLE)
            >>> len(d.find("361.39")), [figure.key for figure in d.find("86.93%")], len(d.find("7.77"))
            (19, ['文/收支总体/收支总计/增减率'], 0)
        """
        from budgetnb.searching import search  # noqa: PLC0415  it is made of these nouns

        return search(self, wanted, self)

    def figures(self) -> Iterator[Figure]:
        """Every printed figure: tables first, then the narrative; blank cells left out."""
        for table in self.tables:
            yield from table.figures()
        for statement in self.statements:
            yield from (figure for _, figure in statement.figures if figure.value is not None)
