"""PDFs: ruled tables with merged heads over several pages, by one fixed typst template. A paper's words are data, never source."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst

from faults.paper import Block, Paragraph, Row, words

_FOLDER = Path(__file__).parent


def write_pdf(blocks: Sequence[Block], path: Path) -> Path:
    """Write blocks as a PDF; tables of more than eight columns stand on landscape pages."""
    content = json.dumps([_block(block) for block in blocks], ensure_ascii=False)
    made = typst.compile(
        _FOLDER / "paper.typ", root=_FOLDER, font_paths=_fonts(), sys_inputs={"blocks": content}, format="pdf", timestamp=0
    )
    path.write_bytes(made)
    return path


@cache
def _fonts() -> Any:
    folder = Path(pylopdf_fonts_zh_cn.__file__).parent
    files = sorted({file.parent for file in folder.rglob("*.?tf")})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(file) for file in files])


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": "line", "style": block.style, "text": block.text}
    return {
        "kind": "table",
        "above": [line.text for line in block.above],
        "below": [line.text for line in block.below],
        "columns": block.columns,
        "head": [_cells(row) for row in block.head],
        "body": [_cells(row) for row in block.body],
    }


def _cells(row: Row) -> list[list[Any]]:
    return [[words(cell.part), cell.rowspan, cell.colspan] for cell in row]
