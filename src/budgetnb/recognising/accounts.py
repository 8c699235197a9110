"""Accounts named in sentences (“…（类）…（款）…（项）”) and the codes of the lines that bear their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from budgetnb.codes import bare, codes_named
from budgetnb.figures import Statement, Table

_ABOVE = (("类", 3), ("款", 5))

Named = Mapping[tuple[str, str], Sequence[str]]
"""Level and bare name -> the codes of the lines that bear it."""


def with_codes(statements: Sequence[Statement], tables: Sequence[Table]) -> tuple[Statement, ...]:
    """The statements, each that names an account with the code of the line that bears its name, else the official one."""
    named: dict[tuple[str, str], list[str]] = {}
    for table in tables:
        for line in table.lines:
            if line.code and line.level:
                codes = named.setdefault((line.level, bare(line.name)), [])
                codes += [line.code] if line.code not in codes else []
    return tuple(statement if statement.code else replace(statement, code=_code(statement.account, named)) for statement in statements)


def _code(names: Sequence[tuple[str, str]], named: Named) -> str:
    if not names:
        return ""
    level, name = names[-1]
    codes = list(named.get((level, bare(name)), ())) or list(codes_named(name, level))
    fitting = [code for code in codes if _above_fits(code, dict(names), named)]
    return (fitting or codes or [""])[0]


def _above_fits(code: str, names: Mapping[str, str], named: Named) -> bool:
    """Whether the names above a code are those the sentence gives, as far as it gives them."""
    above = [(level, code[:length], names[level]) for level, length in _ABOVE if level in names and length < len(code)]
    return all(part in named.get((level, bare(name)), ()) or part in codes_named(name, level) for level, part, name in above)
