"""The words of a report on one organisation over its years: what it is made of, and what may be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from budgetnb.amounts import rounded, shown
from budgetnb.blocks import Block, BodyRow, Heading, Listing, Paragraph, runs
from budgetnb.showing.many.cells import PLACES, listed, money_words, note, row, table, to_report
from budgetnb.showing.many.stated import said
from budgetnb.showing.many.years import Years
from budgetnb.showing.measures import MEASURES, TEXT, measured, value_of, why_apart
from budgetnb.showing.phrases import joined, sentence_case
from budgetnb.texts import text
from budgetnb.texts.names import in_words


def summary(years: Years) -> tuple[Block, ...]:
    """The title and one paragraph: which years, how the total changed, what the texts said, what the reviews found."""
    sentences = [sentence_case(runs(sentence)) for sentence in _sentences(years)]
    title = Heading(title_of(years), 1)
    return (title, Paragraph(joined(sentences, "prose.between"), "lead"), note("prose.not_final"))


def title_of(years: Years) -> str:
    """What the report is called."""
    first, last = years.years[0], years.years[-1]
    key = "many.trend.title" if first != last else "many.trend.title_one"
    return text(key, name=years.name, first=first, last=last, level=level_words(years.level))


def level_words(level: str | None) -> str:
    """部门 or 单位 as it stands before 预算."""
    return text(f"prose.level.{level}") if level else ""


def documents(years: Years) -> tuple[Block, ...]:
    """The disclosure of each year with its conclusion and its problems, and a line for each year that is missing."""
    made = []
    for year in years.years:
        one = years.of(year)
        if one is None:
            made.append(row((str(year), text("many.no_document"), "", "", "", "")))
            continue
        counts = text("many.severities", errors=one.count("error"), warnings=one.count("warning"), hints=one.count("hint"))
        form = one.disclosure.form or text("many.trend.unnamed_form")
        cells = (
            to_report(str(year), one.report),
            one.disclosure.name,
            form,
            text(f"many.verdict.{one.verdict}"),
            counts,
            _coverage(one.coverage.share),
        )
        made.append(row(cells))
    heads = ("year", "name", "form", "conclusion", "problems", "coverage")
    return (table(text("many.trend.documents_caption"), heads, made, numbers=(4, 5)),)


def comparable(years: Years) -> tuple[Block, ...]:
    """By what the years are set side by side, and what of them is not the same."""
    apart = list(_apart(years))
    rest = [text("many.comparable.price"), *_changes_of_form(years)]
    return (
        Paragraph(runs(text("many.comparable.intro"))),
        table(text("many.comparable.caption"), ("year", "measure", "why"), apart) if apart else note("many.comparable.none"),
        Listing(tuple((Paragraph(runs(sentence)),) for sentence in rest)),
    )


def _sentences(years: Years) -> Iterator[str]:
    missing = [year for year in years.years if years.of(year) is None]
    there = text("many.years_between").join(str(year) for year in years.years if year not in missing)
    yield text("many.trend.documents", name=years.name, years=there, level=level_words(years.level), count=len(years.seen))
    if missing:
        yield text("many.trend.missing", years=text("many.years_between").join(map(str, missing)))
    yield from _total(years)
    if len(years.seen) > 1:
        yield _said(years)
    counts = (text("many.trend.problems_of", year=one.disclosure.year, count=len(one.open_problems)) for one in years.seen)
    yield text("many.trend.problems", counts=text("prose.list").join(counts))


def _total(years: Years) -> Iterator[str]:
    known = [(one, value) for one in years.seen if (value := value_of(one.disclosure, "支出总计")) is not None]
    if len(known) < 2:
        return
    (first, before), (last, now) = known[0], known[-1]
    words = {
        "first": first.disclosure.year,
        "last": last.disclosure.year,
        "before": money_words(before),
        "now": money_words(now),
    }
    pairs = zip((one for one, _ in known), (one for one, _ in known[1:]), strict=False)
    if any(why_apart("支出总计", one.disclosure, other.disclosure) for one, other in pairs):
        yield text("many.trend.total_apart", **words)
    else:
        yield text("many.trend.total", **words, change=change_words(before, now))


def change_words(before: Decimal, now: Decimal) -> str:
    """A change in words: amount and percentage, as they follow from the two amounts shown."""
    before, now = rounded(before, PLACES), rounded(now, PLACES)
    if now == before:
        return text("many.trend.same")
    amount = money_words(abs(now - before))
    if before <= 0:
        return text("many.trend.more_amount", amount=amount)
    rate = f"{shown(abs(now - before) * 100 / before, PLACES)}%"
    return text("many.trend.more" if now > before else "many.trend.less", amount=amount, rate=rate)


def _said(years: Years) -> str:
    outcomes = Counter(one.outcome for one in said(years))
    compared = outcomes["ties"] + outcomes["breaks"]
    if not compared:
        return text("many.trend.said_none")
    return text("many.trend.said", compared=compared, ties=outcomes["ties"], breaks=outcomes["breaks"])


def _apart(years: Years) -> Iterator[BodyRow]:
    for name in MEASURES:
        for year in years.years[1:]:
            before, now = years.of(year - 1), years.of(year)
            why = why_apart(name, before.disclosure, now.disclosure) if before and now else ""
            if why and before and now:
                last, this = measured(before.disclosure, name), measured(now.disclosure, name)
                places = {"last": _place(last.at), "this": _place(this.at)} if last and this else {}
                yield row((str(year), in_words(name), text(f"many.apart.{why}", year=year, before=year - 1, **places)))


def _place(at: tuple[str, str, str]) -> str:
    table, line, column = at
    if table == TEXT:
        return text("many.said.text")
    return f"{in_words(table)}“{in_words(column or line)}”"


def _changes_of_form(years: Years) -> Iterator[str]:
    seen = [(one.disclosure.year, one.disclosure.form or text("many.trend.unnamed_form"), one.disclosure.name) for one in years.seen]
    if len({form for _, form, _ in seen}) > 1:
        yield text("many.comparable.form", forms=listed([text("many.comparable.form_of", year=year, form=form) for year, form, _ in seen]))
    if len({name for _, _, name in seen}) > 1:
        yield text(
            "many.comparable.renamed", names=listed([text("many.comparable.form_of", year=year, form=name) for year, _, name in seen])
        )
    missing = [year for year in years.years if years.of(year) is None]
    if missing:
        yield text("many.comparable.missing", years=text("many.years_between").join(map(str, missing)))


def _coverage(value: Decimal) -> str:
    return f"{shown(value * 100, 1)}%"
