"""The list of problems: one row for each, with room for what the reviewer decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from budgetnb.amounts import shown
from budgetnb.checking.findings import RULINGS, Evidence, Finding, Problem
from budgetnb.showing.marks import leads
from budgetnb.showing.workpaper.addresses import address, numbered, spots
from budgetnb.showing.workpaper.book import A3, Book
from budgetnb.showing.workpaper.plan import ABOVE, Plan
from budgetnb.showing.workpaper.styles import CENTRED, LINK, WRAPPED, marked
from budgetnb.texts import text

COLUMNS = (
    ("number", 4),
    ("problem_id", 10.5),
    ("severity", 7.5),
    ("dimension", 10),
    ("action", 7),
    ("title", 26),
    ("spot", 13),
    ("address", 27),
    ("printed", 14),
    ("right", 12),
    ("difference", 12),
    ("cause", 15),
    ("source", 22),
    ("suggestion", 32),
    ("decision", 9),
    ("explanation", 14),
    ("reason", 10),
    ("remark", 8),
    ("who", 7),
    ("date", 10),
)
ID = 1
DECIDED = ("decision", "explanation", "reason", "remark", "who", "date")
"""The columns at the end, which the reviewer fills."""
MOST_SAYINGS = 2
"""Causes and sources of one problem that are written out."""
MOST_WORDS = 60
"""Letters of a printed passage that are quoted."""
MOST_PLACES = 8
"""Places of one problem that are written out; the others stand among the rules."""
LOOKS = {"error": marked(CENTRED, "breaks"), "warning": marked(CENTRED, "rounds"), "hint": marked(CENTRED, "unchecked")}

About = Sequence[tuple[Finding, Evidence]]


def write_problems(book: Book, plan: Plan) -> None:
    """Write the sheet."""
    disclosure, problems = plan.review.disclosure, plan.review.problems
    title = text("workpaper.title.problems", name=disclosure.name, year=disclosure.year or text("workpaper.unknown"))
    sheet = book.sheet(plan.problems, title)
    sheet.set_paper(A3)
    book.list_head(sheet, ABOVE, COLUMNS, len(problems))
    sheet.freeze_panes(ABOVE + 1, 2)
    for row, problem in enumerate(problems, ABOVE + 1):
        _write(book, plan, sheet, row, problem)
    if problems:
        _allow_decisions(sheet, ABOVE + 1, ABOVE + len(problems))


def _write(book: Book, plan: Plan, sheet: Worksheet, row: int, problem: Problem) -> None:
    findings = [plan.review.finding(id) for id in problem.findings]
    about = [(finding, one) for finding in findings for one in leads(finding) or finding.evidence]
    kept = about[:MOST_PLACES]
    words = [
        None,
        problem.id,
        text(f"page.tone.{problem.severity}"),
        text(f"show.dimension.{problem.dimension}"),
        text(f"show.action.{problem.action}"),
        _titled(problem),
        spots(one.place for _, one in kept),
        _addresses(kept, len(about), plan),
        numbered([_printed(one) for _, one in kept]),
        _amounts([(finding.right if _on_left(one, finding) else None, finding) for finding, one in kept]),
        _amounts([(finding.difference if _on_left(one, finding) else None, finding) for finding, one in kept]),
        _each([finding.cause.says for finding in findings if finding.cause], plan),
        _each([finding.source.says for finding in findings if finding.source], plan),
        "\n".join([*([problem.suggestion] if problem.suggestion else []), *problem.tried]),
        *_decided(problem),
    ]
    centred, wrapped = book.style(CENTRED), book.style(WRAPPED)
    styles = [centred, wrapped, book.style(LOOKS[problem.severity]), wrapped, centred, *(wrapped,) * (len(words) - 5)]
    book.list_row(sheet, row, words, styles, COLUMNS)
    sheet.write_number(row, 0, plan.numbers[problem.id], centred)
    _lead_there(book, plan, sheet, row, kept, problem.id)


def _decided(problem: Problem) -> tuple[str, ...]:
    """What was decided so far; a decision that has lapsed is left to be taken again, what was said of it stays."""
    decision = problem.decision
    if decision is None:
        return ("",) * len(DECIDED)
    ruling = "" if decision.lapsed else decision.ruling
    return ruling, decision.explanation, decision.reason, decision.remark, decision.who, decision.date


def _titled(problem: Problem) -> str:
    """The problem, and that a decision on it has lapsed: said where nothing is read back."""
    decision = problem.decision
    lapsed = text("workpaper.lapsed", ruling=decision.ruling) if decision and decision.lapsed else ""
    return "\n".join(filter(None, (problem.title, lapsed)))


def _addresses(kept: About, count: int, plan: Plan) -> str:
    more = [text("workpaper.more", count=count, sheet=plan.rules)] if count > len(kept) else []
    return "\n".join([numbered([address(plan.marked, one) for _, one in kept]), *more])


def _printed(one: Evidence) -> str:
    """What is printed; of a long passage the beginning, because its place says where the rest stands."""
    words = one.printed.strip() or text("show.blank_cell")
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS]}…"


def _on_left(one: Evidence, finding: Finding) -> bool:
    """Whether it is the text that another number should stand in; counted quantities, which are no figures, stand behind the first one."""
    return bool(one.key) or one is finding.evidence[0]


def _amounts(numbers: Sequence[tuple[Decimal | None, Finding]]) -> str:
    """Numbers of findings as people write them, with their units; nothing when there is none."""
    if all(number is None for number, _ in numbers):
        return ""
    return numbered([_amount(number, finding.unit) for number, finding in numbers])


def _amount(number: Decimal | None, unit: str) -> str:
    if number is None:
        return "—"
    return f"{shown(number + 0)}{unit}" if unit == "%" else f"{shown(number + 0)} {unit}".strip()


def _each(sayings: Iterable[str], plan: Plan) -> str:
    """Each saying once, the first few of them."""
    said = list(dict.fromkeys(sayings))
    more = [text("workpaper.more", count=len(said), sheet=plan.rules)] if len(said) > MOST_SAYINGS else []
    return "\n".join([*said[:MOST_SAYINGS], *more])


def _lead_there(book: Book, plan: Plan, sheet: Worksheet, row: int, about: About, id: str) -> None:
    """Let a problem's id lead to the cell of the first figure, within this workbook."""
    figure = next((figure for _, one in about if one.key and (figure := plan.marked.figure(one.key))), None)
    cell = plan.cells.get(figure) if figure else None
    if cell:
        sheet.write_url(row, ID, f"internal:{cell.quoted}!{cell.name}", book.style(LINK), id)


def _allow_decisions(sheet: Worksheet, first: int, last: int) -> None:
    """Let the reviewer choose a decision from the list; the words are what `budgetnb decide` reads."""
    column = len(COLUMNS) - len(DECIDED)
    wrong = text("workpaper.wrong_decision", words=text("workpaper.comma").join(RULINGS))
    allowed = {"validate": "list", "source": list(RULINGS), "error_message": wrong, "error_title": text("workpaper.column.decision")}
    sheet.data_validation(first, column, last, column, allowed)
