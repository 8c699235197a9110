"""Compound files, the container of office files before 2007: a small file system in one file.

Own code, because a broken one must cost nothing: libraries believe what the file says of its size
and fill the memory. Source: [MS-CFB].
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from struct import error, unpack_from

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ROOT = "Root Entry"
_ENTRY = 128
_IN_HEADER = 109
"""Places of the allocation table that stand in the header; the others stand in sectors of their own."""


class BrokenFile(Exception):
    """A container or a stream in it that does not hang together."""


@dataclass(frozen=True, slots=True)
class Stream:
    """Where a stream of a compound file begins and how long it says it is."""

    start: int
    size: int


class Compound:
    """A compound file; only streams within its length can be read."""

    def __init__(self, content: bytes) -> None:
        """Read the header and the directory; BrokenFile when they do not hang together."""
        self._content = content
        try:
            shift, mini = unpack_from("<HH", content, 30)
            directory, self._cutoff, small = (unpack_from("<I", content, place)[0] for place in (48, 56, 60))
        except error:
            raise BrokenFile from None
        if not content.startswith(MAGIC) or shift not in (9, 12) or mini != 6:
            raise BrokenFile
        self._sector, self._mini = 1 << shift, 1 << mini
        self._next = self._table()
        self.streams = dict(self._entries(directory))
        if _ROOT not in self.streams:
            raise BrokenFile
        self._small_next = self._numbers(b"".join(self._chain(small)))
        self._small = b""

    def read(self, name: str) -> bytes:
        """The content of a stream; BrokenFile when the file ends before it."""
        stream = self.streams[name]
        if stream.size >= self._cutoff:
            content = b"".join(self._chain(stream.start))
        else:
            self._small = self._small or b"".join(self._chain(self.streams[_ROOT].start))
            places = _linked(stream.start, self._small_next)
            content = b"".join(self._small[place * self._mini : (place + 1) * self._mini] for place in places)
        if len(content) < stream.size:
            raise BrokenFile
        return content[: stream.size]

    def _table(self) -> list[int]:
        """Which sector follows each sector."""
        listed = list(unpack_from(f"<{_IN_HEADER}I", self._content.ljust(512, b"\xff"), 76))
        further, seen = unpack_from("<I", self._content, 68)[0], set[int]()
        while further not in seen and (sector := self._at(further)):
            seen.add(further)
            *places, further = self._numbers(sector)
            listed += places
        return self._numbers(b"".join(self._at(place) for place in listed))

    def _entries(self, start: int) -> Iterator[tuple[str, Stream]]:
        content = b"".join(self._chain(start))
        for place in range(0, len(content) - _ENTRY + 1, _ENTRY):
            length = min(unpack_from("<H", content, place + 64)[0], 64)
            name = content[place : place + max(0, length - 2)].decode("utf-16-le", "replace")
            first, size = unpack_from("<II", content, place + 116)
            if name:
                yield name, Stream(first, size)

    def _chain(self, start: int) -> Iterator[bytes]:
        return (self._at(place) for place in _linked(start, self._next))

    def _at(self, place: int) -> bytes:
        """A sector, b"" when it lies outside the file."""
        begin = (place + 1) * self._sector
        return self._content[begin : begin + self._sector]

    def _numbers(self, content: bytes) -> list[int]:
        whole = len(content) // 4
        return list(unpack_from(f"<{whole}I", content))


def _linked(start: int, following: list[int]) -> Iterator[int]:
    """Sectors from one on, each once: a chain that bites its tail ends."""
    seen: set[int] = set()
    while start < len(following) and start not in seen:
        seen.add(start)
        yield start
        start = following[start]
