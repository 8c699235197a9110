"""The decisions on one disclosure: read from their file, put beside the problems they are on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from budgetnb.checking.findings import RULINGS, Decision, Finding, Problems, Review
from budgetnb.deciding.mistakes import WrongDecisions, at_line, date_mistake, ruling_mistake, unknown_key
from budgetnb.project import organisation_name
from budgetnb.texts import text
from budgetnb.yamls import Yaml, read_yaml

FOLDER = Path("params") / "decisions"
WHOSE = ("department", "code", "level", "year")
WORDS = ("problem", "ruling", "title", "explanation", "reason", "remark", "who", "date")
"""The keys of one decision, in the order they are written; `values` comes last."""
KEYS = (*WHOSE, "imported", "decisions")
_SPACE = re.compile(r"[\s,，　]+")
_LONG = 200
"""Letters of a printed passage that are kept; a longer one is kept as its beginning and a digest."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A file of decisions. `imported` are the SHA-256 of the workpapers they were typed into."""

    department: str
    code: str | None
    level: str
    year: int
    decisions: tuple[Decision, ...] = ()
    imported: tuple[str, ...] = ()


def decision_path(project: Path, year: int, level: str, code: str | None, name: str) -> Path:
    """Where the decisions on a disclosure are kept: by its code, unless only a file by its name is there."""
    folder = project / FOLDER / str(year)
    named = [folder / f"{organisation_name(word, level)}.yaml" for word in (code, name) if word]
    return next((path for path in named if path.is_file()), named[0])


def decided(review: Review, project: Path) -> Review:
    """The review with the decisions that the project keeps on its disclosure."""
    paper = review.disclosure
    if not (paper.year and paper.level and paper.name):  # nobody can have decided on what says not whose it is
        return review
    return with_decisions(review, read_decisions(decision_path(project, paper.year, paper.level, paper.code, paper.name)))


def read_decisions(path: Path) -> Decided | None:
    """The decisions in a file, None where there is no such file; WrongDecisions says all that is wrong with it."""
    if not path.is_file():
        return None
    yaml = read_yaml(path)
    mistakes = list(_mistakes(yaml))
    if mistakes:
        raise WrongDecisions(str(path), mistakes)
    said: dict[str, Any] = yaml.content
    return Decided(
        said["department"] or "",
        said.get("code") or None,
        said["level"],
        int(said["year"]),
        tuple(_decision(one) for one in said.get("decisions") or ()),
        tuple(said.get("imported") or ()),
    )


def with_decisions(review: Review, decided: Decided | None) -> Review:
    """The review with each decision beside its problem, lapsed where a value it was decided on is printed otherwise now.

    Decisions on problems that are no longer there become `gone`.
    """
    if decided is None:
        return review
    by_problem = {decision.problem: decision for decision in decided.decisions}
    problems = Problems(
        replace(problem, decision=_today(by_problem[problem.id], values_of(review, problem.findings)))
        if problem.id in by_problem
        else problem
        for problem in review.problems
    )
    here = {problem.id for problem in problems}
    return replace(review, problems=problems, gone=tuple(one for one in decided.decisions if one.problem not in here))


def values_of(review: Review, findings: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The printed texts that findings rest on, by address, each once: what a decision is on."""
    found: dict[str, str] = {}
    for finding in (review.finding(id) for id in findings):
        found |= dict(_printed(finding))
    return tuple(sorted(found.items()))


def _printed(finding: Finding) -> Iterator[tuple[str, str]]:
    """The evidence of a finding; what has no address of its own is numbered under the finding's."""
    for number, evidence in enumerate(finding.evidence, 1):
        yield evidence.key or f"{finding.id}#{number}", _kept(evidence.printed.strip())


def _kept(printed: str) -> str:
    return printed if len(printed) <= _LONG else f"{printed[:_LONG]}…{sha256(printed.encode()).hexdigest()[:8]}"


def _today(decision: Decision, now: tuple[tuple[str, str], ...]) -> Decision:
    printed = dict(now)
    same = all(_bare(printed.get(address, "?")) == _bare(value) for address, value in decision.values)
    return replace(decision, lapsed=not same)


def _bare(printed: str) -> str:
    """A printed text without spaces and thousands separators, which no decision rests on."""
    return _SPACE.sub("", printed)


def _decision(said: dict[str, Any]) -> Decision:
    words: dict[str, Any] = {name: said.get(name) or "" for name in WORDS}
    return Decision(**words, values=tuple(sorted((said.get("values") or {}).items())))


def _mistakes(yaml: Yaml) -> Iterator[str]:
    """Everything that is wrong with a file of decisions, with its line."""
    said = yaml.content
    if not isinstance(said, dict):
        yield text("decide.no_mapping", line=1)
        return
    yield from (unknown_key(key, KEYS, yaml.line(key)) for key in said if key not in KEYS)
    yield from (text("decide.missing", line=1, name=key) for key in ("department", "level", "year") if not said.get(key))
    if said.get("level") and said["level"] not in ("部门", "单位"):
        yield text("decide.level", line=yaml.line("level"), word=said["level"])
    if said.get("year") and not re.fullmatch(r"(19|20|21)\d\d", str(said["year"])):
        yield text("decide.year", line=yaml.line("year"), word=said["year"])
    decisions = said.get("decisions") or []
    if not isinstance(decisions, list):
        yield text("decide.no_list", line=yaml.line("decisions"))
        return
    seen: set[str] = set()
    for place, one in enumerate(decisions):
        yield from _wrong_decision(yaml, place, one, seen)


def _wrong_decision(yaml: Yaml, place: int, one: Any, seen: set[str]) -> Iterator[str]:
    line = yaml.line("decisions", place)
    if not isinstance(one, dict):
        yield text("decide.no_mapping", line=line)
        return
    allowed = (*WORDS, "values")
    yield from (unknown_key(key, allowed, yaml.line("decisions", place, key)) for key in one if key not in allowed)
    if not one.get("problem"):
        yield text("decide.missing", line=line, name="problem")
    elif one["problem"] in seen:
        yield text("decide.twice", at=at_line(line), id=one["problem"])
    seen.add(str(one.get("problem")))
    if one.get("ruling") and one["ruling"] not in RULINGS:
        yield ruling_mistake(str(one["ruling"]), at_line(yaml.line("decisions", place, "ruling")))
    if one.get("date") and (wrong := date_mistake(one["date"], at_line(yaml.line("decisions", place, "date")))):
        yield wrong
    if not isinstance(one.get("values") or {}, dict):
        yield text("decide.no_mapping", line=yaml.line("decisions", place, "values"))
