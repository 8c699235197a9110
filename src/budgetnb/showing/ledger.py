"""The ledger of a season (整改台账): every problem of every disclosure with its decision and state, what is common, and a line for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from typing import Any

from budgetnb.checking.findings import ACCEPTED
from budgetnb.season.common import common_matters
from budgetnb.season.settings import Settings
from budgetnb.showing.collection import Where, rows
from budgetnb.showing.workpaper.book import Book, Widths
from budgetnb.showing.workpaper.styles import CENTRED, WRAPPED
from budgetnb.texts import text

Row = Mapping[str, Any]
Cell = str | int | Decimal
A3, A4 = 8, 9
MOST_ON_A4 = 14
"""A sheet of more columns is printed on A3."""
NARROW = 11
"""Columns up to so many letters wide hold short words, which stand in the middle."""
HEAD = 2
"""The row of heads, below the title and what is said of the sheet."""
LEDGER: Widths = (
    ("number", 5),
    ("problem_id", 11),
    ("code", 9),
    ("organisation", 22),
    ("level", 6),
    ("draft", 5),
    ("dimension", 11),
    ("severity", 6),
    ("title", 34),
    ("address", 26),
    ("spot", 18),
    ("printed", 15),
    ("right", 13),
    ("difference", 12),
    ("relation", 26),
    ("cause", 18),
    ("suggestion", 30),
    ("action", 8),
    ("deadline", 11),
    ("explanation", 16),
    ("adopted", 6),
    ("state", 10),
    ("who", 8),
    ("date", 11),
    ("remark", 12),
)
COMMON: Widths = (("number", 5), ("problem_id", 11), ("form", 14), ("severity", 6), ("title", 44), ("had_by", 10), ("organisations", 70))
SUMMARY: Widths = (
    *(("number", 5), ("code", 9), ("organisation", 26), ("level", 6), ("draft", 5), ("verdict", 24)),
    *((word, 8) for word in ("errors", "warnings", "hints", "accepted", "settled", "remaining", "new")),
    ("amount", 13),
)
MORE_NAMES = 12
"""So many organisations that share a matter are named."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The collected rows of one year: the latest draft of each disclosure, its problems, and those of the draft before that are settled.

    `common` are the matters that most documents of a form share, with how many do; decided ones stand with their department.
    """

    year: int
    disclosures: Sequence[Row]
    problems: Sequence[Row]
    settled: Sequence[Row]
    common: Mapping[tuple[str, str], int]

    def is_common(self, row: Row) -> bool:
        """Whether a problem belongs to the form rather than to the department, and nobody decided otherwise."""
        return not row["ruling"] and (row["form"] or "", row["id"]) in self.common


def reviewed(year: int, disclosures: Iterable[Row], problems: Iterable[Row], settled: Iterable[Row]) -> Reviewed:
    """The latest draft of each disclosure of a year, in the order of codes and names."""
    latest: dict[tuple[Any, ...], Row] = {}
    for row in sorted(disclosures, key=_draft):
        latest[row["organisation_code"] or row["organisation"], row["organisation_level"]] = row
    order = {row["report"]: place for place, row in enumerate(sorted(latest.values(), key=_whose))}
    kept = [[row for row in table if row["report"] in order] for table in (disclosures, problems, settled)]
    for table in kept:
        table.sort(key=lambda row: (order[row["report"]], row.get("number") or 0, row.get("id") or ""))
    found = _by_report(row for row in kept[1] if not row["ruling"])
    common = common_matters((row["form"] or "", [one["id"] for one in found[row["report"]]]) for row in kept[0])
    return Reviewed(year, kept[0], kept[1], kept[2], common)


def reviewed_in(folder: Path, year: int) -> Reviewed:
    """The season of a year, from the collected data of a folder of reports."""
    where: Where = [("year", "==", year)]
    found = [rows(folder, name, where) for name in ("disclosures", "problems", "settled")]
    return reviewed(year, *found)


def ledger(seen: Reviewed, settings: Settings) -> bytes:
    """The workbook; the same season gives the same bytes."""
    book = Book()
    own = [row for row in seen.problems if not seen.is_common(row)]
    listed = sorted([*map(_problem, own), *map(_gone, seen.settled)], key=itemgetter(0))
    lines = [[words[key] if key != "deadline" else settings.deadline for key, _ in LEDGER[1:]] for _, words in listed]
    _sheet(book, "ledger", seen, LEDGER, lines)
    _sheet(book, "common", seen, COMMON, [*_common(seen)])
    _sheet(book, "summary", seen, SUMMARY, [*_summary(seen)])
    return book.close()


def _sheet(book: Book, name: str, seen: Reviewed, columns: Widths, lines: Sequence[Sequence[Cell]]) -> None:
    sheet = book.sheet(text(f"workpaper.sheet.{name}"), text(f"workpaper.title.{name}", year=seen.year))
    sheet.set_paper(A3 if len(columns) > MOST_ON_A4 else A4)
    book.quiet(sheet, 1, 0, text(f"workpaper.intro.{name}", count=len(lines)))
    book.list_head(sheet, HEAD, columns, len(lines))
    sheet.freeze_panes(HEAD + 1, 4)
    wrapped, centred = book.style(WRAPPED), book.style(CENTRED)
    count, money = book.style(CENTRED, num_format="0"), book.style(WRAPPED, num_format="#,##0.00", align="right")
    styles = [centred if width <= NARROW else wrapped for _, width in columns]
    for number, cells in enumerate(lines, 1):
        row = (number, *cells)
        book.list_row(sheet, HEAD + number, [cell if isinstance(cell, str) else None for cell in row], styles, columns)
        for column, cell in enumerate(row):
            if not isinstance(cell, str):
                sheet.write_number(HEAD + number, column, cell, count if isinstance(cell, int) else money)


def _whose(row: Row) -> tuple[str, str, str]:
    return row["organisation_code"] or "", row["organisation"] or "", row["organisation_level"] or ""


def _draft(row: Row) -> tuple[int, str]:
    """Drafts that are numbered by their number, before them those that are named."""
    said = row["revision"] or ""
    return (int(said), "") if said.isdecimal() else (0, said)


def _by_report(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["report"]].append(row)
    return found


def _about(row: Row) -> dict[str, str]:
    level = row["organisation_level"]
    return {
        "code": row["organisation_code"] or "",
        "organisation": row["organisation"] or "",
        "level": text(f"cli.level.{level}").strip() if level else "",
        "draft": str(row["revision"] or 1),
        "problem_id": row["id"],
        "severity": text(f"page.tone.{row['severity']}"),
        "title": row["title"],
        **{name: row[name] or "" for name in ("explanation", "remark", "who", "date")},
        "adopted": text(f"workpaper.adopted.{row['ruling']}") if row["ruling"] in ("说明采纳", "说明不采纳") else "",
    }


def _problem(row: Row) -> tuple[tuple[Any, ...], dict[str, str]]:
    words = {
        "dimension": text(f"show.dimension.{row['dimension']}"),
        "address": row["where"],
        "spot": row["spots"],
        "printed": row["printed"],
        "right": row["expected"],
        "difference": row["gap"],
        "relation": "\n".join(filter(None, (row["relation"], row["basis"]))),
        "cause": row["cause"],
        "suggestion": row["suggestion"],
        "action": text(f"show.action.{row['action']}"),
        "state": text(f"workpaper.state.{state_of(row)}"),
    }
    return (*_whose(row), 0, row["number"]), {**_about(row), **{key: said or "" for key, said in words.items()}}


def _gone(row: Row) -> tuple[tuple[Any, ...], dict[str, str]]:
    nothing = dict.fromkeys((key for key, _ in LEDGER), "")
    return (*_whose(row), 1, row["id"]), {**nothing, **_about(row), "state": text("workpaper.state.settled")}


def state_of(row: Row) -> str:
    """How a problem stands: explained or no problem, on the figures decided on; new since the draft before; or to be corrected."""
    if row["ruling"] and row["lapsed"]:
        return "lapsed"
    if row["ruling"] in ACCEPTED:
        return "explained" if row["ruling"] == "说明采纳" else "mistaken"
    return "new" if row["state"] == "new" else "remaining"


def _common(seen: Reviewed) -> Iterator[list[str]]:
    for (form, id), count in seen.common.items():
        having = [row for row in seen.problems if (row["form"] or "", row["id"]) == (form, id) and not row["ruling"]]
        names = [row["organisation"] or "" for row in having]
        of = sum((row["form"] or "") == form for row in seen.disclosures)
        named = text("workpaper.comma").join(names[:MORE_NAMES])
        told = text("workpaper.and_others", names=named, count=len(names)) if len(names) > MORE_NAMES else named
        yield [id, form, text(f"page.tone.{having[0]['severity']}"), having[0]["title"], f"{count}/{of}", told]


def _summary(seen: Reviewed) -> Iterator[list[Cell]]:
    """A line for each disclosure; common matters are not counted, accepted ones apart."""
    problems, gone = _by_report(row for row in seen.problems if not seen.is_common(row)), _by_report(seen.settled)
    for one in seen.disclosures:
        own = problems[one["report"]]
        counted = [row for row in own if state_of(row) not in ("explained", "mistaken")]
        counts = [sum(row["severity"] == severity for row in counted) for severity in ("error", "warning", "hint")]
        states = [sum(state_of(row) == state for row in counted) for state in ("remaining", "new")]
        settled = len(gone[one["report"]])
        amount = sum((Decimal(row["amount"]) for row in counted if row["severity"] != "hint"), Decimal(0))
        about = [
            one["organisation_code"] or "",
            one["organisation"] or "",
            text(f"cli.level.{one['organisation_level'] or '部门'}").strip(),
        ]
        numbers = (*counts, len(own) - len(counted), settled, *states, amount)
        yield [*about, str(one["revision"] or 1), text(f"prose.verdict.{one['verdict']}"), *numbers]
