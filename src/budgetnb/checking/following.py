"""One correction followed through: a figure is changed, then what contradicts it, until all ties or it goes too far.

Of the figures that would mend a broken equation the one that fewest other equations bear out is
changed. That is no proof by itself; what comes of it counts only when every rule ties on a copy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from budgetnb.amounts import rounded
from budgetnb.checking.equations import Equation, Touching, places_of
from budgetnb.checking.sides import Term
from budgetnb.figures import Figure

MOST_CHANGES = 12


def followed(group: Sequence[Equation], touching: Touching) -> tuple[tuple[Figure, ...], tuple[Decimal, ...]]:
    """The figures changed, each once, and their values; none when it does not come to an end."""
    changed: dict[int, Figure] = {}
    values: dict[int, Decimal] = {}
    concerned = {equation.id: equation for equation in group}
    while open_ones := [equation for equation in concerned.values() if not equation.holds(values)]:
        steps = [step for equation in open_ones for step in _steps(equation, values, touching)]
        if not steps or len(changed) == MOST_CHANGES:
            return (), ()
        _, figure, value = min(steps, key=lambda step: step[0])
        changed[id(figure)], values[id(figure)] = figure, value
        concerned |= _beside(figure, touching)
    return tuple(changed.values()), tuple(values.values())


def _beside(figure: Figure, touching: Touching) -> dict[str, Equation]:
    """The equations of a figure, and the broken ones of the figures that stand beside it."""
    own = touching[id(figure)]
    near = (one for equation in own for term in equation.terms for one in touching[id(term.figure)] if one.broken)
    return {equation.id: equation for equation in (*own, *near)}


def _steps(equation: Equation, values: dict[int, Decimal], touching: Touching) -> Iterator[tuple[int, Figure, Decimal]]:
    """The changes that would make an equation hold, each with how many others bear out what it would change."""
    for term in equation.movable():
        wanted = None if id(term.figure) in values else equation.wants(term, values)
        if wanted is not None and wanted >= 0:
            yield _support(term, values, touching), term.figure, rounded(wanted, places_of(term.figure, equation))


def _support(term: Term, values: dict[int, Decimal], touching: Touching) -> int:
    return sum(one.operator == "=" and one.holds(values) for one in touching[id(term.figure)])
