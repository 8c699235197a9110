"""The rule books that ship with the package, read against the recognised vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file
from importlib.resources import files as resources
from pathlib import Path

from budgetnb.checking.checks import NAMES
from budgetnb.recognising.statements.terms import terms
from budgetnb.recognising.vocabulary import Node, TableWords, words
from budgetnb.rules.rule import RuleBook
from budgetnb.rules.rulebook import read_rules
from budgetnb.rules.vocabulary import TableWords as RuleWords
from budgetnb.rules.vocabulary import Vocabulary
from budgetnb.yamls import Yaml

SHIPPED = ("tables.yaml", "between.yaml", "narrative.yaml", "forms.yaml", "units.yaml", "register.yaml", "years.yaml")


def rule_book(*more: tuple[Path, ...]) -> RuleBook:
    """The shipped rules and those of `more` files, in this order, a file named twice once; WrongRule says what is wrong with one.

    `more` files are read anew each time: an analyst edits a rule and runs the notebook again.
    """
    files = tuple({path.resolve(): path for paths in more for path in paths}.values())
    return _read(files) if files else _shipped()


def book_with(written: Yaml, more: tuple[Path, ...]) -> RuleBook:
    """The shipped rules, those of `more` files, and those of a rule book that is being written."""
    return _read(more, written)


@cache
def _shipped() -> RuleBook:
    return _read(())


def _read(more: tuple[Path, ...], *written: Yaml) -> RuleBook:
    with as_file(resources("budgetnb.rules") / "books") as folder:
        return read_rules([*(folder / name for name in SHIPPED), *more], vocabulary(), *written)


@cache
def vocabulary() -> Vocabulary:
    """Every word a rule may use."""
    known = terms()
    tables = {name: _words(table) for name, table in words().tables.items()}
    return Vocabulary(tables, tuple(scope.name for scope in known.scopes), tuple(known.terms), checks=NAMES, sides=("收入", "支出", "用途"))


def _words(table: TableWords) -> RuleWords:
    lines = [node for nodes in table.lines.values() for node in nodes]
    return RuleWords(
        tuple(node.address for node in table.columns),
        tuple(node.address for node in lines),
        bool(table.open),
        _parts(table.columns),
        _parts(lines),
    )


def _parts(nodes: Sequence[Node]) -> dict[str, tuple[str, ...]]:
    return {node.address: node.parts for node in nodes if node.parts}
