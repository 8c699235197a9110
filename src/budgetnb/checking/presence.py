"""What is there and what is not: conditions of `when`, `required` references and forbidden words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from budgetnb.checking.addresses import place_of
from budgetnb.checking.claims import claim, statements_of
from budgetnb.checking.comparing import compare_sides
from budgetnb.checking.lookup import Binding, Index, NotApplicable
from budgetnb.checking.result import Result
from budgetnb.checking.selecting import figures_of
from budgetnb.checking.sides import Term
from budgetnb.figures import Figure, Place, Statement
from budgetnb.rules.rule import Rule
from budgetnb.rules.syntax import Cells, Claim, Comparison, Reference, Said, Test, WholeTable, about

_LOOSE = {"(": "[(（]", "（": "[(（]", ")": "[)）]", "）": "[)）]", "…": "[^。；\\0]*?", "X": "[XxＸｘ×]", "%": "[%％]"}


def holds(rule: Rule, test: Test, index: Index, binding: Binding) -> bool:
    """Whether a condition of `when` holds; a comparison that cannot be made does not."""
    if isinstance(test, Comparison):
        try:
            return compare_sides(rule, test, index, binding).outcome != "breaks"
        except NotApplicable:
            return False
    figures = figures_at(test.target, index, binding)
    if figures is None:
        return test.word == "无"
    printed = any(figure.value is not None for figure in figures)
    if test.word == "有":
        return printed or not _is_figure(test.target)
    return test.word == "空" and not printed


def required(rule: Rule, target: Reference, index: Index, binding: Binding) -> Result:
    """The result of asking for a table, a figure or a sentence: it breaks where there is none, and is blank where its cell is."""
    figures = figures_at(target, index, binding)
    terms = tuple(Term(1, figure) for figure in figures or ()) if _is_figure(target) else ()
    blanks = tuple(term.figure for term in terms if term.figure.value is None)
    outcome = "breaks" if figures is None else "blank" if terms and len(blanks) == len(terms) else "ties"
    missing = blanks if outcome == "blank" else ()
    places = _titles(target, index) if outcome == "breaks" else ()
    return Result(rule, place_of(about(target), terms, binding), outcome, left_terms=terms, blanks=blanks, missing=missing, places=places)


def _titles(target: Reference, index: Index) -> tuple[Place, ...]:
    """Where the table stands that lacks what is asked for."""
    found = index.tables.get(target.table) if isinstance(target, Cells) else None
    return (replace(found.table.place, text=found.table.title),) if found else ()


def figures_at(target: Reference, index: Index, binding: Binding) -> tuple[Figure, ...] | None:
    """The figures of a table, reference or sentence, blank ones included; None where the disclosure does not have it."""
    try:
        match target:
            case WholeTable(table):
                found = index.tables.get(table)
                return tuple(found.table.figures()) if found else None
            case Cells():
                return figures_of(index, target, binding, several=True) or None
            case Claim(variable, role):
                statement = binding[variable]
                return _figures(claim(index, statement, role)) if isinstance(statement, Statement) else None
            case Said():
                return _said(index, target, binding)
    except NotApplicable:
        return None


def _said(index: Index, said: Said, binding: Binding) -> tuple[Figure, ...] | None:
    """The figures of the sentences meant; a chapter alone is also there when it has any text."""
    statements = statements_of(index, said, binding)
    found: list[Figure] = []
    for statement in statements:
        try:
            found += _figures(claim(index, statement, said.role)) if said.role else [figure for _, figure in statement.figures]
        except NotApplicable:
            continue
    if said.role:
        return tuple(found) or None
    scopes = {str(word) for condition in said.where if condition.of == "章" for word in condition.words}
    text_stands = len(said.where) == 1 and any(passage.scope in scopes for passage in index.disclosure.passages)
    return tuple(found) if statements or text_stands else None


def _figures(terms: tuple[Term, ...]) -> tuple[Figure, ...]:
    return tuple(term.figure for term in terms)


def _is_figure(target: Reference) -> bool:
    return isinstance(target, Cells | Claim) or (isinstance(target, Said) and bool(target.role))


@cache
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(_LOOSE.get(one, re.escape(one)) for one in word if not one.isspace()))


def forbidden(rule: Rule, index: Index) -> Iterator[Result]:
    """One breaking result for every place where a forbidden word stands, or one that ties; of words that overlap the first and longest.

    Titles and notes of tables, labels of lines and the narrative are searched; blanks between the
    characters and the width of brackets do not count, … stands for anything within a sentence, and X
    for any of the crosses that placeholders are made of.
    """
    together, ends = index.together, index.ends
    found = [(match.start(), -match.end(), word) for word in rule.words for match in _pattern(word).finditer(together)]
    last = 0
    for begin, end, word in sorted(found):
        if begin < last:
            continue
        last = -end
        number = bisect_right(ends, begin)
        where, printed, place = index.texts[number]
        start = ends[number] - len(printed) - 1
        yield Result(rule, f"{where}/{word}", "breaks", places=(replace(place, text=printed, span=(begin - start, last - start)),))
    if not found:
        yield Result(rule, "文", "ties")
