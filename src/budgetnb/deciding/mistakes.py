"""What can be wrong with decisions, in a file or in a workpaper: said all at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from budgetnb.checking.findings import RULINGS
from budgetnb.errors import BudgetnbError, nearest
from budgetnb.reading.xlsx.sheets import Where, cell_name
from budgetnb.texts import text


class WrongDecisions(BudgetnbError):
    """A file of decisions or a workpaper that holds what we cannot take over; nothing of it is taken over."""

    key = "decide.wrong"

    def __init__(self, file: str, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(file=file, mistakes="\n".join(f"  {mistake}" for mistake in self.mistakes))


def unknown_key(key: str, allowed: Iterable[str], line: int) -> str:
    """A key nobody knows, with the nearest one that is known."""
    words = tuple(allowed)
    near = nearest(key, words)
    return text("decide.unknown_key", line=line, word=key, near=text("param.near", word=near) if near else "", allowed="、".join(words))


def at_line(line: int) -> str:
    """Where a mistake is in a file of decisions."""
    return text("decide.at_line", line=line)


def at_cell(sheet: str, where: Where) -> str:
    """Where a mistake is in a workpaper: the sheet and the cell as a spreadsheet program calls it."""
    return text("decide.at_cell", sheet=sheet, cell=cell_name(where))


def ruling_mistake(word: str, at: str) -> str:
    """A ruling that is none of the five."""
    near = nearest(word, RULINGS)
    return text("decide.ruling", at=at, word=word, near=text("param.near", word=near) if near else "", allowed="、".join(RULINGS))


def date_mistake(word: str, at: str) -> str | None:
    """What is wrong with a date; None when it is YYYY-MM-DD."""
    try:
        date.fromisoformat(word)
    except ValueError:
        return text("decide.date", at=at, word=word)
    return None if len(word) == len("2024-01-31") else text("decide.date", at=at, word=word)
