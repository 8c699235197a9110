"""What pages repeat at their edges: page numbers, running heads, and text printed again after a page break."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from budgetnb.reading.document import Doubt, Spot
from budgetnb.reading.pdf.lines import Line
from budgetnb.reading.pdf.page import Page

_NUMBER = re.compile(
    r"[-—–－―·•~\s]*(?:第?\s*(?:\d{1,4}|[ivxlcIVXLC]{1,6})\s*页?|(?:第\s*)?\d{1,4}\s*页?\s*[/／,，]?\s*(?:共\s*)?\d{1,4}\s*页?)[-—–－―·•~\s]*"
)
_EDGE = 0.12
"""Page numbers stand in this share of the page from its upper or lower edge."""
_APART = 1.2
"""and at least so many type sizes from everything else."""
_HEADS = 3
"""A line that so many pages repeat at one place may be a running head."""
_TWICE = 30
"""Characters that must come again after a page break to be taken for a second print of the same block."""

Edge = tuple[str, Spot]


def take_margins(pages: Sequence[Page]) -> tuple[list[Page], list[Edge]]:
    """Pages without their page numbers and running heads, and these and watermarks with their places."""
    edges: list[Edge] = [mark for page in pages for mark in page.watermark]
    pages = list(pages)
    for find in (_numbers, _running):
        taken = find(pages)
        for place, page in enumerate(pages):
            edges += [(line.text, page.spot(line.box)) for line in page.lines if line in taken[place]]
            pages[place] = replace(page, lines=tuple(line for line in page.lines if line not in taken[place]))
    return pages, sorted(edges, key=lambda edge: edge[1].page or 0)


def _numbers(pages: Sequence[Page]) -> list[list[Line]]:
    """Page numbers: a bare number alone at an edge, or one that counts on where a page ends early."""
    found = [[line for line in (*page.lines[:1], *page.lines[-1:]) if _is_number(line, page)] for page in pages]
    count = 0
    for page, lines in zip(pages, found, strict=True):
        last = page.lines[-1:]
        if not lines and last and last[0].text == str(count + 1) and count and _is_apart(last[0], page):
            lines.append(last[0])
        count = max([count, *(int(line.text) for line in lines if line.text.isdecimal())])
    return found


def _is_number(line: Line, page: Page) -> bool:
    middle, edge = (line.box[1] + line.box[3]) / 2, _EDGE * page.frame.height
    at_edge = middle < edge or middle > page.frame.height - edge
    return bool(at_edge and _NUMBER.fullmatch(line.text) and _is_apart(line, page))


def _is_apart(line: Line, page: Page) -> bool:
    """Whether a line stands by itself above or below all else."""
    bands = [(other.box[1], other.box[3]) for other in page.lines if other is not line]
    bands += [(placed.top, placed.bottom) for placed in page.grids]
    return all(bottom < line.box[1] - _APART * line.size or top > line.box[3] + _APART * line.size for top, bottom in bands)


def _running(pages: Sequence[Page]) -> list[list[Line]]:
    """Outermost lines repeated at one place; a table's title may be repeated too, but not on pages without a table."""
    outermost = [[line for line in (*page.lines[:1], *page.lines[-1:]) if _outermost(line, page)] for page in pages]
    seen: dict[tuple[str, int], list[Page]] = defaultdict(list)
    for page, lines in zip(pages, outermost, strict=True):
        for line in lines:
            seen[_place(line)].append(page)
    heads = {key for key, at in seen.items() if len(at) >= _HEADS and sum(not page.grids for page in at) > 1}
    return [[line for line in lines if _place(line) in heads] for lines in outermost]


def _outermost(line: Line, page: Page) -> bool:
    tops, bottoms = [placed.top for placed in page.grids], [placed.bottom for placed in page.grids]
    return all(line.box[3] <= top + 1 for top in tops) or all(line.box[1] >= bottom - 1 for bottom in bottoms)


def _place(line: Line) -> tuple[str, int]:
    return line.text, round(line.box[1] / 4)


def drop_repeats(pages: Sequence[Page]) -> tuple[list[Page], list[Doubt]]:
    """Pages without the lines that were already printed at the end of the page before, and a doubt for each such block."""
    kept: list[Page] = list(pages[:1])
    doubts: list[Doubt] = []
    for before, page in pairwise(pages):
        count = _repeated([line.text for line in before.lines], [line.text for line in page.lines])
        if count:
            doubts.append(Doubt("".join(line.text for line in page.lines[:count]), page.spot(page.lines[0].box), "printed_twice"))
        kept.append(replace(page, lines=page.lines[count:]))
    return kept, doubts


def _repeated(before: Sequence[str], after: Sequence[str]) -> int:
    """How many lines at the start of a page are those at the end of the page before."""
    for count in range(min(len(before), len(after)), 0, -1):
        if before[-count:] == after[:count] and len("".join(after[:count])) >= _TWICE:
            return count
    return 0
