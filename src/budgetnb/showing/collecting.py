"""The rows of all reports as parquet files: sorted, exact, the same bytes whenever the reports are the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from budgetnb.amounts import YUAN, in_unit
from budgetnb.showing.collected import DISCLOSURE, REPORT, TABLES, WHOSE
from budgetnb.showing.registers import COLUMNS as REGISTER
from budgetnb.showing.registers import TOTALS

_NUMBERS = ("year", "direction", "page", "line", "start", "end", "number", "ordinal", *DISCLOSURE[2:])
_YUAN = pa.decimal128(38, 8)
ROW_GROUP = 65_536
"""Rows that are read or passed over together: rows are sorted by organisation, so that those of one are found quickly."""
_MOST = Decimal(10) ** 30


def parquet_files(collected: Iterable[tuple[str, str | None, Mapping[str, list[list[Any]]]]]) -> dict[str, bytes]:
    """A file for each table, of the rows of each report with its folder and the number of its draft.

    `report` is that folder; a draft that the document does not name itself gets its number. `yuan` is the money
    of `value` in 元, null for what is no money or does not fit.
    """
    parts = list(collected)
    return {f"{name}.parquet": _parquet(name, [row for part in parts for row in _rows(name, *part)]) for name in TABLES}


def _rows(name: str, report: str, draft: str | None, part: Mapping[str, list[list[Any]]]) -> Iterator[list[Any]]:
    at = WHOSE.index("revision")
    return ([*row[:at], row[at] or draft, *row[at + 1 :], report] for row in part.get(name, ()))


def register_file(rows: Iterable[Mapping[str, Any]]) -> dict[str, bytes]:
    """The register as a parquet file, in its own order; approved totals in 元."""
    found = list(rows)
    types = {"year": pa.int32(), "days": pa.int32()} | dict.fromkeys(("approved", "published", "due"), pa.date32())
    types |= dict.fromkeys(("secret", "late", "registered", "filed", "missing"), pa.bool_()) | dict.fromkeys(TOTALS, _YUAN)
    arrays = {name: pa.array([row[name] for row in found], types.get(name, pa.string())) for name in REGISTER}
    return {"register.parquet": _written(pa.table(arrays))}


def _parquet(name: str, rows: list[list[Any]]) -> bytes:
    """Reports by whose they are; within a report rows stay in the order of the disclosure."""
    rows.sort(key=lambda row: [(value is not None, value) for value in row[: len(WHOSE)]])
    names = (*TABLES[name], REPORT)
    columns = dict(zip(names, map(list, zip(*rows, strict=True)) if rows else [[] for _ in names], strict=True))
    arrays = {column: pa.array(values, _type(column)) for column, values in columns.items()}
    if name == "figures":
        arrays["yuan"] = pa.array([_yuan(*pair) for pair in zip(columns["value"], columns["unit"], strict=True)], _YUAN)
    return _written(pa.table(arrays))


def _written(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", row_group_size=ROW_GROUP)
    return bytes(sink.getvalue())


def _type(column: str) -> pa.DataType:
    return pa.int32() if column in _NUMBERS else pa.bool_() if column == "lapsed" else pa.string()


def _yuan(value: str | None, unit: str) -> Decimal | None:
    if value is None or unit not in YUAN:
        return None
    yuan = in_unit(Decimal(value), unit, "元")
    return yuan if abs(yuan) < _MOST and int(yuan.as_tuple().exponent) >= -8 else None
