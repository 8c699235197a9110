"""What an open notebook may be on instead, and the call by which it begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetnb.choosing.disclosures import as_reported, disclosures
from budgetnb.running.params import Asking, Overview, Params, Trend
from budgetnb.showing.collection import counted, reports_folder
from budgetnb.showing.many.overview import Overview as OverviewOf
from budgetnb.showing.many.overview import overview
from budgetnb.showing.many.years import Years, trend
from budgetnb.showing.report import review
from budgetnb.texts import text

if TYPE_CHECKING:
    from budgetnb.checking.findings import Review


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to be on: its words in the first list and in the second, and its parameters."""

    who: str
    when: str
    params: Asking

    @property
    def named(self) -> str:
        """What sentences call it."""
        return " ".join(filter(None, (self.who, self.when)))


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of notebook: all that it may be on, and the call by which it begins.

    `known_by` are the parameters that tell its choices apart, `kept` those that stay as the notebook has them;
    `completed` adds to parameters what a report would add; `refused` is what could not be used, a sentence each.
    """

    kind: str
    choices: tuple[Choice, ...]
    call: Callable[[Any], Any]
    known_by: tuple[str, ...]
    kept: tuple[str, ...] = ("lang",)
    completed: Callable[[Any], Asking] = lambda params: params
    refused: tuple[str, ...] = ()


def subject_of(of: Review | Years | OverviewOf, folder: Path | None) -> Subject:
    """The kind of notebook that `of` is shown in."""
    if isinstance(of, OverviewOf):
        return Subject("overview", tuple(_years()), _overview, ("year", "level"), ("lang", "only"))
    if isinstance(of, Years):
        return Subject("trend", tuple(_organisations()), _trend, ("department", "level", "code"))
    found, refused = disclosures(folder)
    choices = tuple(sorted(_disclosures(found), key=lambda one: (one.who, one.when)))
    known_by = ("department", "level", "year", "revision")
    return Subject("department", choices, _review, known_by, completed=partial(as_reported, everyone=found), refused=refused)


def _disclosures(found: Iterable[Params]) -> Iterator[Choice]:
    """Each disclosure; an organisation that does not say its code every year is one for all that, unless two bear its name."""
    everyone = tuple(found)
    codes: dict[tuple[str, str], set[str]] = {}
    for one in everyone:
        codes.setdefault((one.department, one.level), set()).update([one.code] if one.code else [])
    for one in everyone:
        known = codes[one.department, one.level]
        code = next(iter(known)) if len(known) == 1 else one.code
        draft = text("choose.draft", number=one.revision) if one.revision else ""
        yield Choice(_named(code, one.department, one.level), f"{one.year}{draft}", one)


def _organisations() -> Iterator[Choice]:
    """Whoever the collected reports are on, of one code or else of one name, called as in the last year."""
    last: dict[tuple[str, str], tuple[int, str, str | None]] = {}
    columns = ("organisation", "organisation_code", "organisation_level", "year")
    for name, code, level, year in sorted(counted(reports_folder(), "disclosures", columns, []), key=str):
        key = (code or name, level)
        last[key] = max(last.get(key, (0, "", None)), (year, name, code), key=lambda one: one[0])
    for (_, level), (_, name, code) in sorted(last.items()):
        yield Choice(_named(code, name, level), "", Trend.model_validate({"department": name, "level": level, "code": code}))


def _years() -> Iterator[Choice]:
    """The years of the collected reports; where there are several levels, all together and each by itself."""
    found = counted(reports_folder(), "disclosures", ("year", "organisation_level"), [])
    several = len({level for _, level in found}) > 1
    for year in sorted({year for year, _ in found}):
        yield Choice(str(year), text("choose.every_level") if several else "", Overview(year=year))
        for level in sorted({level for of, level in found if of == year and level and several}):
            yield Choice(str(year), text(f"show.level.{level}"), Overview.model_validate({"year": year, "level": level}))


def _named(code: str | None, name: str, level: str) -> str:
    return text("choose.named", code=code or "", name=name, level=text(f"show.level.{level}")).strip()


def _review(params: Params) -> Review:
    return review(
        params.sources, prior=params.prior_sources, former=params.former, units=params.units, rules=params.rules, lang=params.lang
    )


def _trend(params: Trend) -> Years:
    return trend(params.department, params.level, code=params.code, reports=params.reports, lang=params.lang)


def _overview(params: Overview) -> OverviewOf:
    return overview(params.year, level=params.level, only=params.only, lang=params.lang)
