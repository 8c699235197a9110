"""Documents into disclosures: `recognise` finds tables, sections, statements and whose budget it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from budgetnb.figures import Aside, Disclosure, Source, Unread
from budgetnb.reading.document import Document, Paragraph
from budgetnb.recognising.accounts import with_codes
from budgetnb.recognising.forms import form_of
from budgetnb.recognising.identity import Identity, identify
from budgetnb.recognising.narrative import Narrative, read_sections
from budgetnb.recognising.tables import Found, find_tables, unplaced
from budgetnb.recognising.units import with_units
from budgetnb.recognising.vocabulary import words

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Part:
    """One file, recognised; a disclosure is made of one or several."""

    document: Document
    found: tuple[Found, ...]
    narrative: Narrative
    identity: Identity

    @property
    def tables(self) -> set[str]:
        return {found.table.name for found in self.found}


def recognise(documents: Sequence[Document], forms: tuple[Path, ...] = ()) -> tuple[Disclosure, ...]:
    """The disclosures that these documents hold, files that complement each other put together.

    `forms` are YAML files of forms besides those that ship with the package.
    """
    groups: list[list[_Part]] = []
    for part in map(_part, documents):
        group = next((group for group in groups if all(_complement(other, part) for other in group)), None)
        if group:
            group.append(part)
        else:
            groups.append([part])
    return tuple(_disclosure(group, forms) for group in groups)


def _part(document: Document) -> _Part:
    found = find_tables(document, words())
    apart = {place for one in found for place in one.belongs}
    apart |= _sheet_names(document, apart)
    tables = [one.table for one in found]
    narrative = read_sections(document, apart)
    lines = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    return _Part(document, found, narrative, identify(lines, tables, _amounts(narrative)))


def _sheet_names(document: Document, apart: set[int]) -> set[int]:
    """Where the names of sheets stand that hold a table: they are no text."""
    held = {block.spot.sheet for place, block in enumerate(document.blocks) if place in apart and block.spot.sheet}
    return {
        place
        for place, block in enumerate(document.blocks)
        if isinstance(block, Paragraph) and block.spot.sheet in held and block.spot.cell is None
    }


def _amounts(narrative: Narrative) -> int:
    """How many statements give a number that is not 0; a blank template may say 无."""
    return sum(any(figure.value for _, figure in statement.figures) for statement in narrative.statements)


def _complement(one: _Part, other: _Part) -> bool:
    """Whether two files are parts of one disclosure: same owner and year, and no table in both."""
    a, b = one.identity, other.identity
    same = all(not x or not y or x == y for x, y in ((a.year, b.year), (a.level, b.level), (a.code, b.code)))
    named = not a.name or not b.name or a.name in b.name or b.name in a.name
    return (
        same
        and named
        and a.kind == b.kind
        and not one.tables & other.tables
        and not (one.narrative.statements and other.narrative.statements)
    )


def _disclosure(parts: Sequence[_Part], forms: tuple[Path, ...]) -> Disclosure:
    statements = tuple(statement for part in parts for statement in part.narrative.statements)
    tables = with_units([found.table for part in parts for found in part.found], statements)
    statements = with_codes(statements, tables)
    form = form_of(tables, forms)
    identities = [part.identity for part in parts]
    return Disclosure(
        kind=identities[0].kind,
        level=_first(identity.level for identity in identities),
        name=_first(identity.name for identity in identities) or "",
        code=_first(identity.code for identity in identities),
        year=_first(identity.year for identity in identities),
        form=form.id if form else None,
        sources=tuple(_source(part.document) for part in parts),
        tables=tables,
        statements=statements,
        passages=tuple(passage for part in parts for passage in part.narrative.passages),
        unread=tuple(unread for part in parts for unread in _unread(part)),
        asides=tuple(aside for part in parts for aside in _asides(part)),
        contents=tuple(entry for part in parts for entry in part.narrative.contents),
        doubts=tuple(doubt for part in parts for doubt in part.document.doubts),
        form_tables=tuple(name for name, _ in form.tables) if form else (),
        form_sections=form.sections if form else (),
    )


def _source(document: Document) -> Source:
    return Source(document.file, document.sha256, document.recognised(), document.not_read())


def _asides(part: _Part) -> list[Aside]:
    return [*(aside for found in part.found for aside in found.asides), *part.narrative.asides]


def _first(values: Iterable[Value | None]) -> Value | None:
    return next((value for value in values if value), None)


def _unread(part: _Part) -> list[Unread]:
    belongs = {place for found in part.found for place in found.belongs}
    return [*(unread for found in part.found for unread in found.unread), *unplaced(part.document, belongs), *part.narrative.unread]
