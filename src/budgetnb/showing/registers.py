"""The register of a season as plain rows, with who has filed and who was late: what an overview begins with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from budgetnb.amounts import in_unit
from budgetnb.season.filing import Filed, Filing, Season
from budgetnb.season.register import Register

WHO = ("code", "name", "level", "year", "parent_code", "parent", "former", "secret", "link", "addressee")
WHEN = ("approved", "published", "due", "days", "late")
WHETHER = ("registered", "filed", "missing")
TOTALS = {"approved_revenue": "收入总计", "approved_expenditure": "支出总计", "approved_appropriation": "财政拨款"}
COLUMNS = (*WHO, *WHEN, *WHETHER, *TOTALS)
"""The columns of register.parquet."""


def register_rows(register: Register, season: Season) -> Iterator[dict[str, Any]]:
    """A row for each line of the register that holds for the season's year, then one for each disclosure that it does not know."""
    yield from (_registered(register, season, one) for one in season.filings)
    yield from (_unregistered(one) for one in season.unregistered)


def _registered(register: Register, season: Season, filing: Filing) -> dict[str, Any]:
    line = filing.registered
    above, totals = register.parent(line), dict(line.totals)
    own = {name: getattr(line, name) for name in (*WHO, *WHEN, *WHETHER) if hasattr(line, name)}
    said = {"year": line.year or season.year, "parent": above.name if above else None, "parent_code": above.code if above else None}
    found = {"due": filing.due, "registered": True, "filed": filing.filed, "missing": filing.missing}
    yuan = {column: in_unit(totals[name].amount, totals[name].unit, "元") for column, name in TOTALS.items() if name in totals}
    return {**dict.fromkeys(COLUMNS), **{name: None if value == "" else value for name, value in own.items()}, **said, **found, **yuan}


def _unregistered(one: Filed) -> dict[str, Any]:
    said = {"code": one.code, "name": one.name, "level": one.level, "year": one.year}
    return {**dict.fromkeys(COLUMNS), **said, "registered": False, "filed": True, "missing": False}
