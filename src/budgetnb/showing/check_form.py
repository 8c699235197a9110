"""The check form (公开情况检查表): each thing a reviewer ticks off, in fixed order, with what was found of it.

Yes is said only of what was checked; what no rule could check is left to people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from budgetnb.checking.findings import Evidence, Finding, Problem
from budgetnb.figures import Passage, Place, Table
from budgetnb.showing.marks import Marked
from budgetnb.showing.matters import matters, on_paper
from budgetnb.texts import language, text
from budgetnb.texts.names import in_words
from budgetnb.yamls import parse_yaml

YES, NO, BY_HAND = "yes", "no", "by_hand"
MOST_WORDS = 80
"""Letters of a passage that are quoted."""
LEAST_LISTED = 3
"""Fewer tables in a contents list cannot be held against those that are printed."""
COVER = 12
"""So many passages at the beginning may belong to the cover."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A line of the form: what was asked, the answer, what is printed and where, what would be right; `place` is what a picture shows."""

    item: str
    asks: str
    answer: str
    printed: str = ""
    where: str = ""
    right: str = ""
    place: Place | None = None


@cache
def form() -> Sequence[Mapping[str, Any]]:
    """The lines of the form."""
    name = "check_form.yaml"
    read: Sequence[Mapping[str, Any]] = parse_yaml((files(__package__) / name).read_text(encoding="utf-8"), name).content
    return read


def check_form(marked: Marked) -> tuple[Checked, ...]:
    """The form filled in for one disclosure."""
    return tuple(line for asked in form() for line in _lines(marked, asked))


def _lines(marked: Marked, asked: Mapping[str, Any]) -> Iterator[Checked]:
    item, asks = (asked[name if language() == "zh" else f"{name}_en"] for name in ("name", "asks"))
    if "tables" in asked:
        named: dict[str, list[Table]] = {}
        for table in marked.review.disclosure.tables:
            named.setdefault(table.name, []).append(table)
        yield from (_table(marked, f"{item} · {in_words(name)}", asks, same) for name, same in named.items())
        yield from _lost_tables(marked, item, asks)
    elif "cover" in asked:
        yield _cover(marked, item, asks)
    elif "sections" in asked:
        yield _section(marked, item, asks, asked["sections"])
    elif "kind" in asked:
        paper = marked.review.disclosure
        listed = sum("表" in entry for entry in paper.contents) >= LEAST_LISTED
        yield _by_rules(marked, item, asks, asked["rules"], [one for one in paper.passages if listed and one.kind == asked["kind"]])
    else:
        yield _by_rules(marked, item, asks, asked["rules"])


def _table(marked: Marked, item: str, asks: str, same: Sequence[Table]) -> Checked:
    """The tables of one name: there may be one for each project."""
    table = same[0]
    wrong = _wrong(marked, lambda place: place.table == table.name)
    if wrong:
        return _no(marked, item, asks, wrong)
    where = on_paper(table.place)
    loose = [figure for figure in marked.review.unchecked if figure.place.table == table.name]
    if loose:
        said = text("show.form.loose", count=len(loose), first=loose[0].printed)
        return Checked(item, asks, BY_HAND, said, where, "", loose[0].place)
    count = sum(1 for one in same for _ in one.figures())
    said = text("show.form.all_tie", count=count) if count else text("show.form.empty_table")
    return Checked(item, asks, YES if count or table.blank else BY_HAND, said, where)


def _lost_tables(marked: Marked, item: str, asks: str) -> Iterator[Checked]:
    """Tables that the contents list and the document does not have."""
    printed = {table.name for table in marked.review.disclosure.tables}
    for finding in marked.review.findings:
        name = finding.at.rpartition("/")[2]
        if finding.rule == "N-18" and finding.outcome == "breaks" and name not in printed:
            evidence = finding.evidence[0]
            yield Checked(f"{item} · {in_words(name)}", asks, NO, evidence.printed, on_paper(evidence.place), finding.says, evidence.place)


