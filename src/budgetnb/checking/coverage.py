"""How much of what is printed a change would betray."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from budgetnb.checking.findings import Coverage
from budgetnb.checking.result import Result
from budgetnb.figures import Disclosure, Figure

_COMPARED = ("ties", "rounds", "breaks", "blank")


def coverage_of(disclosure: Disclosure, results: Iterable[Result], more: Iterable[str] = ()) -> tuple[Coverage, tuple[Figure, ...]]:
    """The share of printed figures that an equality or a second printing ties down, and the figures that none does.

    `more` are keys of figures that a Python check compared.
    """
    tying = [result for result in results if _ties_down(result)]
    compared = set(more).union(term.figure.key for result in tying for term in (*result.left_terms, *result.right_terms))
    printed: Counter[str] = Counter()
    covered: Counter[str] = Counter()
    unchecked = []
    for figure in disclosure.figures():
        part = figure.key.split("/")[0] if not figure.key.startswith("文/") else figure.place.section or ""
        printed[part] += 1
        if figure.key in compared:
            covered[part] += 1
        else:
            unchecked.append(figure)
    by_part = tuple((part, covered[part], count) for part, count in printed.items())
    return Coverage(covered.total(), printed.total(), by_part), tuple(unchecked)


def _ties_down(result: Result) -> bool:
    """Whether a result is an equality that was really compared; a bound (<=) betrays only some changes."""
    return result.outcome in _COMPARED and not result.trivial and result.sides is not None and result.operator == "="
