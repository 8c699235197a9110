"""A document beyond all measure ends in a clear refusal, within limits of memory and processor time that the system enforces."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import typst
from trust.carriers import as_docx, as_xlsx

from budgetnb.running.kernels import MEMORY_LIMIT, can_limit

HEAD = "2024年甲县民政局部门预算\n\n支出总表\n\n单位：万元\n\n"
ROWS, COLUMNS = 10_000, 100
SECONDS = 60
"""Of processor time: a refusal takes a few."""

pytestmark = pytest.mark.skipif(not can_limit(), reason="this system cannot limit what a process uses")


def many_rows(path: Path) -> Path:
    """A million cells between tabs."""
    path.write_text(HEAD + ("\t".join(["1.00"] * COLUMNS) + "\n") * ROWS, encoding="utf-8")
    return path


def one_long_row(path: Path) -> Path:
    """A row of ten thousand cells that would widen ten thousand others."""
    path.write_text(HEAD + "1.00\t" * 10_000 + "\n" + "1.00\t2.00\n" * 10_000, encoding="utf-8")
    return path


def web_page(path: Path) -> Path:
    """A million cells in a web page."""
    table = ("<tr>" + "<td>1.00" * COLUMNS + "</tr>") * ROWS
    path.write_text(f'<!doctype html><meta charset="utf-8"><p>{HEAD}</p><table>{table}</table>', encoding="utf-8")
    return path


def spans(path: Path) -> Path:
    """Two cells that say they are a hundred million."""
    table = '<table><tr><td rowspan="10000" colspan="10000">1.00</td><td rowspan="10000" colspan="10000">2.00</td></tr></table>'
    path.write_text(f'<!doctype html><meta charset="utf-8"><p>{HEAD}</p>{table}', encoding="utf-8")
    return path


def pages(path: Path) -> Path:
    """A PDF of two thousand pages."""
    path.write_bytes(typst.compile(b"#set page(width: 90pt, height: 50pt)\n#for i in range(2000) [#i #pagebreak(weak: true)]"))
    return path


def workbook(path: Path) -> Path:
    """A workbook of a million cells."""
    row = "<row>" + '<c t="n"><v>1</v></c>' * COLUMNS + "</row>"
    return _with(as_xlsx(HEAD, path), "xl/worksheets/sheet1.xml", b"</sheetData>", (row * ROWS).encode())


def word_file(path: Path) -> Path:
    """A Word file of a million cells."""
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>1.00</w:t></w:r></w:p></w:tc>" * COLUMNS + "</w:tr>"
    return _with(as_docx(HEAD, path), "word/document.xml", b"<w:sectPr", f"<w:tbl>{row * ROWS}</w:tbl>".encode())


def _with(path: Path, part: str, before: bytes, more: bytes) -> Path:
    """An office file with more in one of its parts."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = parts[part].replace(before, more + before, 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return path


def within_limits(*words: str, folder: Path) -> tuple[int, str]:
    """What a command says, and its exit code, when the system gives it no more than a report may take."""
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT * 2**20,) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS,) * 2)

    command = [sys.executable, "-m", "budgetnb", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False, preexec_fn=limit)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("make", "name", "said", "code"),
    [
        (many_rows, "a.txt", "表格超过 200000 格", 2),
        (one_long_row, "a.txt", "表格超过 200000 格", 2),
        (web_page, "a.html", "表格超过 200000 格", 2),
        (spans, "a.html", "1 张表", 0),
        (pages, "a.pdf", "有 2000 页，超过上限 1000 页", 2),
        pytest.param(workbook, "a.xlsx", "表格超过 200000 格", 2, marks=pytest.mark.long),
        pytest.param(word_file, "a.docx", "表格超过 200000 格", 2, marks=pytest.mark.long),
    ],
)
def test_a_document_beyond_measure_is_refused_or_read_within_limits(
    make: Callable[[Path], Path], name: str, said: str, code: int, tmp_path: Path
):
    make(tmp_path / name)
    ended, found = within_limits("check", name, folder=tmp_path)
    assert (ended, "Traceback" in found, said in found) == (code, False, True), found
    assert len(found) < 1000
