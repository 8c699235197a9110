"""Two sides of a rule filled with figures and set against each other."""

from __future__ import annotations

from decimal import Decimal

from budgetnb.amounts import decimals, in_unit
from budgetnb.checking.addresses import place_of
from budgetnb.checking.arithmetic import Interval, coarser, compare, cut_off, equal_to, one_digit_off, places
from budgetnb.checking.expressions import fill
from budgetnb.checking.lookup import Binding, Index, NotApplicable
from budgetnb.checking.measuring import Measured, measure, point
from budgetnb.checking.result import Ratio, Result
from budgetnb.checking.sides import Compound, Filled, Sides, Sum, Term, terms_of, turned
from budgetnb.figures import Figure
from budgetnb.rules.rule import Rule, Version
from budgetnb.rules.syntax import Comparison, Expression, Operation, Said

ZERO = Decimal(0)
_RANKS = {"ties": 0, "rounds": 1, "breaks": 2}


def compare_sides(rule: Rule, comparison: Comparison, index: Index, binding: Binding, version: Version | None = None) -> Result:
    """The result of a comparison; NotApplicable or Faulty where it cannot be made.

    Of several right sides (或) the one that agrees best counts; if all break, the first.
    """
    left = fill(comparison.left, index, binding)
    best: Result | None = None
    absent: NotApplicable | None = None
    for node in comparison.rights:
        try:
            right = fill(node, index, binding)
            if _unsaid(node, right):
                raise NotApplicable("unsaid")
            found = _compared(rule, comparison, left, right, binding, version)
        except NotApplicable as missing:
            absent = absent or missing
            continue
        if best is None or _RANKS[found.outcome] < _RANKS[best.outcome]:
            best = found
    if best is None:
        raise absent or NotApplicable("nothing")
    return best


def _unsaid(node: Expression, side: Filled) -> bool:
    """Whether a side is made of sentences alone and none of them is there: silence is not a zero."""
    return isinstance(side, Sum) and not side.terms and _of_sentences(node)


def _of_sentences(node: Expression) -> bool:
    return isinstance(node, Said) or (isinstance(node, Operation) and _of_sentences(node.left) and _of_sentences(node.right))


def _compared(rule: Rule, comparison: Comparison, left: Filled, right: Filled, binding: Binding, version: Version | None) -> Result:
    left_terms, right_terms, operator = terms_of(left), terms_of(right), comparison.operator
    at = place_of(comparison.about, left_terms, binding)
    figures = [term.figure for term in (*left_terms, *right_terms)]
    if not figures:
        raise NotApplicable("nothing")
    blanks = tuple([figure for figure in figures if figure.value is None])
    trivial = len(blanks) == len(figures)
    if trivial and _bare(left) and _bare(right) and {id(term.figure) for term in left_terms} != {id(term.figure) for term in right_terms}:
        terms = (left_terms, right_terms)
        return Result(
            rule,
            at,
            "ties",
            operator,
            ZERO,
            ZERO,
            ZERO,
            ZERO,
            figures[0].unit,
            None,
            *terms,
            blanks,
            trivial=True,
            version=version,
            binding=binding,
            sides=Sides(left, right),
        )
    measured, sides = measure(left, right), Sides(left, right)
    if measured.idle:
        raise NotApplicable("idle")
    if operator == "=" and _single(left) and left_terms[0].sign < 0:
        measured, left_terms, right_terms = _turned(measured), _opposite(left_terms), _opposite(right_terms)
        sides = Sides(turned(left), turned(right))
    one, other = measured.left, measured.right
    outcome, allowance = compare(one, operator, other, measured.difference), measured.difference.allowance
    first, second = _only(left), _only(right)
    if rule.form == "same" and _single(left) and _single(right):
        outcome, allowance = _agreement(left_terms[0].figure, right_terms[0].figure, measured)
    elif operator == "=" and outcome != "breaks" and first and second:
        outcome, allowance = _agreement(first, second, measured)
    result = Result(
        rule,
        at,
        outcome,
        operator,
        one.value,
        other.value,
        measured.difference.value,
        allowance,
        measured.unit,
        coarser(one.decimals, other.decimals),
        left_terms,
        right_terms,
        blanks,
        trivial=trivial,
        version=version,
        binding=binding,
        sides=sides,
    )
    return _with_reasons(result, left, right, measured) if outcome == "breaks" and operator == "=" else result


def _with_reasons(result: Result, left: Filled, right: Filled, measured: Measured) -> Result:
    """A result that breaks, with what may lie behind it: digits cut off, the last digit, the parts of a ratio."""
    one, other = measured.left, measured.right
    printed = [pair for side, pair in ((left, (one, other)), (right, (other, one))) if _single(side)]
    last_digit = measured.unit == "%" and any(one_digit_off(*pair) for pair in printed)
    return result._replace(truncated=any(cut_off(*pair) for pair in printed), last_digit=last_digit, ratio=_ratio(right))


def _bare(side: Filled) -> bool:
    """Whether a side is nothing but a sum of figures."""
    return isinstance(side, Sum) and not side.constant


def _single(side: Filled) -> bool:
    """Whether a side is one printed figure."""
    return isinstance(side, Sum) and len(side.terms) == 1 and not side.constant and abs(side.terms[0].sign) == 1


def _only(side: Filled) -> Figure | None:
    """The one figure that a sum comes to, because all others are blank or plain 0: both are printings of one number."""
    if not isinstance(side, Sum) or side.constant:
        return None
    terms = [term for term in side.terms if term.figure.value is not None and (term.figure.value or decimals(term.figure.value))]
    return terms[0].figure if len(terms) == 1 and abs(terms[0].sign) == 1 and terms[0].figure.value else None


def _turned(measured: Measured) -> Measured:
    """Both sides with the other sign, as a sentence words a decrease."""
    return measured._replace(left=_negative(measured.left), right=_negative(measured.right), difference=_negative(measured.difference))


def _negative(side: Interval) -> Interval:
    return Interval(-side.value, -side.high, -side.low, side.decimals)


def _opposite(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    return tuple(Term(-term.sign, term.figure) for term in terms)


def _agreement(left: Figure, right: Figure, measured: Measured) -> tuple[str, Decimal]:
    """Two printings of one fact: the same number once rounded half-up to the coarser one, and by how much they may differ."""
    one, other = (_printed_places(figure, measured.unit) for figure in (left, right))
    precision = coarser(one, other)
    allowance = ZERO if one == other or precision is None else Decimal(5).scaleb(-precision - 1)
    return ("ties" if equal_to(precision, measured.left.value, measured.right.value) else "breaks"), allowance


def _printed_places(figure: Figure, unit: str) -> int | None:
    """How many decimals of `unit` a figure is printed to; None for a blank and for a plain 0, which is exact."""
    half = figure.half
    if figure.value == 0 and decimals(figure.value):  # 0.00 leaves open what comes after
        half = Decimal(5).scaleb(-decimals(figure.value) - 1)
    return places(in_unit(half, figure.unit, unit))


def _ratio(right: Filled) -> Ratio | None:
    """What a share or growth on the right is made of."""
    if not isinstance(right, Compound) or right.operator not in ("share", "growth"):
        return None
    return Ratio(right.operator, *(point(part) for part in right.parts))
