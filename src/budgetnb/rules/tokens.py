"""A formula cut into tokens: words, numbers and signs, with where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from budgetnb.rules.vocabulary import Misread

FULL_WIDTH = str.maketrans("＝＋－＊／［］，．？｜＜＞", "=+-*/[],.?|<>")
"""Signs as a Chinese keyboard writes them. Full-width brackets may belong to a name and are seen to below."""

_TOKEN = re.compile(
    r"""\s+
    |(?P<number>\d+(?:\.\d+)?(?![^\s()（）\[\]+\-*/=<>,.?|]))
    |(?P<sign><=|>=|[=+\-*/()（）\[\],.?|])
    |(?P<call>(?:sum|share|growth|abs)(?=\s*[(（]))
    |"(?P<quoted>[^"]+)"
    |(?P<word>(?:[^\s"()（）\[\]+\-*/=<>,.?|]|(?<=[^\s"()（\[+\-*/=<>,.?|])（[^\s"()（）\[\]+*/=<>,?|]*）)+)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is number, sign, call, word or end; `at` counts characters from 1."""

    kind: str
    text: str
    at: int


def tokens(source: str) -> tuple[Token, ...]:
    """The tokens of a formula, an end token last; Misread at a character that has no meaning here."""
    plain = source.translate(FULL_WIDTH)
    found: list[Token] = []
    position = 0
    while position < len(plain):
        match = _TOKEN.match(plain, position)
        if match is None:
            raise Misread("character", character=source[position], at=position + 1)
        kind = match.lastgroup
        if kind:
            written = {"（": "(", "）": ")"}.get(match[kind], match[kind])
            found.append(Token("word" if kind == "quoted" else kind, written, position + 1))
        position = match.end()
    return (*found, Token("end", "", len(plain) + 1))


class Cursor:
    """A place in the tokens of one formula; `table` is the table named last before it."""

    def __init__(self, source: str) -> None:
        self._tokens = tokens(source)
        self._position = 0
        self.table = ""

    @property
    def now(self) -> Token:
        """The token that stands next."""
        return self._tokens[self._position]

    def ahead(self, sign: str) -> bool:
        """Whether the token after the next one is `sign`."""
        after = self._tokens[min(self._position + 1, len(self._tokens) - 1)]
        return after.kind == "sign" and after.text == sign

    def take(self) -> str:
        """The text of the next token, which is then behind us."""
        token = self.now
        self._position += token.kind != "end"
        return token.text

    def sign(self, *signs: str) -> str:
        """The next token, taken, when it is one of these signs; "" when not."""
        return self.take() if self.now.kind == "sign" and self.now.text in signs else ""

    def is_word(self, *words: str) -> str:
        """The next token, taken, when it is one of these words; "" when not."""
        return self.take() if self.now.kind == "word" and self.now.text in words else ""

    def need(self, sign: str) -> None:
        """Take `sign`; Misread when something else stands there."""
        if not self.sign(sign):
            raise self.wrong(sign)

    def end(self) -> None:
        """Misread when there is more."""
        if self.now.kind != "end":
            raise self.wrong("+ - * /")

    def wrong(self, expected: str) -> Misread:
        """What stands next is not what may stand here."""
        return Misread("unexpected" if self.now.text else "unfinished", found=self.now.text, at=self.now.at, expected=expected)
