"""Slips of the pen in a number: a digit changed, swapped, dropped or added."""

from __future__ import annotations

from decimal import Decimal
from random import Random

SLIPS = ("digit_changed", "digits_swapped", "digit_dropped", "digit_added")


def slip(kind: str, printed: str, draw: Random) -> str | None:
    """The number with one slip in it; None where that cannot change what it is worth."""
    places = [place for place, character in enumerate(printed) if character.isdigit()]
    draw.shuffle(places)
    for place in places:
        slipped = _slip(kind, printed, place, draw)
        if slipped and _plausible(slipped) and worth(slipped) != worth(printed):
            return slipped
    return None


def worth(printed: str) -> Decimal:
    """The value of a printed number."""
    return Decimal(printed.replace(",", "").removesuffix("%"))


def _slip(kind: str, printed: str, place: int, draw: Random) -> str | None:
    digit = printed[place]
    if kind == "digit_changed":
        return printed[:place] + draw.choice([other for other in "0123456789" if other != digit]) + printed[place + 1 :]
    if kind == "digits_swapped":
        after = printed[place + 1 : place + 2]
        return printed[:place] + after + digit + printed[place + 2 :] if after.isdigit() else None
    bare = printed.replace(",", "")
    place = place - printed[:place].count(",")
    if kind == "digit_dropped":
        made = bare[:place] + bare[place + 1 :]
        return made if sum(character.isdigit() for character in made) >= 2 else None
    return bare[:place] + draw.choice("0123456789") + bare[place:]


def _plausible(printed: str) -> bool:
    """Whether people would write it: no leading zeros, no bare point."""
    whole, _, rest = printed.replace(",", "").partition(".")
    return bool(whole) and (whole == "0" or not whole.startswith("0")) and not printed.endswith(".") and bool(rest or "." not in printed)
