"""Clauses of the generated narrative: an amount, a total with its parts, a change with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from budgetnb.amounts import YUAN, decimals, in_unit, rounded
from budgetnb.blocks import Run
from budgetnb.figures import Figure, Statement
from budgetnb.showing.marks import Marked
from budgetnb.showing.phrases import UNIT, Runs, amount_words, compose, figure_runs, joined, percent, problem_run, shares
from budgetnb.showing.sections import Stated, Whole
from budgetnb.texts import has_text, text
from budgetnb.texts.names import mid

FEW = 3
"""From so many parts of nothing on they are told together."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a total that is printed, with its share as printed where the text states one."""

    term: str
    figure: Figure
    share: Figure | None = None


def whole_sentence(marked: Marked, whole: Whole, scopes: Sequence[str], before: Sequence[Whole]) -> Runs:
    """A total and its parts with their shares; empty when it is nowhere printed, or was told as a part `before` and has none itself."""
    total = marked.figure(*whole.total.keys)
    if total is None:
        return ()
    parts = [part for group in whole.groups for part in _chosen(marked, group, scopes)]
    blank = [part for part in parts if part.figure.value is None]
    printed = [part for part in parts if part.figure.value is not None]
    told = any(whole.total in choice for other in before for group in other.groups for choice in group)
    if told and not any(part.figure.value for part in printed):
        return ()
    lead = "" if before else this_year(marked)
    if is_nil(total):
        return compose("prose.none", year=lead, term=_linked(marked, whole.total.term, total))
    if total.value is None:
        return compose("prose.blank_total", year=lead, term=_linked(marked, whole.total.term, total))
    said = compose("prose.total", year=lead, term=mid(whole.total.term), amount=amount(marked, total))
    return said + _parts(marked, total, printed) + compose("prose.stop") + (_blanks(blank) if total.value else ())


def amount(marked: Marked, figure: Figure) -> Runs:
    """A figure, or the words that say that its cell is blank or that there is none of it (无)."""
    if figure.value is None:
        return (Run(text("prose.blank"), mark=_mark(marked, figure), to=marked.place(figure.key)),)
    if is_nil(figure):
        return (Run(text("prose.nil"), mark=marked.mark(figure.key).outcome, to=marked.place(figure.key)),)
    return figure_runs(marked, figure)


def all_nil(marked: Marked, found: Sequence[tuple[str, Figure]]) -> Runs:
    """Several figures that are all 0, told together, each name leading to its figure."""
    once = {mid(term): _linked(marked, term, figure) for term, figure in reversed(found)}
    names = joined([(run,) for run in reversed(once.values())])
    return compose("prose.all_nil", terms=names, amount=amount_words(Decimal(0), found[0][1].unit))


def quotation(words: str) -> str:
    """Words of the document inside quotation marks: those in them become single ones."""
    return words.replace("“", "‘").replace("”", "’")


def is_nil(figure: Figure) -> bool:
    """Whether a word (无, 没有) or a dash says that there is none of it."""
    return figure.value == 0 and not any(char.isdigit() for char in figure.printed)


def change_sentences(marked: Marked, statements: Sequence[Statement]) -> Iterator[Runs]:
    """How things changed on the year before: every change with its reason, then what did not change in one sentence.

    What a change is measured from is said once for the sentences that share it.
    """
    last = ""
    explained = {change for one in statements if one.reason and (change := _changed_by(one))}
    for statement in statements:
        if body := _change(marked, statement, explained):
            against = _compared(marked, statement)
            yield body if against == last else compose("prose.change.against", last=against) + body
            last = against
    same = [statement for statement in statements if _direction(statement) == 0]
    if same:
        names = text("prose.list").join(dict.fromkeys(mid(statement.term) for statement in same))
        key = "prose.change.same" if len(same) == 1 else "prose.change.all_same"
        yield compose(key, term=names, last=last_year(marked))


def statements_of(marked: Marked, scopes: Sequence[str], terms: Sequence[str]) -> list[Statement]:
    """The statements of a section; where the document has none, what it says elsewhere of its totals."""
    every = marked.review.disclosure.statements
    return [one for one in every if one.scope in scopes] or [one for one in every if one.term in terms]


def this_year(marked: Marked) -> str:
    """The budget year as a sentence begins with it."""
    year = marked.review.disclosure.year
    return text("prose.year", year=year) if year else text("prose.year_unknown")


def last_year(marked: Marked) -> str:
    """The year before the budget year."""
    year = marked.review.disclosure.year
    return text("prose.last_year", year=year - 1) if year else text("prose.last_year_unknown")


def _chosen(marked: Marked, choices: Sequence[Sequence[Stated]], scopes: Sequence[str]) -> list[Part]:
    """The parts of the first choice that has a number, else of the first that has cells."""
    found = [[part for stated in choice if (part := _part(marked, stated, scopes))] for choice in choices]
    return next((parts for parts in found if any(part.figure.value is not None for part in parts)), next(filter(None, found), []))


def _part(marked: Marked, stated: Stated, scopes: Sequence[str]) -> Part | None:
    figure = marked.figure(*stated.keys)
    share = marked.figure(*(f"文/{scope}/{stated.term}/占比" for scope in scopes))
    return Part(stated.term, figure, share) if figure else None


