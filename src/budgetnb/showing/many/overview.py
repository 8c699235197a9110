"""All organisations of one year, or a choice of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from budgetnb.checking.findings import Review
from budgetnb.errors import BudgetnbError
from budgetnb.figures import Disclosure
from budgetnb.showing.collection import Where, missing_of, reports_folder
from budgetnb.showing.many.drafts import last_drafts
from budgetnb.showing.measures import NEEDED_LINES, NEEDED_TABLES
from budgetnb.showing.recalled import Recalled, recall, recalled_of
from budgetnb.texts import speak


class NothingOfThatYear(BudgetnbError):
    """A year, or a choice in it, that none of the collected reports is on."""

    key = "many.nothing_of_year"


@dataclass(frozen=True, slots=True)
class Absent:
    """Who was planned and is not here, or only as before; or a file that may be somebody's and could not be used."""

    name: str
    kind: str
    why: str = ""
    former: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """The reviews of one year, those of the year before that are there, and who is absent."""

    year: int
    seen: tuple[Recalled, ...]
    before: tuple[Recalled, ...] = ()
    absent: tuple[Absent, ...] = ()
    folder: Path | None = None

    def prior(self, one: Recalled) -> Recalled | None:
        """The same organisation the year before."""
        return next((other for other in self.before if _is_same(one.disclosure, other.disclosure)), None)


def overview(year: int, level: str | None = None, only: str | None = None, folder: str | Path | None = None, lang: str = "zh") -> Overview:
    """All organisations of a year, from the collected data; of one level, or those whose name or code `only` is a part or a pattern of.

    From here on everything is said in `lang`. NothingOfThatYear when there is no report on any.
    """
    speak(lang)
    home = reports_folder(folder)
    of_level: Where = [("organisation_level", "==", level)] if level else []
    needed: Where = [("table", "in", NEEDED_TABLES), ("level", "in", NEEDED_LINES)]
    seen, before = (
        tuple(one for one in last_drafts(recall(home, [("year", "==", of), *of_level], needed, statements=False)) if _chosen(one, only))
        for of in (year, year - 1)
    )
    if not seen:
        raise NothingOfThatYear(year=year, folder=home)
    absent = tuple(_absent(one) for one in missing_of(home) if one["year"] in (None, year) and (not level or one["level"] in (None, level)))
    return Overview(year, seen, before, absent, home)


def overview_of(year: int, reviews: Iterable[Review], before: Iterable[Review] = ()) -> Overview:
    """Reviews at hand as an overview."""
    return Overview(year, last_drafts(map(recalled_of, reviews)), last_drafts(map(recalled_of, before)))


def _chosen(one: Recalled, only: str | None) -> bool:
    known = (one.disclosure.name, one.disclosure.code or "")
    return not only or any(only in words or fnmatchcase(words, only) for words in known)


def _absent(said: dict[str, object]) -> Absent:
    name = said["department"] or said["file"]
    return Absent(str(name), str(said["kind"]), str(said["why"]), bool(said["former"]))


def _is_same(one: Disclosure, other: Disclosure) -> bool:
    if one.level != other.level:
        return False
    return one.code == other.code if one.code and other.code else one.name == other.name
