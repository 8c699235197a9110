"""One fact printed twice, and sentences that contradict themselves."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from budgetnb.amounts import YUAN, decimals, in_unit, rounded
from budgetnb.checking.findings import Cause
from budgetnb.checking.observing import Observation, adding_up, of_figure
from budgetnb.figures import Disclosure, Figure, Statement
from budgetnb.recognising.statements.plain import plain
from budgetnb.recognising.statements.tokens import tokens
from budgetnb.texts import text
from budgetnb.texts.names import spoken

Part = tuple[Statement, Figure]
"""A part of a listed total, and its amount."""


def share_printed_twice(disclosure: Disclosure) -> Iterator[Observation]:
    """N-15: the shares of one whole, printed in two sections, are the same; names those the amounts give."""
    groups: defaultdict[tuple[str, Decimal, Decimal], list[tuple[Statement, Figure]]] = defaultdict(list)
    for statement in disclosure.statements:
        share, part, total = statement.figure("占比"), statement.figure("数额"), _whole(disclosure, statement)
        if share and share.value and part and part.value and total and total.value:
            groups[statement.term, part.value, total.value].append((statement, share))
    sections: defaultdict[tuple[str, ...], list[tuple[str, str, list[Figure]]]] = defaultdict(list)
    for (term, amount, whole), printings in groups.items():
        if len({figure.value for _, figure in printings}) > 1:
            places = max(decimals(figure.value or Decimal(0)) for _, figure in printings)
            where = tuple(dict.fromkeys(statement.scope for statement, _ in printings))
            sections[where].append((term, f"{rounded(amount / whole * 100, places)}%", [figure for _, figure in printings]))
    for where, shares in sections.items():
        both = text("word.apart").join(
            f"{spoken(term)} {' / '.join(dict.fromkeys(figure.printed for figure in figures))}" for term, _, figures in shares
        )
        right = text("word.and").join(f"{spoken(term)} {share}" for term, share, _ in shares)
        evidence = tuple(of_figure(figure) for _, _, figures in shares for figure in figures)
        yield Observation(f"文/{'、'.join(where)}/占比", evidence, {"both": both, "right": right})


def _whole(disclosure: Disclosure, statement: Statement) -> Figure | None:
    """The amount that a share is of: its whole's in the same section."""
    whole = statement.whole or statement.of
    found = (other.figure("数额") for other in disclosure.statements if other.scope == statement.scope and other.term == whole)
    return next((figure for figure in found if figure), None)


def direction_word(disclosure: Disclosure) -> Iterator[Observation]:
    """N-03: the word (增加, 减少) goes the way the printed figures go, and those of amount and percentage go the same way."""
    for statement in disclosure.statements:
        this, last = statement.figure("数额"), statement.figure("上年")
        if this and last and this.value is not None and last.value is not None and this.unit == last.unit and statement.direction:
            gap = this.value - last.value
            if gap * statement.direction < 0:
                figures = tuple(of_figure(figure) for figure in (this, last))
                said = {"term": statement.term, "word": statement.direction_word, "this": this.printed, "last": last.printed}
                yield Observation(statement.at, figures, said, "figures")
        for (role, way, word), (other_role, other_way, other) in pairwise(statement.turns):
            changes = [figure for figure in (statement.figure(role), statement.figure(other_role)) if figure]
            if way == -other_way and all(figure.value and figure.value > 0 for figure in changes):
                said = {"term": statement.term, "word": word, "other": other}
                yield Observation(f"{statement.at}/用词", tuple(map(of_figure, changes)), said, "words")


def nil_increased(disclosure: Disclosure) -> Iterator[Observation]:
    """N-03a: an amount of 0 cannot have increased over the prior year."""
    for statement in disclosure.statements:
        this, change = statement.figure("数额"), statement.figure("增减额")
        if this and change and this.value == 0 and change.value and statement.direction == 1:
            yield Observation(
                f"文/{statement.scope}/{statement.term}/增减额",
                (of_figure(this), of_figure(change)),
                {"term": statement.term, "change": change.printed},
            )


def vehicles_add_up(disclosure: Disclosure) -> Iterator[Observation]:
    """N-14: the number of vehicles is the sum of their kinds, where the kinds are listed."""
    for statement in disclosure.statements:
        total = statement.figure("数额")
        if not total or total.unit != "辆" or total.value is None:
            continue
        kinds = [other.figure("数额") for other in disclosure.statements if other.scope == statement.scope and other.of == statement.term]
        counted = [figure for figure in kinds if figure and figure.unit == "辆" and figure.value is not None]
        listed = sum((figure.value or Decimal(0) for figure in counted), Decimal(0))
        if counted:
            yield Observation(
                f"文/{statement.scope}/{statement.term}/数额",
                tuple(of_figure(figure) for figure in (total, *counted)),
                {"total": total.printed, "listed": str(listed)},
                outcome="ties" if listed == total.value else "breaks",
                left=total.value,
                right=listed,
                unit="辆",
                terms=adding_up(total, counted),
            )


