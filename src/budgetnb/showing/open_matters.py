"""What was not read and what was not checked: nothing is passed over in silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from budgetnb.blocks import Block, BodyCell, BodyRow, HeadCell, Heading, Listing, Paragraph, Run, Table, runs
from budgetnb.checking.findings import Coverage
from budgetnb.figures import Figure, Unread
from budgetnb.showing.marks import Marked, finding_anchor
from budgetnb.showing.phrases import Runs, amount_words, joined, percent
from budgetnb.showing.places import AROUND, doubt_words, figure_place, section_words, spot
from budgetnb.texts import LANGUAGES, language, text
from budgetnb.texts.names import in_words


def open_matters(marked: Marked) -> tuple[Block, ...]:
    """Coverage by part, figures nothing confirms, numbers not understood, rules that did not apply, doubts of reading."""
    return tuple(block for part in (_coverage, _unchecked, _unread, _not_applied, _local, _doubts) for block in part(marked))


def _coverage(marked: Marked) -> Iterator[Block]:
    coverage = marked.review.coverage
    yield Heading(text("show.open.coverage"), 3)
    if not coverage.printed:
        yield Paragraph(runs(text("show.open.no_figures")))
        return
    head = tuple(HeadCell(text(f"show.head.{name}")) for name in ("part", "figures", "covered", "share"))
    rows = [_part(in_words(section_words(marked, part)), covered, printed) for part, covered, printed in coverage.by_part]
    rows.append(_part(in_words("合计"), coverage.covered, coverage.printed, "total"))
    yield Table(
        text("show.open.coverage_caption"),
        (head,),
        tuple(rows),
        ("left", "right", "right", "right"),
        note=text("show.open.coverage_note"),
        sortable=True,
    )


def _part(name: str, covered: int, printed: int, style: str = "normal") -> BodyRow:
    share = percent(Coverage(covered, printed).share * 100)
    return BodyRow(tuple(BodyCell(runs(words)) for words in (name or text("show.whole_text"), str(printed), str(covered), share)), style)


def _unchecked(marked: Marked) -> Iterator[Block]:
    figures = marked.review.unchecked
    yield Heading(text("show.open.unchecked"), 3)
    if not figures:
        yield Paragraph(runs(text("show.open.all_checked")))
        return
    yield Paragraph(runs(text("show.open.unchecked_note", count=len(figures))))
    yield Listing(
        tuple(
            (Paragraph((Run(_printed(figure), mark="unchecked", to=marked.place(figure.key)), Run(" "), *figure_place(marked, figure))),)
            for figure in figures
        )
    )


def _printed(figure: Figure) -> str:
    """A figure as it is printed, in English with its unit in words."""
    return figure.printed.strip() if language() == LANGUAGES[0] or figure.value is None else amount_words(figure.value, figure.unit)


def _unread(marked: Marked) -> Iterator[Block]:
    unread = marked.review.disclosure.unread
    yield Heading(text("show.open.unread"), 3)
    if not unread:
        yield Paragraph(runs(text("show.open.all_read")))
        return
    yield Paragraph(runs(text("show.open.unread_note", count=len(unread))))
    yield Listing(tuple((Paragraph(_passage(one)),) for one in unread))


def _passage(unread: Unread) -> Runs:
    """A number that was not understood with the words around it."""
    words, place = unread.place.text or unread.text, spot(unread.place)
    start, end = unread.place.span or (0, len(words))
    before, after = max(0, start - AROUND), min(len(words), end + AROUND)
    lead, tail = ("…" if before else "") + words[before:start], words[end:after] + ("…" if after < len(words) else "")
    said = tuple(run for run in (Run(lead), Run(words[start:end], mark="unchecked"), Run(tail)) if run.text)
    return (*said, Run(text("show.on_paper", spot=place))) if place else said


def _not_applied(marked: Marked) -> Iterator[Block]:
    """Rules that could not be applied, by what they lack."""
    by_reason: defaultdict[str, list[Run]] = defaultdict(list)
    for finding in marked.review.findings:
        if finding.outcome == "not_applicable":
            by_reason["".join(finding.notes) or text("show.open.no_reason")].append(Run(finding.rule))
        elif finding.outcome == "blank" and not finding.severity:  # what it needs stands in no document
            by_reason[finding.says].append(Run(finding.rule))
        elif finding.outcome == "faulty":
            by_reason["".join(finding.notes) or text("show.open.no_reason")].append(Run(finding.rule, to=finding_anchor(finding)))
    yield Heading(text("show.open.not_applied"), 3)
    if not by_reason:
        yield Paragraph(runs(text("show.open.all_applied")))
        return
    yield Paragraph(runs(text("show.open.not_applied_note", count=sum(map(len, by_reason.values())))))
    head = tuple(HeadCell(text(f"show.head.{name}")) for name in ("reason", "rules"))
    rows = (
        BodyRow((BodyCell(runs(reason)), BodyCell(joined([(rule,) for rule in dict.fromkeys(rules)]))))
        for reason, rules in by_reason.items()
    )
    yield Table("", (head,), tuple(rows), ("left", "left"))


def _local(marked: Marked) -> Iterator[Block]:
    """Rules that the project switched off or changed, each with its reason."""
    off, changed = marked.review.rules_off, marked.review.rules_changed
    if not off and not changed:
        return
    yield Heading(text("show.open.local"), 3)
    said = [text("show.open.rule_off", id=id, why=why) for id, why in off]
    said += [text("show.open.rule_changed", id=id, why=why) for id, why in changed]
    yield Listing(tuple((Paragraph(runs(line)),) for line in said))


def _doubts(marked: Marked) -> Iterator[Block]:
    doubts = marked.review.disclosure.doubts
    if not doubts:
        return
    yield Heading(text("show.open.doubts"), 3)
    yield Paragraph(runs(text("show.open.doubts_note")))
    yield Listing(tuple((Paragraph(runs(doubt_words(doubt))),) for doubt in doubts))
