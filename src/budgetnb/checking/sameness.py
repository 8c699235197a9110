"""One fact printed twice, and sentences that contradict themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from budgetnb.amounts import YUAN, decimals, in_unit, rounded
from budgetnb.checking.listed import Part
from budgetnb.checking.observing import Observation, adding_up, of_figure
from budgetnb.figures import Disclosure, Figure, Statement
from budgetnb.texts import text
from budgetnb.texts.names import spoken


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
                right = text(f"wording.direction_word.{'rose' if gap > 0 else 'fell'}")
                said = {
                    "term": statement.term,
                    "word": statement.direction_word,
                    "this": this.printed,
                    "last": last.printed,
                    "right": right,
                }
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
