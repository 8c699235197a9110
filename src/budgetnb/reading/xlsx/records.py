"""The records that an XLS workbook is written in: numbers, texts over several records. Source: [MS-XLS]."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from struct import pack, unpack, unpack_from

CONTINUE = 0x003C
_RICH, _EXTENDED, _WIDE = 0x08, 0x04, 0x01

Record = tuple[int, list[bytes]]
"""What kind it is, and its content with that of the records that continue it."""


def records(stream: bytes, start: int = 0) -> Iterator[Record]:
    """The records of a workbook stream from a place on, as far as they are whole."""
    last: Record | None = None
    while start + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, start)
        content = stream[start + 4 : start + 4 + length]
        start += 4 + length
        if kind == CONTINUE and last:
            last[1].append(content)
            continue
        if last:
            yield last
        last = (kind, [content])
    if last:
        yield last


def text(content: bytes, start: int, *, short: bool = False) -> str:
    """A text within one record: its length (one byte when `short`), how it is written, its characters."""
    length = content[start] if short else unpack_from("<H", content, start)[0]
    start += 1 if short else 2
    wide = content[start] & _WIDE
    return _decoded(content[start + 1 : start + 1 + length * (2 if wide else 1)], wide)


def texts(parts: Sequence[bytes]) -> Iterator[str]:
    """The shared texts of a workbook, which run on over records wherever one is full."""
    reader = _Parts(parts)
    for _ in range(unpack("<I", reader.take(8)[4:])[0]):
        head = reader.take(3)
        if len(head) < 3:
            return
        length, flags = unpack("<HB", head)
        runs = unpack("<H", reader.take(2))[0] if flags & _RICH else 0
        further = unpack("<I", reader.take(4))[0] if flags & _EXTENDED else 0
        yield reader.characters(length, flags & _WIDE)
        reader.take(4 * runs + further)


class _Parts:
    """Reads on over the parts of a record."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        self.parts, self.part, self.place = parts, 0, 0

    def take(self, length: int) -> bytes:
        taken = b""
        while length and self._more():
            piece = self.parts[self.part][self.place : self.place + length]
            taken, length, self.place = taken + piece, length - len(piece), self.place + len(piece)
        return taken

    def characters(self, length: int, wide: int) -> str:
        """So many characters; a part that continues them says anew how they are written."""
        said = ""
        while length and self._more():
            if self.place == 0 and self.part and said:
                wide, self.place = self.parts[self.part][0] & _WIDE, 1
            size = 2 if wide else 1
            piece = self.parts[self.part][self.place : self.place + length * size]
            self.place += max(1, len(piece))
            length -= max(1, len(piece) // size)
            said += _decoded(piece, wide)
        return said

    def _more(self) -> bool:
        while self.part < len(self.parts) and self.place >= len(self.parts[self.part]):
            self.part, self.place = self.part + 1, 0
        return self.part < len(self.parts)


def _decoded(content: bytes, wide: int) -> str:
    return content.decode("utf-16-le", "replace") if wide else content.decode("latin-1")


def compact(number: int) -> float:
    """A number as XLS packs it into thirty bits: whole or the front of a double, perhaps in hundredths."""
    value = float(unpack("<i", pack("<I", number))[0] >> 2) if number & 2 else unpack("<d", pack("<Q", (number & 0xFFFFFFFC) << 32))[0]
    return value / 100 if number & 1 else value
