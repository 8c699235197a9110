"""`budgetnb rules`: the rules in force, or everything about one of them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from budgetnb.cli.files import write
from budgetnb.errors import BudgetnbError, nearest
from budgetnb.texts import text

if TYPE_CHECKING:
    from budgetnb.rules.rule import Rule, RuleBook


class UnknownRule(BudgetnbError):
    """An id that no rule book has."""

    key = "cli.rules.no_rule"


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("id", nargs="?", metavar=text("cli.rules.id"), help=text("cli.rules.id_help"))
    parser.add_argument("--markdown", action="store_true", help=text("cli.rules.markdown"))
    parser.add_argument("--rules", type=Path, action="append", default=[], metavar=text("cli.file"), help=text("cli.check.rules"))


def run(args: Namespace) -> int:
    """Print the rules, one a line, or one rule in full."""
    from budgetnb.checking.books import rule_book
    from budgetnb.project import local_files, project_folder

    own = () if args.markdown else local_files(project_folder(Path.cwd()), "rules")
    book = rule_book(own, tuple(args.rules))
    if args.markdown:
        from budgetnb.cli.rules_page import markdown

        write(markdown(book), None)
        return 0
    lines = _listed(book) if args.id is None else _about(book, args.id)
    write("".join(f"{line}\n" for line in lines), None)
    return 0


def _about(book: RuleBook, id: str) -> Iterator[str]:
    """All there is to say of one rule, one that is switched off included."""
    off = dict(book.off)
    if id in off:
        yield text("cli.rules.off", id=id, why=off[id])
        return
    yield from _in_full(_rule(book, id))
    if id in dict(book.overridden):
        yield text("cli.rules.changed", id=id, why=dict(book.overridden)[id])


def _rule(book: RuleBook, id: str) -> Rule:
    if rule := book.rule(id):
        return rule
    near = nearest(id.upper(), [rule.id for rule in book.rules])
    raise UnknownRule(id=id, near=text("cli.usage.near", word=near) if near else "")


def _listed(book: RuleBook) -> Iterator[str]:
    for rule in book.rules:
        yield f"{rule.id:<8}  {text(f'cli.severity.{rule.severity}')}  {rule.sentence}"
    for id, why in book.overridden:
        yield text("cli.rules.changed", id=id, why=why)
    for id, why in book.off:
        yield text("cli.rules.off", id=id, why=why)
    yield text("cli.rules.count", count=len(book.rules), books=text("cli.read.comma").join(book.names))


def _in_full(rule: Rule) -> Iterator[str]:
    yield f"{rule.id}  {rule.sentence}"
    severity, action = text(f"cli.severity.{rule.severity}"), text(f"cli.action.{rule.action}")
    yield text("cli.rules.kind", severity=severity, action=action, dimension=rule.dimension)
    yield text("cli.rules.form", form=rule.form, source=rule.source)
    yield text("cli.rules.basis", basis=rule.basis)
    if rule.note:
        yield text("cli.rules.note", note=rule.note)
    yield text("cli.rules.stands", file=Path(rule.file).name, line=rule.line)
