"""What must hold of the figures, as equations: what a change of one figure does to all of them is seen at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from budgetnb.amounts import decimals, half_unit, in_unit
from budgetnb.checking.arithmetic import compare
from budgetnb.checking.lookup import Faulty, NotApplicable
from budgetnb.checking.measuring import Measured, measure
from budgetnb.checking.observing import Observation
from budgetnb.checking.result import Result
from budgetnb.checking.sides import Compound, Filled, Sides, Sum, Term, terms_of
from budgetnb.figures import Figure
from budgetnb.rules.rule import Rule

ZERO = Decimal(0)
_COMPARED = ("ties", "rounds", "breaks", "blank")

Values = Mapping[int, Decimal]
"""Other values for figures, by the identity of the figure, each in its own unit."""


@dataclass(frozen=True, slots=True)
class Equation:
    """A comparison that was made: its terms come to `gap`, which is to be 0 give or take `allowance`.

    `id` is that of its finding, `operator` may be <= or >= as well. `sides` is set for what is no sum;
    the slopes of its terms mean nothing then. `result` is what it was made of, None for what a Python check saw.
    """

    id: str
    terms: tuple[Term, ...]
    gap: Decimal
    allowance: Decimal
    unit: str
    operator: str = "="
    broken: bool = False
    sides: Sides | None = None
    result: Result | None = None

    def holds(self, values: Values) -> bool:
        """Whether it holds once some figures have other values."""
        if self.sides:
            measured = _measured(self.sides, values)
            if measured is None:
                return False
            return measured.idle or compare(measured.left, self.operator, measured.right, measured.difference) != "breaks"
        gap, allowance = self.gap, self.allowance
        for term in self.terms:
            value = values.get(id(term.figure))
            if value is not None:
                gap += self._moved(term, value)
                allowance += self._coarser(term.figure, value)
        if self.operator == "<=":
            return gap <= allowance
        return gap >= -allowance if self.operator == ">=" else abs(gap) <= allowance

    def gap_at(self, values: Values) -> Decimal | None:
        """What its terms come to once some figures have other values; None where they cannot be compared then."""
        if self.sides:
            measured = _measured(self.sides, values)
            return measured.difference.value if measured else None
        changed = (term for term in self.terms if id(term.figure) in values)
        return self.gap + sum((self._moved(term, values[id(term.figure)]) for term in changed), ZERO)

    def wants(self, term: Term, gap: Decimal) -> Decimal:
        """The value of a term's figure, as printed so far, in its unit, that makes a gap 0."""
        return (term.figure.value or ZERO) - in_unit(gap / term.sign, self.unit, term.figure.unit)

    def movable(self) -> tuple[Term, ...]:
        """The terms that another value can make right: of a percentage that was worked out only the percentage itself."""
        return self.terms[:1] if self.sides else tuple(term for term in self.terms if term.sign)

    def _coarser(self, figure: Figure, value: Decimal) -> Decimal:
        """What rounding may hide more, where a figure with a digit too many is printed to fewer."""
        more = half_unit(decimals(value)) - figure.half if figure.half else ZERO
        return in_unit(more, figure.unit, self.unit) if more > 0 else ZERO

    def _moved(self, term: Term, value: Decimal) -> Decimal:
        figure = term.figure
        return in_unit(value - (figure.value or ZERO), figure.unit, self.unit) * term.sign

    def touches(self, figure: Figure) -> bool:
        """Whether a figure stands in it."""
        return any(term.figure is figure for term in self.terms)

    def slack(self, figure: Figure) -> Decimal:
        """How far the value it wants of a figure may be off because the others are rounded, in the figure's unit."""
        return max(ZERO, in_unit(self.allowance, self.unit, figure.unit) - figure.half)