def stated_twice(disclosure: Disclosure) -> Iterator[Observation]:
    """N-15a: one item's amount, given twice in one section of one whole, is the same both times."""
    amounts: defaultdict[tuple[str, str, str], list[Part]] = defaultdict(list)
    for statement in disclosure.statements:
        figure = statement.figure("数额")
        if figure and figure.value is not None and figure.unit in YUAN and (statement.code or statement.term):
            amounts[statement.scope, statement.code or statement.term, statement.term].append((statement, figure))
    for (scope, code, term), told in amounts.items():
        for place, figures in enumerate(_of_one_whole(disclosure, told)):
            if len(figures) < 2:
                continue
            both = " / ".join(dict.fromkeys(figure.printed for figure in figures))
            alike = all(_alike(figure, figures[0]) for figure in figures)
            yield Observation(
                f"文/{scope}/{code}/数额" + (f"/{place + 1}" if place else ""),
                tuple(of_figure(figure) for figure in figures),
                {"term": term, "both": both},
                outcome="ties" if alike else "breaks",
                severity="" if code != term else "warning",
                left=figures[0].value if alike else None,
                unit=figures[0].unit,
                terms=adding_up(figures[0], figures[1:]) if len(figures) == 2 else (),
            )


def _of_one_whole(disclosure: Disclosure, told: Sequence[Part]) -> list[list[Figure]]:
    """The amounts told of one item, those of different wholes apart (商品和服务支出 of 基本支出 and of 项目支出).

    Wholes of one amount are one, and what is told of no whole, or of one without an amount, goes with all when there is one only.
    """
    groups: defaultdict[Decimal | None, list[Figure]] = defaultdict(list)
    for statement, figure in told:
        whole = _whole(disclosure, statement)
        groups[in_unit(whole.value, whole.unit, "元") if whole and whole.value is not None and whole.unit in YUAN else None].append(figure)
    alone = groups.pop(None, [])
    return [alone, *groups.values()] if len(groups) > 1 else [[figure for _, figure in told]]


def _alike(one: Figure, other: Figure) -> bool:
    """Whether two printings agree to the coarser printed precision."""
    gap = abs(in_unit(one.value or Decimal(0), one.unit, "元") - in_unit(other.value or Decimal(0), other.unit, "元"))
    return gap <= max(in_unit(one.half, one.unit, "元"), in_unit(other.half, other.unit, "元"))


_ACCOUNT = re.compile(r"[（(][类款项][)）]")


def parts_add_up(disclosure: Disclosure) -> Iterator[Observation]:
    """N-05c: the parts that a sentence lists ("其中：…") add up to its whole; a single part is only not greater.

    An item named twice counts once, and a part of a listed part is not added again. Accounts are
    left out: each is compared with its line in the tables, and a narrative need not name all.
    """
    for whole in disclosure.statements:
        total = whole.figure("数额")
        if total is None or total.value is None or whole.ordinal > 1:
            continue
        parts = [one for one in _parts(disclosure, whole, total) if not _ACCOUNT.search(one[0].term)]
        for listed in _lists(total, parts):
            if not _left_over(disclosure, whole, total, listed):
                yield from _compared(whole, total, listed)


def _lists(total: Figure, parts: Sequence[Part]) -> list[Sequence[Part]]:
    """The parts of each list that may be whole, where a total is divided twice (by fund and by use); else all parts."""
    lists: dict[int, list[Part]] = {}
    for part in parts:
        lists.setdefault(part[0].listing, []).append(part)
    gaps = {number: _gap(total, listed) for number, listed in lists.items() if len(listed) > 1}
    if len(lists) < 2 or not any(abs(gap) <= allowance for gap, allowance in gaps.values()):
        return [parts]
    return [lists[number] for number, (gap, allowance) in gaps.items() if gap <= allowance]


def _gap(total: Figure, parts: Sequence[Part]) -> tuple[Decimal, Decimal]:
    """What a total has more than its parts, and what rounding may explain of it."""
    listed = sum((in_unit(figure.value or Decimal(0), figure.unit, total.unit) for _, figure in parts), Decimal(0))
    allowance = total.half + sum((in_unit(figure.half, figure.unit, total.unit) for _, figure in parts), Decimal(0))
    return (total.value or Decimal(0)) - listed, allowance


def _left_over(disclosure: Disclosure, whole: Statement, total: Figure, parts: Sequence[Part]) -> bool:
    """Whether the parts lack just what a number of the same section says that was not read as a figure: then one of them was missed."""
    gap, allowance = _gap(total, parts)
    if gap <= allowance:
        return False
    section = whole.sentence.section
    unread = [(one.text, one.place) for one in disclosure.unread] + [
        (one.text, one.place) for one in disclosure.asides if one.kind == "原因"
    ]
    printed = [number for words, place in unread if place.section == section for number in tokens(plain(words).text)]
    return any(
        number.unit in YUAN and number.value is not None and abs(in_unit(number.value, number.unit, total.unit) - gap) <= allowance
        for number in printed
    )


