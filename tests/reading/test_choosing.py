"""The format of a file is seen from its content, whatever it is called."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
import xlsxwriter
from small_files import pdf, picture

from budgetnb.errors import UnreadableFile
from budgetnb.reading import read_document

OLD = Path(__file__).parent / "files" / "old.xls"


def test_a_file_with_a_wrong_ending_is_read_as_what_it_is(tmp_path: Path):
    made = {
        "pdf": pdf(tmp_path, "正文").read_bytes(),
        "xlsx": OLD.read_bytes(),
        "html": "<table><tr><td>甲<td>1</table>".encode(),
        "text": "正文".encode(),
    }
    document, path = docx.Document(), tmp_path / "b.docx"
    document.add_paragraph("正文")
    document.save(str(path))
    made["docx"] = path.read_bytes()
    for kind, content in made.items():
        wrong = tmp_path / "file.xyz"
        wrong.write_bytes(content)
        assert read_document(wrong).format == kind


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "空的"),
        (b" \n ", "空的"),
        (b"{\\rtf1 text}", "格式"),
        (b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook/>", "格式"),
        (b"PK\x03\x04" + bytes(60), "损坏"),
        (b"PK\x05\x06" + bytes(18), "格式"),
        (b"\x00\x01\x02\xff\xfe\xfd" * 30, "编码"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, content: bytes, why: str):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=why):
        read_document(path)


def test_a_picture_a_folder_and_nothing_are_refused(tmp_path: Path):
    for path, why in ((picture(tmp_path), "图片"), (tmp_path, "文件夹"), (tmp_path / "none.pdf", "不存在")):
        with pytest.raises(UnreadableFile, match=why):
            read_document(path)


def test_a_file_beyond_the_limit_is_not_even_opened(tmp_path: Path):
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.4")
        file.truncate(65 * 1024 * 1024)
    with pytest.raises(UnreadableFile, match="64 MB"):
        read_document(path)


def test_the_same_file_gives_the_same_document(tmp_path: Path):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet("表一").write_row("A1", ["项目", 1.5])
    book.close()
    for path in (tmp_path / "a.xlsx", OLD, pdf(tmp_path, "#table(columns: 2, [甲], [1])")):
        assert read_document(path) == read_document(path)
