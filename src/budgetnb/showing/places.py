"""Where something is printed, in words that lead there."""

from __future__ import annotations

from budgetnb.blocks import Run
from budgetnb.checking.findings import Evidence
from budgetnb.figures import Figure, Place
from budgetnb.reading.document import Doubt, Spot
from budgetnb.showing.figures_for import label_in_words
from budgetnb.showing.marks import Marked, table_anchor, words_anchor
from budgetnb.showing.phrases import Runs
from budgetnb.texts import LANGUAGES, language, text
from budgetnb.texts.names import glossed, in_words

SEPARATOR = " · "
"""Between table, line and column, or section, term and role."""
AROUND = 12
"""Characters of a sentence shown on either side of the words a finding points at."""


def spot(place: Place | Spot) -> str:
    """Page, sheet, cell and line on paper, as far as the format has them."""
    parts = (("page", place.page), ("sheet", place.sheet), ("cell", place.cell), ("line", place.line))
    return " ".join(text(f"show.spot.{word}", at=at) for word, at in parts if at is not None)


def doubt_words(doubt: Doubt) -> str:
    """A doubt about the reading: the words it is about, where there are any, why, and where they stand."""
    quoted = text("show.open.doubt", text=doubt.text) if doubt.text else ""
    paper = spot(doubt.spot)
    return quoted + text(f"doubt.{doubt.why}") + (text("show.on_paper", spot=paper) if paper else "")


def where(marked: Marked, evidence: Evidence) -> Runs:
    """Table, line and column, or section, term and role, leading to the place; then where that is on paper."""
    address, paper = address_words(marked, evidence.key, evidence.place), spot(evidence.place)
    said = Run(address or paper, to=leading_to(marked, evidence))
    return (said, Run(text("show.on_paper", spot=paper))) if paper and address else (said,)


def leading_to(marked: Marked, evidence: Evidence) -> str:
    """The anchor of a figure's place, of the table or of the words of the narrative that a finding is about."""
    table = evidence.place.table
    if table and evidence.key not in marked.figures:
        return table_anchor(table) if marked.review.disclosure.find_table(table) else ""
    return marked.place(evidence.key) or (words_anchor(evidence.place) if evidence.place.text and not evidence.key else "")


def figure_place(marked: Marked, figure: Figure) -> Runs:
    """The same for a figure."""
    return where(marked, Evidence(figure.printed, figure.value, figure.place, figure.key))


def address_words(marked: Marked, key: str, place: Place) -> str:
    """Table, line and column, or section, term and role, in the language in force."""
    parts = key.split("/")
    if place.table:
        line = marked.lines.get("/".join(parts[:2]))
        row = label_in_words(line.name if line else "", place.row or "") if line or place.row else ""
        column = [in_words(part) for part in (place.column or "").split(".") if part not in ("", "金额")]
        words = [in_words(place.table), row, *column]
    else:
        words = [section_words(marked, place.section or "")]
        if len(parts) == 4:
            words += [in_words(parts[2]), text(f"finding.role.{parts[-1]}")]
    said = SEPARATOR.join(word for word in words if word)
    return said[:1].upper() + said[1:]


def section_words(marked: Marked, section: str) -> str:
    """What a section is called: its title as printed, in English what it is about."""
    if language() != LANGUAGES[0]:
        scopes = (passage.scope for passage in marked.review.disclosure.passages if passage.place.section == section)
        if known := next((said for scope in scopes if scope and (said := glossed(scope))), None):
            return known
    return section.rpartition(SEPARATOR)[2]


def quoted(evidence: Evidence) -> str:
    """What is printed: the figure, or the words with a little of their sentence around them."""
    printed, place = evidence.printed.strip(), evidence.place
    if evidence.key or not place.text:
        return printed or text("show.blank_cell")
    start, end = place.span or (0, len(place.text))
    before, after = max(0, start - AROUND), min(len(place.text), end + AROUND)
    cut = place.text[before:after]
    return text("show.quote", words=("…" if before else "") + cut + ("…" if after < len(place.text) else ""))
