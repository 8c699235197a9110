"""The narrative by official section: contents list, headings, and the paragraphs under each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from budgetnb.reading.document import Document, Paragraph
from budgetnb.recognising.words import numbering, plain

_LONGEST_HEADING = 40
_LONGEST_ENTRY = 70
_PART = re.compile(r"^第[一二三四五六七八九十]+部分")
_LEADERS = re.compile(r"[.…·．\-—]{3,}\s*\d*\s*$")
_DEPTHS = {"一、": 1, "(一)": 2, "1.": 3, "(1)": 4}
_UNNUMBERED = re.compile(r"^(20\d{2}年(度)?)?[^,，。；：:;]{0,24}(编制说明|情况说明|主要职能|主要职责|机构设置|名词解释|概况|预算说明)$")


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its headings from the outermost in, and its paragraphs (positions among the blocks)."""

    headings: tuple[str, ...]
    paragraphs: tuple[int, ...]

    @property
    def title(self) -> str:
        """The innermost heading, "" before the first one."""
        return self.headings[-1] if self.headings else ""


def contents_of(document: Document) -> tuple[int, ...]:
    """The positions of the entries of the contents list, its heading first; empty when there is none."""
    start = next(
        (place for place, block in enumerate(document.blocks) if isinstance(block, Paragraph) and plain(block.text) in ("目录", "目次")),
        None,
    )
    if start is None:
        return ()
    entries = [start]
    seen: set[str] = set()
    for place in range(start + 1, len(document.blocks)):
        block = document.blocks[place]
        if not isinstance(block, Paragraph) or len(block.text) > _LONGEST_ENTRY + 200 * bool(_LEADERS.search(block.text)):
            break
        words = plain(_LEADERS.sub("", block.text))
        if _begins_again(words, seen) or (
            block.spot.page != document.blocks[start].spot.page and not _LEADERS.search(block.text) and not numbering(words)
        ):
            break
        seen.add(words)
        entries.append(place)
    return tuple(entries)


def _begins_again(words: str, seen: set[str]) -> bool:
    """Whether the body has begun: the first part's heading comes a second time."""
    part = _PART.match(words)
    return bool(part) and any(entry.startswith(part.group()) for entry in seen if part)


def sections_of(document: Document, apart: set[int], names_scope: Callable[[str], bool]) -> Iterator[Section]:
    """The sections of the narrative in order; positions in `apart` (tables, contents) are passed over.

    A deep heading begins a section only where its words name a scope; others stay among the
    paragraphs, because they go on with the enumeration above ("（一）公共安全支出（类）").
    """
    stack: list[tuple[int, str]] = []
    paragraphs: list[int] = []
    for place, block in enumerate(document.blocks):
        if place in apart or not isinstance(block, Paragraph):
            continue
        depth = heading_depth(block.text)
        if depth is None or (depth > 1 and not names_scope(block.text)):
            paragraphs.append(place)
            continue
        if paragraphs:
            yield Section(tuple(heading for _, heading in stack), tuple(paragraphs))
            paragraphs = []
        stack = [entry for entry in stack if entry[0] < depth] + [(depth, block.text)]
    if paragraphs:
        yield Section(tuple(heading for _, heading in stack), tuple(paragraphs))


def heading_depth(text: str) -> int | None:
    """How deep a heading stands (0 a part, 1 一、, 2 （一）, 3 1.), None for a paragraph."""
    words = plain(text)
    if len(words) > _LONGEST_HEADING or re.search(r"[。;；,，]$|\d(\.\d+)?(万元|元|%)", words):
        return None
    if _PART.match(words) or words.startswith("附件"):
        return 0
    if _UNNUMBERED.match(words) and not numbering(text):
        return 0
    number = numbering(text)
    if number and not re.search(r"[,，。:：]", words[:-1]):
        return _DEPTHS[number[0]]
    return None


def section_words(headings: Sequence[str]) -> str:
    """Headings as one address for people: 第二部分 · 一、收入支出预算总体情况说明."""
    return " · ".join(heading.strip() for heading in headings[-2:])
