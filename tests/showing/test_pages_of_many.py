"""The rendered trend report and overview, walked: every number on them is that of the documents, in both languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from copy import copy, deepcopy
from decimal import Decimal
from functools import cache

import pytest
from bs4 import BeautifulSoup, Tag
from pages import in_language
from several import YEARS, Several, page_of_several, several

from budgetnb.amounts import YUAN, in_unit, rounded
from budgetnb.checking.findings import SEVERITIES, Review
from budgetnb.rendering.html import page_html
from budgetnb.rendering.model import Page
from budgetnb.rendering.paper import Pen, paper_json
from budgetnb.rendering.pdf import glyphs, page_pdf
from budgetnb.season.common import common_matters
from budgetnb.showing.verdict import to_correct

NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?%?")
CHANGE = re.compile(r"[-+]?\d[\d,]*\.\d+%")
NAMES = re.compile(r"第 \d+ 行|line \d+|CNY 10,000|shanghai-2023|henan-2024|[A-Z]+\w*-\d+[a-z]?\b|[（(]\d+[）)]")
MOST_BYTES = 1_500_000


class Walked:
    """A page of several documents, with the reviews it was made of."""

    def __init__(self, kind: str, lang: str) -> None:
        self.there: Several = several(lang)
        self.page: Page = page_of_several(kind, lang)
        self.soup = BeautifulSoup(in_language(lang, lambda: page_html(self.page)), "lxml")
        for unseen in self.soup.select("style, script, nav, .sr"):
            unseen.decompose()


@cache
def walked(kind: str, lang: str) -> Walked:
    return Walked(kind, lang)


@pytest.fixture(params=["zh", "en"])
def trend(request: pytest.FixtureRequest) -> Walked:
    return walked("trend", request.param)


@pytest.fixture(params=["zh", "en"])
def overview(request: pytest.FixtureRequest) -> Walked:
    return walked("overview", request.param)


@pytest.fixture(params=[(kind, lang) for kind in ("trend", "overview") for lang in ("zh", "en")], ids="-".join)
def either(request: pytest.FixtureRequest) -> Walked:
    return walked(*request.param)


def test_an_account_in_a_year_is_what_the_document_of_that_year_prints_and_its_change_follows(trend: Walked):
    compared = 0
    for table in trend.soup.select("main > .table table"):
        heads = [head.get_text() for head in table.select("thead tr:last-child > *")]
        years = [place for place, head in enumerate(heads) if head in map(str, YEARS)]
        if len(years) < 2:
            continue
        for row in rows(table):
            values = [printed_line(trend.there.over_years, int(heads[place]), row[0]) for place in years]
            for place, value, last in zip(years, values, [None, *values], strict=False):
                assert one(row[place]) == (None if value is None else rounded(value, 2)), row
                if place != years[0] and CHANGE.fullmatch(row[place + 1]):
                    assert value is not None
                    assert one(row[place + 1]) == rounded((value - last) * 100 / last, 2), row
            compared += sum(value is not None for value in values)
    assert compared > 90


def test_a_chart_over_the_years_shows_what_each_year_prints_and_the_change_between(trend: Walked):
    charts = [chart for chart in trend.soup.select("figure.chart") if rows(chart.select_one("details table"))[0][0] == str(YEARS[0])]
    assert len(charts) == 5
    compared = 0
    for chart in charts:
        years, *columns = zip(*rows(chart.select_one("details table")), strict=True)
        exact: list[Decimal | None] = []
        for column in columns:
            if column[0]:
                exact = [rounded_of(trend, cell, int(year)) for cell, year in zip(column, years, strict=True)]
                assert None not in exact, column
                continue
            for said, last, this in zip(column[1:], exact, exact[1:], strict=False):
                assert one(said) == (rounded((this - last) * 100 / last, 2) if last else None)
                compared += 1
    assert compared == 20


def test_the_trend_is_summed_up_in_numbers_that_follow_from_each_other(trend: Walked):
    said = trend.soup.select_one("main p.lead").get_text()
    amounts = [one(found) for found in re.findall(r"\d[\d,]*\.\d{2}(?!%)", said)]
    first, last = (printed_line(trend.there.over_years, year, "", "收支总表", "支出总计") for year in (YEARS[0], YEARS[-1]))
    assert amounts[:2] == [rounded(first, 2), rounded(last, 2)]
    assert amounts[2] == abs(amounts[1] - amounts[0])
    assert one(CHANGE.search(said)[0]) == rounded(abs(last - first) * 100 / first, 2)
    problems = [len(one.open_problems) for one in trend.there.over_years]
    assert [int(count) for count in re.findall(r"20\d\d(?: 年 |: )(\d+)", said)[-3:]] == problems


def test_each_department_has_its_total_change_problems_and_coverage(overview: Walked):
    table = next(one for one in overview.soup.select("main > .table table") if "tfoot" not in one.attrs and len(rows(one)[0]) >= 7)
    by_name = {review.disclosure.name: review for review in overview.there.of(YEARS[-1])}
    common = common_matters((one.disclosure.form, [problem.id for problem in one.problems]) for one in by_name.values())
    before = {review.disclosure.name: total(review) for review in overview.there.of(YEARS[-2])}
    assert {row[0] for row in rows(table)} == set(by_name)
    for name, *_, corrections, counts, coverage, spent, change in rows(table):
        review = by_name[name]
        own = [problem for problem in review.open_problems if (review.disclosure.form, problem.id) not in common]
        severities = Counter(problem.severity for problem in own)
        assert counts == " / ".join(str(severities[severity]) for severity in SEVERITIES)
        assert one(corrections) == to_correct(own)
        assert one(coverage) == rounded(review.coverage.share * 100, 1)
        assert one(spent) == rounded(total(review), 2)
        gap = (total(review) - before[name]) * 100 / before[name] if name in before else None
        assert one(change) == (None if gap is None else rounded(gap, 2))


def test_departments_are_ranked_and_compared_by_their_totals(overview: Walked):
    totals = {review.disclosure.name: rounded(total(review), 2) for review in overview.there.of(YEARS[-1])}
    before = {review.disclosure.name: rounded(total(review), 2) for review in overview.there.of(YEARS[-2])}
    ranked = behind(overview, "chart-部门排序")
    assert {name: one(amount) for name, amount, _ in ranked} == totals
    assert all(abs(one(share) - one(amount) * 100 / sum(totals.values())) < Decimal("0.01") for _, amount, share in ranked)
    changed = {re.split(r" \(|（", name)[0]: one(amount) for name, amount in behind(overview, "chart-变动")}
    known = {name for name in totals if name in before}
    assert set(changed) == known
    assert all(abs(changed[name] - (totals[name] - before[name])) <= Decimal("0.01") for name in known)


def test_who_can_be_compared_is_added_up_for_both_years(overview: Walked):
    table = next(found for found in overview.soup.find_all("table") if is_against(found))
    for row, name in zip(rows(table), ("收支总表/支出总计/金额", "三公经费表/合计/三公经费"), strict=True):
        this, last = (values_of(overview.there.of(year), name) for year in (YEARS[-1], YEARS[-2]))
        known = [whose for whose in this if whose in last]
        now, before = (rounded(sum((values[whose] for whose in known), Decimal(0)), 2) for values in (this, last))
        assert [one(cell) for cell in row[1:5]] == [len(known), now, before, now - before]
        assert one(row[5]) == rounded((now - before) * 100 / before, 2)


def test_the_heat_table_counts_what_breaks(overview: Walked):
    breaks = {
        review.disclosure.name: sum(finding.outcome == "breaks" for finding in review.findings) for review in overview.there.of(YEARS[-1])
    }
    counted = {name: sum(int(cell) for cell in cells if cell.isdigit()) for name, *cells in behind(overview, "chart-核查热图")}
    assert counted == breaks
    said = [int(found) for found in re.findall(r"\d+", overview.soup.select_one('[id="chart-核查热图"] figcaption').get_text())]
    assert said == [*sorted([len(breaks), sum(breaks.values())], reverse=said[0] > said[1]), max(breaks.values())]


def test_what_all_spend_on_a_function_is_the_sum_of_their_documents(overview: Walked):
    sums: Counter[str] = Counter()
    for review in overview.there.of(YEARS[-1]):
        table = review.disclosure.table("收支总表")
        for line in table.lines:
            if line.level == "类":
                sums[line.code] += sum((in_wan(figure) for figure in line.figures if figure), Decimal(0))
    wanted = sorted(rounded(value, 2) for value in sums.values() if value)
    assert sorted(one(amount) for _, amount, _ in behind(overview, "chart-功能合计") if one(amount)) == wanted


def test_every_other_number_is_one_of_the_documents_a_count_or_follows_from_two(either: Walked):
    known = set(known_numbers(either.there.reviews))
    shares = {abs(one(cell)) for cell in either.soup.find_all(string=CHANGE.fullmatch)}
    counts = set(map(Decimal, range(200)))
    strange = [
        words
        for words in texts(either.soup)
        if {abs(one(found)) for found in NUMBER.findall(NAMES.sub("", words)) if not found.endswith("%")} - known - counts - shares
    ]
    assert not strange


@pytest.mark.parametrize(
    ("kind", "where", "check"),
    [
        (
            "trend",
            "main > .table .num td:not([class])",
            test_an_account_in_a_year_is_what_the_document_of_that_year_prints_and_its_change_follows,
        ),
        ("trend", "figure.chart details td", test_a_chart_over_the_years_shows_what_each_year_prints_and_the_change_between),
        ("overview", '[id="chart-部门排序"] details td', test_departments_are_ranked_and_compared_by_their_totals),
        ("overview", '[id="chart-功能合计"] details td', test_what_all_spend_on_a_function_is_the_sum_of_their_documents),
    ],
)
def test_a_number_that_is_another_is_seen(kind: str, where: str, check: Callable[[Walked], None]):
    changed = copy(walked(kind, "zh"))
    changed.soup = deepcopy(changed.soup)
    place = next(cell for cell in changed.soup.select(where) if re.fullmatch(r"[\d,]+\.\d\d", cell.get_text()))
    place.string = "97,531.97"
    with pytest.raises(AssertionError):
        check(changed)


def test_no_character_is_without_a_glyph_on_paper(either: Walked):
    pen = Pen(glyphs())
    paper_json(either.page, pen)
    assert pen.missing == set()


@pytest.mark.parametrize("kind", ["trend", "overview"])
def test_it_makes_a_pdf_with_all_its_glyphs_of_a_size_that_can_be_mailed(kind: str):
    made, missing = in_language("zh", lambda: page_pdf(page_of_several(kind, "zh")))
    assert missing == set()
    assert len(made) < MOST_BYTES


def rows(table: Tag | None) -> list[list[str]]:
    """The words of a table's body, cell by cell."""
    assert table is not None
    return [[cell.get_text().strip() for cell in row.find_all(["th", "td"])] for row in table.select("tbody tr")]


