"""The problems, each with where it is printed, what it should be, why, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from budgetnb.amounts import YUAN, shown
from budgetnb.blocks import Block, BodyCell, BodyRow, Callout, HeadCell, Heading, Listing, Paragraph, Run, Table, runs
from budgetnb.checking.findings import SEVERITIES, Change, Evidence, Finding, Problem
from budgetnb.figures import Figure
from budgetnb.showing.decisions import decision_blocks, settled_blocks
from budgetnb.showing.marks import Marked, disputed, divided, finding_anchor, leads
from budgetnb.showing.phrases import Runs, amount_words, compose, joined, sentence_case
from budgetnb.showing.places import address_words, figure_place, quoted, where
from budgetnb.showing.prose import is_checked
from budgetnb.texts import has_text, text
from budgetnb.texts.names import measured

HEADS = ("where", "printed", "right", "difference", "rule")
ALIGN = ("left", "right", "right", "right", "left")
SEVERAL = 6
"""So many places of one finding are named; the rules lead to all of them."""


def problems(marked: Marked) -> tuple[Block, ...]:
    """All problems, the gravest first; when there is none it is said what that means."""
    found, settled = marked.review.open_problems, settled_blocks(marked.review)
    if not is_checked(marked):
        return (Paragraph(runs(text("show.problems.not_checked"))), *settled)
    accepted = _accepted(marked)
    if not found:
        return (Paragraph(runs(text("show.problems.none"))), *accepted, *settled)
    counts = [(severity, len(marked.review.problems_of(severity))) for severity in SEVERITIES]
    told = joined([compose(f"prose.tally.{severity}", count=count) for severity, count in counts if count])
    intro = Paragraph(compose("show.problems.intro", count=len(found), parts=told))
    return (intro, *_told(marked, found), *accepted, *settled)


def _told(marked: Marked, wanted: Sequence[Problem]) -> Iterator[Callout]:
    """Problems with the numbers they have among all."""
    numbers = {problem.id: number for number, problem in enumerate(marked.review.problems, 1)}
    return (_problem(marked, numbers[problem.id], problem) for problem in wanted)


def _accepted(marked: Marked) -> tuple[Block, ...]:
    """What reviewers settled without a correction: apart, and never hidden."""
    accepted = marked.review.accepted_problems
    if not accepted:
        return ()
    heading = Heading(text("decide.accepted_title"), 3, "accepted")
    return (heading, Paragraph(runs(text("decide.accepted_intro", count=len(accepted)))), *_told(marked, accepted))


def differences(marked: Marked) -> Iterator[tuple[Problem, tuple[Block, ...]]]:
    """Problems whose difference equals disclosed figures, each with the figures that equal it."""
    for number, problem in enumerate(marked.review.problems, 1):
        if said := _sources(marked, _findings(marked, problem)):
            title = text("show.difference.of", number=number)
            yield problem, (Heading(title, 3, difference_anchor(problem)), Listing(tuple((Paragraph(one),) for one in said)))


def difference_anchor(problem: Problem) -> str:
    """The anchor of what explains a problem's difference."""
    return f"d-{problem.id}"


def unexplained(marked: Marked) -> tuple[Block, ...]:
    """Differences of money that no disclosed figure equals; no word when there is none."""
    left = [
        finding
        for finding in marked.review.findings
        if finding.outcome == "breaks" and finding.difference and finding.unit in YUAN and not finding.source and not finding.cause
    ]
    if not left:
        return ()
    entries = tuple((Paragraph((*_difference(finding), Run(" "), *where(marked, finding.evidence[0]))),) for finding in left)
    return (Paragraph(runs(text("show.difference.unexplained"))), Listing(entries))


def right_words(finding: Finding, unit: str = "", against: str = "show.other_side") -> str:
    """The right side: what the left one should be, at most or at least; where no correction is proposed just what it is compared with.

    `against` is the sentence that says so.
    """
    right = value_words(finding, finding.right, unit)
    if finding.operator in ("<=", ">=") and right:
        return text(f"show.bound.{finding.operator}", value=right)
    if finding.outcome in ("breaks", "blank") and right and (finding.left_stands or not finding.suggestion):
        return text(against, value=right)
    return right


