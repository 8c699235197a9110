"""Corrections put to the test: made on a copy of the disclosure, checked again there, and put into words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from budgetnb.amounts import decimals
from budgetnb.checking.causes import amounts_meant, cause_of_change
from budgetnb.checking.checks import observe
from budgetnb.checking.copies import exchanged
from budgetnb.checking.corrections import Attempt, Way, attempt_at, ways
from budgetnb.checking.equations import ZERO, Touching, with_value
from budgetnb.checking.evaluate import again
from budgetnb.checking.findings import Cause, Change, Correction
from budgetnb.checking.lookup import Index, reindexed
from budgetnb.checking.observing import Beside, Observation
from budgetnb.checking.ratios import bounds
from budgetnb.checking.result import BROKEN, Result
from budgetnb.checking.saying import address, as_printed, suggested, suggested_together
from budgetnb.figures import Disclosure, Figure
from budgetnb.rules.rule import Rule, RuleBook
from budgetnb.texts import text

MOST_NAMED = 2
"""Of more corrections that would all do none is named, unless a slip explains it: any of them would be a guess."""
MOST_TRIED = 6
MOST_SLIPS = 3

Observed = Sequence[tuple[Rule, Observation]]
"""What Python checks saw, each with the rule that names the check."""
Broken = Mapping[str, Cause | None]
"""The ids of the findings that do not tie, with what explains the printed figure by itself."""


@dataclass(frozen=True)  # without slots, so that what is worded once is kept
class Remedy:
    """What can be done about some broken findings: the corrections, or only how many would do."""

    findings: frozenset[str]
    corrections: tuple[Correction, ...] = ()
    undecided: int = 0

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every change that any of the corrections makes."""
        return tuple(change for correction in self.corrections for change in correction.changes)

    @cached_property
    def wrong(self) -> tuple[str, ...]:
        """The keys of the figures that would be changed."""
        return tuple(dict.fromkeys(change.figure.key for change in self.changes))

    def leaves(self, figures: Sequence[Figure]) -> bool:
        """Whether the first of some figures may stay: it is not changed, or only by one of two corrections."""
        return bool(self.corrections) and not (len(self.corrections) == 1 and figures and figures[0].key in self.wrong)

    @cached_property
    def suggestion(self) -> str | None:
        """What to write instead; of two corrections the one or the other."""
        said = ["\n".join(suggested_together((change.figure, change.right) for change in one.changes)) for one in self.corrections]
        if len(said) < 2:
            return next(iter(said), None)
        return "\n".join(text("finding.either", place=place, suggestion=one) for place, one in enumerate(said, 1))

    @cached_property
    def cause(self) -> Cause | None:
        """The slips behind the changes, each with the figure it is about."""
        slips = [(change, change.cause) for change in self.changes if change.cause]
        said = [
            text("cause.of_figure", where=address(one.figure), printed=one.figure.printed.strip(), says=cause.says) for one, cause in slips
        ]
        kinds = dict.fromkeys(kind for _, cause in slips for kind in cause.kind.split("|"))
        both = text("cause.or") if len(self.corrections) > 1 else text("finding.and")
        return Cause("|".join(kinds), both.join(said)) if slips else None

    @cached_property
    def tried(self) -> tuple[str, ...]:
        """What became of the corrections on a copy, or why there is none."""
        if not self.corrections:
            return (text("finding.undecided", n=self.undecided) if self.undecided else text("finding.unmended"),)
        more = (text("finding.undecided_but", n=self.undecided),) if self.undecided else ()
        return tuple(one.says for one in self.corrections if one.says) + more


@dataclass(frozen=True, slots=True)
class _Case:
    """What corrections are tried on. `shown` are the rules of Python checks that break, by the keys of the figures they show."""

    disclosure: Disclosure
    book: RuleBook
    beside: Beside
    known: Index
    touching: Touching
    broken: Broken
    shown: Mapping[str, frozenset[str]]


def mend(known: Index, book: RuleBook, beside: Beside, results: Sequence[Result], observed: Observed, broken: Broken) -> dict[str, Remedy]:
    """What can be done about the findings that do not tie, by their ids; each correction is confirmed on a copy."""
    if not broken:
        return {}
    touching = Touching(results, observed)
    case = _Case(known.disclosure, book, beside, known, touching, broken, _shown(observed))
    remedies = [_remedy(way, case) for way in ways(touching)]
    return {id: remedy for remedy in remedies for id in remedy.findings}


def _shown(observed: Observed) -> dict[str, frozenset[str]]:
    shown: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for rule, seen in observed:
        for evidence in seen.evidence if seen.outcome == "breaks" else ():
            shown[evidence.key] |= {rule.id}
    return shown


