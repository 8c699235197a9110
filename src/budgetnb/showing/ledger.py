"""The ledger of a season (整改台账): every problem of every disclosure with its decision and state, what is common, and a line for each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Any

from budgetnb.season.organisations import apart, bare
from budgetnb.season.settings import Settings
from budgetnb.showing.reviewed import OPEN, Reviewed, Row, filing_of, state_of, whose
from budgetnb.showing.workpaper.book import A3, A4, Book, Widths
from budgetnb.showing.workpaper.styles import CENTRED, WRAPPED
from budgetnb.texts import LANGUAGES, language, text

Cell = str | int | Decimal | None
MOST_ON_A4 = 16
"""A sheet of more columns is printed on A3."""
LEAST_IN_LETTERS = 11
"""Columns of words in letters are at least so wide, so that no word is parted."""
NARROW = 11
"""Columns up to so many letters wide hold short words, which stand in the middle."""
HEAD = 2
"""The row of heads, below the title and what is said of the sheet."""
LEDGER: Widths = (
    ("number", 5),
    ("problem_id", 11),
    ("organisation_code", 9),
    ("organisation", 22),
    ("level", 6),
    ("draft", 5),
    ("dimension", 11),
    ("severity", 6),
    ("title", 34),
    ("address", 26),
    ("page", 18),
    ("quote", 15),
    ("right", 13),
    ("difference", 12),
    ("relation", 26),
    ("cause", 18),
    ("advice", 30),
    ("demand", 9),
    ("deadline", 11),
    ("explanation", 16),
    ("adopted", 6),
    ("state", 10),
    ("who", 8),
    ("date", 11),
    ("remark", 12),
)
COMMON: Widths = (("number", 5), ("problem_id", 11), ("form", 14), ("severity", 6), ("title", 44), ("had_by", 10), ("organisations", 70))
COUNTS = ("errors", "warnings", "hints", "accepted", "settled", *OPEN)
SUMMARY: Widths = (
    *(("number", 5), ("organisation_code", 9), ("organisation", 26), ("level", 6), ("published", 10), ("draft", 5), ("verdict", 24)),
    *((word, 8) for word in COUNTS),
    *(("to_correct", 9), ("amount", 13)),
)
MORE_NAMES = 12
"""So many organisations that share a matter are named."""
MOST_RELATIONS, MOST_BASES = 4, 2
"""So many relations that one problem breaks, and bases of them, are written out."""
CORRECTING = ("更正", "补充")


def ledger(seen: Reviewed, settings: Settings) -> bytes:
    """The workbook; the same season gives the same bytes."""
    book = Book()
    listed = sorted([*map(_problem, seen.own), *map(_past, seen.past)], key=itemgetter(0))
    lines = [[words[key] if key != "deadline" else settings.deadline for key, _ in LEDGER[1:]] for _, words in listed]
    _sheet(book, "ledger", seen, LEDGER, lines)
    _sheet(book, "common", seen, COMMON, [*_common(seen)])
    _sheet(book, "summary", seen, SUMMARY, [*_summary(seen)])
    return book.close()


def must_correct(row: Row) -> bool:
    """Whether a problem asks for a correction or for something that is missing; a hint only ever asks."""
    return row["action"] in CORRECTING and row["severity"] != "hint"


def amount_of(problems: Iterable[Row]) -> Decimal:
    """The money that problems are about, in 万元."""
    return sum((Decimal(row["amount"]) for row in problems), Decimal(0))


def _sheet(book: Book, name: str, seen: Reviewed, widths: Widths, lines: Sequence[Sequence[Cell]]) -> None:
    columns = widths if language() == LANGUAGES[0] else [(key, max(width, LEAST_IN_LETTERS)) for key, width in widths]
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
        book.list_row(sheet, HEAD + number, [None if isinstance(cell, int | Decimal) else cell or "" for cell in row], styles, columns)
        for column, cell in enumerate(row):
            if isinstance(cell, int | Decimal):
                sheet.write_number(HEAD + number, column, cell, count if isinstance(cell, int) else money)


def _about(row: Row, draft: int | str | None) -> dict[str, str]:
    """What is told of a problem alike, whether it is still there or not."""
    level = row["organisation_level"]
    said = {
        "organisation_code": row["organisation_code"],
        "organisation": row["organisation"],
        "level": text(f"cli.level.{level}").strip() if level else "",
        "draft": str(draft or 1),
        "problem_id": row["id"],
        "dimension": text(f"show.dimension.{row['dimension']}"),
        "severity": text(f"page.tone.{row['severity']}"),
        "title": row["title"],
        "address": row["where"],
        "page": row["spots"],
        "quote": row["printed"],
        "right": row["expected"],
        "difference": row["gap"],
        "relation": "\n".join(filter(None, (_first(row["relation"], MOST_RELATIONS), _first(row["basis"], MOST_BASES)))),
        "cause": row["cause"],
        "advice": row["suggestion"],
        "demand": text(f"show.action.{row['action']}"),
        **{name: row[name] for name in ("explanation", "who", "date")},
        "remark": text("workpaper.semicolon").join(filter(None, (row["reason"], row["remark"]))),
        "adopted": text(f"workpaper.adopted.{row['ruling']}") if row["ruling"] in ("说明采纳", "说明不采纳") else "",
    }
    return {key: words or "" for key, words in said.items()}


def _first(said: str | None, most: int) -> str:
    """The first lines, and how many there are if there are more."""
    lines = (said or "").splitlines()
    more = [text("workpaper.more_relations", count=len(lines))] if len(lines) > most else []
    return "\n".join([*lines[:most], *more])


def _problem(row: Row) -> tuple[tuple[Any, ...], dict[str, str]]:
    return (*whose(row), 0, row["number"]), {**_about(row, row["revision"]), "state": text(f"workpaper.state.{state_of(row)}")}


def _past(row: Row) -> tuple[tuple[Any, ...], dict[str, str]]:
    """A problem of an earlier draft, with the number of the draft it stood in last."""
    state = "mistaken" if row["ruling"] == "误报" else "settled"
    return (*whose(row), 1, row["number"]), {**_about(row, row["draft"]), "state": text(f"workpaper.state.{state}")}


def _common(seen: Reviewed) -> Iterator[list[str]]:
    for (form, id), count in seen.common.items():
        having = [row for row in seen.problems if (row["form"] or "", row["id"]) == (form, id) and not row["ruling"]]
        names = [row["organisation"] or "" for row in having]
        of = sum((row["form"] or "") == form for row in seen.disclosures)
        named = text("workpaper.comma").join(names[:MORE_NAMES])
        told = text("workpaper.and_others", names=named, count=len(names)) if len(names) > MORE_NAMES else named
        yield [id, form, text(f"page.tone.{having[0]['severity']}"), having[0]["title"], f"{count}/{of}", told]


def _summary(seen: Reviewed) -> Iterator[list[Cell]]:
    """A line for each disclosure, then one for each line of the register that has none; common matters are not counted."""
    own, settled = _by_report(seen.own), Counter(row["report"] for row in seen.settled)
    left = list(seen.registered)
    for one in seen.disclosures:
        line = next((row for row in left if _is_of(row, one)), None)
        left = [row for row in left if row is not line]
        mine = own[one["report"]]
        counted = [row for row in mine if state_of(row) in OPEN]
        severities = [sum(row["severity"] == severity for row in counted) for severity in ("error", "warning", "hint")]
        states = [sum(state_of(row) == state for row in counted) for state in OPEN]
        correcting = [row for row in counted if must_correct(row)]
        numbers = (*severities, len(mine) - len(counted), settled[one["report"]], *states, len(correcting), amount_of(correcting))
        about = _named(one["organisation_code"], one["organisation"], one["organisation_level"])
        yield [*about, _published(seen, line), str(one["revision"] or 1), text(f"prose.verdict.{one['verdict']}"), *numbers]
    for row in left:
        yield [*_named(row["code"], row["name"], row["level"]), _published(seen, row), *(None,) * (len(SUMMARY) - 5)]


def _named(code: str | None, name: str | None, level: str | None) -> list[Cell]:
    return [code or "", name or "", text(f"cli.level.{level or '部门'}").strip()]


def _published(seen: Reviewed, line: Row | None) -> str:
    """What the register says of an organisation's publishing; without a register nothing is known of it."""
    if line is None:
        return text("workpaper.published.unregistered" if seen.registered else "workpaper.published.unknown")
    return text(f"workpaper.published.{filing_of(line)}")


def _is_of(line: Row, one: Row) -> bool:
    """Whether a line of the register is of this disclosure."""
    if line["level"] != (one["organisation_level"] or line["level"]):
        return False
    same = bare(line["name"] or "") == bare(one["organisation"] or "") and not apart(line["code"], one["organisation_code"])
    return same or (bool(line["code"]) and line["code"] == one["organisation_code"])


def _by_report(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["report"]].append(row)
    return found
