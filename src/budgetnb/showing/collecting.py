"""The rows of all reports as parquet files: sorted, exact, the same bytes whenever the reports are the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from budgetnb.amounts import YUAN, in_unit
from budgetnb.showing.collected import DISCLOSURE, REPORT, TABLES, WHOSE
from budgetnb.showing.registers import COLUMNS as REGISTER
from budgetnb.showing.registers import TOTALS

_NUMBERS = ("year", "direction", "page", "line", "start", "end", "number", "ordinal", "draft", *DISCLOSURE[2:])
_YUAN = pa.decimal128(38, 8)
ROW_GROUP = 65_536
"""Rows that are read or passed over together: rows are sorted by organisation, so that those of one are found quickly."""
PARTITIONED = 1_000_000
"""From so many rows on a table has a file for each year."""
_MOST = Decimal(10) ** 30

Collected = tuple[str, str | None, Mapping[str, list[list[Any]]]]
"""The folder of a report, the number of its draft if it has one, and its rows."""


def parquet_files(collected: Iterable[Collected]) -> dict[str, bytes]:
    """A file for each table, of the rows of each report with its folder and the number of its draft, in the order given.

    `report` is that folder; a draft that the document does not name itself gets its number. `yuan` is the money
    of `value` in 元, null for what is no money or does not fit. A table of PARTITIONED rows or more becomes a
    folder with a file for each year. However many reports there are, few are in memory at once.
    """
    files = {name: _File(_schema(name)) for name in TABLES}
    for report in collected:
        for name, file in files.items():
            if rows := list(_rows(name, *report)):
                file.add(_table(name, rows))
    made: dict[str, bytes] = {}
    for name, file in files.items():
        whole = file.close()
        made |= {f"{name}.parquet": whole} if file.rows < PARTITIONED else _by_year(f"{name}.parquet", whole)
    return made


@dataclass(slots=True)
class _File:
    """A parquet file that grows; rows wait until there are enough of them for a row group."""

    schema: pa.Schema
    waiting: list[pa.Table] = field(default_factory=list)
    rows: int = 0
    sink: Any = field(default_factory=pa.BufferOutputStream)
    writer: Any = None

    def add(self, table: pa.Table) -> None:
        """Take rows."""
        self.rows += table.num_rows
        self.waiting.append(table)
        if sum(table.num_rows for table in self.waiting) >= ROW_GROUP:
            whole = pa.concat_tables(self.waiting)
            full = whole.num_rows - whole.num_rows % ROW_GROUP
            self._write(whole.slice(0, full))
            self.waiting = [whole.slice(full)]

    def close(self) -> bytes:
        """The whole file."""
        self._write(pa.concat_tables([self.schema.empty_table(), *self.waiting]))
        self.writer.close()
        return bytes(self.sink.getvalue())

    def _write(self, table: pa.Table) -> None:
        self.writer = self.writer or pq.ParquetWriter(self.sink, self.schema, compression="zstd")
        self.writer.write_table(table, row_group_size=ROW_GROUP)


def _by_year(name: str, whole: bytes) -> dict[str, bytes]:
    """The rows of a file in a file for each year, in the same order."""
    source = pq.ParquetFile(pa.BufferReader(whole))
    files: dict[int, _File] = {}
    for at in range(source.num_row_groups):
        group = source.read_row_group(at)
        for year in sorted(group["year"].unique().to_pylist()):
            files.setdefault(year, _File(source.schema_arrow)).add(group.filter(pc.equal(group["year"], year)))
    return {f"{name}/{year}.parquet": file.close() for year, file in sorted(files.items())}


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


def _schema(name: str) -> pa.Schema:
    fields = [(column, _type(column)) for column in (*TABLES[name], REPORT)]
    return pa.schema([*fields, ("yuan", _YUAN)] if name == "figures" else fields)


def _table(name: str, rows: list[list[Any]]) -> pa.Table:
    columns = dict(zip((*TABLES[name], REPORT), map(list, zip(*rows, strict=True)), strict=True))
    if name == "figures":
        columns["yuan"] = [_yuan(*pair) for pair in zip(columns["value"], columns["unit"], strict=True)]
    return pa.table(columns, _schema(name))


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
