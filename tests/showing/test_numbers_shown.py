"""Every number in a report is one of the disclosure or of the review: nothing is typed, nothing is made up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

import pytest
from pages import in_language, runs_of, texts_of, whole_report

import budgetnb as bn
from budgetnb import __version__
from budgetnb.amounts import YUAN, in_unit, rounded
from budgetnb.blocks import Block, Run
from budgetnb.checking.findings import Review
from budgetnb.figures import Figure
from budgetnb.showing.marks import place_anchor
from budgetnb.showing.prose import MOST_ACCOUNTS
from budgetnb.showing.report import SAYABLE
from budgetnb.texts import sentences

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
PROSE = tuple(name for name in SAYABLE if name not in ("结论", "摘要"))


def figures(review: Review) -> dict[str, Figure]:
    disclosure = review.disclosure
    stated = [figure for statement in disclosure.statements for _, figure in statement.figures]
    cells = [figure for table in disclosure.tables for line in table.lines for figure in line.figures if figure]
    return {place_anchor(figure.key): figure for figure in (*cells, *stated)}


def in_wan(value: Decimal, unit: str) -> Decimal:
    return in_unit(value, unit, "万元") if unit in YUAN else value


def numbers(text: str) -> list[Decimal]:
    return [Decimal(found.replace(",", "")) for found in NUMBER.findall(text)]


def prose(review: Review, lang: str) -> list[Block]:
    return in_language(lang, lambda: [block for name in PROSE for block in bn.say(review, name).blocks])


@pytest.mark.parametrize("topic", ["prose", "show", "word"])
def test_no_number_is_typed_in_a_template(topic: str):
    typed = {
        key: said
        for key, words in sentences(topic).items()
        for said in words.values()
        if NUMBER.search(said.replace("sha256", "").replace("COVID-19", ""))
    }
    assert not typed


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_number_that_leads_to_a_place_is_the_figure_printed_there(sample: Review, english_sample: Review, lang: str):
    review = sample if lang == "zh" else english_sample
    known = figures(review)
    led = [run for run in runs_of(prose(review, lang)) if run.to in known and NUMBER.search(run.text)]
    assert len(led) > 50
    for run in led:
        figure = known[run.to]
        assert figure.value is not None
        assert numbers(run.text) == [abs(in_wan(figure.value, figure.unit))], run


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_number_that_leads_to_a_problem_is_what_its_rule_expects_or_its_number(sample: Review, english_sample: Review, lang: str):
    review = sample if lang == "zh" else english_sample
    order = {problem.id: place for place, problem in enumerate(review.problems, 1)}
    expected = {id: {order[id]} | {abs(review.finding(one).right or 0) for one in problem.findings} for id, problem in by_id(review)}
    led = [run for run in runs_of(prose(review, lang)) if run.to in order]
    assert led
    assert not [run for run in led if set(numbers(run.text)) - expected[run.to]]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_other_numbers_of_the_narrative_are_years_codes_counts_and_shares(sample: Review, english_sample: Review, lang: str):
    review = sample if lang == "zh" else english_sample
    disclosure = review.disclosure
    codes = {Decimal(line.code) for table in disclosure.tables for line in table.lines if line.code}
    years = {Decimal(disclosure.year or 0), Decimal(disclosure.year or 0) - 1}
    allowed = codes | years | set(accounts(review)) | set(worked_out(review)) | {Decimal(0)}
    plain = [run for run in runs_of(prose(review, lang)) if not run.to]
    assert not [run for run in plain if set(numbers(quoted_out(run))) - allowed]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_number_on_the_page_is_one_of_the_review(sample: Review, english_sample: Review, lang: str):
    review = sample if lang == "zh" else english_sample
    blocks = in_language(lang, lambda: whole_report(review))
    allowed = set(known_numbers(review)) | set(worked_out(review)) | set(counted(review)) | set(accounts(review))
    words = {plain for text in texts_of(blocks) for plain in [without_names(review, text)] if set(numbers(plain)) - allowed}
    assert not words


def by_id(review: Review) -> list[tuple[str, object]]:
    return [(problem.id, problem) for problem in review.problems]


def worked_out(review: Review) -> Iterator[Decimal]:
    """Shares: of any figure in any other of its table or sentence, as rounded, or a hundredth beside where parts add up to all."""
    for table in review.disclosure.tables:
        values = {in_wan(figure.value or Decimal(0), figure.unit) for figure in table.figures()}
        yield from (
            share + step
            for part, whole in permutations(values, 2)
            for share in [rounded(part * 100 / whole, 2)]
            for step in (0, Decimal("0.01"), Decimal("-0.01"))
            if whole
        )
    yield Decimal(100)


def known_numbers(review: Review) -> Iterator[Decimal]:
    """Printed figures, both sides of findings, sources; and whatever stands in the published words."""
    for figure in figures(review).values():
        yield from (abs(figure.value or Decimal(0)), abs(in_wan(figure.value or Decimal(0), figure.unit)))
        yield from numbers(figure.printed)
    for finding in review.findings:
        yield from (abs(number) for number in (finding.left, finding.right, finding.difference, finding.allowance) if number is not None)
        yield from numbers(
            finding.basis
            + finding.says
            + (finding.suggestion or "")
            + "".join(finding.notes)
            + (finding.cause.says if finding.cause else "")
        )
        yield from (finding.source.amount for _ in [0] if finding.source)
    for problem in review.problems:
        yield from (change.value for correction in problem.corrections for change in correction.changes)
    for passage in review.disclosure.passages:
        yield from numbers(passage.text)
    for table in review.disclosure.tables:
        yield from (
            Decimal(part)
            for line in table.lines
            for part in (line.code, *line.printed_code.split(), line.government_code)
            if part.isdigit()
        )
        yield from (number for words in (table.title, *(line.label for line in table.lines)) for number in numbers(words))
    yield from (Decimal(number) for number in (review.disclosure.year, (review.disclosure.year or 0) - 1, review.disclosure.code) if number)


def counted(review: Review) -> Iterator[Decimal]:
    """How many there are of something, and shares of such counts."""
    findings = review.findings
    for counts in (
        Counter(one.outcome for one in findings),
        Counter((one.rule, one.outcome) for one in findings),
        Counter(one.severity for one in review.problems),
    ):
        yield from map(Decimal, counts.values())
    applied = [one for one in findings if one.outcome != "not_applicable"]
    silent = Counter(one.rule for one in applied if all(piece.value is None for piece in one.evidence))
    yield from map(Decimal, (len(applied), len({one.rule for one in applied}), len(review.unchecked), *silent.values()))
    unused = sum(one.outcome in ("not_applicable", "faulty") or (one.outcome == "blank" and not one.severity) for one in findings)
    yield from map(Decimal, (unused, *range(len(review.problems) + 1)))
    for problem in review.problems:
        yield from map(Decimal, range(len(problem.findings) + 1))
        yield from (Decimal(correction.checked) for correction in problem.corrections)
    coverage = [
        (review.coverage.covered, review.coverage.printed),
        *((covered, printed) for _, covered, printed in review.coverage.by_part),
    ]
    for covered, printed in coverage:
        yield from (Decimal(covered), Decimal(printed), rounded(Decimal(covered * 100) / printed, 2))


def accounts(review: Review) -> Iterator[Decimal]:
    """How many accounts a table lists at a level, and how many of them a sentence names."""
    lines = [
        (table.name, line.level)
        for table in review.disclosure.tables
        for line in table.lines
        if any(cell and cell.value for cell in line.figures)
    ]
    yield from map(Decimal, (*Counter(lines).values(), MOST_ACCOUNTS))


def quoted_out(run: Run) -> str:
    return re.sub(r"“[^”]*”", "", run.text)


def without_names(review: Review, text: str) -> str:
    """A text without rule ids, file names, hashes, the version, and places on paper."""
    plain = text.replace(review.disclosure.sources[0].sha256, "").replace(__version__, "").replace(review.disclosure.form or "?", "")
    return re.sub(r"第 \d+ 行|line \d+|sha256|[A-Z]+\w*-\d+[a-z]?|CNY 10,000", "", plain)
