"""Broken lines back into paragraphs: files break lines at the edge of a page, sentences do not end there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from budgetnb.reading.document import Paragraph, Spot

_NUMERAL = r"[一二三四五六七八九十百零〇]+"
_START = re.compile(
    rf"\s*(?:第{_NUMERAL}部分|第{_NUMERAL}章|{_NUMERAL}\s*[、.．]|[（(]\s*(?:{_NUMERAL}|\d{{1,2}})\s*[)）]"
    r"|\d{1,2}\s*[、.．](?:(?!\d)|(?=20\d\d\s*年))|\d{1,2}\s*[)）]|[①-⑳]|[-•●◆]\s|附[件表录]|注\s*[:：]|说明\s*[:：]|备注\s*[:：]|目\s*录\s*$)"
)
_ALONE = re.compile(rf"\s*(?:第{_NUMERAL}部分|第{_NUMERAL}章|目\s*录|.{{0,60}}[表录]|附件.{{0,50}})\s*$")
_HEADING_WORD = r"(?:说明|情况|概况|职能|职责|设置|构成|解释|目标)"
_NUMBERED_HEADING = re.compile(
    rf"\s*(?:(?:{_NUMERAL}\s*[、.．]|[（(]\s*{_NUMERAL}\s*[)）])(?:[^，。；：,;:、]{{1,40}}|[^，。；：,;:]{{1,40}}{_HEADING_WORD})"
    r"|\d{1,2}\s*[、.．][^，。；：,;:、]{1,16})$"
)
_TITLE = re.compile(rf"\s*[^，。；：,;:]{{0,40}}{_HEADING_WORD}\s*$")
_INDENT = 4
"""Characters by which lines of one broken paragraph may differ in length."""
_LABELLED = re.compile(r"\s*[^，。；]{1,12}[:：]\s*\S{0,40}\s*$")
_NUMERIC = re.compile(r"[-+\d.,%()（），．－\s]*\d[-+\d.,%()（），．－\s]*")
_ENDS = tuple("。；：！？;:!?")
_LEADERS = re.compile(r"(?:…{2,}|\.{6,}|·{6,}|—{6,}|-{6,})\s*\d{0,4}\s*$")
_CLOSERS = tuple("、，。；：！？）》”’,;:!?)】")


def joint(before: str, after: str) -> str:
    """What to put between the ends of a broken line: a blank between Latin words, nothing in Chinese.

    >>> joint("Windows", "Server"), joint("财政", "拨款"), joint("12,", "345")
    (' ', '', '')
    """
    return " " if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha() else ""


def begins_with_closer(line: str) -> bool:
    """Whether a line begins with what cannot begin a sentence: a closing bracket, a comma, a full stop."""
    return line.lstrip().startswith(_CLOSERS)


def cell_text(lines: Iterable[str]) -> str:
    """The lines of a cell as one text; numbers one below the other are kept apart by a line break."""
    text = ""
    for line in filter(None, (line.strip() for line in lines)):
        stacked = _NUMERIC.fullmatch(text) and _NUMERIC.fullmatch(line)
        text += ("\n" if stacked else joint(text, line)) + line
    return text


def starts_anew(line: str) -> bool:
    """Whether a line begins with a number, a bullet or a heading word of its own."""
    return bool(_START.match(line))


def ends_sentence(line: str) -> bool:
    """Whether a line ends where a sentence may end."""
    return line.rstrip().endswith(_ENDS)


def is_title(line: str) -> bool:
    """Whether a line may be a heading without a number; the broken line of a sentence may look the same."""
    return bool(_TITLE.match(line))


def is_contents_line(line: str) -> bool:
    """Whether a line ends in the dots that lead to a page number."""
    return bool(_LEADERS.search(line))


def continues(line: str, following: str) -> bool:
    """Whether `following` is the rest of the sentence that `line` broke off."""
    if begins_with_closer(following):
        return True
    if ends_sentence(line) or starts_anew(following) or is_contents_line(line):
        return False
    if _ALONE.match(line) or _ALONE.match(following) or _NUMBERED_HEADING.match(line):
        return False
    return not (_LABELLED.match(line) or _LABELLED.match(following))


def join_lines(lines: Iterable[tuple[str, Spot]]) -> tuple[Paragraph, ...]:
    """Paragraphs out of printed lines in reading order; a blank line ends a heading only, because files break sentences over them."""
    return tuple(paragraph(group) for group in _groups(lines))


def paragraph(lines: Iterable[tuple[str, Spot]]) -> Paragraph:
    """One paragraph out of its lines."""
    text, marks = "", []
    for line, spot in lines:
        text += joint(text, line)
        marks.append((len(text), spot))
        text += line
    return Paragraph(text, tuple(marks))


def _groups(lines: Iterable[tuple[str, Spot]]) -> Iterator[list[tuple[str, Spot]]]:
    group: list[tuple[str, Spot]] = []
    parted = False
    for printed, spot in lines:
        line = printed.strip()
        if not line:
            parted = True
            continue
        if group and (not continues(group[-1][0], line) or (len(group) == 1 and _is_titled(group[0][0], line, parted))):
            yield group
            group = []
        group.append((line, spot))
        parted = False
    if group:
        yield group


def _is_titled(line: str, following: str, parted: bool) -> bool:
    """Whether a line is the title of the next: a blank line is between, or it is too short to have been broken at the margin."""
    return is_title(line) and not begins_with_closer(following) and (parted or len(following) > len(line) + _INDENT)
