"""The collected data of a folder of reports: as frames for an analyst's questions, as rows for our own."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetnb.errors import BudgetnbError
from budgetnb.project import project_folder
from budgetnb.store import REPORTS

if TYPE_CHECKING:
    import pandas as pd
    from pyarrow.dataset import Dataset

DATA = "data"
Where = list[tuple[str, str, Any]]
"""Conditions that all have to hold: column, ==, in or another operator of pyarrow, value."""
_EXACT = ("value", "half", "left", "right", "difference", "allowance", "yuan", "amount")


class NothingCollected(BudgetnbError):
    """A folder of reports without collected data."""

    key = "show.nothing_collected"


@dataclass(frozen=True)
class Collection:
    """All reports below a folder as frames, one row a figure, statement, finding, problem or disclosure (docs/data.md).

    Amounts are exact Decimals, blanks None; with `exact=False` floats, blanks nan. `yuan` of a figure is its money in 元.
    A frame is read when it is first asked for.
    """

    folder: Path
    exact: bool = True

    @cached_property
    def disclosures(self) -> pd.DataFrame:
        """One row a disclosure: whose, the conclusion, how much was read and confirmed, findings by outcome."""
        return self._frame("disclosures")

    @cached_property
    def figures(self) -> pd.DataFrame:
        """Every printed figure and blank cell."""
        return self._frame("figures")

    @cached_property
    def statements(self) -> pd.DataFrame:
        """Every claim of the narrative."""
        return self._frame("statements")

    @cached_property
    def findings(self) -> pd.DataFrame:
        """Every rule at every place it applies to."""
        return self._frame("findings")

    @cached_property
    def problems(self) -> pd.DataFrame:
        """What is to be corrected, supplied or explained."""
        return self._frame("problems")

    @cached_property
    def settled(self) -> pd.DataFrame:
        """Problems of earlier drafts that the latest one no longer has."""
        return self._frame("settled")

    def to_excel(self, file: str | Path, *names: str) -> Path:
        """Write some of its tables (all but the figures and statements when none is named) as sheets of a workbook; gives the path.

        What was printed is text, never a formula. TooManyRows when Excel has not as many.
        """
        from budgetnb.showing.workpaper.listing import list_workbook  # noqa: PLC0415  the workbook's library is loaded when one is made

        wanted = {name: getattr(self, name) for name in names or ("disclosures", "problems", "findings")}
        Path(file).write_bytes(list_workbook({name: (list(one.columns), one.to_numpy().tolist()) for name, one in wanted.items()}))
        return Path(file)

    def _frame(self, name: str) -> pd.DataFrame:
        import pandas as pd  # noqa: PLC0415  our own rows need no frames

        frame: pd.DataFrame = _dataset(self.folder, name).to_table().to_pandas()
        for column in _EXACT:
            if column in frame:
                frame[column] = pd.Series(
                    [_number(value, self.exact) for value in frame[column]], frame.index, object if self.exact else float
                )
        return frame


def load(folder: str | Path | None = None, exact: bool = True) -> Collection:
    """The figures, statements, findings and problems of all reports below a folder, across departments and years.

    Without a folder those of the project. NothingCollected when there are none: `budgetnb batch` makes them.

    Examples:
        >>> load("reports").figures.query("key == '收支总表/支出总计/金额'").groupby("year")["yuan"].sum()  # doctest: +SKIP
    """
    return Collection(reports_folder(folder), exact)


def reports_folder(folder: str | Path | None = None) -> Path:
    """The folder that was meant, looked for from the working folder and the project folder; NothingCollected when it has no data."""
    given = Path(folder or os.environ.get(REPORTS) or "reports")
    places = [given] if given.is_absolute() else [Path.cwd() / given, project_folder(Path.cwd()) / given]
    found = next((place for place in places if (place / DATA / "disclosures.parquet").exists()), None)
    if found is None:
        raise NothingCollected(folder=given)
    return found


def rows(folder: Path, name: str, where: Where, columns: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """The rows of a table that meet the conditions, amounts as the decimal strings that are kept."""
    found: list[dict[str, Any]] = _table(folder, name, where, columns).to_pylist()
    return found


def counted(folder: Path, name: str, by: tuple[str, ...], where: Where) -> dict[tuple[Any, ...], int]:
    """How many rows that meet the conditions have each combination of values."""
    groups = _table(folder, name, where, by).group_by(list(by)).aggregate([([], "count_all")]).to_pylist()
    return {tuple(group[column] for column in by): group["count_all"] for group in groups}


def missing_of(folder: Path) -> list[dict[str, Any]]:
    """Who was planned and is not among the reports, as the last batch noted it; nothing where there was none."""
    try:
        return list(json.loads((folder / DATA / "missing.json").read_bytes())["missing"])
    except (OSError, ValueError, KeyError):
        return []


def registered(folder: Path, year: int) -> list[dict[str, Any]]:
    """The lines of the register that hold for a year; none where there is no register."""
    if not (folder / DATA / "register.parquet").is_file():
        return []
    return [row for row in rows(folder, "register", [("year", "==", year)]) if row["registered"]]


def unfiled(folder: Path, year: int) -> list[dict[str, Any]]:
    """Who by the register has to publish for a year and has not; nobody where there is no register."""
    if not (folder / DATA / "register.parquet").is_file():
        return []
    return rows(folder, "register", [("year", "==", year), ("missing", "==", True)], ("name", "code", "level"))


def _table(folder: Path, name: str, where: Where, columns: Iterable[str] | None) -> Any:
    from pyarrow.parquet import filters_to_expression  # noqa: PLC0415  as in _dataset

    return _dataset(folder, name).to_table(
        columns=list(columns) if columns else None, filter=filters_to_expression(where) if where else None
    )


def _dataset(folder: Path, name: str) -> Dataset:
    from pyarrow.dataset import dataset  # noqa: PLC0415  it starts threads, which the warm parent of kernels must not have

    return dataset(folder / DATA / f"{name}.parquet", partitioning="hive")


def _number(value: Any, exact: bool) -> Decimal | float | None:
    if value is None or value != value:  # noqa: PLR0124  pandas makes nan of what is missing
        return None if exact else float("nan")
    return Decimal(value) if exact else float(value)
