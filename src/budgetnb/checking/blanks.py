"""Blanks told apart: nil where printed totals tie without them, missing where a total needs them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from budgetnb.checking.result import Result
from budgetnb.checking.sides import Term
from budgetnb.texts import text


def settle(results: Sequence[Result], of_units: Sequence[Result] = ()) -> tuple[Result, ...]:
    """Results that break over a blank that is not nil become "blank"; where all are nil, a note says they counted as 0.

    What is blank in the disclosure of a unit is settled by that disclosure's own results.
    """
    nil = nil_blanks((*results, *of_units))
    return tuple(_settled(result, nil) if result.outcome == "breaks" and result.blanks else result for result in results)


def _settled(result: Result, nil: frozenset[str]) -> Result:
    missing = tuple(figure for figure in result.blanks if figure.key not in nil)
    if missing:
        return result._replace(outcome="blank", missing=missing)
    return result._replace(noted=(*result.noted, text("rule.note.nil", n=len(result.blanks))))


def nil_blanks(results: Iterable[Result]) -> frozenset[str]:
    """The keys of the blank figures that stand for nothing.

    A blank is nil where an equality ties with it as 0 against something printed, or against lines
    that are not there; and where nothing but blanks is compared, one side is nil when the other
    side is.
    """
    agreeing = [result for result in results if result.outcome in ("ties", "rounds") and result.blanks and _is_equality(result)]
    settled = (result for result in agreeing if not (result.trivial and result.left_terms and result.right_terms))
    nil = {figure.key for result in settled for figure in result.blanks}
    open_ones = [(_keys(result.left_terms), _keys(result.right_terms)) for result in agreeing if result.trivial]
    grown = True
    while grown:
        before = len(nil)
        for left, right in open_ones:
            if left <= nil or right <= nil:
                nil |= left | right
        grown = len(nil) > before
    return frozenset(nil)


def _keys(terms: Iterable[Term]) -> frozenset[str]:
    return frozenset(term.figure.key for term in terms)


def _is_equality(result: Result) -> bool:
    """Whether a result is of a sum against a sum; a ratio that ties says nothing of the blanks in it."""
    return result.rule.form in ("formula", "same") and result.operator == "=" and result.unit != "%"
