"""Claims while they are being read: where a number that was understood is put.

The board is the one thing here that changes; what leaves it (`finished`) is frozen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from budgetnb.recognising.statements.claims import Claim, Number, Span
from budgetnb.recognising.statements.roles import Compared
from budgetnb.recognising.statements.subjects import Subject

CHANGES = ("增减额", "增减率")


@dataclass(slots=True)
class Draft:
    """A claim that may still get numbers."""

    subject: Subject
    scope: str
    of: str
    listing: int
    paragraph: int
    numbers: list[Number] = field(default_factory=list)
    direction: int | None = None
    word: str = ""
    base: str = ""
    compared: str = ""
    whole: str = ""
    reason: str = ""
    moved: bool = False
    spots: list[tuple[int, Span]] = field(default_factory=list)

    @property
    def term(self) -> str:
        """The term it states numbers of."""
        return self.subject.term

    def has(self, role: str) -> bool:
        """Whether it has a number in `role`."""
        return any(number.role == role for number in self.numbers)

    def changes(self) -> bool:
        """Whether it says how its term changed."""
        return self.moved or any(number.role in CHANGES for number in self.numbers)

    def add(self, number: Number, sentence: Span) -> None:
        """Take a number in; the first change gives the direction."""
        self.numbers.append(number)
        self.spots.append((number.paragraph, sentence))
        if number.role in CHANGES:
            self.turn(number.direction, number.word)

    def turn(self, direction: int | None, word: str) -> None:
        """Say in which direction it changed, if that was not said before."""
        if not self.moved:
            self.direction, self.word, self.moved = direction, word, True

    def sentence(self) -> Span:
        """The sentences of its first paragraph that its numbers stand in."""
        here = [span for paragraph, span in self.spots if paragraph == self.paragraph] or [(0, 0)]
        return min(start for start, _ in here), max(end for _, end in here)

    def against(self, compared: Compared | None) -> None:
        """Say what it is compared with, if that was not said before."""
        if compared and not self.compared:
            self.compared, self.base = compared.words, compared.base or self.base


@dataclass(slots=True)
class Board:
    """All drafts of a narrative."""

    drafts: list[Draft] = field(default_factory=list)
    by_term: dict[str, list[Draft]] = field(default_factory=dict)

    def add(self, draft: Draft) -> Draft:
        """Take a further draft in."""
        self.drafts.append(draft)
        self.by_term.setdefault(draft.term, []).append(draft)
        return draft

    def last(self, term: str, fits: Callable[[Draft], bool] = lambda _: True) -> Draft | None:
        """The latest draft of a term that fits."""
        return next((draft for draft in reversed(self.by_term.get(term, ())) if fits(draft)), None)

    def finished(self, sides: Callable[[str], tuple[str, ...]]) -> tuple[Claim, ...]:
        """The claims, numbered by term; what got neither number nor direction is none. `sides` gives the sides of a term."""
        seen: Counter[str] = Counter()
        claims = []
        for draft in self.drafts:
            if draft.numbers or draft.moved:
                seen[draft.term] += 1
                claims.append(_claim(draft, seen[draft.term], sides(draft.term)))
        return tuple(claims)


def _claim(draft: Draft, ordinal: int, sides: tuple[str, ...]) -> Claim:
    return Claim(
        scope=draft.scope,
        term=draft.term,
        known=draft.subject.known,
        numbers=tuple(draft.numbers),
        paragraph=draft.paragraph,
        sentence=draft.sentence(),
        names=draft.subject.names,
        code=draft.subject.code,
        direction=draft.direction,
        direction_word=draft.word,
        base=draft.base,
        compared=draft.compared,
        whole=draft.whole or (draft.of if draft.has("占比") else ""),
        of=draft.of,
        listing=draft.listing,
        ordinal=ordinal,
        reason=draft.reason,
        sides=sides,
    )
