"""Documents kept by content: the same again, and never trusted blindly."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetnb import reading
from budgetnb.reading import keeping, read_document
from budgetnb.reading.document import Cell, Document, Doubt, Grid, Paragraph, Spot
from budgetnb.reading.keeping import from_json, to_json
from budgetnb.store import FOLDER

PAGE = "<html><body><p>2024 年部门预算</p><table><tr><td>收入</td><td>185.55</td></tr></table></body></html>"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER, str(tmp_path / "store"))
    path = tmp_path / "公开.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def kept(folder: Path) -> list[Path]:
    return [path for path in (folder / "store").rglob("*") if path.is_file()]


def test_a_document_survives_json_whatever_it_holds():
    spot = Spot(page=3, box=(1.1, 2.0, 3.25, 4.0))
    grid = Grid((Cell("收\ud800入", 0, 1, Spot(sheet="表1", cell="B1"), 2, 3),), spot, spans_known=False)
    document = Document(
        "a.pdf", "00", "pdf", (Paragraph("甲乙", ((0, spot), (1, Spot(line=7)))), grid), 9, (Doubt("x", spot, "blank"),), (("- 1 -", spot),)
    )
    assert from_json(to_json(document)) == document


def test_what_was_read_once_is_not_read_again(page: Path, monkeypatch: pytest.MonkeyPatch):
    first = read_document(page)
    monkeypatch.setattr(reading, "import_module", lambda name: pytest.fail("read again"))
    assert read_document(page) == first


def test_a_file_whose_content_changed_is_read_again(page: Path):
    first = read_document(page)
    page.write_text(PAGE.replace("185.55", "185.56"), encoding="utf-8")
    assert read_document(page) != first
    assert len(kept(page.parent)) == 2


def test_another_version_of_a_library_reads_again(page: Path, monkeypatch: pytest.MonkeyPatch):
    read_document(page)
    monkeypatch.setattr(keeping, "version", lambda library: "99")
    keeping._readers.cache_clear()
    try:
        read_document(page)
    finally:
        keeping._readers.cache_clear()
    assert len(kept(page.parent)) == 2


@pytest.mark.parametrize(
    "damage", [lambda content: content[:-1], lambda content: b"", lambda content: b"[]" + content[2:]], ids=["cut", "empty", "other"]
)
def test_what_is_damaged_in_the_store_is_not_used(damage, page: Path):
    first = read_document(page)
    (path,) = kept(page.parent)
    path.write_bytes(damage(path.read_bytes()))
    assert read_document(page) == first


def test_without_a_store_nothing_is_kept(page: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(FOLDER)
    read_document(page)
    assert not kept(page.parent)


def test_a_store_that_cannot_be_written_to_is_no_mistake(page: Path):
    (page.parent / "store").write_text("no folder", encoding="utf-8")
    assert read_document(page).blocks


def test_every_real_document_is_the_same_from_the_store(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(FOLDER, str(tmp_path))
    for path in sorted(corpus.rglob("*.pdf"))[:3]:
        assert read_document(path) == read_document(path)
