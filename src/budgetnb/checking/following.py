"""One correction followed through: a figure is changed, then what contradicts it, until all ties or it goes too far.

Of the figures that would mend a broken equation the one that fewest other equations bear out is
changed. That is no proof by itself; what comes of it counts only when every rule ties on a copy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from budgetnb.amounts import rounded
from budgetnb.checking.equations import ZERO, Equation, Touching, places_of
from budgetnb.figures import Figure

MOST_CHANGES = 12


@dataclass(frozen=True, slots=True)
class _State:
    """What has been changed so far, and what is known to hold with that."""

    touching: Touching
    figures: dict[int, Figure] = field(default_factory=dict)
    values: dict[int, Decimal] = field(default_factory=dict)
    held: dict[str, bool] = field(default_factory=dict)

    def holds(self, equation: Equation) -> bool:
        if equation.id not in self.held:
            self.held[equation.id] = equation.holds(self.values)
        return self.held[equation.id]

    def support(self, figure: Figure) -> int:
        """How many equations bear out what a figure is now."""
        return sum(one.operator == "=" and self.holds(one) for one in self.touching[id(figure)])

    def change(self, figure: Figure, value: Decimal) -> None:
        self.figures[id(figure)], self.values[id(figure)] = figure, value
        for equation in self.touching[id(figure)]:
            self.held.pop(equation.id, None)


def followed(group: Sequence[Equation], touching: Touching) -> tuple[tuple[Figure, ...], tuple[Decimal, ...]]:
    """The figures changed, each once, and their values; none when it does not come to an end."""
    state = _State(touching)
    concerned = {equation.id: equation for equation in group}
    while open_ones := [equation for equation in concerned.values() if not state.holds(equation)]:
        step = min(_steps(open_ones, state), key=lambda step: state.support(step[0]), default=None)
        if step is None or len(state.figures) == MOST_CHANGES:
            return (), ()
        state.change(*step)
        concerned |= _beside(step[0], touching)
    return tuple(state.figures.values()), tuple(state.values.values())


def _steps(open_ones: Sequence[Equation], state: _State) -> Iterator[tuple[Figure, Decimal]]:
    """The changes that would make one of some equations hold; no figure twice."""
    seen = set(state.values)
    for equation in open_ones:
        gap = equation.gap_at(state.values)
        for term in equation.movable() if gap is not None else ():
            wanted = equation.wants(term, gap or ZERO)
            if wanted >= 0 and id(term.figure) not in seen:
                seen.add(id(term.figure))
                yield term.figure, rounded(wanted, places_of(term.figure, equation))


def _beside(figure: Figure, touching: Touching) -> dict[str, Equation]:
    """The equations of a figure, and the broken ones of the figures that stand beside it."""
    own = touching[id(figure)]
    near = (one for equation in own for term in equation.terms for one in touching.broken_at.get(id(term.figure), ()))
    return {equation.id: equation for equation in (*own, *near)}
