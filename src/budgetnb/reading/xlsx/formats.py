"""A stored number as its cell prints it, by the cell's number format.

A workbook stores 191 and prints 191.00; which digits are printed is what precision is taken from.
Source: ECMA-376 part 1, 18.8.30 (number formats and the ids that need no code).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from budgetnb.amounts import rounded, stored

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"',
    42: '¥#,##0;¥-#,##0;¥"-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '¥#,##0.00;¥-#,##0.00;¥"-"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""Format ids without a code of their own, as Chinese Excel and WPS print them."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<digits>[#0?][#0?,]*(?:\.[#0?]*)?,*|\.[#0?]+,*)|(?P<date>[yYmMdDhHsS]+)|(?P<plain>.)",
    re.DOTALL,
)
_TOO_LARGE = 10**15
"""From here on a double does not know its last digits."""
_MOST_PLACES = 12
_EPOCH = datetime(1899, 12, 30)
_DATES = {"yyyy": "%Y", "yy": "%y", "mm": "%m", "dd": "%d", "hh": "%H", "ss": "%S"}


class Pattern(NamedTuple):
    """One section of a number format: what stands before and after the digits, and how many of these there are."""

    before: str
    after: str
    least: int
    places: int
    forced: int
    grouped: bool
    power: int


def printed(value: float, code: str) -> str:
    """What a cell of this number format prints for a stored number; an unusual format prints as General does."""
    number = stored(value)
    if abs(number) >= _TOO_LARGE:
        return f"{value:g}"
    sections = _sections(code)
    section = sections[0]
    if number < 0 and len(sections) > 1:
        section, number = sections[1], -number
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    if not section and len(sections) > 1:
        return ""
    if is_date(section):
        return _date(value, section)
    pattern = _pattern(section)
    if pattern is None:
        return general(number)
    digits = _digits(abs(number), pattern)
    return ("-" if number < 0 and digits.strip("0.,") else "") + pattern.before + digits + pattern.after


def general(number: Decimal) -> str:
    """A number as a cell without a format prints it: whole, or with at most eleven digits.

    >>> general(stored(191.0)), general(stored(100 / 3))
    ('191', '33.333333333')
    """
    whole = len(str(abs(int(number))))
    short = rounded(number, max(0, 11 - whole))
    return f"{short.normalize():f}" if short else "0"


def is_date(section: str) -> bool:
    """Whether a format prints a day, not a number."""
    kinds = [match.lastgroup for match in _TOKEN.finditer(section)]
    return "date" in kinds and "digits" not in kinds


@cache
def _sections(code: str) -> tuple[str, ...]:
    """Parts of a format for positive, negative and zero; what is quoted does not part them."""
    parts = [""]
    for match in re.finditer(r'"[^"]*"|\\.|[^;]|;', code, re.DOTALL):
        if match.group() == ";":
            parts.append("")
        else:
            parts[-1] += match.group()
    return tuple(parts)


@cache
def _pattern(section: str) -> Pattern | None:
    """A section taken apart, None when it is General or more than one group of digits."""
    if "general" in section.lower() or section.strip() in ("", "@"):
        return None
    before, digits, after, power = "", None, "", 0
    for match in _TOKEN.finditer(section):
        kind, text = match.lastgroup, match.group(match.lastgroup) if match.lastgroup else ""
        if kind == "digits" and digits is not None:
            return None
        if kind == "digits":
            digits = text
        elif kind == "plain" and text == "%":
            power, after = power + 2, after + "%"
        elif digits is None:
            before += text
        else:
            after += text
    if digits is None:
        return Pattern(before.strip(), "", 0, -1, 0, False, 0)
    shown = digits.rstrip(",")  # each comma at the end divides by a thousand
    whole, _, part = shown.partition(".")
    power -= 3 * (len(digits) - len(shown))
    if len(part) > _MOST_PLACES or abs(power) > _MOST_PLACES:
        return None
    return Pattern(before.strip(), after.strip(), whole.count("0"), len(part), part.count("0"), "," in whole, power)


def _digits(number: Decimal, pattern: Pattern) -> str:
    if pattern.places < 0:
        return ""
    short = rounded(number.scaleb(pattern.power), pattern.places)
    whole, _, part = f"{short:,f}".partition(".")
    if not pattern.grouped:
        whole = whole.replace(",", "")
    kept = part.rstrip("0").ljust(pattern.forced, "0")
    whole = "" if short < 1 and not pattern.least else whole.rjust(pattern.least, "0")
    return f"{whole}.{kept}" if kept else whole


def _date(value: float, section: str) -> str:
    try:
        day = _EPOCH + timedelta(days=value)
    except OverflowError:
        return general(stored(value))
    plain = {"y": f"{day:%y}", "m": str(day.month), "d": str(day.day), "h": str(day.hour), "s": str(day.second)}
    text, after_hour = "", False
    for match in _TOKEN.finditer(section):
        token = match.group(match.lastgroup) if match.lastgroup else ""
        if match.lastgroup == "date":
            kind = token.lower()
            if after_hour and kind.startswith("m"):
                text += f"{day:%M}"
            else:
                text += f"{day:{_DATES[kind]}}" if kind in _DATES else plain[kind[0]]
            after_hour = kind.startswith("h")
        else:
            text += token
    return text
