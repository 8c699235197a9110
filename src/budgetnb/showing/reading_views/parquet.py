"""The figures of disclosures as a parquet file: sorted, exact, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from budgetnb.amounts import YUAN, in_unit
from budgetnb.figures import Disclosure
from budgetnb.showing.figure_rows import COLUMNS, Row, figure_rows

WHOSE = ("organisation_code", "organisation", "organisation_level", "year", "revision", "form")
DIGITS, PLACES = 38, 8
"""What a decimal128 holds: 30 digits before the point."""
MOST = Decimal(10) ** (DIGITS - PLACES)
_NUMBERS = ("year", "direction", "page", "line", "start", "end")
_SORTED = (
    "organisation_code",
    "organisation",
    "organisation_level",
    "year",
    "revision",
    "key",
    "file",
    "page",
    "line",
    "sheet",
    "cell",
    "start",
)


def figures_parquet(disclosures: Iterable[Disclosure]) -> bytes:
    """All figures and blank cells of the disclosures.

    `value` is the amount as printed, a decimal string, null for a blank; `yuan` the same money in
    元 as a decimal, null for what is no money or does not fit. Sums of `yuan` are exact.
    """
    rows = sorted((row for disclosure in disclosures for row in _rows(disclosure)), key=_order)
    schema = _schema()
    columns = [pa.array([row[field.name] for row in rows], field.type) for field in schema]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), sink, compression="zstd")
    return bytes(sink.getvalue())


def _schema() -> pa.Schema:
    columns = [*WHOSE, *COLUMNS]
    columns.insert(columns.index("value") + 1, "yuan")
    return pa.schema([pa.field(name, _type(name)) for name in columns])


def _type(name: str) -> pa.DataType:
    if name == "yuan":
        return pa.decimal128(DIGITS, PLACES)
    return pa.int32() if name in _NUMBERS else pa.string()


def _rows(disclosure: Disclosure) -> Iterable[Row]:
    whose = (disclosure.code, disclosure.name, disclosure.level, disclosure.year, disclosure.revision, disclosure.form)
    for row in figure_rows(disclosure):
        said = {name: f"{row[name]:f}" if row[name] is not None else None for name in ("value", "half")}
        yield {**dict(zip(WHOSE, whose, strict=True)), **row, **said, "yuan": _yuan(row["value"], row["unit"])}


def _yuan(value: Decimal | None, unit: str) -> Decimal | None:
    """Money in 元, exactly; None where it is no money or a decimal128 cannot hold it."""
    if value is None or unit not in YUAN:
        return None
    yuan = in_unit(value, unit, "元")
    exponent = int(yuan.as_tuple().exponent)
    return yuan if abs(yuan) < MOST and exponent >= -PLACES else None


def _order(row: Row) -> tuple[tuple[bool, Any], ...]:
    """Rows in an order that rests on what is printed where; what is missing comes first."""
    return tuple((row[name] is not None, row[name] if row[name] is not None else 0) for name in _SORTED)
