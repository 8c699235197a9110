"""Where the reading of a section stands: what was last spoken of, which list and which comparison are in force.

A thread lives for one call of `read_section` only and never leaves this package.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from budgetnb.recognising.statements.claims import LooseNumber, NonFigure, Number, Span
from budgetnb.recognising.statements.drafts import Board, Draft
from budgetnb.recognising.statements.outline import Outline
from budgetnb.recognising.statements.plain import Plain
from budgetnb.recognising.statements.roles import Compared, Meaning, Phrases
from budgetnb.recognising.statements.subjects import NO_NAMES, Names, Subject, subject
from budgetnb.recognising.statements.terms import Terms, bare
from budgetnb.recognising.statements.tokens import Token, family

_YEAR = re.compile(r"(?:其中|[(])?(?P<year>(?:19|20)\d\d)年")


@dataclass(frozen=True, slots=True)
class Outside:
    """What is in force again when a bracket or an inner list ends."""

    current: Draft | None
    head: Draft | None
    of: str
    listing: int
    lists: int = 0
    """How many lists were open around it."""


@dataclass(slots=True)
class Thread:
    """What a clause is read with."""

    words: Terms
    patterns: Phrases
    scope: str
    year: int | None
    board: Board = field(default_factory=Board)
    nonfigures: list[NonFigure] = field(default_factory=list)
    loose: list[LooseNumber] = field(default_factory=list)

    # the paragraph
    paragraph: int = 0
    source: str = ""
    plain: Plain = field(default_factory=lambda: Plain("", ()))
    stops: list[int] = field(default_factory=list)
    outline: Outline = ()
    firsts: dict[int, Outline] = field(default_factory=dict)
    """The outline above the first part of each kind of number (（一）, 1. …)."""
    path: Names = NO_NAMES
    """The account (类款项) last named: "行政运行（项）" alone belongs below it."""

    # the sentence
    current: Draft | None = None
    """What a number without a term of its own is a number of."""
    topic: Subject | None = None
    """The same before there is a claim: what a heading or a label ("公务接待费：") names."""
    head: Draft | None = None
    """The claim whose parts are being listed."""
    main: Draft | None = None
    """The claim that the last unnumbered paragraph began with."""
    changed: Draft | None = None
    """The claim whose change was last stated: a reason is given for it."""
    labelled: bool = False
    """Whether `topic` stands in a heading or a label."""
    inherited: str = ""
    of: str = ""
    """The term whose parts are being listed: by the outline, and in this sentence."""
    inherited_listing: int = 0
    listing: int = 0
    """The number of that list."""
    listings: int = 0
    against: Compared | None = None
    lists: list[Outside] = field(default_factory=list)
    """The lists around the one that is open: "；" leads back to them."""
    past: bool = False
    """Whether the parts of last year's number are being listed."""
    whole: str = ""
    """What the shares of this sentence are of."""
    brackets: list[Outside] = field(default_factory=list)
    close: str = ""
    """The mark that closed the clause before."""
    served: tuple[Subject, ...] = ()
    queue: list[Subject] = field(default_factory=list)
    """The terms of "A和B分别为 … 、 …", and those of them still to be served."""
    queued: Meaning | None = None

    # the reason being given
    reason_from: int | None = None
    reason_words: str = ""
    reason_of: list[Draft] = field(default_factory=list)
    reason_named: bool = False

    @property
    def text(self) -> str:
        """The plain text of the paragraph."""
        return self.plain.text

    def sentence(self, place: int) -> Span:
        """The characters of the sentence that a place in the plain text stands in."""
        at = bisect_right(self.stops, place)
        start = self.stops[at - 1] if at else 0
        end = self.stops[at] if at < len(self.stops) else len(self.text)
        return self.plain.span(start, end)

    def subject(self, words: str, kind: str) -> Subject | None:
        """The term that words name; a total after the name of an account is that account's."""
        found = subject(words, self.scope, kind, self.words, self.path)
        if found and found.names != NO_NAMES:
            self.path = found.names
        if found and found.overall and self.named_account():
            return None
        if found and not found.known:
            earlier = _YEAR.match(words)
            if earlier and (not self.year or int(earlier["year"]) < self.year):
                return replace(found, term=earlier["year"] + "年" + found.term)
        return found

    def named_account(self) -> bool:
        """Whether what is spoken of is an account or stands in a label."""
        spoken = self.current.subject if self.current else self.topic
        return bool(spoken and (spoken.names != NO_NAMES or (self.labelled and spoken.known and spoken is self.topic)))

    def speak_of(self, topic: Subject | None, labelled: bool = False) -> None:
        """From here on this is spoken of, until a claim is made."""
        self.current, self.topic, self.labelled = None, topic, labelled

    def silent(self) -> bool:
        """Whether nothing is spoken of yet, as at the beginning of a numbered part."""
        return self.current is None and self.topic is None

    def new(self, named: Subject) -> Draft:
        """A further claim, part of the list that is open; the two sides of a total are no parts of it."""
        of, listing = (self.of, self.listing) if self.of != named.term else (self.inherited, self.inherited_listing)
        if not of or of == named.term or self.words.sides(of):
            of, listing = "", 0
        return self.board.add(Draft(named, self.scope, of, listing, self.paragraph))

    def again(self, draft: Draft) -> Draft:
        """A further claim of the same term."""
        return self.board.add(Draft(draft.subject, draft.scope, draft.of, draft.listing, self.paragraph))

    def implied(self) -> Subject | None:
        """What a number without a term is a number of, where there is no claim yet."""
        if self.topic:
            return self.topic
        term = self.words.term_of(self.scope)
        return Subject(term) if term else None

    def number(self, meant: Meaning, token: Token, unit: str) -> Number:
        """The figure of a token, whose direction word stands where `meant` says."""
        start, stop = self.plain.span(token.start, token.stop)
        word = self.words_at(*meant.word) if meant.word else ""
        assert token.value is not None  # noqa: S101  only read numbers come here
        return Number(meant.role, self.source[start:stop], token.value, unit, self.paragraph, (start, stop), meant.direction, word)

    def words_at(self, start: int, end: int) -> str:
        """The words of the paragraph, without blanks, that stand at a place of the plain text."""
        first, last = self.plain.span(start, end)
        return "".join(self.source[first:last].split())

    def put_aside(self, token: Token, kind: str) -> None:
        """List a token as no figure."""
        start, stop = self.plain.span(token.start, token.stop)
        self.nonfigures.append(NonFigure(kind, self.source[start:stop], self.paragraph, (start, stop)))

    def leave(self, token: Token) -> None:
        """List a token as not understood."""
        start, stop = self.plain.span(token.start, token.stop)
        why = "unread" if token.value is not None else "unreadable"
        self.loose.append(LooseNumber(self.source[start:stop], self.paragraph, (start, stop), why))

    def begin_list(self, alone: bool = False) -> None:
        """What follows are parts of what was last spoken of.

        Where the announcement stands `alone` in its paragraph, of what the paragraph before it was about: when that
        names several things side by side, of what they are parts of.
        """
        before = [draft for draft in self.board.drafts if draft.paragraph == self.paragraph - 1] if alone else []
        if len(before) > 1 and len({draft.of for draft in before}) == 1:
            self.current, self.topic = None, None
            self.list_of(before[0].of)
            return
        if self.of != self.inherited:
            self.lists.append(Outside(self.current, self.head, self.of, self.listing))
        self.head = self.current or self.head
        self.past = bool(self.current and self.current.numbers and self.current.numbers[-1].role == "上年")
        if self.current or self.topic:
            self.list_of(self.current.term if self.current else self.topic.term if self.topic else "")

    def divide(self) -> None:
        """What follows divides a whole by a feature: in a sentence of its own what the last one divided, else what was last spoken of."""
        if self.current and self.close not in ("，", ":"):
            self.current = self.board.last(self.current.of or self.current.whole) or self.current
        self.begin_list()

    def list_of(self, term: str) -> None:
        """A new list begins, of the parts of a term."""
        self.of, self.listing = term, self.new_listing()

    def new_listing(self) -> int:
        """The number of a further list."""
        self.listings += 1
        return self.listings

    def end_entry(self) -> None:
        """A semicolon: an inner list ends and the one around it goes on."""
        if self.lists:
            self.head, self.of, self.listing = self.lists[-1].head, self.lists[-1].of, self.lists[-1].listing
            self.lists.pop()

    def end_sentence(self) -> None:
        """A full stop: lists and comparisons end, and what was listed from is spoken of again."""
        if self.head:
            self.current = self.head
        self.head, self.against = None, None
        self.of, self.listing = self.inherited, self.inherited_listing
        self.served, self.queue, self.queued = (), [], None
        self.whole, self.lists, self.past = "", [], False

    def after_number(self, token: Token, kind: str) -> Subject | None:
        """The term that the words behind a number name ("5 个科室")."""
        name = self.words.beginning(bare(self.text[token.stop : token.stop + 14]), self.scope, kind)
        return Subject(name) if name else None

    def counts(self, draft: Draft) -> str:
        """The family of units a draft is counted in, "" before it has a number."""
        return next((family(number.unit) for number in draft.numbers if family(number.unit) != "%"), "")
