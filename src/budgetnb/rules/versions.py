"""A rule's formulas read once for every choice of the words its variables run over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from budgetnb.rules.formula import parse_formula, parse_same, parse_selection, parse_target, parse_when
from budgetnb.rules.references import Scope
from budgetnb.rules.rule import Version
from budgetnb.rules.syntax import Words
from budgetnb.rules.tokens import tokens
from budgetnb.rules.vocabulary import Misread, Vocabulary

_Tree = TypeVar("_Tree")


@dataclass(frozen=True, slots=True)
class Written:
    """What a rule says in formulas: its form, the texts under it, `for_each` and `when`."""

    form: str
    sources: tuple[str, ...]
    for_each: Mapping[str, str]
    when: str


def read_versions(written: Written, vocabulary: Vocabulary) -> tuple[Version, ...]:
    """All versions of a rule; Misread, with the key it is under, at the first mistake.

    A variable that runs over every table (`*`) gives a version for each table that has the words
    the formula uses.
    """
    for name in written.for_each:
        _check_variable(name, written, vocabulary)
    return _versions(written, tuple(written.for_each.items()), Scope(vocabulary, {}, {}))


def _check_variable(name: str, written: Written, vocabulary: Vocabulary) -> None:
    """A variable has a name of its own, and is used."""
    if vocabulary.means(name):
        raise Misread("variable_taken", place=f"for_each.{name}", variable=name)
    elsewhere = [source for other, source in written.for_each.items() if other != name]
    if written.form not in ("forbid", "check"):
        elsewhere += written.sources
    if not any(_mentions(source, name) for source in (*elsewhere, written.when)):
        raise Misread("variable_unused", place=f"for_each.{name}", variable=name)


def _mentions(source: str, name: str) -> bool:
    try:
        return any(token.text == name for token in tokens(source))
    except Misread:  # said where the text itself is read
        return True


def _versions(written: Written, unbound: tuple[tuple[str, str], ...], scope: Scope) -> tuple[Version, ...]:
    if not unbound:
        return (_version(written, scope),)
    (name, source), rest = unbound[0], unbound[1:]
    selection = _at(f"for_each.{name}", lambda: parse_selection(source, scope))
    if not isinstance(selection, Words):
        return _versions(written, rest, replace(scope, variables={**scope.variables, name: selection}))
    found: list[Version] = []
    passed_over: list[Misread] = []
    for word in selection.words:
        try:
            found += _versions(written, rest, replace(scope, words={**scope.words, name: word}))
        except Misread as wrong:
            if not selection.all_tables:
                raise
            passed_over.append(wrong)
    if not found:
        raise passed_over[0]
    return tuple(found)


def _version(written: Written, scope: Scope) -> Version:
    when = _at("when", lambda: parse_when(written.when, scope)) if written.when else ()
    version = Version(tuple(scope.variables.items()), when=when, words=tuple(scope.words.items()))
    if written.form == "formula":
        return replace(version, comparison=_at("formula", lambda: parse_formula(written.sources[0], scope)))
    if written.form == "same":
        return replace(version, comparison=_at("same", lambda: parse_same(written.sources[0], written.sources[1], scope)))
    if written.form == "required":
        return replace(version, targets=_at("required", lambda: tuple(parse_target(source, scope) for source in written.sources)))
    return version


def _at(place: str, parse: Callable[[], _Tree]) -> _Tree:
    """What `parse` gives; a Misread from it says under which key it stands."""
    try:
        return parse()
    except Misread as wrong:
        wrong.place = wrong.place or place
        raise
