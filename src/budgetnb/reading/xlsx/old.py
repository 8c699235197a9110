"""XLS and ET workbooks (before 2007), read by calamine; they come without number formats and borders."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from budgetnb.amounts import rounded, shown, stored
from budgetnb.errors import UnreadableFile
from budgetnb.reading.limits import MOST_CELLS
from budgetnb.reading.xlsx.sheets import Area, Sheet, Where

_TYPED = 6
"""A number with more decimals than this was computed, not typed: it prints to the usual two."""
_STREAMS = {"WordDocument": "old_word", "EncryptedPackage": "protected", "PowerPoint Document": "unknown_format"}
"""What else is kept in the container that XLS files are: the names of its streams, and why each cannot be read."""


def read_old_workbook(content: bytes, file: str) -> tuple[list[Sheet], list[str]]:
    """The visible sheets of a workbook in order, and the names of the hidden ones."""
    for stream, why in _STREAMS.items():
        if stream.encode("utf-16-le") in content:
            raise UnreadableFile(file, why)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        shown_sheets = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        ]
        return [_sheet(book.get_sheet_by_name(name), file) for name in shown_sheets], [
            name for name in book.sheet_names if name not in shown_sheets
        ]
    except PasswordError:
        raise UnreadableFile(file, "protected") from None
    except (CalamineError, OSError, ValueError, RuntimeError):
        raise UnreadableFile(file, "broken") from None
    except BaseException as wrong:
        if type(wrong).__name__ == "PanicException":  # what Rust raises instead of an error; it is no Exception
            raise UnreadableFile(file, "broken") from None
        raise


def _sheet(sheet: Any, file: str) -> Sheet:
    if sheet.height * sheet.width > MOST_CELLS:
        raise UnreadableFile(file, "too_many_cells", limit=MOST_CELLS)
    top, left = sheet.start or (0, 0)
    texts: dict[Where, str] = {}
    for row, values in enumerate(sheet.to_python(skip_empty_area=True)):
        for column, value in enumerate(values):
            if text := _text(value):
                texts[top + row, left + column] = text
    merged = tuple(Area(*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return Sheet(sheet.name.strip(), texts, merged)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        number = stored(value)
        return shown(rounded(number, 2)).replace(",", "") if -int(number.as_tuple().exponent) > _TYPED else f"{number:f}"
    if isinstance(value, datetime | date):
        return f"{value.year}-{value.month}-{value.day}"
    return str(value)
