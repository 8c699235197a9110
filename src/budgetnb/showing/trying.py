"""A rule that is being written, tried on many disclosures before it becomes one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetnb.blocks import Block, BodyCell, BodyRow, HeadCell, Paragraph, Table, runs
from budgetnb.checking.books import book_with
from budgetnb.checking.check import check
from budgetnb.checking.findings import Finding, Review
from budgetnb.errors import WrongRule
from budgetnb.figures import Disclosure
from budgetnb.project import local_files, project_folder
from budgetnb.rules.writing import UNNAMED, Entry, read_entry, to_try, with_entry
from budgetnb.showing.collection import Collection
from budgetnb.showing.lists import MOST, finding_cells
from budgetnb.showing.recalled import recall
from budgetnb.showing.shown import Shown
from budgetnb.tabular import Several
from budgetnb.texts import text
from budgetnb.yamls import parse_yaml

if TYPE_CHECKING:
    import pandas as pd

    from budgetnb.rules.rule import Rule, RuleBook

HOLDS = ("ties", "rounds")
BREAKS = ("breaks", "blank", "faulty")
Over = Collection | Disclosure | Review | Iterable[Disclosure | Review]


@dataclass(frozen=True, slots=True)
class Met:
    """The rule at one place of one disclosure; `report` is the folder of its report, "" where there is none."""

    organisation: str
    level: str
    year: int | None
    report: str
    finding: Finding


class Places(Several[Met]):
    """Places where a rule was tried."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, repr=False)
class Trial:
    """What became of a rule: it holds at `hits`, not at `misses`, and to `elsewhere` of `over` disclosures it does not apply.

    `hits` and `misses` are tuples with `to_frame()` and `to_excel()`; `entry` are the keys of the rule as written.
    """

    entry: Entry
    hits: Places
    misses: Places
    elsewhere: int
    over: int

    def save(self, file: str | Path, **more: str) -> Path:
        """Add the rule to a rule book, made where there is none (`params/rules/mine.yaml`); gives the path.

        `more` are keys that were not written yet: id, says, basis, dimension, severity, action. WrongRule says which
        are missing or wrong, and leaves the file as it was.
        """
        path = Path(file)
        added = with_entry(path, {**self.entry, **more})
        own = tuple(one for one in _local() if one.resolve() != path.resolve())
        book_with(parse_yaml(added, str(path)), own)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(added, encoding="utf-8")
        return path

    def _shown(self) -> Shown:
        counts = {"hits": len(self.hits), "misses": len(self.misses), "elsewhere": self.elsewhere, "over": self.over}
        said = Paragraph(runs(text("frame.trial", **counts)))
        misses = of_places(text("frame.misses"), self.misses) if self.misses else ()
        return Shown((said, *misses, *(of_places(text("frame.hits"), self.hits) if self.hits else ())))

    def __repr__(self) -> str:
        return repr(self._shown())

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return self._shown()._repr_mimebundle_(include, exclude)


def try_rule(rule: str, over: Over) -> Trial:
    """Try a rule, a formula or an entry of a rule book, on disclosures, reviews or collected reports; WrongRule says what is wrong with it.

    Collected reports tell figures and sentences, not passages: what `forbid` and `check` look for needs the disclosures themselves.

    Examples:
        >>> import budgetnb as bn
        >>> trial = bn.try_rule("收支总表[收入总计] = 收支总表[支出总计]", over=bn.read(bn.SAMPLE))
        >>> len(trial.hits), len(trial.misses), trial.elsewhere
        (1, 0, 0)
    """
    entry = read_entry(rule)
    book = book_with(to_try(entry), _local())
    tried = book.rule(str(entry.get("id", UNNAMED)))
    if tried is None:
        raise WrongRule((text("rule.nothing_to_try"),))
    found = [(whose, report, _of_rule(disclosure, book, tried)) for whose, report, disclosure in _disclosures(over)]
    met = [Met(*whose, report, one) for whose, report, findings in found for one in findings]
    applies = sum(any(one.outcome != "not_applicable" for one in findings) for _, _, findings in found)
    hits, misses = (Places(one for one in met if one.finding.outcome in outcomes) for outcomes in (HOLDS, BREAKS))
    return Trial(entry, hits, misses, len(found) - applies, len(found))


def _local() -> tuple[Path, ...]:
    """The project's own rule books."""
    return local_files(project_folder(Path.cwd()), "rules")


def _of_rule(disclosure: Disclosure, book: RuleBook, rule: Rule) -> tuple[Finding, ...]:
    """What one rule says; where it meets blanks, all others tell which of these are nil."""
    alone = check(disclosure, replace(book, rules=(rule,))).findings
    if not any(one.outcome == "blank" for one in alone):
        return alone
    return tuple(one for one in check(disclosure, book).findings if one.rule == rule.id)


def _disclosures(over: Over) -> Iterator[tuple[tuple[str, str, int | None], str, Disclosure]]:
    """Whose each is, the folder of its report, and the disclosure."""
    if isinstance(over, Collection):
        yield from ((_whose(one.disclosure), one.report, one.disclosure) for one in recall(over.folder, []))
        return
    for one in (over,) if isinstance(over, Disclosure | Review) else over:
        disclosure = one.disclosure if isinstance(one, Review) else one
        yield _whose(disclosure), "", disclosure


def _whose(disclosure: Disclosure) -> tuple[str, str, int | None]:
    return disclosure.name, disclosure.level or "", disclosure.year


def places_frame(places: Places, exact: bool = True) -> pd.DataFrame:
    """Each place as a row: whose, then the finding."""
    from budgetnb.showing.frames import findings_frame  # noqa: PLC0415  whoever only looks needs no pandas

    frame = findings_frame((one.finding for one in places), exact)
    for at, name in enumerate(("organisation", "level", "year", "report")):
        frame.insert(at, name, [getattr(one, name) for one in places])
    return frame


def of_places(caption: str, places: Places) -> tuple[Block, ...]:
    """Each place in a line."""
    rows = [
        BodyRow(
            tuple(BodyCell(runs(cell) if isinstance(cell, str) else (cell,)) for cell in (_named(one), *finding_cells(one.finding)[1:]))
        )
        for one in places[:MOST]
    ]
    heads = ("organisation", "where", "left", "right", "difference", "outcome")
    head = (tuple(HeadCell(text(f"frame.head.{name}")) for name in heads),)
    note = text("frame.more", count=len(places) - MOST) if len(places) > MOST else ""
    return (Table(caption, head, tuple(rows), ("left", "left", "right", "right", "right", "left"), note=note),)


def _named(one: Met) -> str:
    return " ".join(str(part) for part in (one.organisation, one.level, one.year) if part)
