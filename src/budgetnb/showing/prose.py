"""The generated narrative: the conclusion, a plain summary, and every official section, written from figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from budgetnb.blocks import Block, Heading, Listing, Paragraph, runs
from budgetnb.checking.check import REVIEWED
from budgetnb.checking.findings import OUTCOMES, SEVERITIES
from budgetnb.figures import Disclosure, Figure, Line
from budgetnb.showing.clauses import amount, change_sentences, quotation, statements_of, this_year, whole_sentence
from budgetnb.showing.figures_for import label_of
from budgetnb.showing.marks import Marked
from budgetnb.showing.other_matters import matter
from budgetnb.showing.phrases import Runs, compose, figure_runs, joined, percent, sentence_case, spaced
from budgetnb.showing.sections import OTHER_MATTERS, SECTIONS, Section
from budgetnb.showing.verdict import is_read, verdict
from budgetnb.texts import text
from budgetnb.texts.names import in_words

MOST_ACCOUNTS = 5
"""Accounts a sentence names; all of them stand in the table."""
MOST_SENTENCES = 8
"""More changes than these are listed."""


def conclusion(marked: Marked) -> tuple[Block, ...]:
    """The title of the report, the verdict, and what it is not."""
    review = marked.review
    said = verdict(review)
    key = said if is_checked(marked) else review.disclosure.kind
    return (
        Heading(title(review.disclosure), 1),
        Paragraph(runs(text(f"prose.verdict.{said}")), "verdict"),
        Paragraph(runs(text(f"prose.because.{key}"))),
        Paragraph(runs(text("prose.not_final")), "note"),
    )


def title(disclosure: Disclosure) -> str:
    """What the report is called."""
    name = disclosure.name or text("prose.unnamed")
    year = text("prose.title_year", year=disclosure.year) if disclosure.year else ""
    level = text(f"prose.level.{disclosure.level}") if disclosure.level else ""
    kind = disclosure.kind if disclosure.kind not in REVIEWED else "budget"
    return text(f"prose.title.{kind}", name=name, year=year, level=level)


def summary(marked: Marked) -> tuple[Block, ...]:
    """One paragraph that anybody understands: how much money, how it changed, what the check found and did not look at."""
    sentences = [*_money_sentences(marked), *_check_sentences(marked)]
    return (Paragraph(spaced(sentences), "lead"),)


def section(marked: Marked, name: str) -> tuple[Block, ...]:
    """An official section written from the figures; what the document does not have is said to be missing."""
    if name == "其他重要事项":
        return tuple(block for scope in OTHER_MATTERS for block in matter(marked, scope))
    asked = SECTIONS[name]
    wholes = [whole for whole in asked.wholes if marked.figure(*whole.total.keys)]
    told = [whole_sentence(marked, whole, asked.scopes, wholes[:place]) for place, whole in enumerate(wholes)]
    told = [sentence for sentence in (*told, *_ranked(marked, asked)) if sentence]
    changes = list(change_sentences(marked, statements_of(marked, asked.scopes, asked.terms)))
    return (*_remark(marked, name, bool(told or changes)), *_paragraph(told), *_paragraph(changes))


def _remark(marked: Marked, name: str, anything: bool) -> tuple[Block, ...]:
    """That the document has no such section, or no figures for it; a document with sections of its own is described once."""
    scopes = {passage.scope for passage in marked.review.disclosure.passages}
    has = [section for section, asked in SECTIONS.items() if asked.scopes[0] in scopes]
    of_its_own = len(has) * 2 < len(SECTIONS)
    said = []
    if of_its_own and name == next(iter(SECTIONS)):
        said.append(text("prose.own_sections"))
    if not anything:
        said.append(text("prose.nothing_stated" if name in has else "prose.no_figures"))
    elif name not in has and not of_its_own:
        said.append(text("prose.no_section", section=quotation(text(f"prose.section.{name}"))))
    return tuple(Paragraph(runs(words), "note") for words in said)


def _paragraph(sentences: Sequence[Runs]) -> tuple[Block, ...]:
    """Sentences as a paragraph, many of them as a list."""
    if len(sentences) > MOST_SENTENCES:
        return (Listing(tuple((Paragraph(sentence_case(sentence)),) for sentence in sentences)),)
    return (Paragraph(spaced(sentences)),) if sentences else ()


def is_checked(marked: Marked) -> bool:
    """Whether the document is one that is checked; final accounts and blank templates are only named."""
    return marked.review.disclosure.kind in REVIEWED


def _money_sentences(marked: Marked) -> Iterator[Runs]:
    disclosure = marked.review.disclosure
    revenue, spending = marked.figure("收支总表/收入总计"), marked.figure("收支总表/支出总计")
    basic, project, reserve = (marked.figure(f"支出总表/合计/{column}") for column in ("基本支出", "项目支出", "预留机动经费"))
    if revenue and spending and (revenue.value is not None or spending.value is not None):
        said = {"revenue": amount(marked, revenue), "spending": amount(marked, spending)}
        yield compose("prose.summary.totals", year=this_year(marked), name=disclosure.name or text("prose.unnamed"), **said)
    if basic and project and basic.value is not None and project.value is not None:
        kinds = {"basic": figure_runs(marked, basic), "project": figure_runs(marked, project)}
        if reserve and reserve.value:
            yield compose("prose.summary.kinds_and_reserve", reserve=figure_runs(marked, reserve), **kinds)
        else:
            yield compose("prose.summary.kinds", **kinds)
    stated = [one for one in disclosure.statements if one.term in ("收支总计", "收入总计", "支出总计") and one.figure("增减额")]
    yield from list(change_sentences(marked, stated[:1]))


def _check_sentences(marked: Marked) -> Iterator[Runs]:
    review = marked.review
    if not is_checked(marked):
        yield compose("prose.summary.not_checked", kind=text(f"prose.kind.{review.disclosure.kind}"))
        return
    counts = [(outcome, review.count(outcome)) for outcome in OUTCOMES if outcome != "not_applicable" and review.count(outcome)]
    told = joined([compose(f"prose.tally.{outcome}", count=count) for outcome, count in counts])
    yield compose("prose.summary.checked", count=sum(count for _, count in counts), told=told)
    grave = [(severity, len(review.problems_of(severity))) for severity in SEVERITIES if review.problems_of(severity)]
    parts = joined([compose(f"prose.tally.{severity}", count=count) for severity, count in grave])
    yield compose("prose.summary.problems", count=len(review.open_problems), parts=parts) if grave else compose("prose.summary.no_problems")
    if review.accepted_problems:
        yield compose("prose.summary.accepted", count=len(review.accepted_problems))
    share = percent(review.coverage.share * 100)
    yield compose("prose.summary.coverage", printed=review.coverage.printed, covered=review.coverage.covered, share=share)
    if review.disclosure.unread:
        yield compose("prose.summary.unread" if is_read(review) else "prose.summary.much_unread", count=len(review.disclosure.unread))


def _ranked(marked: Marked, asked: Section) -> list[Runs]:
    """The largest accounts of a section's table, at the first of its levels that has amounts."""
    name, levels = asked.ranked
    table = marked.review.disclosure.find_table(name)
    for level in levels if table else ():
        lines = [line for line in table.lines if line.level == level] if table else []
        found = [(line, figure) for line in lines if (figure := marked.figure(f"{name}/{line.key}")) and figure.value]
        if found:
            return [_accounts(marked, level, sorted(found, key=lambda pair: -(pair[1].value or Decimal(0))))]
    return []


def _accounts(marked: Marked, level: str, found: Sequence[tuple[Line, Figure]]) -> Runs:
    """Accounts by size; of many the largest."""
    largest = found if len(found) <= MOST_ACCOUNTS + 1 else found[:MOST_ACCOUNTS]
    said = []
    for line, figure in largest:
        code = text("prose.code", code=line.code) if line.printed_code else ""
        said.append(compose("prose.account", name=label_of(line), code=code, amount=figure_runs(marked, figure)))
    key = "prose.accounts" if len(found) > len(largest) else "prose.all_accounts"
    return compose(key, count=len(found), named=len(largest), level=in_words(level), accounts=joined(said))
