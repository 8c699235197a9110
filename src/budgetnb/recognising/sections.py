"""The narrative by official section: contents list, headings, and the paragraphs under each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from budgetnb.reading.document import Document, Paragraph
from budgetnb.recognising.words import label, numbering, plain

_LONGEST_HEADING = 40
_LONGEST_ENTRY = 70
_PART = re.compile(r"^第[一二三四五六七八九十]+部分")
_LEADERS = re.compile(r"[.…·．\-—]{3,}\s*\d*\s*$")
_DEPTHS = {"一、": 1, "(一)": 2, "1.": 3, "(1)": 4}
_UNNUMBERED = re.compile(r"^(20\d{2}年(度)?)?[^,，。；：:;]{0,32}(编制说明|情况说明|主要职能|主要职责|机构设置|名词解释|概况|预算说明)$")
_CLOSED = re.compile(r"^[^,，。；;：:]{4,}(?:情况|说明)。$")
"""A numbered heading closed by a full stop, as some departments write it: （二）政府采购预算安排情况说明。"""


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
    seen: list[str] = []
    for place in range(start + 1, len(document.blocks)):
        block = document.blocks[place]
        if not isinstance(block, Paragraph):
            break
        led, words = bool(_LEADERS.search(block.text)), plain(_LEADERS.sub("", block.text))
        if not led and _is_sentence(block.text, words):
            return tuple(_above_body(document, entries))
        turned = block.spot.page != document.blocks[start].spot.page and not led and not numbering(words) and not _PART.match(words)
        if turned or _begins_again(words, seen):
            break
        seen.append(words)
        entries.append(place)
    return tuple(entries)


def _is_sentence(printed: str, words: str) -> bool:
    """Whether a line is running text; some lists end their entries with a full stop."""
    if len(printed) > _LONGEST_ENTRY:
        return True
    return words.endswith(("。", ";", "!", ":")) and (not numbering(words) or bool(re.search("[,，:：]", words[:-1])))


def _above_body(document: Document, entries: Sequence[int]) -> list[int]:
    """The entries without the headings that already belong to the text right below the list: unnumbered ones, and those listed before."""
    texts = [block.text for place in entries if isinstance(block := document.blocks[place], Paragraph)]
    names = [label(_LEADERS.sub("", text)) for text in texts]
    count = len(entries)
    while count > 1 and (_is_bare_title(texts[count - 1]) or names[count - 1] in names[1 : count - 1]):
        count -= 1
    return list(entries[:count])


def _is_bare_title(text: str) -> bool:
    """Whether a line is a heading that its words alone tell."""
    words = plain(text)
    return bool(_UNNUMBERED.match(words)) and not numbering(text) and not _PART.match(words) and not _LEADERS.search(text)


def _begins_again(words: str, seen: Sequence[str]) -> bool:
    """Whether the body has begun: the heading of a part, or the first entry, comes a second time."""
    part = _PART.match(words)
    return any(entry.startswith(part.group()) for entry in seen) if part else bool(seen) and words == seen[0] and bool(numbering(words))


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
    if numbering(text) and _CLOSED.search(words):
        words = words[:-1]
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
