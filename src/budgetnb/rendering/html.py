"""The HTML page: one file, complete without its script, with no request to anywhere."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, FunctionLoader, Template
from markupsafe import Markup, escape
from traitlets import Unicode

from budgetnb.blocks import Heading
from budgetnb.blocks_html import environment
from budgetnb.characters import visible
from budgetnb.rendering.exporter import ReportExporter
from budgetnb.rendering.model import Page
from budgetnb.texts import text

_OPTIONAL = re.compile(r"</(?:td|th|tr|li|thead|tbody)>\n?")
"""End tags that HTML lets one leave out; a page of tables has thousands. In texts and attributes < is always escaped."""


class BudgetHTMLExporter(ReportExporter):
    """nbconvert exporter: an executed notebook as one HTML page."""

    file_extension = Unicode(".html", help="Extension of the file that is written").tag(config=True)
    output_mimetype = "text/html"
    export_from_notebook = "Budget report (HTML)"

    def lay_out(self, page: Page, resources: dict[str, Any]) -> str:
        """The whole page as text."""
        return page_html(page)


def page_html(page: Page) -> str:
    """The whole page in the language in force; the same page gives the same bytes."""
    style, script = _static("page.css"), _static("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    own = {"style": Markup(style), "script": Markup(script), "script_hash": f"sha256-{digest}"}  # noqa: S704  our own files
    made = _template().render(page=page, title=page.title or text("page.untitled"), outline=_outline(page), **own)
    return _OPTIONAL.sub("", made)


def _outline(page: Page) -> list[tuple[Heading, list[Heading]]]:
    """The headings of level 2, each with those of level 3 below it."""
    outline: list[tuple[Heading, list[Heading]]] = []
    for heading in page.contents:
        if heading.level == 2:
            outline.append((heading, []))
        else:
            outline[-1][1].append(heading)
    return outline


def _parted(title: str) -> Markup:
    """A title that is broken before a year, or the first of several, rather than inside a name."""
    whole = re.sub(r"(?<=\d)[—–](?=\d)", "\u2060\\g<0>\u2060", visible(title))
    parts = re.split(r"(?<=[^\x00-\x7f\u2060])(?=\d)", whole)
    return Markup("<wbr>").join(escape(part) for part in parts)


@cache
def _template() -> Template:
    made = environment()
    made.globals["parted"] = _parted
    own: BaseLoader = FunctionLoader(lambda name: _static(name) if name == "page.html.j2" else None)
    made.loader = ChoiceLoader([own, made.loader]) if made.loader else own
    return made.get_template("page.html.j2")


@cache
def _static(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")