class Touching(dict[int, tuple[Equation, ...]]):
    """The equations that a figure stands in, by the identity of the figure.

    One is put together when it is first asked for: most figures stand in nothing that is broken. What is only a hint, and
    what speaks of other documents, is left out.
    """

    def __init__(self, results: Iterable[Result], observed: Iterable[tuple[Rule, Observation]]) -> None:
        super().__init__()
        self.made = {equation.id: equation for equation in _of_observations(observed)}
        """The equations put together so far, by their ids."""
        self._seen = tuple(self.made.values())
        self._compared = [result for result in results if _compared(result)]
        self._standing: defaultdict[int, list[Result | Equation]] = defaultdict(list)
        for result in self._compared:
            for term in (*result.left_terms, *result.right_terms):
                self._standing[id(term.figure)].append(result)
        for equation in self._seen:
            for term in equation.terms:
                self._standing[id(term.figure)].append(equation)

    def __missing__(self, figure: int) -> tuple[Equation, ...]:
        found = {equation.id: equation for equation in map(self._equation, self._standing[figure])}
        self[figure] = tuple(found.values())
        return self[figure]

    @cached_property
    def broken(self) -> tuple[Equation, ...]:
        """Those that do not hold as printed, in the order of the rules."""
        compared = (self._equation(result) for result in self._compared if result.outcome in ("breaks", "blank"))
        return (*compared, *(equation for equation in self._seen if equation.broken))

    @cached_property
    def broken_at(self) -> Mapping[int, tuple[Equation, ...]]:
        """The broken ones by the identity of the figures that stand in them."""
        figures = {id(term.figure) for equation in self.broken for term in equation.terms}
        return {figure: tuple(equation for equation in self[figure] if equation.broken) for figure in figures}

    def _equation(self, found: Result | Equation) -> Equation:
        if isinstance(found, Equation):
            return found
        if found.id not in self.made:
            self.made[found.id] = _of_result(found)
        return self.made[found.id]


def _compared(result: Result) -> bool:
    aside = result.rule.severity == "hint" or result.truncated or result.last_digit or result.rule.of_units
    return result.sides is not None and result.outcome in _COMPARED and not aside


def _of_result(result: Result) -> Equation:
    plain = result.sides and isinstance(result.sides.left, Sum) and isinstance(result.sides.right, Sum)
    return Equation(
        result.id,
        (*result.left_terms, *(Term(-term.sign, term.figure) for term in result.right_terms)),
        result.difference or ZERO,
        result.allowance or ZERO,
        result.unit,
        result.operator,
        result.outcome in ("breaks", "blank"),
        None if plain else result.sides,
        result,
    )


def _of_observations(observed: Iterable[tuple[Rule, Observation]]) -> Iterator[Equation]:
    """The equations among what Python checks saw: those that say which terms come to 0."""
    for rule, seen in observed:
        if seen.terms and rule.severity != "hint":
            gap = sum((in_unit(term.figure.value or ZERO, term.figure.unit, seen.unit) * term.sign for term in seen.terms), ZERO)
            spread = sum((in_unit(term.figure.half, term.figure.unit, seen.unit) for term in seen.terms), ZERO)
            yield Equation(f"{rule.id}@{seen.at}", seen.terms, gap, spread, seen.unit, broken=seen.outcome == "breaks")


def places_of(figure: Figure, equation: Equation) -> int:
    """How many decimals a figure is to be printed with: at most as many as its neighbours in the equation, two where it has none."""
    beside = [term.figure for term in equation.terms if term.figure is not figure]
    most = max((decimals(other.value) for other in beside if other.value and other.unit == figure.unit), default=2)
    return max(0, min(-figure.half.adjusted() - 1, most)) if figure.half else most


def _measured(sides: Sides, values: Values) -> Measured | None:
    """What the sides come to with other values in them; None where they cannot be compared then."""
    changed: dict[int, Figure] = {}
    left, right = (_exchanged(side, values, changed) for side in (sides.left, sides.right))
    try:
        return measure(left, right)
    except (NotApplicable, Faulty):
        return None


def with_value(figure: Figure, value: Decimal) -> Figure:
    """A figure with another value, printed to as many decimals as that has; a 0 is exact."""
    return replace(figure, value=value, half=max(figure.half, half_unit(decimals(value))) if value else ZERO)


def _exchanged(filled: Filled, values: Values, changed: dict[int, Figure]) -> Filled:
    """An expression with other values in it; a figure that stands in it twice stays one figure."""
    if isinstance(filled, Compound):
        return Compound(filled.operator, tuple(_exchanged(part, values, changed) for part in filled.parts), filled.dimension)
    for term in terms_of(filled):
        key = id(term.figure)
        if key in values and key not in changed:
            changed[key] = with_value(term.figure, values[key])
    terms = tuple(Term(term.sign, changed.get(id(term.figure), term.figure)) for term in filled.terms)
    return filled._replace(terms=terms)
