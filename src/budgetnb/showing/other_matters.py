"""十、其他重要事项 of the generated narrative: each matter from what the text states of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budgetnb.blocks import Block, Paragraph, Run
from budgetnb.figures import Figure, Passage, Statement
from budgetnb.showing.clauses import FEW, all_nil, amount, change_sentences, is_nil, quotation
from budgetnb.showing.marks import Marked
from budgetnb.showing.phrases import Runs, compose, joined, spaced
from budgetnb.texts import text
from budgetnb.texts.names import in_words, mid

LONGEST_QUOTE = 120


def matter(marked: Marked, scope: str) -> Iterator[Block]:
    """A matter: its figures and its changes, or, where it states no figure, its first words."""
    disclosure = marked.review.disclosure
    words = text(f"prose.section.{scope}")
    passages = [passage for passage in disclosure.passages if passage.scope == scope and passage.kind == "正文"]
    statements = [one for one in disclosure.statements if one.scope == scope]
    if not passages and not statements:
        yield Paragraph(compose("prose.matter_missing", matter=Run(words, strong=True)), "note")
        return
    told = [_stated(marked, words, statements)] if any(one.figure("数额") for one in statements) else _quoted(passages)
    yield Paragraph(compose("prose.matter", matter=Run(words, strong=True), told=spaced([*told, *change_sentences(marked, statements)])))


def _stated(marked: Marked, matter: str, statements: Sequence[Statement]) -> Runs:
    """What is stated of a matter, its own amount first, parts after their whole; its own name stands before it already."""
    stated = [one for one in statements if one.figure("数额")]
    whole = {one.term for one in stated}
    tops = sorted((one for one in stated if one.of not in whole), key=lambda one: in_words(one.term) != matter)
    parts = {top: [one for one in stated if one.of == top.term] for top in tops}
    said = [_with_parts(marked, matter, top, parts[top]) for top in tops]
    return joined(said, "prose.then" if any(map(len, parts.values())) else "prose.comma") + compose("prose.stop")


def _with_parts(marked: Marked, matter: str, whole: Statement, parts: Sequence[Statement]) -> Runs:
    own = _part(marked, matter, whole)
    if not parts:
        return own
    numbers = [(one.term, figure) for one in parts if (figure := one.figure("数额"))]
    zeros = [(term, figure) for term, figure in numbers if figure.value == 0 and figure.unit == numbers[0][1].unit]
    together = zeros if len(zeros) >= FEW and not any(is_nil(figure) for _, figure in zeros) else []
    said = [_part(marked, matter, one) for one, number in zip(parts, numbers, strict=True) if number not in together]
    if together:
        said.append(all_nil(marked, together))
    return own + compose("prose.of_which", parts=joined(said, "prose.comma"))


def _part(marked: Marked, matter: str, statement: Statement) -> Runs:
    number = amount(marked, _amount(statement))
    return number if in_words(statement.term) == matter else compose("prose.part", term=mid(statement.term), amount=number)


def _amount(statement: Statement) -> Figure:
    figure = statement.figure("数额")
    if figure is None:
        raise ValueError(statement.term)
    return figure


def _quoted(passages: Sequence[Passage]) -> list[Runs]:
    words = passages[0].text.strip() if passages else ""
    cut = words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE] + "…"
    return [compose("prose.quoted", words=quotation(cut))] if words else []
