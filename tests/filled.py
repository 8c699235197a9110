"""A workpaper filled in by a reviewer: words typed into cells of the saved file, everything else as it was."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

HEAD = 3
"""The row of heads in the list of problems; the first problem stands below it."""
COLUMNS = {"problem": "B", "ruling": "O", "explanation": "P", "reason": "Q", "remark": "R", "who": "S", "date": "T"}


def fill_in(path: Path, typed: Mapping[int, Mapping[str, str]], sheet: str = "xl/worksheets/sheet1.xml") -> None:
    """Type words into the row of the problem of each number, by the name of the column."""
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    parts = {name: source.read(name) for name in source.namelist()}
    xml = parts[sheet].decode()
    for number, words in typed.items():
        for column, word in words.items():
            at = f"{COLUMNS[column]}{HEAD + number}"
            pattern = rf'<c r="{at}"( s="\d+")?[^>]*?(/>|>.*?</c>)'
            xml, found = re.subn(pattern, lambda match, word=word, at=at: _cell(at, match[1] or "", word), xml)
            assert found == 1, at
    parts[sheet] = xml.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(zipfile.ZipInfo(name, (2024, 3, 5, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def _cell(at: str, style: str, word: str) -> str:
    return f'<c r="{at}"{style} t="inlineStr"><is><t>{escape(word)}</t></is></c>'
