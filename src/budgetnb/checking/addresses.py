"""The canonical address of a result: the same in every draft, whatever the values."""

from __future__ import annotations

from collections.abc import Iterable

from budgetnb.checking.lookup import Binding, BoundLine
from budgetnb.checking.selecting import described, path_of
from budgetnb.checking.sides import Term
from budgetnb.figures import Statement
from budgetnb.rules.rule import Version
from budgetnb.rules.syntax import About, Cells, Claim, Reference, Said, WholeTable, first_reference


def home(version: Version) -> str:
    """The table (or 文) a rule is about, for a result that speaks of no particular place."""
    first = version.targets[0] if version.targets else version.comparison and first_reference(version.comparison.left)
    return first.table if isinstance(first, Cells | WholeTable) else "文"


def place_of(about: About, terms: tuple[Term, ...], binding: Binding) -> str:
    """The address of what a rule is about: what stands first on its left, and what its other variables stand for.

    `terms` are the figures the left gave; one that is a whole left side lends its own key.
    """
    if about.reference is None:
        return "+".join(map(_bound, binding.values())) or "文"
    first = terms[0].figure.key if about.alone and len(terms) == 1 else written(about.reference, binding)
    if len(about.variables) == len(binding):
        return first
    return "+".join([first, *(_bound(value) for name, value in binding.items() if name not in about.variables)])


def written(reference: Reference, binding: Binding) -> str:
    """The address of a reference as it is written in a rule, its variables put in."""
    match reference:
        case WholeTable(table):
            return table
        case Claim(variable, role):
            return f"{_bound(binding[variable])}/{role}"
        case Said(where, role):
            return "/".join(part for part in ("文", *described(where, binding).split(","), role) if part)
        case Cells(table, where, column):
            return "/".join(part for part in (table, described(where, binding), path_of(column, binding)) if part)


def unique(addresses: Iterable[str]) -> list[str]:
    """Addresses told apart: the second of the same gets `#2`."""
    seen: dict[str, int] = {}
    found = []
    for address in addresses:
        seen[address] = seen.get(address, 0) + 1
        found.append(address if seen[address] == 1 else f"{address}#{seen[address]}")
    return found


def _bound(value: BoundLine | Statement | str) -> str:
    if isinstance(value, BoundLine):
        return f"{value.table.table.name}/{value.line.key}"
    if isinstance(value, Statement):
        figure = next((figure for _, figure in value.figures), None)
        return figure.key.rpartition("/")[0] if figure else f"文/{value.scope}/{value.term}"
    return value
