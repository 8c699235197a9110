"""The rendered page of real documents, walked: every number on it is the figure it refers to, in both languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from copy import copy, deepcopy
from decimal import Decimal
from itertools import accumulate

import pytest
from bs4 import BeautifulSoup, Tag
from real import Shown, shown

from budgetnb.amounts import YUAN, in_unit, rounded
from budgetnb.checking.findings import Finding, Review
from budgetnb.figures import Table
from budgetnb.rendering.paper import Pen, paper_json
from budgetnb.rendering.pdf import glyphs
from budgetnb.showing.marks import finding_anchor
from budgetnb.texts.names import in_words

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
AMOUNT = re.compile(
    r"(?:CNY)?-?\d[\d,]*(?:\.\d+)?(?:tenthousand|hundredmillion|million|thousand|vehicles|sets|persons|person-times|times|squaremetres)?"
    r"(?:万元|亿元|元|%|％|辆|个|家|套|台（套）|台|人次|人|次|批|平方米|万|名)?"
)
"""A link that is a number and nothing else, blanks left out."""


def closed(words: str) -> str:
    return "".join(words.split())


def numbers(words: str) -> list[Decimal]:
    return [Decimal(found.replace(",", "")) for found in NUMBER.findall(words)]


def in_wan(value: Decimal, unit: str) -> Decimal:
    return in_unit(value, unit, "万元") if unit in YUAN else value


def test_where_a_figure_is_printed_its_very_print_is_shown(document: Shown):
    places = document.soup.select('[id^="c-"]')
    assert {place["id"] for place in places} <= set(document.figures)
    printed = [figure for figure in document.figures.values() if figure.value is not None]
    assert len(places) >= len(printed)
    for place in places:
        figure = document.figures[str(place["id"])]
        if figure.value is not None:
            assert closed(place.get_text()) == closed(figure.printed), figure.key


def test_a_number_that_leads_to_a_figure_is_that_figure(document: Shown):
    led = [link for link in document.soup.select('a[href^="#c-"]') if AMOUNT.fullmatch(closed(link.get_text()))]
    assert len(led) > 50
    for link in led:
        figure = document.figures[str(link["href"])[1:]]
        assert figure.value is not None
        whole = abs(figure.value), abs(in_wan(figure.value, figure.unit)), rounded(abs(in_wan(figure.value, figure.unit)), 2)
        (number,) = numbers(link.get_text())
        assert number in whole, (link, figure)


def test_the_row_of_a_finding_shows_its_two_sides_difference_and_allowance(document: Shown):
    findings = {finding_anchor(one): one for one in document.review.findings}
    rows = [(str(cell["id"]), cell.parent) for cell in document.soup.select('tr > [id^="f-"]')]
    assert rows
    for anchor, row in rows:
        assert isinstance(row, Tag)
        sides = (findings[anchor].left, findings[anchor].right, findings[anchor].difference, findings[anchor].allowance)
        cells = [cell.get_text() for cell in row.find_all(["td", "th"])][1:5]
        for said, side in zip(cells, sides, strict=True):
            assert numbers(said) == ([] if side is None else [abs(side)]), (findings[anchor].id, cells)


def test_a_share_is_that_of_the_amount_before_it_in_the_total_of_its_sentence(document: Shown):
    found = 0
    for sentence in sentences_told(document.soup):
        whole, *_ = [document.figures[anchor] for anchor in LED.findall(sentence)] or [None]
        said = [(document.figures[anchor], Decimal(share)) for anchor, share in SHARE.findall(sentence)]
        if not said or whole is None or not whole.value:
            continue
        total = in_wan(whole.value, whole.unit)
        parts = [in_wan(part.value or Decimal(0), part.unit) for part, _ in said]
        assert all(abs(part * 100 / total - share) < Decimal("0.01") for part, (_, share) in zip(parts, said, strict=True)), sentence
        assert sum(parts) != total or sum(share for _, share in said) == 100, sentence
        found += len(said)
    assert found >= 4


def test_the_table_behind_a_chart_has_the_figures_of_the_document_and_the_chart_says_no_others(document: Shown):
    tables = document.review.disclosure.tables
    known = set(known_numbers(document.review)) | {amount for table in tables for amount in sums(table)}
    charts = [chart for chart in document.soup.select("figure.chart") if chart.select_one("details tbody")]
    assert len(charts) >= 5
    for chart in charts:
        columns, shares, names = behind(chart)
        amounts = [amount for column in columns for amount in column]
        assert {abs(amount) for amount in amounts} <= known, chart.figcaption
        caption = chart.figcaption.get_text()
        ends = {end for column in columns for total in accumulate(sorted(column)) for end in (total, rounded(total, 2))}
        wholes = [number for number in numbers(caption) if number in known | ends and number]
        assert not shares or any(all(is_share(share, amounts, whole) for share in shares) for whole in wholes), caption
        worked_out = {rounded(part * 100 / whole, 2) for part in {*amounts, *ends} for whole in wholes}
        around = {share + step for share in worked_out for step in (0, Decimal("0.01"), Decimal("-0.01"))}
        allowed = {*map(abs, amounts), *ends, *around, *names, *map(Decimal, range(len(amounts) + 40)), *known}
        words = [caption, *(one.get_text() for one in chart.select("svg text")), str(chart.select_one("svg")["aria-label"])]
        assert not [said for said in words if set(numbers(without_names(document.review, said))) - allowed], caption


def test_every_other_number_is_one_of_the_document_or_a_count(document: Shown):
    known = set(known_numbers(document.review)) | set(counted(document.review))
    strange = {words for words in texts(document.soup) if set(numbers(without_names(document.review, words))) - known}
    assert not strange


@pytest.mark.parametrize(
    ("where", "check"),
    [
        ('td[id^="c-"]', test_where_a_figure_is_printed_its_very_print_is_shown),
        ('main p a[href^="#c-"]', test_a_number_that_leads_to_a_figure_is_that_figure),
        ('.num tr > [id^="f-"] + td', test_the_row_of_a_finding_shows_its_two_sides_difference_and_allowance),
        ("figure.chart svg text", test_the_table_behind_a_chart_has_the_figures_of_the_document_and_the_chart_says_no_others),
        ("figure.chart details .num td", test_the_table_behind_a_chart_has_the_figures_of_the_document_and_the_chart_says_no_others),
        (".callout .num td", test_every_other_number_is_one_of_the_document_or_a_count),
    ],
)
def test_a_number_that_is_another_is_seen(where: str, check: Callable[[Shown], None]):
    changed = copy(shown(None, "sample", "zh"))
    changed.soup = deepcopy(changed.soup)
    place = next(one for one in changed.soup.select(where) if AMOUNT.fullmatch(closed(one.get_text())))
    place.string = "7,531.97万元"
    with pytest.raises(AssertionError):
        check(changed)


LED = re.compile(r"⟦(c-\w+)⟧")
SHARE = re.compile(r"⟦(c-\w+)⟧(?:（[^）]*）| \((?:should|does)[^)]*\))?(?:，占| \()(\d+\.\d+)%")


def sentences_told(soup: BeautifulSoup) -> Iterator[str]:
    """The sentences of the generated narrative, each number that leads to a figure replaced by where it leads."""
    for paragraph in soup.select("main p:not(.note), main li"):
        words = ""
        for part in paragraph.children:
            led = isinstance(part, Tag) and part.name == "a" and str(part.get("href", "")).startswith("#c-")
            words += f"⟦{str(part['href'])[1:]}⟧" if led and isinstance(part, Tag) and NUMBER.search(part.get_text()) else part.get_text()
        yield from re.split(r"。|(?<=[)%\w⟧])\. ", words)


def behind(chart: Tag) -> tuple[list[list[Decimal]], list[Decimal], list[Decimal]]:
    """The amounts by column, the shares and the numbers in names of the table behind a chart."""
    columns: dict[int, list[Decimal]] = {}
    shares, names = [], []
    for row in chart.select("details tr"):
        for place, cell in enumerate(row.find_all(["td", "th"])):
            said = cell.get_text()
            if not is_number(cell):
                names += numbers(said)
            elif said.endswith("%"):
                shares += numbers(said)
            else:
                columns.setdefault(place, []).extend(numbers(said))
    return list(columns.values()), shares, names


def is_number(cell: Tag) -> bool:
    """Whether a cell stands at the right, as numbers do."""
    table = cell.find_parent("table")
    usual = table is not None and "num" in (table.get("class") or ()) and cell.name == "td"
    return "l" not in (cell.get("class") or ()) if usual else "r" in (cell.get("class") or ())


def is_share(share: Decimal, amounts: list[Decimal], whole: Decimal) -> bool:
    return any(abs(amount * 100 / whole - share) < Decimal("0.011") for amount in amounts)


def test_no_character_of_it_is_without_a_glyph_on_paper(document: Shown):
    pen = Pen(glyphs())
    paper_json(document.page, pen)
    assert pen.missing == set()


def texts(soup: BeautifulSoup) -> Iterator[str]:
    """Every paragraph, cell and heading by itself, but for charts and the shares of the narrative, which have tests of their own."""
    for block in soup.select("h1, h2, h3, h4, p, li, th, td, caption, dt, dd"):
        if not block.find_parent("figure") and not block.select("p, li, td"):
            yield re.sub(r"占\d+\.\d+%|\(\d+\.\d+%(?=[;)])", "", block.get_text())


def known_numbers(review: Review) -> Iterator[Decimal]:
    """Printed figures, both sides of findings, what corrections make of them; and whatever stands in the published words."""
    disclosure = review.disclosure
    cells = [figure for table in disclosure.tables for figure in table.figures()]
    for figure in (*cells, *(figure for statement in disclosure.statements for _, figure in statement.figures)):
        value = abs(figure.value or Decimal(0))
        yield from (value, in_wan(value, figure.unit), rounded(in_wan(value, figure.unit), 2), *numbers(figure.printed))
    for finding in review.findings:
        yield from _of_finding(finding)
    for problem in review.problems:
        yield from (number for one in (problem.title, problem.suggestion or "", *problem.tried) for number in numbers(one))
        yield from (abs(change.value) for one in problem.corrections for change in one.changes)
    words = [passage.text for passage in disclosure.passages] + [passage.section or "" for passage in disclosure.passages]
    words += [part for table in disclosure.tables for part in (table.title, *(note.text for note in table.notes))]
    lines = [line for table in disclosure.tables for line in table.lines]
    words += [part for line in lines for part in (line.label, line.name, line.code, line.printed_code, line.government_code)]
    words += [column.printed for table in disclosure.tables for column in table.columns] + [unread.text for unread in disclosure.unread]
    yield from (number for said in words for number in numbers(said))
    yield from (Decimal(year) for year in (disclosure.year or 0, (disclosure.year or 0) - 1))


def _of_finding(finding: Finding) -> Iterator[Decimal]:
    sides = (finding.left, finding.right, finding.difference, finding.allowance, finding.source.amount if finding.source else None)
    yield from (abs(side) for side in sides if side is not None)
    words = (finding.says, in_words(finding.basis), finding.sentence, finding.suggestion or "", finding.cause.says if finding.cause else "")
    yield from (number for said in (*words, *finding.notes) for number in numbers(said))


def sums(table: Table) -> Iterator[Decimal]:
    """What the lines of one code make together in a column, and the ends of the lines of a level by size."""
    for column in range(len(table.columns)):
        groups: dict[str, list[Decimal]] = {}
        for line in table.lines:
            if figure := line.figures[column]:
                groups.setdefault(f"级{line.level}", []).append(in_wan(figure.value or Decimal(0), figure.unit))
                groups.setdefault(line.code, []).append(in_wan(figure.value or Decimal(0), figure.unit))
        for values in groups.values():
            yield from accumulate(sorted(values))
            yield from (rounded(total, 2) for total in accumulate(sorted(values)))


def counted(review: Review) -> Iterator[Decimal]:
    """How many there are of something, and shares of such counts."""
    findings, coverage = review.findings, review.coverage
    counters = (
        Counter(one.outcome for one in findings),
        Counter((one.rule, one.outcome) for one in findings),
        Counter(one.severity for one in review.problems),
        Counter((table.name, line.level) for table in review.disclosure.tables for line in table.lines),
    )
    yield from (Decimal(count) for counter in counters for count in counter.values())
    yield Decimal(sum(one.outcome in ("not_applicable", "faulty") or (one.outcome == "blank" and not one.severity) for one in findings))
    applied = [one for one in findings if one.outcome != "not_applicable"]
    silent = Counter(one.rule for one in applied if all(piece.value is None for piece in one.evidence))
    yield from map(Decimal, (len(applied), len({one.rule for one in applied}), len(review.unchecked), *silent.values()))
    yield from map(Decimal, range(max((len(review.problems), *(len(problem.findings) for problem in review.problems))) + 1))
    for covered, printed in [(coverage.covered, coverage.printed), *((covered, printed) for _, covered, printed in coverage.by_part)]:
        yield from (Decimal(covered), Decimal(printed), rounded(Decimal(covered * 100) / printed, 2))


def without_names(review: Review, words: str) -> str:
    """A text without rule ids, hashes, the version and places on paper."""
    words = words.replace(review.disclosure.form or "sha256", "")
    return re.sub(r"第 \d+ [行页]|(line|page) \d+|sha256 \w+|budgetnb \S+|[A-Z]+\w*-\d+[a-z]?\b|CNY 10,000", "", words)
