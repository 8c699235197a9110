"""Expressions of a rule with the figures of a disclosure in them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial

from budgetnb.amounts import YUAN
from budgetnb.checking.claims import claim, statements_of
from budgetnb.checking.lookup import Binding, Faulty, Index, NotApplicable
from budgetnb.checking.selecting import bound_cell, figures_of, units_meant, worded
from budgetnb.checking.sides import Compound, Filled, Sum, Term
from budgetnb.figures import Figure, Statement
from budgetnb.rules.syntax import Call, Cells, Claim, Expression, Number, Operation, Said

MONEY = "money"
"""The dimension of all amounts of money, whatever their unit."""
UNKNOWN = "?"
"""The dimension of a figure whose unit is neither printed nor inferred."""


def fill(node: Expression, index: Index, binding: Binding, several: bool = False) -> Filled:
    """An expression with figures in it; NotApplicable or Faulty where that cannot be."""
    if isinstance(node, Cells):
        alone = bound_cell(index, node, binding)
        return _reference(node, index, binding, several) if alone is None else _alone(index, alone)
    match node:
        case Claim() | Said():
            return _reference(node, index, binding, several)
        case Number(value):
            return Sum((), value)
        case Operation(operator, left, right):
            through = several and operator in "+-"
            return _joined(operator, fill(left, index, binding, through), fill(right, index, binding, through))
        case Call("sum", arguments):
            total = fill(arguments[0], index, binding, True)
            for argument in arguments[1:]:
                total = _joined("+", total, fill(argument, index, binding, True))
            return total
    parts = tuple(fill(argument, index, binding) for argument in node.arguments)
    together = _agreed(*(part.dimension for part in parts))
    return Compound(node.name, parts, together if node.name == "abs" else "%")


def agree(left: Filled, right: Filled) -> str:
    """The dimension two sides have in common; Faulty where they have none, NotApplicable where it is not known."""
    return left.dimension if left.dimension == right.dimension else _agreed(left.dimension, right.dimension)


def _reference(node: Cells | Claim | Said, index: Index, binding: Binding, several: bool) -> Sum:
    try:
        if isinstance(node, Cells):
            figures = figures_of(index, node, binding, several)
            if len(figures) == 1:
                return _alone(index, figures[0])
            units = {figure.unit for figure in figures if figure.value}
            return Sum(tuple([Term(1, figure) for figure in figures]), dimension=_agreed(*map(_dimension_of, units)))
        else:
            terms = _claimed(node, index, binding, several)
    except NotApplicable as absent:
        if not node.optional or absent.kept:
            raise
        terms = ()
    if len(terms) == 1:
        return Sum(terms, dimension=_dimension(terms[0].figure))
    return Sum(terms, dimension=_agreed(*{_dimension(term.figure) for term in terms}) if terms else "")


def _alone(index: Index, figure: Figure) -> Sum:
    """One figure of a table as a side; made once, for most figures stand in several rules."""
    found = index.alone.get(id(figure))
    if found is None:
        found = index.alone[id(figure)] = Sum((Term(1, figure),), dimension=_dimension(figure))
    return found


def _claimed(node: Claim | Said, index: Index, binding: Binding, several: bool) -> tuple[Term, ...]:
    """What a sentence claims: of several sentences the first that says it, inside sum all that do."""
    if isinstance(node, Claim):
        bound = binding[node.variable]
        return claim(index, bound, node.role) if isinstance(bound, Statement) else ()
    if node.of:
        own = replace(node, of="")
        return tuple(term for unit in units_meant(index, node.of, binding) for term in _claimed(own, unit, binding, False))
    found: list[Term] = []
    absent: NotApplicable | None = None
    for statement in statements_of(index, node, binding):
        try:
            found += claim(index, statement, node.role)
        except NotApplicable as missing:
            absent = missing
            continue
        if not several:
            return tuple(found)
    if not found:
        raise absent or NotApplicable("statement", where=partial(worded, node.where, binding))
    return tuple(found)


def _dimension(figure: Figure) -> str:
    return _dimension_of(figure.unit) if figure.value else ""


def _dimension_of(unit: str) -> str:
    return MONEY if unit in YUAN else unit or UNKNOWN


def _agreed(*dimensions: str) -> str:
    """The dimension of things that are added or compared; zeros and bare numbers go with any."""
    found = set(dimensions)
    found.discard("")
    if len(found) < 2:
        return found.pop() if found else ""
    if UNKNOWN in found:
        raise NotApplicable("unit", kept=True)
    raise Faulty("units", units="、".join(sorted(found)))


def _joined(operator: str, left: Filled, right: Filled) -> Filled:
    if operator in "+-":
        dimension = agree(left, right)
        if not isinstance(left, Sum) or not isinstance(right, Sum):
            return Compound(operator, (left, right), dimension)
        more, constant = right.terms, right.constant
        if operator == "-":
            more, constant = tuple([Term(-term.sign, term.figure) for term in more]), -constant
        return Sum((*left.terms, *more), left.constant + constant, dimension)
    if operator == "/":
        alike = left.dimension == right.dimension
        if right.dimension and not alike:
            raise Faulty("units", units=f"{left.dimension or '1'} / {right.dimension}")
        return Compound("/", (left, right), "" if alike else left.dimension)
    for number, other in ((left, right), (right, left)):
        if isinstance(number, Sum) and not number.terms and isinstance(other, Sum):
            return Sum(_times(other.terms, number.constant), other.constant * number.constant, other.dimension)
    if left.dimension and right.dimension:
        raise Faulty("units", units=f"{left.dimension}、{right.dimension}")
    return Compound("*", (left, right), left.dimension or right.dimension)


def _times(terms: tuple[Term, ...], number: Decimal) -> tuple[Term, ...]:
    factor = int(number) if number == int(number) else number
    return tuple(Term(term.sign * factor, term.figure) for term in terms)
