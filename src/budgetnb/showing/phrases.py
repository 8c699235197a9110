"""From figures to inline text: sentences put together from templates, numbers written in one way only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from budgetnb.amounts import YUAN, decimals, in_unit, rounded, shown
from budgetnb.blocks import Run
from budgetnb.checking.findings import Change, Finding
from budgetnb.figures import Figure
from budgetnb.showing.marks import Marked, disputed
from budgetnb.texts import has_text, text

Runs = tuple[Run, ...]
UNIT = "万元"
"""What sentences state money in; amounts printed in another unit are converted."""
PLACES = 2
"""Decimals of a converted amount and of a percentage worked out here."""

_HOLE = re.compile("\ue000(\\w+)\ue001")


def compose(key: str, **parts: str | int | Run | Runs) -> Runs:
    """The sentence of `key` in the language in force, its holes filled with words or with inline text."""
    template = text(key, **{name: f"\ue000{name}\ue001" for name in parts})
    filled: list[Run] = []
    for place, piece in enumerate(_HOLE.split(template)):
        filled += _as_runs(parts[piece] if place % 2 else piece)
    return tidy(filled)


def joined(phrases: Sequence[Runs], key: str = "prose.list") -> Runs:
    """Phrases one after the other with the words of `key` between them."""
    between = text(key)
    return tidy([run for place, phrase in enumerate(phrases) for run in ((Run(between),) if place else ()) + phrase])


def tidy(runs: Iterable[Run]) -> Runs:
    """Inline text with plain pieces that follow each other made one."""
    made: list[Run] = []
    for run in runs:
        if made and _is_plain(run) and _is_plain(made[-1]):
            made[-1] = Run(made[-1].text + run.text)
        elif run.text:
            made.append(run)
    return tuple(made)


def sentence_case(runs: Runs) -> Runs:
    """A sentence beginning with a capital, where the language has capitals."""
    first = replace(runs[0], text=runs[0].text[:1].upper() + runs[0].text[1:]) if runs else None
    return (first, *runs[1:]) if first else ()


def spaced(sentences: Sequence[Runs]) -> Runs:
    """Sentences one after the other, as the language spaces them."""
    return joined([sentence_case(sentence) for sentence in sentences if sentence], "prose.between")


def amount_words(value: Decimal, unit: str) -> str:
    """A number with its unit as it stands in a sentence."""
    number, there = amount_in_unit(value, unit)
    if unit in YUAN:
        return text(f"prose.money.{there}", value=number)
    if unit == "%":
        return f"{number}%"
    key = f"prose.count.{unit}"
    return text(key if has_text(key) else "prose.count.other", value=number, unit=unit)


def amount_in_unit(value: Decimal, unit: str) -> tuple[str, str]:
    """A number and the unit it is shown in: money in 万元 as exact as it is printed, thousands separated; of tenths the hundredth, too.

    An amount that would be rounded to nothing stays in its own unit.
    """
    there = in_unit(value, unit, UNIT)
    if unit not in YUAN or (unit != UNIT and value and not rounded(there, PLACES)):
        return shown(value), unit
    printed = decimals(value)
    return shown(there, PLACES if unit != UNIT or printed == 1 else printed), UNIT


def figure_runs(marked: Marked, figure: Figure) -> Runs:
    """A printed figure, marked, leading to where it is printed; when it is disputed with the number it should be."""
    mark = marked.mark(figure.key)
    number = Run(amount_words(abs(figure.value or Decimal(0)), figure.unit), mark=mark.outcome, to=marked.place(figure.key))
    dispute = _dispute(marked, mark.finding, figure) if mark.outcome == "breaks" and mark.finding else ()
    return (number, *dispute)


def problem_run(marked: Marked, finding: Finding | None) -> Run:
    """The words "problem 3", leading to it; empty for a finding without a problem."""
    numbered = marked.problem_of(finding)
    return Run(text("prose.problem", number=numbered[0]), to=numbered[1].id) if numbered else Run("")


def shares(parts: Sequence[Decimal], whole: Decimal) -> tuple[Decimal, ...]:
    """What each part is of the whole, in percent with two decimals; 100 in all when the parts are all of it.

    The hundredths that rounding loses or adds are settled on the parts that rounding changed most.

    >>> [str(share) for share in shares([Decimal(1)] * 3, Decimal(3))]
    ['33.34', '33.33', '33.33']
    """
    exact = [part * 100 / whole for part in parts]
    made = [rounded(share, PLACES) for share in exact]
    missing = Decimal(100) - sum(made, Decimal(0)) if sum(parts, Decimal(0)) == whole else Decimal(0)
    unit = Decimal(1).scaleb(-PLACES).copy_sign(missing)
    worst = sorted(range(len(parts)), key=lambda place: (exact[place] - made[place]) * (-1 if missing > 0 else 1))
    for place in worst[: int(abs(missing / unit))]:
        made[place] += unit
    return tuple(made)


def percent(value: Decimal) -> str:
    """A percentage worked out here, with two decimals."""
    return f"{shown(value, PLACES)}%"


def _dispute(marked: Marked, finding: Finding, figure: Figure) -> Runs:
    """In brackets: what a breaking figure should be by its rule, and which problem that is."""
    problem = problem_run(marked, finding)
    if figure.key not in disputed(finding) or not problem.text:
        return ()
    if finding.right is None or finding.left is None:
        return compose("prose.disputed.twice", problem=problem)
    if change := _change(marked, finding, figure):
        right = Run(amount_words(abs(change.value) or Decimal(0), figure.unit), to=problem.to)
        return compose(f"prose.disputed.{'percent' if figure.unit == '%' else 'amount'}", right=right, problem=problem)
    if not _is_proposed(marked, finding) or figure.key != finding.evidence[0].key:
        return compose("prose.disputed.follows", problem=problem)
    kind = {"<=": "at_most", ">=": "at_least"}.get(finding.operator, "percent" if finding.unit == "%" else "amount")
    right = Run(amount_words(abs(finding.right), finding.unit), to=problem.to)
    return compose(f"prose.disputed.{kind}", right=right, problem=problem)


def _change(marked: Marked, finding: Finding, figure: Figure) -> Change | None:
    """What the corrections of a problem make of a figure; None where there are several ways, or none."""
    numbered = marked.problem_of(finding)
    changes = [change for one in (numbered[1].corrections if numbered else ()) for change in one.changes if change.figure.key == figure.key]
    return changes[0] if len({change.value for change in changes}) == 1 else None


def _is_proposed(marked: Marked, finding: Finding) -> bool:
    """Whether this very correction is among those proposed for the problem; else it only follows from another."""
    numbered = marked.problem_of(finding)
    return bool(numbered and not finding.left_stands and finding.suggestion and finding.suggestion in (numbered[1].suggestion or ""))


def _as_runs(part: str | int | Run | Runs) -> Iterable[Run]:
    if isinstance(part, Run):
        return (part,)
    return part if isinstance(part, tuple) else (Run(str(part)),)


def _is_plain(run: Run) -> bool:
    return not (run.strong or run.mark or run.to or run.id)
