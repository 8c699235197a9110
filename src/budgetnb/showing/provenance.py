"""What a report rests on: whose document, which files by their content, which rules, which version."""

from __future__ import annotations

from budgetnb import __version__
from budgetnb.blocks import Block, BodyCell, BodyRow, Paragraph, Table, runs
from budgetnb.showing.marks import Marked
from budgetnb.texts import text
from budgetnb.texts.names import in_words


def provenance(marked: Marked) -> tuple[Block, ...]:
    """Nothing that differs from run to run: no time, no folder, no user."""
    review, disclosure, prior = marked.review, marked.review.disclosure, marked.review.prior
    unknown = text("show.provenance.unknown")
    facts = [
        ("name", disclosure.name or unknown),
        ("code", disclosure.code or unknown),
        ("level", in_words(disclosure.level) if disclosure.level else unknown),
        ("year", str(disclosure.year) if disclosure.year else unknown),
        ("kind", text(f"show.kind.{disclosure.kind}")),
        ("form", disclosure.form or unknown),
        *(("source", text("show.provenance.file", file=source.file, sha256=source.sha256)) for source in disclosure.sources),
        *(("prior", text("show.provenance.file", file=source.file, sha256=source.sha256)) for source in (prior.sources if prior else ())),
        ("books", text("prose.list").join(in_words(book) for book in review.rule_books)),
        ("version", text("show.provenance.program", version=__version__)),
    ]
    if disclosure.revision:
        facts.insert(4, ("revision", disclosure.revision))
    rows = tuple(BodyRow((BodyCell(runs(text(f"show.provenance.{name}"))), BodyCell(runs(words)))) for name, words in facts)
    table = Table(text("show.provenance.caption"), (), rows, ("left", "left"))
    return (table, Paragraph(runs(text("prose.not_final")), "note"))
