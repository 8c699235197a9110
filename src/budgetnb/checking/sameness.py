"""One fact printed twice, and sentences that contradict themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from budgetnb.amounts import decimals, rounded
from budgetnb.checking.observing import Observation, of_figure
from budgetnb.figures import Disclosure, Figure, Statement


def share_printed_twice(disclosure: Disclosure) -> Iterator[Observation]:
    """N-15: the shares of one whole, printed in two sections, are the same; names those the amounts give."""
    groups: defaultdict[tuple[str, Decimal, Decimal], list[tuple[Statement, Figure]]] = defaultdict(list)
    for statement in disclosure.statements:
        share, part, whole = statement.figure("占比"), statement.figure("数额"), _whole(disclosure, statement)
        if share and share.value and part and part.value and whole and whole.value:
            groups[statement.term, part.value, whole.value].append((statement, share))
    sections: defaultdict[tuple[str, ...], list[tuple[str, str, list[Figure]]]] = defaultdict(list)
    for (term, part, amount), printings in groups.items():
        if len({figure.value for _, figure in printings}) > 1:
            places = max(decimals(figure.value or Decimal(0)) for _, figure in printings)
            where = tuple(dict.fromkeys(statement.scope for statement, _ in printings))
            sections[where].append((term, f"{rounded(part / amount * 100, places)}%", [figure for _, figure in printings]))
    for where, shares in sections.items():
        both = "；".join(f"{term} {' / '.join(dict.fromkeys(figure.printed for figure in figures))}" for term, _, figures in shares)
        right = "，".join(f"{term} {share}" for term, share, _ in shares)
        evidence = tuple(of_figure(figure) for _, _, figures in shares for figure in figures)
        yield Observation(f"文/{'、'.join(where)}/占比", evidence, {"both": both, "right": right})


def _whole(disclosure: Disclosure, statement: Statement) -> Figure | None:
    """The amount that a share is of: its whole's in the same section."""
    whole = statement.whole or statement.of
    found = (other.figure("数额") for other in disclosure.statements if other.scope == statement.scope and other.term == whole)
    return next((figure for figure in found if figure), None)


def direction_word(disclosure: Disclosure) -> Iterator[Observation]:
    """N-03: where this year's and the prior figure are both printed, the word (增加, 减少) goes the way they go."""
    for statement in disclosure.statements:
        this, last = statement.figure("数额"), statement.figure("上年")
        if this and last and this.value is not None and last.value is not None and this.unit == last.unit and statement.direction:
            gap = this.value - last.value
            if gap * statement.direction < 0:
                figures = tuple(of_figure(figure) for figure in (this, last))
                yield Observation(f"文/{statement.scope}/{statement.term}", figures, {"term": statement.term, "word": statement.direction_word, "this": this.printed, "last": last.printed})


def nil_increased(disclosure: Disclosure) -> Iterator[Observation]:
    """N-03a: an amount of 0 cannot have increased over the prior year."""
    for statement in disclosure.statements:
        this, change = statement.figure("数额"), statement.figure("增减额")
        if this and change and this.value == 0 and change.value and statement.direction == 1:
            yield Observation(f"文/{statement.scope}/{statement.term}/增减额", (of_figure(this), of_figure(change)), {"term": statement.term, "change": change.printed})


def vehicles_add_up(disclosure: Disclosure) -> Iterator[Observation]:
    """N-14: the number of vehicles is the sum of their kinds, where the kinds are listed."""
    for statement in disclosure.statements:
        total = statement.figure("数额")
        if not total or total.unit != "辆" or total.value is None:
            continue
        kinds = [other.figure("数额") for other in disclosure.statements if other.scope == statement.scope and other.of == statement.term]
        counted = [figure for figure in kinds if figure and figure.unit == "辆" and figure.value is not None]
        listed = sum((figure.value or Decimal(0) for figure in counted), Decimal(0))
        if counted and listed != total.value:
            yield Observation(
                f"文/{statement.scope}/{statement.term}/数额", tuple(of_figure(figure) for figure in (total, *counted)), {"total": total.printed, "listed": str(listed)}, left=total.value, right=listed, unit="辆"
            )
