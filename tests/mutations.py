"""Small files of each format, and the ways in which files go wrong: cut off, overwritten, repeated, changed inside."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from random import Random

import docx
import xlsxwriter
from small_files import bare_pdf, pdf

_WORDS = (b"0", b"-1", b"99999999999", b"1e400", b"NaN", b"<", b">", b"/", b"%", b"\x00", b"\xff\xfe", b"&amp;", b"]]>", "预算".encode())
_TABLE = "#table(columns: (90pt, 60pt), table.cell(colspan: 2)[支出], [教育], [250,000], [合计], [250,000])"


def seeds(folder: Path) -> dict[str, list[bytes]]:
    """By name of the reader: whole small files that it reads."""
    document = docx.Document()
    document.add_heading("一、收入支出预算总体情况说明", 1)
    document.add_paragraph("收支总计546.94万元，增长13.27%。", style="List Number")
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "支出预算"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "科目"
    document.save(str(folder / "a.docx"))
    book = xlsxwriter.Workbook(folder / "a.xlsx")
    book.set_properties({"created": datetime(2024, 1, 1)})
    sheet, money = book.add_worksheet("支出总表"), book.add_format({"border": 1, "num_format": "#,##0.00"})
    sheet.merge_range("A1:C1", "支出预算", money)
    sheet.write_row("A2", ["教育支出", 191, 100.5], money)
    sheet.write_formula("C3", "=B2+1", money, 192)
    sheet.set_row(4, None, None, {"hidden": True})
    book.add_worksheet("底稿").hide()
    book.close()
    page = "<meta charset=gb2312><h1>预算</h1><table><tr><td rowspan=2>科目<td colspan=3>支出<tr><td>1<td>2</table><ul><li>附件</ul>"
    archive = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>1</p>\r\n--b--"
    )
    drawn = b"1 0 0 1 5 5 cm 20 20 160 40 re 100 20 m 100 60 l S q 0 0 300 300 re W n BT /F 10 Tf 0 1 -1 0 45 30 Tm [(AA)-200(55)] TJ ET Q"
    return {
        "pdf": [
            pdf(folder, f"一、收支总表\n{_TABLE}\n注：合计546.94万元。").read_bytes(),
            bare_pdf(folder, drawn).read_bytes(),
            bare_pdf(folder, drawn, b"/Rotate 90/CropBox[10 10 300 200]").read_bytes(),
        ],
        "docx": [packed(_members((folder / "a.docx").read_bytes()))],
        "xlsx": [
            packed(_members((folder / "a.xlsx").read_bytes())),
            (Path(__file__).parent / "reading" / "files" / "old.xls").read_bytes(),
        ],
        "html": [page.encode("gb18030"), f"<!DOCTYPE html><body>{page}</body>".encode("utf-16"), archive],
        "text": ["一、收支\n科目\t金额\n教育\t1,234.50\n".encode(), "| 甲 | 1 |\n|---|---|\n说明".encode("gb18030")],
    }


def mutated(originals: list[bytes], number: int) -> bytes:
    """The changed file of a number: always the same for the same number."""
    chance = Random(number)  # noqa: S311  no secret: cases must be repeatable
    content = chance.choice(originals)
    if content.startswith(b"PK") and chance.random() < 0.8:
        return _changed_inside(content, chance)
    return _changed(content, chance)


def _changed(content: bytes, chance: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(changed) + 1)
        length = chance.choice((1, 2, 8, 64, 500))
        kind = chance.randrange(7)
        if kind == 0:
            del changed[at:]
        elif kind == 1:
            del changed[at : at + length]
        elif kind == 2:
            changed[at:at] = changed[at : at + length] * chance.choice((1, 2, 50))
        elif kind == 3:
            changed[at : at + length] = chance.randbytes(length)
        elif kind == 4:
            changed[at:at] = chance.choice(_WORDS)
        elif kind == 5 and at < len(changed):
            changed[at] ^= 1 << chance.randrange(8)
        else:
            other = chance.randrange(len(changed) + 1)
            changed[at : at + length] = changed[other : other + length]
    return bytes(changed)


def _changed_inside(content: bytes, chance: Random) -> bytes:
    """An office file with one of its parts changed, packed again so that the change is reached."""
    members = _members(content)
    telling = sorted(name for name in members if "theme" not in name and "docProps" not in name)
    name = chance.choice(telling)
    members[name] = _changed(members[name], chance)
    if chance.random() < 0.1:
        del members[chance.choice(telling)]
    return packed(members)


def _members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: Mapping[str, bytes]) -> bytes:
    """Members as a zip archive that does not say when it was made."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(zipfile.ZipInfo(name), member, zipfile.ZIP_DEFLATED)
    return content.getvalue()
