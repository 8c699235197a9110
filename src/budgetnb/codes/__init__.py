"""The code lists of 政府收支分类科目: functional and economic codes, their names past and present.

Every row carries a mark: `found` (seen in a source), `recalled`, or `uncertain`. Nothing certain
may rest on an uncertain row. `valid_to` empty means believed in force.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_LENGTHS = {3: "类", 5: "款", 7: "项"}


@dataclass(frozen=True, slots=True)
class Code:
    """One official code with one of its names; `valid_to` is "" while in force, "?" when unknown."""

    code: str
    name: str
    level: str
    valid_to: str
    mark: str


@cache
def functional() -> tuple[Code, ...]:
    """The functional classification (支出功能分类), former names included."""
    return tuple(Code(row["code"], row["name"], row["level"], row["valid_to"], row["mark"]) for row in _rows("functional_codes.csv"))


@cache
def economic(scheme: str = "department") -> tuple[Code, ...]:
    """The economic classification of departments (301-399) or, `government`, of budgets (501-599)."""
    rows = (row for row in _rows("economic_codes.csv") if row["scheme"] == scheme)
    return tuple(Code(row["code"], row["name"], row["level"], "", row["mark"]) for row in rows)


@cache
def names_of(code: str) -> tuple[Code, ...]:
    """All rows of a code, the name in force first; empty for an unknown code."""
    return tuple(sorted(_by_code().get(code, ()), key=lambda row: row.valid_to != ""))


@cache
def codes_named(name: str, level: str) -> tuple[str, ...]:
    """The codes of a level that bear this name, those in force first; short forms of a 类 are understood."""
    return tuple(dict.fromkeys(row.code for row in sorted(_by_name().get((bare(name), level), ()), key=lambda row: row.valid_to != "")))


@cache
def bearers(name: str) -> frozenset[str]:
    """All codes, functional or economic, of any level and time, that bear a name."""
    return frozenset(code for code, rows in _by_code().items() if any(bare(row.name) == bare(name) for row in rows))


@cache
def restored(digits: str, name: str) -> str:
    """The code that these digits are without one or more of its zeros and that bears the name, "" when there is none.

    >>> restored("2085", "行政事业单位养老支出")
    '20805'
    """

    def stripped(code: str) -> str:
        return code[:3] + code[3:].replace("0", "")

    return next((code for code in sorted(bearers(name)) if len(code) > len(digits) and stripped(code) == stripped(digits)), "")


@cache
def pairs() -> frozenset[tuple[str, str]]:
    """The (department code, government code) pairs of the official correspondence table."""
    return frozenset((row["department_code"], row["government_code"]) for row in _rows("economic_mapping.csv"))


@cache
def budgets_of(code: str) -> frozenset[tuple[str, str]]:
    """The special budget that a code belongs to, with its mark; none for the general public budget.

    >>> sorted(budgets_of("2120801")), budgets_of("2120101")
    ([('政府性基金', 'recalled')], frozenset())
    """
    return frozenset((row["budget"], row["mark"]) for row in _rows("budgets.csv") if code.startswith(row["prefix"]))


@cache
def leads_to(code: str, budget: str) -> bool:
    """Whether a special budget has codes under this 类 or 款.

    >>> leads_to("212", "政府性基金"), leads_to("201", "政府性基金")
    (True, False)
    """
    return any(row["budget"] == budget and row["prefix"].startswith(code) for row in _rows("budgets.csv"))


def level_of(code: str) -> str:
    """类, 款 or 项 by the length of a code, "" for another length."""
    return _LENGTHS.get(len(code), "")


@lru_cache(maxsize=8192)
def bare(name: str) -> str:
    """A name without what writers leave out or add: 支出, 事务, 等, 类款项 marks, blanks.

    >>> bare("城乡社区事务支出") == bare("城乡社区")
    True
    """
    plain = "".join(name.split()).replace("其它", "其他").replace("（", "(").replace("）", ")")
    for tail in ("(类)", "(款)", "(项)"):
        plain = plain.removesuffix(tail)
    for tail in ("支出", "事务", "等"):
        plain = plain.removesuffix(tail) or plain
    return plain


@cache
def _by_code() -> dict[str, list[Code]]:
    found: dict[str, list[Code]] = {}
    for row in (*functional(), *economic(), *economic("government")):
        found.setdefault(row.code, []).append(row)
    return found


@cache
def _by_name() -> dict[tuple[str, str], list[Code]]:
    found: dict[tuple[str, str], list[Code]] = {}
    for row in functional():
        found.setdefault((bare(row.name), row.level), []).append(row)
    return found


def _rows(file: str) -> list[dict[str, str]]:
    return list(csv.DictReader((files(__name__) / file).read_text(encoding="utf-8").splitlines()))
