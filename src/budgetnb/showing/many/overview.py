"""All organisations of one year, or a choice of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from budgetnb.checking.findings import Problem, Review
from budgetnb.errors import BudgetnbError, NotFilledIn
from budgetnb.figures import Disclosure
from budgetnb.season.common import common_matters
from budgetnb.showing.collection import Where, counted, missing_of, reports_folder, unfiled
from budgetnb.showing.many.drafts import last_drafts
from budgetnb.showing.measures import NEEDED_LINES, NEEDED_TABLES
from budgetnb.showing.recalled import Recalled, recall, recalled_of
from budgetnb.tabular import ShowsItself
from budgetnb.texts import speak

LEVELS = ("部门", "单位")


class NothingOfThatYear(BudgetnbError):
    """A year, or a choice in it, that none of the collected reports is on."""

    key = "many.nothing_of_year"


@dataclass(frozen=True, slots=True)
class Absent:
    """Who is not here, or only as before, or a file that may be somebody's: failed, not_built, unfiled or refused."""

    name: str
    level: str | None
    kind: str
    why: str = ""
    former: bool = False


@dataclass(frozen=True, slots=True)
class Overview(ShowsItself):
    """The reviews of one year, those of the year before that are there, who is absent, and the sentences of the rules that were broken.

    `common` are the problems that belong to a form, with how many documents have them.
    """

    year: int
    seen: tuple[Recalled, ...]
    before: tuple[Recalled, ...] = ()
    absent: tuple[Absent, ...] = ()
    folder: Path | None = None
    rules: Mapping[str, str] = field(default_factory=dict)
    common: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels there are, departments first: amounts of a unit are part of its department's and are never added to them."""
        there = {one.disclosure.level or "" for one in self.seen}
        return tuple(level for level in (*LEVELS, "") if level in there)

    def own(self, one: Recalled) -> tuple[Problem, ...]:
        """The open problems of a review that are its organisation's own: what is counted and ranked."""
        form = one.disclosure.form or ""
        return tuple(problem for problem in one.open_problems if _is_ruled(problem) or (form, problem.id) not in self.common)

    def of_level(self, level: str) -> tuple[Recalled, ...]:
        """The reviews of one level."""
        return tuple(one for one in self.seen if (one.disclosure.level or "") == level)

    def pairs(self, level: str) -> tuple[tuple[Recalled, Recalled | None], ...]:
        """Each review of a level with that of the same organisation the year before, where it is there: by code, else by name."""
        by_code: dict[str | None, Recalled] = {
            one.disclosure.code: one for one in self.before if one.disclosure.code and (one.disclosure.level or "") == level
        }
        by_name = {one.disclosure.name: one for one in self.before if (one.disclosure.level or "") == level}
        return tuple((one, _prior(one.disclosure, by_code, by_name)) for one in self.of_level(level))


def overview(year: int, level: str | None = None, only: str | None = None, folder: str | Path | None = None, lang: str = "zh") -> Overview:
    """All organisations of a year, from the collected data; of one level, or those whose name or code `only` is a part or a pattern of.

    From here on everything is said in `lang`. NothingOfThatYear when there is no report on any.
    """
    speak(lang)
    if not year:
        raise NotFilledIn(name="year")
    home = reports_folder(folder)
    of_level: Where = [("organisation_level", "==", level)] if level else []
    needed: Where = [("table", "in", NEEDED_TABLES), ("level", "in", NEEDED_LINES)]
    every, before = (last_drafts(recall(home, [("year", "==", of), *of_level], needed, statements=False)) for of in (year, year - 1))
    seen = tuple(one for one in every if _chosen(one, only))
    if not seen:
        raise NothingOfThatYear(year=year, folder=home)
    broken = counted(home, "findings", ("rule", "sentence"), [("year", "==", year), ("outcome", "==", "breaks")])
    rules = dict(sorted(broken, key=str))
    return Overview(year, seen, before, tuple(_absent_of(home, year, level, only)), home, rules, _common(every))


def overview_of(year: int, reviews: Iterable[Review], before: Iterable[Review] = ()) -> Overview:
    """Reviews at hand as an overview."""
    there = tuple(reviews)
    rules = {finding.rule: finding.sentence for review in there for finding in review.findings if finding.outcome == "breaks"}
    seen = last_drafts(map(recalled_of, there))
    return Overview(year, seen, last_drafts(map(recalled_of, before)), rules=rules, common=_common(seen))


def _common(seen: Iterable[Recalled]) -> Mapping[tuple[str, str], int]:
    return common_matters((one.disclosure.form or "", [problem.id for problem in one.problems if not _is_ruled(problem)]) for one in seen)


def _is_ruled(problem: Problem) -> bool:
    return problem.decision is not None and bool(problem.decision.ruling)


def _chosen(one: Recalled, only: str | None) -> bool:
    return _is_chosen((one.disclosure.name, one.disclosure.code or ""), only)


def _is_chosen(known: Iterable[str], only: str | None) -> bool:
    return not only or any(only in words or fnmatchcase(words, only) for words in known)


def _absent_of(home: Path, year: int, level: str | None, only: str | None) -> Iterator[Absent]:
    """Who the last batch planned and did not build, then who by the register has not filed; at the end files of nobody known."""
    noted = [one for one in missing_of(home) if one["year"] in (None, year) and (not level or one["level"] in (None, level))]
    named = [one for one in noted if one["department"] and _is_chosen((one["department"], one["code"] or ""), only)]
    yield from (Absent(one["department"], one["level"], one["kind"], one["why"], one["former"]) for one in named)
    planned = {(one["department"], one["level"]) for one in named}
    for line in unfiled(home, year):
        fits = (not level or line["level"] == level) and _is_chosen((line["name"], line["code"] or ""), only)
        if fits and (line["name"], line["level"]) not in planned:
            yield Absent(line["name"], line["level"], "unfiled")
    yield from (Absent(one["file"], None, one["kind"], one["why"]) for one in noted if not one["department"])


def _prior(one: Disclosure, by_code: Mapping[str | None, Recalled], by_name: Mapping[str, Recalled]) -> Recalled | None:
    if one.code in by_code:
        return by_code[one.code]
    named = by_name.get(one.name)
    return named if named and not (one.code and named.disclosure.code) else None