def _remedy(way: Way, case: _Case) -> Remedy:
    """The corrections that settle most, those explained by a slip first; of many only what a slip explains."""
    attempts = (*way.attempts, *_of_slips(way, case))
    if len(attempts) > MOST_TRIED:
        return Remedy(way.broken, undecided=len(attempts))
    tried = [(attempt, _settled(attempt, case)) for attempt in attempts]
    most = max((len(settled) for _, settled in tried), default=0)
    made = [_correction(attempt, settled, case) for attempt, settled in tried if settled and len(settled) == most]
    likely = [one for one in made if all(change.cause for change in one.changes)]
    named = made if len(made) <= MOST_NAMED else likely if len(likely) <= MOST_NAMED else []
    findings = way.broken.union(*(one.settles for one in named))
    return Remedy(findings, tuple(sorted(named, key=lambda one: one not in likely)), len(made) if len(made) > MOST_NAMED else 0)


def _of_slips(way: Way, case: _Case) -> Iterator[Attempt]:
    """Where nothing explains a wrong percentage: the amounts it is worked out from, if a slip in one of them does."""
    first, *others = (case.touching.made[id] for id in way.broken)
    if others or not first.sides or case.broken[first.id]:
        return
    for figure in {id(term.figure): term.figure for term in first.terms[1:]}.values():
        ends = bounds(first.sides, figure)
        for value in amounts_meant(figure, *ends, case.disclosure) if ends else ():
            attempt = attempt_at((figure,), (value,), case.touching)
            if not attempt.breaks:
                yield attempt


def _settled(attempt: Attempt, case: _Case) -> frozenset[str]:
    """The broken findings that tie on a copy with the changes made; none where one that was to be mended does not, or another breaks.

    Every comparison that the changed figures stand in is made again there, and every Python check that shows them.
    """
    changed = {id(figure): with_value(figure, value) for figure, value in zip(attempt.figures, attempt.values, strict=True)}
    copy = exchanged(case.disclosure, changed)
    said = dict(zip(map(id, case.disclosure.statements), copy.statements, strict=True))
    touched = [case.touching.made[id] for id in attempt.touches]
    compared = [equation.result for equation in touched if equation.result]
    now = {result.id for result in again(compared, reindexed(case.known, copy), said) if result.outcome in BROKEN}
    observing = {equation.id.partition("@")[0] for equation in touched if not equation.result}
    observing.update(*(case.shown.get(figure.key, ()) for figure in attempt.figures))
    rules = [rule for rule in case.book.rules if rule.check and rule.id in observing]
    now |= {f"{rule.id}@{seen.at}" for rule in rules for seen in observe(rule.check, copy, case.beside) if seen.outcome == "breaks"}
    before = {id for id in case.broken if id in attempt.touches or id.partition("@")[0] in observing}
    return frozenset(before - now) if now <= before - attempt.mends else frozenset()


def _correction(attempt: Attempt, settled: frozenset[str], case: _Case) -> Correction:
    changes = tuple(_change(figure, value, attempt, case) for figure, value in zip(attempt.figures, attempt.values, strict=True))
    supported, support = _supported(attempt, case) if len(changes) == 1 else (None, 0)
    says = [text("finding.correction", n=len(attempt.touches))] if len(attempt.touches) > 1 else []
    if supported:
        says.append(text("finding.supported", n=support, where=address(supported), printed=_with_unit(supported)))
    return Correction(changes, settled, len(attempt.touches), text("finding.and").join(says), supported, support)


def _with_unit(figure: Figure) -> str:
    printed = figure.printed.strip()
    return printed if figure.unit in printed else f"{printed} {figure.unit}"


def _change(figure: Figure, value: Decimal, attempt: Attempt, case: _Case) -> Change:
    right = as_printed(figure, value, decimals(value))
    return Change(figure, value, right, suggested(figure, right), _cause(figure, value, attempt, case))


def _cause(figure: Figure, value: Decimal, attempt: Attempt, case: _Case) -> Cause | None:
    """The slip that makes the printed figure of the right one, which is known as exactly as the sharpest equation tells.

    What is worked out is explained by its own finding, and a fact that many cells repeat is no slip.
    """
    if figure.unit == "%" or len(attempt.figures) > MOST_SLIPS:
        return None
    mended = (case.touching.made[id] for id in attempt.mends)
    slacks = [equation.slack(figure) for equation in mended if equation.touches(figure)]
    return cause_of_change(figure, value, min(slacks, default=ZERO), case.disclosure)


def _supported(attempt: Attempt, case: _Case) -> tuple[Figure | None, int]:
    """The other printing of what is to be changed that most other equations bear out, and how many do."""
    (figure,) = attempt.figures
    contradicted = [one for one in case.touching[id(figure)] if one.id in attempt.mends and len(one.terms) == 2]
    others = {id(term.figure): term.figure for equation in contradicted for term in equation.terms if term.figure is not figure}
    borne_out = {one: sum(not equation.broken and equation.operator == "=" for equation in case.touching[one]) for one in others}
    best = max(others, key=lambda one: borne_out[one], default=0)
    return (others[best], borne_out[best]) if borne_out.get(best) else (None, 0)