def _parts(marked: Marked, total: Figure, parts: Sequence[Part]) -> Runs:
    """The parts after their total: all of it, or each with its share."""
    if not parts or total.value is None:
        return ()
    whole, zero = _money(total), [part for part in parts if not part.figure.value]
    if len(parts) == 1 and whole and _money(parts[0].figure) == whole and marked.mark(parts[0].figure.key).outcome != "breaks":
        return compose("prose.all_of_it", term=_linked(marked, parts[0].term, parts[0].figure))
    together = zero if len(zero) >= FEW else []
    told = [part for part in parts if part not in together]
    worked_out = shares([_money(part.figure) for part in told], whole) if whole else ()
    said = [_with_share(marked, part, worked_out[place] if worked_out else None) for place, part in enumerate(told)]
    if together:
        said.append(all_nil(marked, [(part.term, part.figure) for part in together]))
    return compose("prose.of_which", parts=joined(said, "prose.then"))


def _with_share(marked: Marked, part: Part, worked_out: Decimal | None) -> Runs:
    term, printed = mid(part.term), part.share
    if worked_out is None or not part.figure.value:
        return compose("prose.part", term=term, amount=amount(marked, part.figure))
    said: dict[str, str | Run | Runs] = {"term": term, "amount": amount(marked, part.figure), "share": percent(worked_out)}
    if printed is None or printed.value is None or rounded(worked_out, decimals(printed.value)) == printed.value:
        return compose("prose.part_and_share", **said)
    number = Run(amount_words(printed.value, "%"), mark=marked.mark(printed.key).outcome, to=marked.place(printed.key))
    return compose("prose.part_and_two_shares", **said, printed=number)


def _linked(marked: Marked, term: str, figure: Figure) -> Run:
    return Run(mid(term), to=marked.place(figure.key))


def _blanks(parts: Sequence[Part]) -> Runs:
    names = text("prose.list").join(mid(part.term) for part in parts)
    return compose("prose.blanks", terms=names) if parts else ()


def _money(figure: Figure) -> Decimal:
    return in_unit(figure.value or Decimal(0), figure.unit, UNIT)


def _mark(marked: Marked, figure: Figure) -> str:
    mark = marked.mark(figure.key).outcome
    return mark if mark == "blank" else ""


def _direction(statement: Statement) -> int | None:
    """1 more, -1 less, 0 the same, None when the text does not say; a change of nothing is no change."""
    figures = [figure for role in ("增减额", "增减率") if (figure := statement.figure(role))]
    if figures and not any(figure.value for figure in figures):
        return 0
    return statement.direction


def _change(marked: Marked, statement: Statement, explained: Set[Decimal]) -> Runs:
    """More or less by how much, by what percentage, and why; empty when nothing changed.

    Where a sentence beside it gives the reason of this very change, it is not said that there is none.
    """
    by, rate, prior = (statement.figure(role) for role in ("增减额", "增减率", "上年"))
    direction = _direction(statement)
    on_nil = direction == 1 and not by and rate and prior and prior.value == 0
    if direction is None:
        return _unsure(marked, statement) if by or rate else ()
    if direction == 0:
        return ()
    has = "both" if by and rate else "amount" if by else "rate" if rate else "neither"
    each = text("prose.each") if statement.sides and statement.term.endswith("总计") else ""
    said: dict[str, str | Run | Runs] = {"term": mid(statement.term), "each": each}
    if by:
        said["amount"] = amount(marked, by)
    if rate:
        said["rate"] = amount(marked, rate)
    if on_nil and prior:
        said |= {"last": last_year(marked), "prior": amount(marked, prior)}
    sentence = compose(f"prose.change.{'more' if direction > 0 else 'less'}.{'on_nil' if on_nil else has}", **said)
    if prior and prior.value is not None and not on_nil:
        sentence += compose("prose.prior", last=last_year(marked), amount=amount(marked, prior))
    if statement.reason:
        if problem := _asked_about(marked, statement):
            return sentence + compose("prose.reason_asked", reason=quotation(statement.reason), problem=problem)
        return sentence + compose("prose.reason", reason=quotation(statement.reason))
    return sentence + compose("prose.stop" if _changed_by(statement) in explained else "prose.no_reason")


def _asked_about(marked: Marked, statement: Statement) -> Run | None:
    """The problem that the words of a sentence are part of, such as a reason that goes the other way or is copied."""
    said = statement.sentence
    for finding in marked.review.findings:
        if finding.outcome == "breaks" and any(
            not one.key and (one.place.text, one.place.section) == (said.text, said.section) for one in finding.evidence
        ):
            run = problem_run(marked, finding)
            if run.text:
                return run
    return None


def _changed_by(statement: Statement) -> Decimal | None:
    figure = statement.figure("增减额")
    return in_unit(figure.value, figure.unit, UNIT) if figure and figure.value and figure.unit in YUAN else None


def _unsure(marked: Marked, statement: Statement) -> Runs:
    """A change of which the text does not say whether it is more or less."""
    found = [amount(marked, figure) for role in ("增减额", "增减率") if (figure := statement.figure(role))]
    return compose("prose.change.unsure", term=mid(statement.term), amounts=joined(found))


def _compared(marked: Marked, statement: Statement) -> str:
    """The year and the kind of figure that a change is measured from."""
    opening, base = f"prose.opening.{statement.base}", f"prose.base.{statement.base}"
    if has_text(opening):
        return text(opening)
    return last_year(marked) + (text(base) if has_text(base) else "")
