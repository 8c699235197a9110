"""Lines of organisations: which is the department's, which are its units'."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from budgetnb.recognising.rows import Row

DEPARTMENT, UNIT = "部门", "单位"


def ranked(rows: Iterable[Row]) -> list[Row]:
    """The rows, those of organisations with their level.

    The shortest codes are departments', longer ones their units'; codes of one length are all units', unless
    there is only one. Of names without codes the first is the department's where its amounts are the total's.
    """
    found = list(rows)
    owners = [row for row in found if row.level in (DEPARTMENT, UNIT)]
    codes = {row.code for row in owners if row.code}
    lengths = sorted({len(code) for code in codes})
    if len(lengths) > 1 or (len(codes) == 1 and all(row.code for row in owners)):
        departments = [row for row in owners if len(row.code) == lengths[0]]
    elif codes:
        departments = []
    else:
        departments = owners[:1] if len(owners) == 1 or _is_whole(owners, found) else []
    levels = {id(row): DEPARTMENT if any(row is one for one in departments) else UNIT for row in owners}
    return [replace(row, level=levels[id(row)]) if id(row) in levels else row for row in found]


def _is_whole(owners: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether the first organisation's amounts are those of the total."""
    totals = [row for row in rows if row.level == "合计"][:1]
    return [_amounts(row) for row in owners[:1]] == [_amounts(row) for row in totals]


def _amounts(row: Row) -> list[str]:
    return [cell.text.strip() for _, cell in sorted(row.cells.items())]
