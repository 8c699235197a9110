"""A rule book evaluated on a disclosure: one result for every rule at every place it applies to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from budgetnb.checking.addresses import home, place_of, unique
from budgetnb.checking.blanks import settle
from budgetnb.checking.claims import statements_of
from budgetnb.checking.comparing import compare_sides
from budgetnb.checking.lookup import Binding, BoundLine, Faulty, Index, NotApplicable
from budgetnb.checking.presence import forbidden, holds, required
from budgetnb.checking.result import Result
from budgetnb.checking.selecting import select
from budgetnb.figures import Statement
from budgetnb.rules.rule import Rule, RuleBook, Version
from budgetnb.rules.syntax import Cells, Said, Selection, Words
from budgetnb.texts import text


def evaluate(book: RuleBook, known: Index) -> tuple[Result, ...]:
    """What every rule of a book says of a disclosure, in the order of the rules and of the document.

    A department is held against the disclosures of its units too. Blanks count as 0 first; then
    those results that need a blank which no printed total shows to be nil become "blank". A rule that
    cannot be evaluated is "faulty" and stops no other. Rules that name a Python function (`check`) are
    left to whoever has the functions.
    """
    rules = [rule for rule in book.rules if rule.form != "check"]
    of_units = [result for unit in known.units for rule in rules if not rule.of_units for result in _of_rule(rule, unit)]
    return settle([result for rule in rules for result in _of_rule(rule, known)], of_units)


def again(results: Iterable[Result], known: Index, said: Mapping[int, Statement]) -> Iterator[Result]:
    """The same comparisons on a copy of the disclosure with other figures: results at the same places.

    `said` are the copy's statements by the identity of those they are copies of.
    """
    for result in results:
        if result.version:
            binding = {name: _there(value, known, said) for name, value in result.binding.items()}
            if _applies(result.rule, result.version, known, binding, []):
                yield from (one._replace(at=result.at) for one in _at(result.rule, result.version, known, binding, []))


def _there(value: BoundLine | Statement | str, known: Index, said: Mapping[int, Statement]) -> BoundLine | Statement | str:
    """What a variable stands for in a copy."""
    if isinstance(value, BoundLine):
        return BoundLine(known.tables[value.table.table.name], value.position)
    return said[id(value)] if isinstance(value, Statement) else value


def _of_rule(rule: Rule, known: Index) -> list[Result]:
    """The results of one rule, told apart by their addresses; one "not_applicable" where it applies nowhere."""
    if without := _without_units(rule, known):
        return [Result(rule, home(rule.versions[0]), "not_applicable", noted=(without,))]
    absent: list[NotApplicable] = []
    if rule.form == "forbid":
        found = list(forbidden(rule, known)) if _applies(rule, rule.versions[0], known, {}, absent) else []
    else:
        found = [result for version in rule.versions for result in _of_version(rule, version, known, absent)]
    if not found:
        why = absent[0] if absent else NotApplicable("nowhere")
        return [Result(rule, home(rule.versions[0]), "not_applicable", noted=(why,))]
    if rule.of_units:
        found = list(_once(found))
    addresses = unique(result.at for result in found)
    return [result if result.at == at else result._replace(at=at) for result, at in zip(found, addresses, strict=True)]


def _without_units(rule: Rule, known: Index) -> NotApplicable | None:
    """Why a rule on units cannot be applied at all; None when it can."""
    if rule.of_units and not known.units:
        return NotApplicable("units")
    if rule.adds_up_units and known.lacking:
        return NotApplicable("units_lacking", units=text("word.and").join(known.lacking))
    return None


def _once(found: Sequence[Result]) -> Iterator[Result]:
    """Each comparison once: a code that stands under several units of a table is added up over all of them for each of its lines."""
    seen: set[tuple[str, ...]] = set()
    for result in found:
        keys = tuple(figure.key for figure in (*result.left_figures, *result.right_figures))
        if not keys or keys not in seen:
            seen.add(keys)
            yield result


def _of_version(rule: Rule, version: Version, known: Index, absent: list[NotApplicable]) -> Iterator[Result]:
    """The results of a rule with its words put in; what it does not find is added to `absent`."""
    free = version.bound_when
    try:
        if not free and not _applies(rule, version, known, {}, absent):
            return
        if version.comparison and not version.comparison.needs <= known.tables.keys():
            lacking = sorted(version.comparison.needs - known.tables.keys())
            absent.append(NotApplicable("table", table=lacking[0]))
            return
        for binding in _bindings(version.for_each, known, {}, absent):
            if not free or _applies(rule, version, known, binding, absent):
                yield from _at(rule, version, known, binding, absent)
    except Faulty as wrong:  # in a selection of for_each or in `when`: there is no place to speak of
        yield Result(rule, home(version), "faulty", noted=(str(wrong),))


def _at(rule: Rule, version: Version, known: Index, binding: Binding, absent: list[NotApplicable]) -> Iterator[Result]:
    """The results of a rule where its variables stand for something."""
    for target in version.targets:
        yield required(rule, target, known, binding)._replace(version=version, binding=binding)
    if version.comparison is None:
        return
    try:
        yield compare_sides(rule, version.comparison, known, binding, version)
    except NotApplicable as missing:
        absent.append(missing)
        if missing.kept:
            yield Result(rule, place_of(version.comparison.about, (), binding), "not_applicable", noted=(missing,))
    except Faulty as wrong:
        yield Result(rule, place_of(version.comparison.about, (), binding), "faulty", noted=(str(wrong),))


def _applies(rule: Rule, version: Version, known: Index, binding: Binding, absent: list[NotApplicable]) -> bool:
    """Whether the conditions of a rule hold."""
    if not version.when or any(all(holds(rule, test, known, binding) for test in tests) for tests in version.when):
        return True
    absent.append(NotApplicable("when"))
    return False


def _bindings(unbound: tuple[tuple[str, Selection], ...], known: Index, binding: Binding, absent: list[NotApplicable]) -> Iterator[Binding]:
    """Everything the variables can stand for together, the last one changing quickest."""
    if not unbound:
        yield binding
        return
    (name, selection), rest = unbound[0], unbound[1:]
    try:
        values = _values(selection, known, binding)
    except NotApplicable as missing:
        absent.append(missing)
        return
    for value in values:
        bound = {**binding, name: value}
        yield from _bindings(rest, known, bound, absent) if rest else (bound,)


def _values(selection: Selection, known: Index, binding: Binding) -> Sequence[BoundLine | Statement | str]:
    """The lines, columns or statements that a variable runs over."""
    if isinstance(selection, Said):
        return statements_of(known, selection, binding)
    if isinstance(selection, Words):  # put in when the rule was read
        return selection.words
    table = known.tables.get(selection.table)
    if table is None:
        raise NotApplicable("table", table=selection.table)
    if isinstance(selection, Cells):
        return [BoundLine(table, position) for group in select(table, selection.where, binding) for position in group]
    if selection.paths:
        return selection.paths
    return table.words.parts(selection.under) if selection.under else [column.name for column in table.table.columns if not column.rate]