def _compared(whole: Statement, total: Figure, parts: Sequence[Part]) -> Iterator[Observation]:
    """The parts of a total against it."""
    if not parts or total.value is None:
        return
    gap, allowance = _gap(total, parts)
    listed = total.value - gap
    evidence = tuple(of_figure(figure) for figure in (total, *(figure for _, figure in parts)))
    terms = adding_up(total, (figure for _, figure in parts)) if len(parts) > 1 else ()
    if len(parts) > 1 and abs(gap) <= allowance:
        at = f"文/{whole.scope}/{whole.term}/各项"
        yield Observation(at, evidence, outcome="ties", left=total.value, right=listed, unit=total.unit, terms=terms)
    elif gap < -allowance or (len(parts) > 1 and gap > allowance):
        extra = next(
            (
                statement
                for statement, figure in parts
                if len(parts) > 1 and figure.value and abs(gap + in_unit(figure.value, figure.unit, total.unit)) <= allowance
            ),
            None,
        )
        said = {
            "term": whole.term,
            "whole": total.printed,
            "listed": f"{listed:,f}",
            "unit": total.unit,
            "gap": f"{gap:,f}",
            "extra": extra.term if extra else "",
        }
        yield Observation(
            f"文/{whole.scope}/{whole.term}/各项",
            evidence,
            said,
            "extra" if extra else "sum",
            severity="warning" if extra else "",
            cause=_not_a_part(extra, whole) if extra else None,
            left=total.value,
            right=listed,
            unit=total.unit,
            terms=() if extra else terms,
        )


def _not_a_part(part: Statement, whole: Statement) -> Cause:
    figure = part.figure("数额")
    return Cause("extra_part", text("cause.extra_part", term=part.term, whole=whole.term, printed=figure.printed if figure else ""))


def _parts(disclosure: Disclosure, whole: Statement, total: Figure) -> list[tuple[Statement, Figure]]:
    """The parts of a whole; where one that has parts of its own is not stated, its parts."""
    here = [statement for statement in disclosure.statements if statement.scope == whole.scope]
    stated = {statement.term for statement in here}
    found: dict[str, tuple[Statement, Figure]] = {}
    for statement in here:
        figure = statement.figure("数额")
        fits = figure and figure.value is not None and (figure.unit == total.unit or (figure.unit in YUAN and total.unit in YUAN))
        between = _PART_OF.get(statement.term, "")
        of = whole.term if between and statement.of == between and between not in stated and whole.term == "三公经费" else statement.of
        if of == whole.term and figure and fits:
            found.setdefault(statement.code or statement.term, (statement, figure))
    names = {statement.term for statement, _ in found.values()}
    return [(statement, figure) for statement, figure in found.values() if _PART_OF.get(statement.term) not in names]


_PART_OF = {"公务用车购置费": "公务用车费", "公务用车运行费": "公务用车费"}
"""Terms that are parts of another one wherever they stand."""


def funds_add_up(disclosure: Disclosure) -> Iterator[Observation]:
    """C-31: in a performance form the parts of a project's funds add up to their total."""
    for table in disclosure.tables:
        sides: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
        for line in table.lines if table.name == "绩效目标表" else ():
            figure = line.figures[0]
            if figure and figure.value is not None:
                sides[line.unit, line.side].append(figure)
        for (project, side), (total, *parts) in sides.items():
            listed = sum((figure.value or Decimal(0) for figure in parts), Decimal(0))
            if parts and total.value is not None:
                outcome = "ties" if abs(total.value - listed) <= total.half * (len(parts) + 1) else "breaks"
                said = {"project": project, "total": total.printed, "listed": f"{listed:,f}"}
                figures = tuple(of_figure(figure) for figure in (total, *parts))
                yield Observation(
                    f"绩效目标表/{project}/{side}",
                    figures,
                    said,
                    outcome=outcome,
                    left=total.value,
                    right=listed,
                    unit=total.unit,
                    terms=adding_up(total, parts),
                )


def performance_funds_told(disclosure: Disclosure) -> Iterator[Observation]:
    """N-13a: where as many forms are printed as projects are spoken of, their funds are those the text tells."""
    forms = [
        next(figure for line in table.lines for figure in line.figures if figure)
        for table in disclosure.tables
        if table.name == "绩效目标表" and table.lines
    ]
    count = next(
        (figure for statement in disclosure.statements if statement.term == "绩效目标项目" and (figure := statement.figure("数额"))), None
    )
    told = next(
        (figure for statement in disclosure.statements if statement.term == "绩效目标金额" and (figure := statement.figure("数额"))), None
    )
    if not forms or not count or not told or count.value != len(forms) or told.value is None:
        return
    listed = in_unit(sum((figure.value or Decimal(0) for figure in forms), Decimal(0)), forms[0].unit, told.unit)
    outcome = "ties" if abs(listed - told.value) <= told.half * (len(forms) + 1) else "breaks"
    said = {"told": told.printed, "listed": f"{rounded(listed, 2):,f}", "unit": told.unit, "n": count.printed}
    yield Observation(
        "文/绩效目标/绩效目标金额/数额",
        tuple(of_figure(figure) for figure in (told, count, *forms)),
        said,
        outcome=outcome,
        left=told.value,
        right=rounded(listed, 2),
        unit=told.unit,
    )
