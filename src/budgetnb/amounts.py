"""Money and other printed numbers: the only place where a Decimal is made from a text.

A blank is None, never zero. A printed dash or "0.00" is a printed nil.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from budgetnb.errors import UnreadableAmount

YUAN = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "百万元": Decimal(1_000_000), "亿元": Decimal(100_000_000)}
"""Money units by their value in 元."""

NIL = frozenset({"—", "-", "－", "–", "--", "——", "―", "/", "无"})
_STACKED = re.compile(r"[\d%]\s*\n\s*[-+\d]")
"""Two numbers one above the other in one cell; a number that wraps does so at its comma or point."""
_LONGEST = 24
"""Characters of a number: more are no amount, and could not be computed with exactly."""
_NUMBER = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?|[-+]?\d+(\.\d+)?|[-+]?\.\d+")


def amount(printed: str, where: str = "") -> Decimal | None:
    """The number that `printed` stands for: None for a blank, 0 for a printed dash.

    Full-width digits, spaces inside and thousands separators are understood; brackets around a
    number mean a negative one. What cannot be read (two numbers stacked in one cell, too) is an
    UnreadableAmount that names `where`.

    >>> amount("1,234.50"), amount(""), amount("—"), amount("（3.20）")
    (Decimal('1234.50'), None, Decimal('0'), Decimal('-3.20'))
    """
    if _STACKED.search(printed.strip()):
        raise UnreadableAmount(where, printed)
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", printed)).replace("−", "-")
    if not plain:
        return None
    if plain in NIL or printed.strip() in NIL:
        return Decimal(0)
    negative = plain.startswith("(") and plain.endswith(")")
    body = plain[1:-1] if negative else plain
    if len(body) > _LONGEST or not _NUMBER.fullmatch(body):
        raise UnreadableAmount(where, printed)
    value = Decimal(body.replace(",", ""))
    return -value if negative else value


def stored(value: float) -> Decimal:
    """The number a spreadsheet means by a stored double, of which it keeps fifteen digits.

    >>> stored(0.1 + 0.2), stored(191.0), stored(1.0049999999999999)
    (Decimal('0.3'), Decimal('191'), Decimal('1.005'))
    """
    return Decimal(f"{value:.15g}")


def is_amount(printed: str) -> bool:
    """Whether `printed` can be read as a number, a dash or a blank."""
    try:
        amount(printed)
    except UnreadableAmount:
        return False
    return True


def decimals(value: Decimal) -> int:
    """How many decimals a number was printed with.

    >>> decimals(Decimal("3,666".replace(",", ""))), decimals(Decimal("44.30"))
    (0, 2)
    """
    return max(0, -int(value.as_tuple().exponent))


def precision(values: Iterable[Decimal]) -> int:
    """How many decimals numbers of one kind are printed to: the most that any has, because writers drop trailing zeros.

    A single number with more than two decimals, and with more than all others, has a digit too many and says nothing of them.

    >>> precision(map(Decimal, ["3666", "12.5"])), precision(map(Decimal, ["64.595", "12.50", "7"]))
    (1, 2)
    """
    most, next_most = [*sorted((decimals(value) for value in values), reverse=True), 0, 0][:2]
    return next_most if most > 2 and most > next_most > 0 else most


def half_unit(places: int) -> Decimal:
    """Half a unit of the last of `places` printed decimals: what rounding may have hidden."""
    return Decimal(5).scaleb(-places - 1)


def rounded(value: Decimal, places: int) -> Decimal:
    """`value` rounded half-up to `places` decimals, as budgets are."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def truncated(value: Decimal, places: int) -> Decimal:
    """`value` cut off after `places` decimals, a usual mistake."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_DOWN)


def in_unit(value: Decimal, unit: str, target: str) -> Decimal:
    """A money value of one unit in another, exactly; units that are not money stay as they are.

    >>> in_unit(Decimal("873617"), "元", "万元")
    Decimal('87.3617')
    """
    if unit == target or unit not in YUAN or target not in YUAN:
        return value
    return value * YUAN[unit] / YUAN[target]


def shown(value: Decimal, places: int | None = None) -> str:
    """A number as people write it: thousands separators, as many decimals as it has.

    >>> shown(Decimal("4754.4800")), shown(Decimal("4754.48"), 1)
    ('4,754.4800', '4,754.5')
    """
    return f"{value if places is None else rounded(value, places):,f}"
