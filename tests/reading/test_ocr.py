"""Scans are read by recognising their characters where the extra `ocr` is installed, and refused with its name where not."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image
from small_files import bare_pdf, pdf, picture

from budgetnb.errors import UnreadableFile
from budgetnb.reading import read_document
from budgetnb.reading.document import Document, Grid, Paragraph
from budgetnb.reading.ocr import can_recognise

with_extra = pytest.mark.skipif(not can_recognise(), reason='the extra is not installed: pip install "budgetnb[ocr]"')

SENTENCES = ("一、2024年收支预算总体情况说明", "我单位2024年收入总计1,234.50万元，与上年相比增加56.70万元，增长4.81%，主要原因是人员增加。")
COVER = "某市水务局2024年部门预算公开，全文共三页，第二页是盖章后扫描的表格，第三页是照片。"
TABLE = """
#table(columns: (120pt, 80pt, 80pt), rows: 22pt, inset: 6pt, stroke: 0.5pt,
  table.cell(rowspan: 2)[科目名称], table.cell(colspan: 2)[支出预算],
  [基本支出], [项目支出],
  [教育支出], [1,204.50], [30.00],
  [合计], [1,204.50], [])
"""
ROWS = [
    ["科目名称", "支出预算", None],
    [None, "基本支出", "项目支出"],
    ["教育支出", "1,204.50", "30.00"],
    ["合计", "1,204.50", ""],
]


@pytest.fixture
def plain_installation() -> None:
    """Here the extra is used if it is installed."""


def page(folder: Path, turned: float = 0) -> pdfium.PdfDocument:
    """The sentences and the table as a scanner gives them: pixels, perhaps a little askew."""
    with pdfium.PdfDocument(pdf(folder, "\n\n".join(SENTENCES) + TABLE)) as printed:
        pixels = printed[0].render(scale=200 / 72, grayscale=True).to_pil()
    return pixels.rotate(turned, fillcolor=255, resample=2)


def scan(folder: Path, turned: float = 0) -> Path:
    path = folder / "scan.pdf"
    page(folder, turned).save(path, resolution=200)
    return path


def rows(document: Document) -> list[list[str | None]]:
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    return [[cell.text if cell else None for cell in row] for row in grid.matrix()]


def said(document: Document) -> list[str]:
    return ["".join(block.text.split()) for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("kind", ["scan", "picture"])
def test_without_the_extra_the_refusal_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str):
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    path = scan(tmp_path) if kind == "scan" else picture(tmp_path)
    with pytest.raises(UnreadableFile, match=r"pip install \"budgetnb\[ocr\]\""):
        read_document(path)


@with_extra
@pytest.mark.parametrize("turned", [0, 0.5, -0.7])
def test_a_scan_gives_its_sentences_and_its_table(tmp_path: Path, turned: float):
    document = read_document(scan(tmp_path, turned))
    assert document.format == "ocr"
    assert said(document) == list(SENTENCES)
    assert rows(document) == ROWS


@with_extra
@pytest.mark.parametrize("ending", ["png", "jpeg", "tiff"])
def test_an_image_is_read_as_a_page(tmp_path: Path, ending: str):
    path = tmp_path / f"page.{ending}"
    page(tmp_path).save(path)
    document = read_document(path)
    assert (document.format, document.pages) == ("ocr", 1)
    assert (said(document), rows(document)) == (list(SENTENCES), ROWS)


@with_extra
def test_what_is_recognised_keeps_its_place_on_the_page(tmp_path: Path):
    printed, scanned = read_document(pdf(tmp_path, "\n\n".join(SENTENCES) + TABLE)), read_document(scan(tmp_path))
    boxes = [[block.spot.box for block in document.blocks] for document in (printed, scanned)]
    assert [pytest.approx(box, abs=4) for box in boxes[0]] == boxes[1]


@with_extra
def test_the_whole_file_is_said_to_be_doubtful(tmp_path: Path):
    doubts = read_document(scan(tmp_path)).doubts
    assert [(doubt.text, doubt.why) for doubt in doubts] == [("scan.pdf", "ocr")]


def mixed(folder: Path) -> Path:
    """A file of three pages: set type, the scanned table, a photograph without a word."""
    (path := folder / "set.pdf").write_bytes(pdf(folder, COVER).read_bytes())
    scanned, photograph = scan(folder), folder / "photograph.pdf"
    Image.linear_gradient("L").resize((800, 600)).save(photograph, resolution=144)
    with pdfium.PdfDocument.new() as whole:
        for part in (path, scanned, photograph):
            with pdfium.PdfDocument(part) as one:
                whole.import_pages(one)
        whole.save(mixed := folder / "mixed.pdf")
    return mixed


@with_extra
def test_scanned_pages_between_pages_of_text_are_read_too(tmp_path: Path):
    document = read_document(mixed(tmp_path))
    assert (document.format, document.pages) == ("pdf", 3)
    assert rows(document) == ROWS
    assert "".join(said(document)) == "".join((COVER, *SENTENCES))
    assert [(doubt.why, doubt.spot.page) for doubt in document.doubts] == [("ocr_page", 2), ("picture_wordless", 3)]
    assert (document.recognised(), document.not_read()) == ((2,), (3,))


def test_without_the_extra_scanned_pages_between_pages_of_text_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    document = read_document(mixed(tmp_path))
    assert "".join(said(document)) == COVER
    assert [(doubt.why, doubt.spot.page) for doubt in document.doubts] == [("picture", 2), ("picture", 3)]
    assert (document.recognised(), document.not_read()) == ((), (2, 3))


@with_extra
def test_empty_paper_and_broken_images_are_refused(tmp_path: Path):
    with pytest.raises(UnreadableFile, match="没有识别出"):
        read_document(bare_pdf(tmp_path, b""))
    page(tmp_path).save(tmp_path / "whole.png")
    half = tmp_path / "half.png"
    half.write_bytes((tmp_path / "whole.png").read_bytes()[:5000])
    with pytest.raises(UnreadableFile, match="损坏"):
        read_document(half)
