"""A drawing on a page is small and harmless, whoever drew it."""

from __future__ import annotations

import base64
import struct
import zlib
from xml.etree import ElementTree

import pytest
from specimen import bars
from trust.attacks import DRAWINGS, Attack

from budgetnb.svg import clean_svg, png_as_svg

NAMESPACE = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 90 60">'


def inside(source: str) -> str:
    drawing = clean_svg(f"{NAMESPACE}{source}</svg>")
    assert drawing is not None
    return drawing.inside


@pytest.mark.parametrize("attack", DRAWINGS, ids=lambda attack: attack.name)
def test_what_could_act_or_ask_for_something_falls_away(attack: Attack):
    cleaned = inside(attack.words)
    assert not any(word in cleaned for word in ("script", "http", "alert", "url", "on", "style", 'href="data:image/svg'))


def test_words_stay_and_are_escaped():
    assert inside("<text x='1'>收入 &lt;b&gt; &amp;</text>") == '<text x="1">收入 &lt;b&gt; &amp;</text>'


def test_ids_get_a_prefix_and_only_where_somebody_refers_to_them():
    source = "<g id='figure_1'><clipPath id='c'><rect width='9'/></clipPath><path d='M 0 0' clip-path='url(#c)'/></g>"
    drawing = clean_svg(f"{NAMESPACE}{source}</svg>", prefix="f1-")
    assert drawing is not None
    assert drawing.inside == '<clipPath id="f1-c"><rect width="9"/></clipPath><path d="M 0 0" clip-path="url(#f1-c)"/>'


def test_an_entity_bomb_is_no_drawing():
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><svg><text>&b;</text></svg>'
    assert clean_svg(bomb) is None


@pytest.mark.parametrize("source", ["", "no svg", "<html/>", "<svg><g></svg>"])
def test_what_is_no_svg_is_none(source: str):
    assert clean_svg(source) is None


def test_a_chart_of_matplotlib_is_halved_and_keeps_its_words():
    drawing = clean_svg(bars())
    assert drawing is not None
    assert len(drawing.inside) < len(bars()) / 2
    assert (round(drawing.width), drawing.box) == (691, "0 0 518.4 187.2")
    document = ElementTree.fromstring(drawing.standalone("Noto Sans SC"))  # noqa: S314  we wrote it
    words = {text.text for text in document.iter("{http://www.w3.org/2000/svg}text")}
    assert {"社会保障和就业支出", "4,048.11", "万元"} <= words


def test_a_png_becomes_a_drawing_of_its_size():
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    png = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 3, 2, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0\0\0\0" * 2))
        + chunk(b"IEND", b"")
    )
    svg = png_as_svg(base64.encodebytes(png).decode())
    assert svg is not None
    drawing = clean_svg(svg)
    assert drawing is not None
    assert (drawing.width, drawing.height) == (3, 2)
    assert 'href="data:image/png;base64,' in drawing.inside


def test_what_is_no_png_is_none():
    assert png_as_svg("PHN2Zz4=") is None
