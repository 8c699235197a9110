"""Trends and overviews: made of the reports that are there, after those have been built."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetnb.errors import BudgetnbError, nearest
from budgetnb.store import REPORTS
from budgetnb.texts import text

if TYPE_CHECKING:
    from budgetnb.cli.planning import Plan
    from budgetnb.running.collect import Kept
    from budgetnb.running.overall import Missing
    from budgetnb.running.params import Asking
    from budgetnb.running.plan import Planned
    from budgetnb.running.run import Asked

MOST_NAMED = 8
UNREAD = ("refused", "unclear")
"""Files passed over that may be somebody's disclosure."""


class NoSuchReport(BudgetnbError):
    """A trend or an overview that the reports that are there cannot give."""

    key = "cli.report.no_such"

    def __init__(self, kind: str, word: str, known: Sequence[str], out: Path) -> None:
        near = nearest(word, known)
        there = text("cli.usage.comma").join(known[:MOST_NAMED]) or text("cli.report.nothing")
        more = text("cli.report.more", count=len(known)) if len(known) > MOST_NAMED else ""
        hint = text("cli.usage.near", word=near) if near and near != word else ""
        super().__init__(what=text(f"cli.report.{kind}_of", word=word), near=hint, known=there + more, folder=out)


def missing(plan: Plan, out: Path) -> tuple[Missing, ...]:
    """Who was planned and is not among the finished reports, and files that may be somebody's but could not be used."""
    from budgetnb.cli.planning import passed_words
    from budgetnb.running.files import MANIFEST, report_folder
    from budgetnb.running.overall import Missing
    from budgetnb.running.plan import ERROR

    found = []
    for params in plan.everyone:
        folder = report_folder(out, params)
        failed, there = (folder / ERROR).is_file(), (folder / MANIFEST).is_file()
        if failed or not there:
            said = {name: getattr(params, name) for name in ("department", "code", "level", "year", "revision")}
            why = _why((folder / ERROR).read_text(encoding="utf-8")) if failed else ""
            found.append(Missing("failed" if failed else "not_built", **said, why=why, former=there))
    unread = [Missing("refused", file=one.path.name, why=passed_words(one)) for one in plan.passed if one.why in UNREAD]
    return (*sorted(found, key=lambda one: (one.year or 0, one.code or "", one.department, one.level or "")), *unread)


def overall(
    args: Namespace, project: Path, written: Iterable[tuple[Path, Asking]], reports: Sequence[Kept], absent: Sequence[Missing]
) -> tuple[Planned, ...]:
    """The trends and overviews that params files and finished reports ask for, with the reasons to build them."""
    from budgetnb.running.overall import called_for, together
    from budgetnb.running.plan import plan

    files = {params: path for path, params in written}
    wanted = together(files, called_for(reports, absent, args.lang))
    mine = Namespace(**vars(args) | {"notebook": None})
    return plan(overall_asked(params, project, files.get(params), mine, reports, absent) for params in wanted)


def overall_asked(
    params: Asking, project: Path, named: Path | None, args: Namespace, reports: Sequence[Kept], absent: Sequence[Missing]
) -> Asked:
    """A trend or an overview, from the file `named` or as the reports call for it, with what the command line says besides."""
    from budgetnb.cli.asking import options_of, report_asked
    from budgetnb.running.overall import made_of

    os.environ[REPORTS] = str((args.output or project / "reports").absolute())
    asked = report_asked(params, project, named, args, args.to, options_of(args.to, args.lang))
    digest = made_of(asked.params, {one.folder: one for one in reports}, absent)
    return replace(asked, depends={**asked.depends, "collected": digest})


def one_asked(params: Asking, project: Path, named: Path | None, args: Namespace) -> Asked:
    """One trend or overview of the reports that are there."""
    from budgetnb.running.collect import finished
    from budgetnb.running.overall import missing_noted

    out = args.output or project / "reports"
    return overall_asked(params, project, named, args, tuple(finished(out)), missing_noted(out))


def called_by_name(args: Namespace, project: Path) -> Iterator[Asked]:
    """The trends and overviews that --trend and --overview name; NoSuchReport says what there is."""
    from budgetnb.running.collect import finished
    from budgetnb.running.overall import called_for, missing_noted
    from budgetnb.running.params import Overview, Trend

    out = args.output or project / "reports"
    found = tuple(called_for(tuple(finished(out)), missing_noted(out), args.lang))
    trends = [one for one in found if isinstance(one, Trend) and args.level in (None, one.level)]
    years = [one for one in found if isinstance(one, Overview)]
    for word in args.trend:
        meant = [one for one in trends if word in (one.code, one.department)]
        if len(meant) != 1:
            raise NoSuchReport("trend", word, [one.department for one in trends], out)
        yield one_asked(meant[0], project, None, args)
    for word in args.overview:
        of_year = next((one for one in years if str(one.year) == word), None)
        if of_year is None:
            raise NoSuchReport("overview", word, [str(one.year) for one in years], out)
        yield one_asked(of_year, project, None, args)


def brief(review: Mapping[str, Any]) -> dict[str, Any]:
    """What the manifest keeps of a review, for the pages that list all reports."""
    (one,) = review["reviews"]
    problems = [{name: problem[name] for name in ("id", "severity", "title")} for problem in one["problems"]]
    broken = sorted({finding["rule"] for finding in one["findings"] if finding["outcome"] == "breaks"})
    says = _sentences()
    return {"summary": one["summary"], "problems": problems, "rules": {rule: says.get(rule, "") for rule in broken}}


def problems_between(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, list[str]]:
    """Of two briefs the titles of the problems that came and of those that went."""
    old, new = ({one["id"]: one["title"] for one in brief.get("problems", ())} for brief in (before, now))
    came, went = ([title for id, title in these.items() if id not in those] for these, those in ((new, old), (old, new)))
    return {"new": came, "gone": went}


@cache
def _sentences() -> Mapping[str, str]:
    """What the rules that ship say."""
    from budgetnb.checking.books import rule_book

    return {rule.id: rule.says for rule in rule_book().rules}


def _why(error: str) -> str:
    """The second line of an error.txt: what went wrong, in a sentence."""
    return next(iter(error.splitlines()[1:]), "")
