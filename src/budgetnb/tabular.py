"""What an analyst can look at, take as a frame and write to a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, SupportsIndex, TypeVar, overload

if TYPE_CHECKING:
    import pandas as pd


Noun = TypeVar("Noun")


class ShowsItself:
    """A noun that shows itself; how each does stands in `showing/views.py`, loaded when it is asked for."""

    __slots__ = ()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        from budgetnb.showing.views import shown_of  # noqa: PLC0415  a noun is there before anything is shown

        return shown_of(self)._repr_mimebundle_(include, exclude)


class Tabular(ShowsItself):
    """A noun that is also a frame, a workbook and, in a plain shell, a few lines."""

    __slots__ = ()

    def to_frame(self, exact: bool = True) -> pd.DataFrame:
        """A pandas frame: amounts exact Decimals and blanks None, or with `exact=False` floats and nan."""
        from budgetnb.showing.views import frame_of  # noqa: PLC0415  a noun needs no pandas

        return frame_of(self, exact)

    def to_excel(self, file: str | Path) -> Path:
        """Write a workbook, text as text and numbers as numbers with the decimals they were printed with; gives the path."""
        from budgetnb.showing.views import workbook_of  # noqa: PLC0415  as above

        Path(file).write_bytes(workbook_of(self))
        return Path(file)

    def __repr__(self) -> str:
        from budgetnb.showing.views import shown_of  # noqa: PLC0415  as above

        return repr(shown_of(self))


class Several(Tabular, tuple[Noun, ...]):
    """Several nouns of one kind: a tuple whose slices are of its own kind."""

    __slots__ = ()

    @overload
    def __getitem__(self, at: SupportsIndex) -> Noun: ...
    @overload
    def __getitem__(self, at: slice) -> Self: ...
    def __getitem__(self, at: SupportsIndex | slice) -> Noun | Self:
        """One of them, or some of them as their kind."""
        return type(self)(super().__getitem__(at)) if isinstance(at, slice) else super().__getitem__(at)