def value_words(finding: Finding, value: Decimal | None, unit: str = "") -> str:
    """One side of a finding: the number, with its unit where the table does not give it."""
    if value is None:
        return ""
    if finding.unit == "%":
        return f"{shown(value)}%"
    return shown(value) if finding.unit == unit else measured(f"{shown(value)} {finding.unit}".rstrip())


def unit_words(unit: str) -> str:
    """A unit in the language in force."""
    return text(f"chart.units.{unit}") if has_text(f"chart.units.{unit}") else unit


def _findings(marked: Marked, problem: Problem) -> list[Finding]:
    wanted = set(problem.findings)
    return [finding for finding in marked.review.findings if finding.id in wanted]


def _problem(marked: Marked, number: int, problem: Problem) -> Callout:
    findings = _findings(marked, problem)
    main, follow = divided(findings, problem)
    about = compose(
        "show.problems.about", dimension=text(f"show.dimension.{problem.dimension}"), action=text(f"show.action.{problem.action}")
    )
    blocks: list[Block] = [Paragraph(about, "note"), _places(marked, main)]
    if follow:
        blocks.append(Paragraph(_consequences(marked, follow)))
    blocks += [
        Paragraph(compose("show.problems.cause", says=says)) for says in _once(finding.cause.says for finding in findings if finding.cause)
    ]
    if any(finding.source for finding in findings):
        explained = Run(text("show.difference.of", number=number), to=difference_anchor(problem))
        blocks.append(Paragraph(compose("show.problems.explained", difference=explained)))
    blocks += [Paragraph(sentence_case(runs(note)), "note") for note in _once(note for finding in main for note in finding.notes)]
    blocks += _suggestions(marked, problem, main)
    blocks += [Paragraph(sentence_case(runs(said)), "note") for said in problem.tried]
    blocks += decision_blocks(problem)
    title = compose("show.problems.title", number=number, title=problem.title[:1].upper() + problem.title[1:])
    return Callout(title, tuple(blocks), problem.severity, problem.id)


def _suggestions(marked: Marked, problem: Problem, findings: Sequence[Finding]) -> Iterator[Block]:
    """What to write instead; what a cell should say stands in the table already, several cells at once in one of their own."""
    shown = {lead.key for finding in findings for lead in leads(finding)[:1] if not finding.left_stands}
    several = [one.changes for one in problem.corrections if len(one.changes) > 1]
    several = [some for some in several if not {change.figure.key for change in some} <= shown]
    changes = [change for some in several for change in some if change.figure.place.table]
    cells = {finding.suggestion for finding in findings if finding.left is not None and _is_of_cell(finding)}
    cells |= {change.says for change in changes}
    lines = [line for line in (problem.suggestion or "").splitlines() if line not in cells]
    if changes:
        yield _changes(marked, changes)
    told = text("finding.suggest_sentence", sentence="").strip()
    for line in lines:
        yield Paragraph(runs(line if line.startswith(told) else text("show.problems.suggestion", says=line)), "quote")


def _changes(marked: Marked, changes: Sequence[Change]) -> Table:
    """Cells with what they print and what they would have to print."""
    body = tuple(
        BodyRow(
            (
                BodyCell(figure_place(marked, one.figure)),
                BodyCell(runs(one.figure.printed.strip() or text("show.blank_cell"))),
                BodyCell(runs(one.right)),
            )
        )
        for one in changes
    )
    heads = tuple(HeadCell(text(f"show.head.{head}")) for head in ("where", "printed", "instead"))
    units = {one.figure.unit for one in changes}
    return Table("", (heads,), body, ("left", "right", "right"), unit_words(units.pop()) if len(units) == 1 else "", head_columns=1)


def _is_of_cell(finding: Finding) -> bool:
    """Whether a finding's suggestion is what its own first cell should say."""
    if not finding.evidence or not finding.evidence[0].place.table:
        return False
    return not finding.left_stands and finding.wrong in ((), (finding.evidence[0].key,))