def behind(page: Walked, chart: str) -> list[list[str]]:
    return rows(page.soup.select_one(f'[id="{chart}"] details table'))


def one(words: str) -> Decimal | None:
    """The number a cell is; None where it is none."""
    found = NUMBER.fullmatch(words.strip())
    return Decimal(words.strip().replace(",", "").rstrip("%")) if found else None


def in_wan(figure) -> Decimal:
    value = figure.value or Decimal(0)
    return in_unit(value, figure.unit, "万元") if figure.unit in YUAN else value


def total(review: Review) -> Decimal:
    return printed_line((review,), review.disclosure.year, "", "收支总表", "支出总计")


def printed_line(reviews, year: int, code: str, table: str = "", name: str = "") -> Decimal | None:
    """What the document of a year prints in the first amount column for a code (of 支出总表 or 基本支出表) or a name, in 万元."""
    (review,) = (one for one in reviews if one.disclosure.year == year)
    for wanted in (table,) if table else ("支出总表", "基本支出表"):
        there = review.disclosure.table(wanted)
        lines = [line for line in there.lines if (line.code == code if code else line.name == name)]
        if lines:
            return sum((in_wan(next(figure for figure in line.figures if figure)) for line in lines), Decimal(0))
    return None


def rounded_of(page: Walked, words: str, year: int) -> Decimal | None:
    """The exact amount of a year that is shown so; None where that year's document has none."""
    shown = one(words)
    (review,) = (one for one in page.there.over_years if one.disclosure.year == year)
    exact = {rounded(in_wan(figure), 2): in_wan(figure) for figure in review.disclosure.figures() if figure.value is not None}
    return exact.get(shown, shown if shown in set(sums_of(review)) else None) if shown is not None else None


