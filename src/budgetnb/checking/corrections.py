"""The smallest changes of figures after which everything that rests on them ties again.

Every figure of a broken equation is given the value that would mend it. What then holds and what
breaks says whether the rest of the disclosure supports the change. One figure is tried first, with
the percentages worked out from it, then two; where several corrections would do, all are given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, islice

from budgetnb.amounts import rounded
from budgetnb.checking.equations import ZERO, Equation, Touching, Values, places_of
from budgetnb.checking.following import followed
from budgetnb.figures import Figure

MOST_BROKEN = 60
"""More broken equations than these have another reason than a figure or two: a unit, a table of another year."""
MOST_PAIRS = 500
MOST_DERIVED = 2
"""Percentages that may be worked out anew from a changed amount."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """Some figures with other values: the ids of the equations they stand in, of those that the change mends, of those that break then."""

    figures: tuple[Figure, ...]
    values: tuple[Decimal, ...]
    touches: frozenset[str]
    mends: frozenset[str]
    breaks: frozenset[str]

    @property
    def changed(self) -> Values:
        """The values by the identity of their figures."""
        return {id(figure): value for figure, value in zip(self.figures, self.values, strict=True)}


@dataclass(frozen=True, slots=True)
class Way:
    """The attempts that would mend the same broken equations: one, or several of which nothing tells the right one; none was found."""

    broken: frozenset[str]
    attempts: tuple[Attempt, ...] = ()


def ways(touching: Touching) -> tuple[Way, ...]:
    """How broken equations can be mended, those that belong together at once; those that cannot be, or are too many, without an attempt."""
    broken = touching.broken
    if not 0 < len(broken) <= MOST_BROKEN:
        return (Way(frozenset(equation.id for equation in broken)),) if broken else ()
    single = list(_best(_tried(broken, touching)))
    found = _covered([attempt for attempt in single if not attempt.breaks])
    found += _covered(list(_pairs(single, _left(broken, found), touching)))
    found += _further(_left(broken, found), touching)
    left = _left(broken, found)
    return (*found, Way(frozenset(left))) if left else tuple(found)


def attempt_at(figures: tuple[Figure, ...], values: tuple[Decimal, ...], touching: Touching) -> Attempt:
    """What becomes of the equations when some figures have other values."""
    changed = {id(figure): value for figure, value in zip(figures, values, strict=True)}
    touched = {one.id: one for figure in figures for one in touching[id(figure)]}
    breaks = frozenset(id for id, equation in touched.items() if not equation.holds(changed))
    mends = frozenset(id for id, equation in touched.items() if equation.broken) - breaks
    return Attempt(figures, values, frozenset(touched), mends, breaks)


def _tried(broken: Sequence[Equation], touching: Touching) -> Iterator[Attempt]:
    """Every figure of a broken equation with the value that this equation wants of it, the sharpest equations first."""
    for equation in sorted(broken, key=lambda one: one.allowance):
        for term in equation.movable() if equation.operator == "=" else ():
            wanted = equation.wants(term, equation.gap)
            if wanted >= 0 or (term.figure.value or ZERO) < 0:
                value = rounded(wanted, places_of(term.figure, equation))
                yield _with_percentages(attempt_at((term.figure,), (value,), touching), touching)


def _with_percentages(attempt: Attempt, touching: Touching) -> Attempt:
    """The same with the percentages worked out from the changed amount, where these are all that breaks."""
    derived = [one for figure in attempt.figures for one in touching[id(figure)] if one.id in attempt.breaks and one.sides]
    if not attempt.breaks or len(derived) < len(attempt.breaks) or len(derived) > MOST_DERIVED:
        return attempt
    figures, values = attempt.figures, attempt.values
    for equation in derived:
        (term,) = equation.movable()
        gap = equation.gap_at(attempt.changed)
        if gap is None or term.figure in figures:
            return attempt
        value = rounded(equation.wants(term, gap), places_of(term.figure, equation))
        figures, values = (*figures, term.figure), (*values, value)
    return attempt_at(figures, values, touching)


def _best(attempts: Iterable[Attempt]) -> Iterator[Attempt]:
    """One attempt for a figure: the value that breaks least and mends most; of equal ones the first."""
    by_figure: defaultdict[int, list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        by_figure[id(attempt.figures[0])].append(attempt)
    for found in by_figure.values():
        yield min(found, key=lambda attempt: (len(attempt.breaks), -len(attempt.mends)))


def _left(broken: Sequence[Equation], found: Sequence[Way]) -> dict[str, Equation]:
    mended = frozenset(id for way in found for id in way.broken)
    return {equation.id: equation for equation in broken if equation.id not in mended}


def _covered(attempts: Sequence[Attempt]) -> list[Way]:
    """The ways to mend each group of equations that these attempts mend together."""
    return [way for group in _joined(attempt.mends for attempt in attempts) if (way := _covering(group, attempts))]


def _joined(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Sets with something in common made one."""
    groups: list[frozenset[str]] = []
    for one in sets:
        joined = one.union(*(group for group in groups if group & one))
        groups = [*(group for group in groups if not group & joined), joined]
    return groups


def _covering(group: frozenset[str], attempts: Sequence[Attempt]) -> Way | None:
    """The attempts that mend all of a group: one alone, else two beside each other."""
    fitting = [attempt for attempt in attempts if attempt.mends & group]
    alone = [attempt for attempt in fitting if attempt.mends >= group]
    if alone:
        fewest = min(len(attempt.figures) for attempt in alone)
        return Way(group, tuple(attempt for attempt in alone if len(attempt.figures) == fewest))
    both = [
        Attempt(one.figures + other.figures, one.values + other.values, one.touches | other.touches, one.mends | other.mends, frozenset())
        for one, other in combinations(fitting, 2)
        if one.mends | other.mends >= group and one.changed.keys().isdisjoint(other.changed)
    ]
    return Way(group, tuple(both)) if both else None


def _pairs(single: Sequence[Attempt], left: Mapping[str, Equation], touching: Touching) -> Iterator[Attempt]:
    """Two changes at once of which each makes good what the other breaks."""
    wanted = [attempt for attempt in single if attempt.breaks and attempt.mends & left.keys()]
    fitting = ((one, other) for one, other in combinations(wanted, 2) if one.breaks | other.breaks <= one.touches & other.touches)
    for one, other in islice(fitting, MOST_PAIRS):
        found = attempt_at(one.figures + other.figures, one.values + other.values, touching)
        if not found.breaks:
            yield found


def _further(left: Mapping[str, Equation], touching: Touching) -> Iterator[Way]:
    """What following every rule through comes to, for equations that share figures and that one or two changes do not mend."""
    done: frozenset[str] = frozenset()
    for group in _grouped(left):
        if not group & done:
            figures, values = followed([left[id] for id in left if id in group], touching)
            attempt = attempt_at(figures, values, touching)
            done |= attempt.mends
            if figures:
                yield Way(group | attempt.mends, (attempt,))


def _grouped(left: Mapping[str, Equation]) -> list[frozenset[str]]:
    """Equations that share figures."""
    by_figure: defaultdict[int, set[str]] = defaultdict(set)
    for id_, equation in left.items():
        for term in equation.terms:
            by_figure[id(term.figure)].add(id_)
    return _joined(map(frozenset, by_figure.values()))
