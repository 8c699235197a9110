"""The PDF: one fixed typst template, PDF/A-2a and PDF/UA-1, Chinese fonts from a package, the same bytes every time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, Literal

from traitlets import Unicode

from budgetnb.errors import MissingFont
from budgetnb.rendering.exporter import ReportExporter
from budgetnb.rendering.model import Page
from budgetnb.rendering.paper import Pen, paper_json

STANDARDS: tuple[Literal["a-2a"], Literal["ua-1"]] = ("a-2a", "ua-1")

KEPT, AGES = 3, 11
"""After how many pages the typesetter is made to forget, and how many small ones that takes."""
_MADE = count(1)


class BudgetPDFExporter(ReportExporter):
    """nbconvert exporter: an executed notebook as a PDF.

    `resources["missing_glyphs"]` lists the characters the fonts have no shape for; they are shown by their number.
    """

    file_extension = Unicode(".pdf", help="Extension of the file that is written").tag(config=True)
    output_mimetype = "application/pdf"
    export_from_notebook = "Budget report (PDF)"

    def lay_out(self, page: Page, resources: dict[str, Any]) -> bytes:
        """The PDF as bytes."""
        made, missing = page_pdf(page)
        resources["missing_glyphs"] = sorted(missing)
        return made


def page_pdf(page: Page) -> tuple[bytes, frozenset[str]]:
    """The page as a PDF in the language in force, and the characters that had no glyph."""
    import typst  # noqa: PLC0415  loaded only when a PDF is made

    pen = Pen(glyphs())
    content = json.dumps(paper_json(page, pen), ensure_ascii=False)
    templates = Path(__file__).parent / "templates"
    with _panics_told():
        made = typst.compile(
            templates / "report.typ",
            root=templates,  # the only folder it could read from
            font_paths=_fonts(),
            sys_inputs={"page": content},
            format="pdf",
            pdf_standards=list(STANDARDS),
            timestamp=0,  # never today
        )
        _forget(typst)
    return made, frozenset(pen.missing)


@contextmanager
def _panics_told() -> Iterator[None]:
    """Make an error of a panic of the typesetter: it is no Exception, and would end the thread that builds one report after the other.

    That happens where a machine has no thread or memory left to give.
    """
    try:
        yield
    except BaseException as wrong:
        if type(wrong).__name__ != "PanicException":
            raise
        raise RuntimeError(str(wrong)) from wrong


def _forget(typst: Any) -> None:
    """Let the typesetter forget former pages, of which it keeps ten: 150 MB each where a report has thirty pages."""
    if next(_MADE) % KEPT == 0:
        for _ in range(AGES):
            typst.compile(b"x", font_paths=_fonts(), format="svg")


@cache
def _fonts() -> Any:
    """The two fonts, and nothing else of this computer."""
    import typst  # noqa: PLC0415  loaded only when a PDF is made

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_files()[0].parent)])


@cache
def glyphs() -> frozenset[int]:
    """Characters that have a shape in one of the fonts."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # noqa: PLC0415  loaded only when a PDF is made

    covered: set[int] = set()
    for path in font_files():
        with TTFont(path, lazy=True) as font:
            covered.update(font.getBestCmap())
    return frozenset(covered)


def font_files() -> tuple[Path, ...]:
    """The faces pages are set in; MissingFont when their package is not installed."""
    try:
        import pylopdf_fonts_zh_cn as fonts  # noqa: PLC0415  its absence is explained, not a traceback
    except ImportError:
        raise MissingFont from None
    return fonts.sans_path(), fonts.serif_path()
