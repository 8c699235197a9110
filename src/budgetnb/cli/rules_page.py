"""The rule book as a page of documentation (`budgetnb rules --markdown`, docs/rules.md)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from budgetnb.checking.checks import promise, why_no_formula
from budgetnb.rules.rule import Rule, RuleBook
from budgetnb.texts import text


def markdown(book: RuleBook) -> str:
    """Every rule with its sentence, how it is written, basis, severity and action, file by file."""
    return "\n".join(_lines(book)) + "\n"


def _lines(book: RuleBook) -> Iterator[str]:
    yield text("cli.rules.page_head", count=len(book.rules), formulas=sum(not rule.check for rule in book.rules))
    for file, rules in groupby(book.rules, key=lambda rule: rule.file):
        yield f"\n## {file}\n"
        yield text("cli.rules.page_columns")
        yield "|---|---|---|---|---|---|"
        yield from (_row(rule) for rule in rules)
    yield text("cli.rules.page_checks")
    yield text("cli.rules.page_check_columns")
    yield "|---|---|---|---|"
    yield from (_check(rule) for rule in book.rules if rule.check)


def _row(rule: Rule) -> str:
    written = f"`{_cell(rule.source)}`" if rule.form != "check" else rule.check
    cells = (
        rule.id,
        _cell(rule.sentence),
        written,
        _cell(rule.basis),
        text(f"cli.severity.{rule.severity}"),
        text(f"cli.action.{rule.action}"),
    )
    return f"| {' | '.join(cells)} |"


def _check(rule: Rule) -> str:
    return f"| {rule.id} | `{rule.check}` | {_cell(promise(rule.check))} | {_cell(why_no_formula(rule.check))} |"


def _cell(words: str) -> str:
    return words.replace("|", "\\|")