def _places(marked: Marked, findings: Sequence[Finding]) -> Table:
    """Where each figure in question is printed, what is printed and what it should be, with the rules that say so."""
    units = {finding.unit for finding in findings if finding.left is not None and finding.unit in YUAN}
    unit = units.pop() if len(units) == 1 else ""
    numeric = any(finding.left is not None for finding in findings)
    columns = [place for place, head in enumerate(HEADS) if numeric or head not in ("right", "difference")]
    same: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        lead = leads(finding)[0].key if leads(finding) else finding.id
        same.setdefault((lead, right_words(finding, unit)), []).append(finding)
    body = tuple(BodyRow(tuple(_cells(marked, some, unit)[place] for place in columns)) for some in same.values())
    align = tuple("left" if head == "printed" and not numeric else ALIGN[HEADS.index(head)] for head in (HEADS[place] for place in columns))
    head = tuple(HeadCell(text(f"show.head.{HEADS[place]}")) for place in columns)
    return Table("", (head,), body, align, unit_words(unit), head_columns=1)


def _cells(marked: Marked, same: Sequence[Finding], unit: str) -> tuple[BodyCell, ...]:
    """A row for findings that ask the same of the same figure."""
    finding = same[0]
    about = leads(finding)[:SEVERAL] or finding.evidence[:SEVERAL]
    printed = joined([(Run(quoted(one)),) for one in about], "show.and")
    if finding.left is not None and about and about[0].value is not None:
        printed = (Run(value_words(finding, finding.left, unit)),)
    places = joined(list(_each_once(where(marked, one) for one in about)), "show.and")
    gap = runs(value_words(finding, finding.difference, unit))
    rules = joined([_rule(one) for one in same], "show.and")
    return (
        BodyCell(places),
        BodyCell(printed, finding.outcome if finding.severity != "hint" and _is_disputed(finding, about) else ""),
        BodyCell(runs(right_words(finding, unit))),
        BodyCell(gap),
        BodyCell(rules),
    )


def _each_once(places: Iterable[Runs]) -> Iterator[Runs]:
    """Places one after the other; several that are called alike are named once, the others by their number."""
    alike: dict[str, list[Runs]] = {}
    for place in dict.fromkeys(places):
        alike.setdefault("".join(run.text for run in place), []).append(place)
    for first, *others in alike.values():
        numbered = [(Run(text("show.again", number=number), to=other[0].to),) for number, other in enumerate(others, 2)]
        yield joined([first, *numbered])


def _is_disputed(finding: Finding, about: Sequence[Evidence]) -> bool:
    """Whether the printed figures of a row are what is wrong."""
    return finding.outcome == "blank" or any(one.key in disputed(finding) for one in about)


def _rule(finding: Finding) -> Runs:
    return (Run(text("show.rule", rule=finding.rule, sentence=finding.sentence), to=finding_anchor(finding)),)


def _consequences(marked: Marked, findings: Sequence[Finding]) -> Runs:
    """Findings that need no correction of their own, each leading to its place among the rules."""
    said = [
        (
            Run(
                f"{one.rule} {address_words(marked, one.evidence[0].key, one.evidence[0].place) if one.evidence else one.at}",
                to=finding_anchor(one),
            ),
        )
        for one in findings
    ]
    return compose("show.problems.follow", count=len(findings), places=joined(said, "prose.then"))


def _sources(marked: Marked, findings: Iterable[Finding]) -> list[Runs]:
    """What equals the differences, each amount once: lines that only one side adds up, and other figures of that size."""
    told: dict[tuple[Decimal, str], Runs] = {}
    for finding in findings:
        source = finding.source
        if source and (source.amount, source.unit) not in told:
            own = {figure.key for figure in source.parts}
            parts = [_with_number(marked, figure) for figure in source.parts]
            same = [_with_number(marked, figure) for figure in source.figures if figure.key not in own]
            key = "both" if parts and same else "parts" if parts else "same"
            said = {"parts": joined(parts, "show.difference.plus"), "same": joined(same, "prose.then")}
            wanted = {name: phrase for name, phrase in said.items() if phrase}
            gap = amount_words(source.amount, source.unit)
            told[source.amount, source.unit] = compose(f"show.difference.equals.{key}", gap=gap, **wanted)
    return list(told.values())


def _with_number(marked: Marked, figure: Figure) -> Runs:
    return compose("show.difference.figure", place=figure_place(marked, figure), number=figure.printed.strip())


def _difference(finding: Finding) -> Runs:
    return compose(
        "show.difference.amount", difference=amount_words(abs(finding.difference or Decimal(0)), finding.unit), rule=finding.rule
    )


def _once(lines: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(lines))
