"""One organisation over its years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from budgetnb.checking.findings import Review
from budgetnb.errors import BudgetnbError, NotFilledIn
from budgetnb.showing.collection import Where, reports_folder
from budgetnb.showing.many.drafts import last_drafts
from budgetnb.showing.recalled import Recalled, recall, recalled_of
from budgetnb.tabular import ShowsItself
from budgetnb.texts import speak


class NobodyOfThatName(BudgetnbError):
    """An organisation that none of the collected reports is on."""

    key = "many.nobody"


@dataclass(frozen=True, slots=True)
class Years(ShowsItself):
    """The reviews of one organisation, one a year, the earliest first; `years` has also those that are missing between them."""

    seen: tuple[Recalled, ...]

    @property
    def name(self) -> str:
        """What it is called in its last year."""
        return self.seen[-1].disclosure.name

    @property
    def level(self) -> str | None:
        """部门 or 单位."""
        return self.seen[-1].disclosure.level

    @property
    def years(self) -> tuple[int, ...]:
        """From the first to the last, none left out."""
        found = [one.disclosure.year or 0 for one in self.seen]
        return tuple(range(found[0], found[-1] + 1))

    def of(self, year: int) -> Recalled | None:
        """The review of a year; None where there is none."""
        return next((one for one in self.seen if one.disclosure.year == year), None)


def trend(
    department: str,
    level: str | None = None,
    code: str | None = None,
    reports: Iterable[str] = (),
    folder: str | Path | None = None,
    lang: str = "zh",
) -> Years:
    """One organisation over its years, from the collected data: those `reports`, or all of its code or name.

    From here on everything is said in `lang`. NobodyOfThatName when no report is on it.
    """
    speak(lang)
    if not (department or code or reports):
        raise NotFilledIn(name="department")
    home, chosen = reports_folder(folder), list(reports)
    if chosen:
        return years_of(recall(home, [("report", "in", chosen)]))
    of_level: Where = [("organisation_level", "==", level)] if level else []
    found = recall(home, [("organisation_code", "==", code), *of_level]) if code else ()
    found = (*found, *(recall(home, [("organisation", "==", department), *of_level]) if department else ()))
    if not found:
        raise NobodyOfThatName(name=department or code, folder=home)
    return years_of(found)


def years_of(found: Iterable[Recalled | Review]) -> Years:
    """Reviews of one organisation as its years, of several drafts the last."""
    seen = (one if isinstance(one, Recalled) else recalled_of(one) for one in found)
    return Years(tuple(sorted(last_drafts(seen), key=lambda one: one.disclosure.year or 0)))
