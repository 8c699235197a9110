"""Lines of many pages into paragraphs: a line that ends early ends one, a line that begins late begins one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from budgetnb.reading.document import Grid, Paragraph
from budgetnb.reading.paragraphs import begins_with_closer, continues, ends_sentence, is_contents_line, is_title, paragraph, starts_anew
from budgetnb.reading.pdf.lines import Line
from budgetnb.reading.pdf.page import Page

_LARGER = 1.2
"""Type this much larger is a heading."""
_BLANK_LINE = 1.6
"""A gap of so many type sizes is a blank line."""
_LONG = 15
"""Characters of a line long enough to show where the text ends."""
_MOST_OF_LINE = 0.6
"""A line that fills this share may have been broken by hand; a shorter one is a heading or an end."""
_WORD = re.compile(r"[!-~]+")


class Margins(NamedTuple):
    """Where the lines of a page begin and end."""

    left: float
    right: float


def flow(pages: Sequence[Page]) -> tuple[Paragraph | Grid, ...]:
    """Paragraphs and tables of all pages in reading order; a paragraph may run over lines and pages."""
    margins = _margins(pages)
    blocks: list[Paragraph | Grid] = []
    group: list[tuple[Page, Line]] = []
    for page in pages:
        for part in _parts(page):
            if isinstance(part, Line) and (not group or _goes_on(group, (page, part), margins)):
                group.append((page, part))
                continue
            blocks += _paragraph(group)
            group = [(page, part)] if isinstance(part, Line) else []
            blocks += [] if isinstance(part, Line) else [part]
    return (*blocks, *_paragraph(group))


def _paragraph(group: Sequence[tuple[Page, Line]]) -> list[Paragraph]:
    return [paragraph([(line.text, page.spot(line.box)) for page, line in group])] if group else []


def _parts(page: Page) -> list[Line | Grid]:
    parts: list[tuple[float, Line | Grid]] = [((line.box[1] + line.box[3]) / 2, line) for line in page.lines]
    parts += [(placed.top, placed.grid) for placed in page.grids]
    return [part for _, part in sorted(parts, key=lambda part: part[0])]


def _goes_on(group: Sequence[tuple[Page, Line]], following: tuple[Page, Line], margins: dict[int, Margins]) -> bool:
    """Whether a line is the rest of the paragraph whose lines are in `group`.

    A line that reaches the right margin was broken there, unless the next one begins further in; a
    line that had room for the next word ended by itself. Where neither is sure, the words decide.
    """
    (first_page, first), (page, line), (next_page, next_line) = group[0], group[-1], following
    if begins_with_closer(next_line.text):
        return True
    if starts_anew(next_line.text) or is_contents_line(line.text) or _is_set_apart(group[-1], following):
        return False
    if ends_sentence(line.text) and is_title(next_line.text):
        return False
    left, right = margins[page.number]
    inset = next_line.box[0] - margins[next_page.number].left
    if right - line.box[2] > _first_word(next_line) + 2 * line.size:
        most = line.box[2] - line.box[0] > _MOST_OF_LINE * (right - left)
        return most and inset < next_line.size and continues(line.text, next_line.text)
    if inset < next_line.size:  # where one sees how paragraphs begin, even a full stop at the margin does not end one
        begun = first.box[0] - margins[first_page.number].left > first.size / 3 or starts_anew(first.text)
        return begun or not ends_sentence(line.text)
    return _centred_below(line, next_line) or (
        abs(next_line.box[0] - line.box[0]) < next_line.size / 2 and continues(line.text, next_line.text)
    )


def _is_set_apart(last: tuple[Page, Line], following: tuple[Page, Line]) -> bool:
    """Whether two lines are of different type sizes, or have a blank line between them."""
    (page, line), (next_page, next_line) = last, following
    small, large = sorted((line.size, next_line.size))
    return large > _LARGER * small or (page is next_page and next_line.box[1] - line.box[3] > _BLANK_LINE * line.size)


def _centred_below(line: Line, following: Line) -> bool:
    """Whether a line is the rest of a centred title."""
    aside = abs((following.box[0] + following.box[2]) - (line.box[0] + line.box[2])) / 2
    return aside < line.size and following.box[0] > line.box[0] + line.size and not ends_sentence(line.text)


def _first_word(line: Line) -> float:
    """How wide the part of a line is that cannot be broken: a number or a Latin word, else one character."""
    word = _WORD.match(line.text)
    return len(word.group()) * line.size / 2 if word else line.size


def _margins(pages: Sequence[Page]) -> dict[int, Margins]:
    """Where the text of each page begins and ends; a page with few long lines takes it from the others of its size."""
    alike: dict[int, list[Line]] = defaultdict(list)
    for page in pages:
        alike[round(page.frame.width)] += page.lines
    usual = {width: _edges(lines) or Margins(0, 0) for width, lines in alike.items()}
    own = {page.number: _edges([line for line in page.lines if len(line.text) >= _LONG]) for page in pages}
    return {page.number: own[page.number] or usual[round(page.frame.width)] for page in pages}


def _edges(lines: Sequence[Line]) -> Margins | None:
    """The outermost places where at least three lines begin or end."""
    if not lines:
        return None
    ends = sorted((line.box[2] for line in lines), reverse=True)
    beyond = 1 + len(lines) // 10  # a unit of measure set to the edge of a wider table
    right = next((end for end, third in zip(ends[: beyond + 1], ends[2:], strict=False) if end - third < 2 * lines[0].size), None)
    starts = sorted(line.box[0] for line in lines)
    left = next((start for start, other in pairwise(starts) if other - start < lines[0].size / 2), starts[0])
    return Margins(left, right) if right is not None else None