def _cover(marked: Marked, item: str, asks: str) -> Checked:
    paper = marked.review.disclosure
    first = [passage for passage in paper.passages[:COVER] if passage.section == "" or passage.kind == "封面"]
    words = " ".join(passage.text for passage in first)
    wrong = _wrong(marked, lambda place: any(_is_at(place, passage.place) for passage in first))
    if wrong:
        return _no(marked, item, asks, wrong)
    named = bool(paper.name) and paper.name in words and str(paper.year or "?") in words
    where = on_paper(first[0].place) if first else ""
    return Checked(item, asks, YES if named else BY_HAND, _cut(words) or text("show.form.absent"), where)


def _section(marked: Marked, item: str, asks: str, words: Sequence[str]) -> Checked:
    """A section by words of its headings: there, its figures checked, no problem in it."""
    found = [passage for passage in marked.review.disclosure.passages if _speaks_of(passage.section, words) and passage.kind == "正文"]
    if not found:
        return Checked(item, asks, BY_HAND, text("show.form.absent"))
    wrong = _wrong(marked, lambda place: not place.table and _speaks_of(place.section or "", words))
    if wrong:
        return _no(marked, item, asks, wrong)
    loose = [figure for figure in marked.review.unchecked if not figure.place.table and _speaks_of(figure.place.section or "", words)]
    where = on_paper(found[0].place)
    if loose:
        said = text("show.form.loose", count=len(loose), first=loose[0].printed)
        return Checked(item, asks, BY_HAND, said, on_paper(loose[0].place), "", loose[0].place)
    return Checked(item, asks, YES, _cut(found[0].text), where)


def _by_rules(marked: Marked, item: str, asks: str, rules: Sequence[str], passages: Sequence[Passage] = ()) -> Checked:
    """Answered by rules: no where one breaks, yes where one ties; a rule that is only told when it breaks ties where its passages are."""
    found = [finding for finding in marked.review.findings if finding.rule in rules]
    if wrong := [finding for finding in found if finding.outcome == "breaks" and finding.severity != "hint" and finding.problem]:
        return _no(marked, item, asks, wrong)
    if ties := [finding for finding in found if finding.outcome in ("ties", "rounds")]:
        return Checked(item, asks, YES, ties[0].says)
    if passages:
        return Checked(item, asks, YES, _cut(" ".join(passage.text for passage in passages)), on_paper(passages[0].place))
    return Checked(item, asks, BY_HAND, text("show.form.not_checked"))


def _wrong(marked: Marked, here: Any) -> list[Finding]:
    """Findings above a hint that lead to open problems and rest first on what stands here."""
    open_ones = {problem.id for problem in marked.review.open_problems}
    found = (finding for finding in marked.review.findings if finding.problem in open_ones and finding.severity != "hint")
    return [finding for finding in found if finding.evidence and here(finding.evidence[0].place)]


def _no(marked: Marked, item: str, asks: str, wrong: Sequence[Finding]) -> Checked:
    """The answer no, with the first problem in words and how many there are."""
    ids = list(dict.fromkeys(finding.problem for finding in wrong))
    problem: Problem = next(problem for problem in marked.review.problems if problem.id == ids[0])
    (matter,) = matters(marked, [problem])
    evidence: Evidence = wrong[0].evidence[0]
    printed = "；".join([problem.title, *([text("show.form.others", count=len(ids) - 1)] if len(ids) > 1 else [])])
    right = "\n".join(matter.suggestion) or "\n".join(dict.fromkeys(filter(None, matter.expected)))
    return Checked(item, asks, NO, printed, on_paper(evidence.place), right, evidence.place)


def _speaks_of(section: str, words: Sequence[str]) -> bool:
    return any(word in section for word in words)


def _is_at(place: Place, other: Place) -> bool:
    return (place.file, place.page, place.line, place.text) == (other.file, other.page, other.line, other.text)


def _cut(words: str) -> str:
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS]}…"