def is_against(table: Tag) -> bool:
    """Whether a table sets this year's sums against last year's."""
    return table.caption is not None and bool(re.search("与上年比较|against last year", table.caption.get_text()))


def values_of(reviews, key: str) -> dict[str, Decimal]:
    """What each document prints at an address."""
    found = ((review.disclosure.name, figure) for review in reviews for figure in review.disclosure.figures() if figure.key == key)
    return {name: in_wan(figure) for name, figure in found if figure.value is not None}


def sums_of(review: Review) -> Iterator[Decimal]:
    """All of a level less some of it, as charts show the rest."""
    table = review.disclosure.table("支出总表")
    values = sorted(in_wan(next(figure for figure in line.figures if figure)) for line in table.lines if line.level == "类")
    yield from (rounded(sum(values[:count], Decimal(0)), 2) for count in range(len(values) + 1))


def known_numbers(reviews) -> Iterator[Decimal]:
    """What the documents print, in 万元, and the rest of their classes; codes and years; numbers in their words and problems."""
    for review in reviews:
        disclosure = review.disclosure
        for figure in disclosure.figures():
            value = abs(in_wan(figure))
            yield from (value, rounded(value, 2), rounded(value, 1))
        yield from (Decimal(line.code) for table in disclosure.tables for line in table.lines if line.code.isdigit())
        yield from sums_of(review)
        words = [problem.title for problem in review.problems] + [passage.text for passage in disclosure.passages]
        yield from (abs(one(found)) for said in words for found in NUMBER.findall(said))
    yield from map(Decimal, YEARS)


def texts(soup: BeautifulSoup) -> Iterator[str]:
    """Every cell of a table and heading by itself, but for sums of all documents, which have tests of their own."""
    for block in soup.select("main h2, main h3, main > .table th, main > .table td, main li"):
        table = block.find_parent("table")
        if table is None or not is_against(table):
            yield block.get_text()
