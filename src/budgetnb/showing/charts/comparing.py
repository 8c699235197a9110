"""Pictures of several disclosures: one department over the years, or all departments of one year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from budgetnb.checking.findings import Review
from budgetnb.figures import Disclosure
from budgetnb.showing.charts.composing import absent_for, part_in_words, ranked, unit_of
from budgetnb.showing.charts.distribution import summary
from budgetnb.showing.charts.pictures import Bars, Heat, Picture, Row, Spread, Trend
from budgetnb.showing.charts.trends import change_in_words
from budgetnb.showing.figures_for import About, Amount, disclosure_of, label_in_words, places_of, told_apart
from budgetnb.showing.measures import RATIOS, TEXT, measured, ratio, why_apart
from budgetnb.showing.recalled import Recalled, Tally, tally_of
from budgetnb.showing.style import number
from budgetnb.showing.verdict import to_correct
from budgetnb.texts import text
from budgetnb.texts.names import mid

Subjects = Sequence[Disclosure | About]

FEW = 5
"""Of fewer no distribution is drawn."""
_FAMILIES = {"T": "tables", "X": "between", "N": "text", "C": "wording", "Y": "years", "U": "units", "R": "register"}
"""Kinds of rules by the first letter of their id."""


def trend(subjects: Subjects, of: Sequence[str] = ("支出总计", "基本支出", "项目支出", "三公经费"), title: str = "") -> Picture:
    """趋势: what changed over the years of one organisation.

    A year without a document is a gap, and nothing is set against what means something else.
    """
    by_year = {disclosure.year: disclosure for disclosure in map(disclosure_of, subjects) if disclosure.year}
    years = tuple(range(min(by_year), max(by_year) + 1)) if by_year else ()
    found = {name: [_measure(by_year[year], name) if year in by_year else None for year in years] for name in of}
    known = {name: amounts for name, amounts in found.items() if any(amount and amount.value is not None for amount in amounts)}
    if not known:
        return absent_for("趋势", text("chart.absent.measure", measure=_measures(of)))
    every = [amount for amounts in known.values() for amount in amounts if amount]
    apart = [
        (name, year)
        for name in known
        for year in years
        if year - 1 in by_year and year in by_year and why_apart(name, by_year[year - 1], by_year[year])
    ]
    picture = Trend(
        name="趋势",
        caption="",
        unit=unit_of(every),
        places=places_of(every),
        of=title,
        notes=(text("chart.trend.unprinted", names=_measures(lacking)),) if (lacking := [name for name in of if name not in known]) else (),
        years=years,
        series=tuple(
            (label_in_words(name), tuple(amount.value if amount else None for amount in amounts)) for name, amounts in known.items()
        ),
        missing=tuple(year for year in years if year not in by_year),
        apart=tuple((label_in_words(name), year) for name, year in apart),
    )
    return replace(picture, caption=_trend_in_words(picture))


def ranking(subjects: Subjects, of: str = "支出总计") -> Picture:
    """部门排序: which departments are largest."""
    parts = by_department(subjects, of)
    known = [part for part in parts if part.value is not None]
    if not known:
        return absent_for("部门排序", text("chart.absent.measure", measure=_measures((of,))))
    places, total = places_of(known), sum((part.value or Decimal(0) for part in known), Decimal(0))
    said = {
        "count": len(known),
        "who": who(subjects),
        "measure": label_in_words(of),
        "total": number(total, places),
        "unit": unit_of(known),
    }
    return Bars(
        name="部门排序",
        caption=text("chart.caption.ranking", **said, parts=part_in_words(ranked(known)[0], total, places)),
        unit=unit_of(known),
        places=places,
        head=text("chart.head.department"),
        rows=tuple(Row(part.label, (part.value,)) for part in ranked(parts)),
        notes=_places_note(subjects, of),
        whole=total if total > 0 else None,
    )


def distribution(subjects: Subjects, of: str = "支出总计") -> Picture:
    """分布: what is usual among departments, and who lies far out."""
    parts = by_department(subjects, of)
    known = [part for part in parts if part.value is not None]
    if not known:
        return absent_for("分布", text("chart.absent.measure", measure=_measures((of,))))
    if len(known) < FEW:
        return absent_for("分布", text("chart.absent.few", count=len(known), who=who(subjects), measure=label_in_words(of)), of)
    places = places_of(known)
    points = tuple((part.label, part.value) for part in parts)
    notes = _places_note(subjects, of)
    spread = Spread(
        name="分布", caption="", unit=unit_of(known), places=places, notes=notes, head=text("chart.head.department"), points=points, of=of
    )
    found = summary(spread)
    low, median, high = (number(value, places) for value in (found.low, found.median, found.high))
    far = text("chart.caption.spread_far" if found.far else "chart.caption.spread_near", count=len(found.far))
    said = {"count": len(known), "who": who(subjects), "measure": mid(of), "unit": spread.unit, "far": far}
    caption = text(f"chart.caption.{'spread_of_shares' if spread.unit == '%' else 'spread'}", **said, low=low, median=median, high=high)
    return replace(spread, caption=caption)


def heat(reviews: Sequence[Review | Recalled]) -> Picture:
    """核查热图: which departments break which kinds of rules, those with most to correct first."""
    if not reviews:
        return absent_for("核查热图", text("chart.absent.reviews"))
    tallies = [tally_of(review) for review in reviews]
    named = [Amount("", _department(review), None, "", 0, review.disclosure.code or "") for review in reviews]
    labels = [amount.label for amount in told_apart(named)]
    present = {family_of(rule) for tally in tallies for rule, _ in tally}
    families = [family for family in (*dict.fromkeys(_FAMILIES.values()), "other") if family in present]
    every = [_counts(tally, families) for tally in tallies]
    broken = [place for place in range(len(families)) if any(counts[place] for counts in every)] or list(range(len(families)))
    counted = [tuple(counts[place] for place in broken) for counts in every]
    quiet = [text(f"chart.family.{family}") for place, family in enumerate(families) if place not in broken]
    order = sorted(range(len(reviews)), key=lambda place: (-to_correct(reviews[place].open_problems), -_sum(counted[place])))
    rows = [(labels[place], counted[place]) for place in order]
    total, worst = sum(_sum(counts) for _, counts in rows), max(rows, key=lambda row: _sum(row[1]))
    said = {"count": len(rows), "who": who(reviews), "total": total, "worst": worst[0], "most": _sum(worst[1])}
    caption = text("chart.caption.heat" if total else "chart.caption.heat_none", **said)
    columns = tuple(text(f"chart.family.{families[place]}") for place in broken)
    notes = (text("chart.heat.quiet", names=text("chart.list").join(quiet)),) if quiet else ()
    return Heat(name="核查热图", caption=caption, notes=notes, head=text("chart.head.department"), columns=columns, rows=tuple(rows))


def who(subjects: Subjects) -> str:
    """What the subjects are called together: departments, units, or both."""
    levels = {disclosure_of(subject).level for subject in subjects}
    only = levels.pop() if len(levels) == 1 else None
    return text(f"chart.who.{only or 'other'}")


def family_of(rule: str) -> str:
    """The kind of a rule, by its id."""
    return _FAMILIES.get(rule[:1], "other")


def _counts(tally: Tally, families: Sequence[str]) -> tuple[int | None, ...]:
    """How many findings of each kind break; None where no rule of the kind could be applied."""
    checked = {family_of(rule) for rule, outcome in tally if outcome != "not_applicable"}
    breaks: Counter[str] = Counter()
    for (rule, outcome), count in tally.items():
        breaks[family_of(rule)] += count if outcome == "breaks" else 0
    return tuple(breaks[family] if family in checked else None for family in families)


def _sum(counts: Sequence[int | None]) -> int:
    return sum(count or 0 for count in counts)


def by_department(subjects: Subjects, of: str) -> tuple[Amount, ...]:
    """One measure or ratio of each organisation; blank where it prints none."""
    found = [(subject, _measure(disclosure_of(subject), of)) for subject in subjects]
    unit = next((amount.unit for _, amount in found if amount), "")
    blank = Amount(of, "", None, unit, 0)
    named = ((disclosure_of(subject), _department(subject), amount or blank) for subject, amount in found)
    return told_apart([replace(amount, label=label, code=disclosure.code or "") for disclosure, label, amount in named])


def _measure(disclosure: Disclosure, name: str) -> Amount | None:
    if name in RATIOS:
        return ratio(disclosure, name)
    found = measured(disclosure, name)
    return found.amount if found else None


def _places_note(subjects: Subjects, of: str) -> tuple[str, ...]:
    """That a measure is printed in different tables, where it is."""
    found = [one.at[0] for subject in subjects if of not in RATIOS and (one := measured(disclosure_of(subject), of))]
    counts = Counter(label_in_words(table) if table != TEXT else text("chart.note.text") for table in found)
    if len(counts) < 2:
        return ()
    return (text("chart.note.places", places=text("chart.list").join(f"{table} {count}" for table, count in counts.most_common())),)


def _department(subject: Disclosure | About) -> str:
    disclosure = disclosure_of(subject)
    return disclosure.name or disclosure.code or text("chart.unnamed")


def _measures(names: Sequence[str]) -> str:
    return text("chart.list").join(label_in_words(name) for name in names)


def _trend_in_words(trend: Trend) -> str:
    """The first quantity from its first year to its last; no percentage across years that do not mean the same."""
    name, values = trend.series[0]
    known = [(year, value) for year, value in zip(trend.years, values, strict=True) if value is not None]
    (first_year, first), (last_year, last) = known[0], known[-1]
    said = {"name": name, "first_year": first_year, "last_year": last_year, "unit": trend.unit}
    first_words, last_words = number(first, trend.places), number(last, trend.places)
    if first_year == last_year:
        return text("chart.caption.trend_one", year=last_year, name=name, value=last_words, unit=trend.unit)
    if any(of == name and first_year < year <= last_year for of, year in trend.apart):
        return text("chart.caption.trend_apart", **said, first=first_words, last=last_words)
    if first == last:
        return text("chart.caption.trend_same", **said, last=last_words)
    return text("chart.caption.trend", **said, first=first_words, last=last_words, change=change_in_words(first, last))
