"""Every rule at every place: both sides and their difference as formulas over the cells they are about."""

from __future__ import annotations

from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from budgetnb.amounts import decimals
from budgetnb.checking.findings import Finding
from budgetnb.showing.workpaper.addresses import address
from budgetnb.showing.workpaper.book import Book
from budgetnb.showing.workpaper.formulas import formulas, letters
from budgetnb.showing.workpaper.plan import ABOVE, Plan
from budgetnb.showing.workpaper.styles import CENTRED, WRAPPED, marked
from budgetnb.texts import text

COLUMNS = (
    ("number", 5),
    ("rule", 7),
    ("outcome", 10),
    ("sentence", 30),
    ("address", 30),
    ("left", 12),
    ("operator", 4.5),
    ("other", 12),
    ("difference", 11),
    ("allowance", 9.5),
    ("unit", 5.5),
    ("basis", 20),
    ("note", 20),
    ("problem", 8),
)
OUTCOME, LEFT, OPERATOR, RIGHT, DIFFERENCE, ALLOWANCE, UNIT = 2, 5, 6, 7, 8, 9, 10
OPERATORS = {"=": "eq", "<=": "le", ">=": "ge"}
MOST_FORMULA = 8_000
"""Excel takes formulas of 8,192 letters."""
MOST_DECIMALS = 6
"""A number with more decimals than these was worked out, not printed."""
ENOUGH = 8
"""Decimals at which what adding up doubles leaves behind is rounded off."""


def write_rules(book: Book, plan: Plan) -> None:
    """Write the sheet."""
    findings = plan.review.findings
    sheet = book.sheet(plan.rules, text("workpaper.title.rules"))
    book.list_head(sheet, ABOVE, COLUMNS, len(findings))
    sheet.freeze_panes(ABOVE + 1, 3)
    for number, finding in enumerate(findings, 1):
        _write(book, plan, sheet, number, finding)
    if findings:
        _redden(book, sheet, ABOVE + 1, ABOVE + len(findings))


def _write(book: Book, plan: Plan, sheet: Worksheet, number: int, finding: Finding) -> None:
    row = ABOVE + number
    wrapped, centred = book.style(WRAPPED), book.style(CENTRED)
    sheet.write_number(row, 0, number, wrapped)
    long = _write_numbers(book, plan, sheet, row, finding)
    problem = plan.numbers.get(finding.problem or "")
    measured = finding.left is not None
    words = [
        None,
        finding.rule,
        text(f"show.outcome.{finding.outcome}"),
        finding.sentence or finding.says,
        address(plan.marked, finding.evidence[0]) if finding.evidence else finding.at,
        None,
        text(f"workpaper.operator.{OPERATORS[finding.operator]}") if measured else "",
        None,
        None,
        None,
        finding.unit if measured else "",
        finding.basis,
        "\n".join((*finding.notes, text("workpaper.too_long")) if long else finding.notes),
        str(problem or ""),
    ]
    styles = [centred if column in (OPERATOR, UNIT) else wrapped for column in range(len(COLUMNS))]
    styles[OUTCOME] = book.style(marked(CENTRED, finding.outcome))
    book.list_row(sheet, row, words, styles, COLUMNS)


def _write_numbers(book: Book, plan: Plan, sheet: Worksheet, row: int, finding: Finding) -> bool:
    """Write both sides, difference and allowance; whether a formula was too long to be written."""
    places = _places(finding)
    style = book.style(WRAPPED, num_format=number_format(places))
    if finding.left is None or finding.right is None or finding.difference is None:
        for column in (LEFT, RIGHT, DIFFERENCE, ALLOWANCE):
            sheet.write_blank(row, column, None, style)
        return False
    sides = formulas(finding.sides, plan.cells) if finding.sides else (("", finding.left), ("", finding.right))
    for column, (formula, value) in zip((LEFT, RIGHT), sides, strict=True):
        _write_side(sheet, (row, column), formula, value, style)
    left, right = (f"{letters(column)}{row + 1}" for column in (LEFT, RIGHT))
    exact = min(ENOUGH, -int(finding.difference.as_tuple().exponent)) if finding.unit == "%" else ENOUGH
    sheet.write_formula(row, DIFFERENCE, f"=ROUND({left}-{right},{exact})", style, as_double(finding.difference))
    if finding.allowance is None:
        sheet.write_blank(row, ALLOWANCE, None, style)
    else:
        sheet.write_number(row, ALLOWANCE, as_double(finding.allowance), book.style(WRAPPED))
    return any(len(formula) > MOST_FORMULA for formula, _ in sides)


def _write_side(sheet: Worksheet, at: tuple[int, int], formula: str, value: Decimal, style: Format) -> None:
    if formula and len(formula) <= MOST_FORMULA:
        sheet.write_formula(*at, f"={formula}", style, as_double(value))
    else:
        sheet.write_number(*at, as_double(value), style)


def _places(finding: Finding) -> int:
    """The decimals a rule's numbers are shown with."""
    printed = [decimals(number) for number in (finding.left, finding.right) if number is not None]
    return max((places for places in printed if places <= MOST_DECIMALS), default=2)


def number_format(places: int, grouped: bool = True) -> str:
    """The format of numbers with so many decimals."""
    return ("#,##0" if grouped else "0") + ("." + "0" * places if places else "")


def as_double(number: Decimal) -> float:
    """A number as a cell holds it; never -0."""
    return float(number) or 0.0


def _redden(book: Book, sheet: Worksheet, first: int, last: int) -> None:
    """Show a difference in red where it is beyond the allowance, now and after somebody changes a figure."""
    operator, gap, allowed = (f"${letters(column)}{first + 1}" for column in (OPERATOR, DIFFERENCE, ALLOWANCE))
    most = f"{allowed}+{10**-ENOUGH:.{ENOUGH}f}"
    eq, le, ge = (text(f"workpaper.operator.{word}") for word in ("eq", "le", "ge"))
    beyond = f'AND({operator}="{eq}",ABS({gap})>{most}),AND({operator}="{le}",{gap}>{most}),AND({operator}="{ge}",-{gap}>{most})'
    criteria = f"=AND(ISNUMBER({gap}),OR({beyond}))"
    red = book.style({"font_color": "#C00000", "bold": True})
    sheet.conditional_format(first, DIFFERENCE, last, DIFFERENCE, {"type": "formula", "criteria": criteria, "format": red})
