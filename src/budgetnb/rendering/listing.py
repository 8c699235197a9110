"""The page that leads to all reports of a folder, and the page of what changed since the last run.

Both are complete without their script. The script takes the rows out before anything is laid out and
puts back a hundred at a time, so that a page of thousands of reports opens at once from a file share.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import FunctionLoader, Template
from markupsafe import Markup, escape

from budgetnb.blocks_html import environment
from budgetnb.characters import visible
from budgetnb.texts import text

Link = tuple[str, str]
"""Words and an address below the reports folder."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A report in the list, or one that is not there (`missing` says why)."""

    year: str
    code: str
    name: str
    level: str
    draft: str = ""
    counts: tuple[int, int, int] | None = None
    coverage: str = ""
    page: str = ""
    others: tuple[Link, ...] = ()
    years: str = ""
    rules: tuple[str, ...] = ()
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """All entries, the pages over all of them, and the rules that are broken with what they say."""

    entries: Sequence[Entry]
    overviews: Sequence[Link] = ()
    rules: Sequence[tuple[str, str, int]] = ()
    changes: bool = False

    @property
    def drafts(self) -> bool:
        """Whether there are several drafts of anything."""
        return any(entry.draft for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Change:
    """One report of a run: what it is on, why it was built or why it was not, problems that came and went."""

    name: str
    page: str
    why: str
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """One run: when it ended, its counts in words, reports that changed, and the others by why they were built."""

    at: str
    counts: str
    changes: Sequence[Change]
    rest: Sequence[tuple[str, Sequence[Link]]] = ()


def listing_page(contents: Contents) -> str:
    """The page that leads to every report."""
    drafts = contents.drafts
    rows = Markup("\n".join(_row(entry, drafts) for entry in contents.entries))  # noqa: S704  every word in it is escaped
    return _page("listing", "listing.js", contents=contents, rows=rows)


def changes_page(runs: Sequence[Run]) -> str:
    """What the last runs changed, the latest first."""
    return _page("changes", "", runs=runs)


def _row(entry: Entry, drafts: bool) -> str:
    """One row. There may be thousands, and a template takes a hundred times as long as this."""
    rules = f' data-rules="{_escaped(" ".join(entry.rules))}"' if entry.rules else ""
    cells = [_cell(entry.year), _cell(entry.code), f'<th scope="row">{_link((entry.name, entry.page))}</th>', _cell(entry.level)]
    cells += [_cell(entry.draft)] if drafts else []
    if entry.missing:
        cells.append(f'<td colspan="4" class="missing">{_escaped(entry.missing)}</td>')
    else:
        cells += [f'<td class="r">{count}</td>' for count in entry.counts or ("", "", "")]
        cells.append(f'<td class="r">{_escaped(entry.coverage)}</td>')
    years = _link((text("listing.years"), entry.years)) if entry.years else ""
    return f"<tr{rules}>{''.join(cells)}<td>{' '.join(map(_link, entry.others))}</td><td>{years}</td></tr>"


def _link(link: Link) -> str:
    words, address = map(_escaped, link)
    return f'<a href="{address}">{words}</a>' if address else words


def _cell(words: str) -> str:
    return f"<td>{_escaped(words)}</td>"


def _escaped(words: str) -> str:
    return str(escape(visible(words)))


def _page(name: str, script: str, **parts: Any) -> str:
    code = _static(script) if script else ""
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    style = _static("page.css") + _static("listing.css")
    own = {"style": Markup(style), "script": Markup(code), "script_hash": f"sha256-{digest}"}  # noqa: S704  our own files
    return _template(name).render(title=text(f"listing.{name}.title"), **own, **parts)


@cache
def _template(name: str) -> Template:
    made = environment()
    made.loader = FunctionLoader(_static)
    return made.get_template(f"{name}.html.j2")


@cache
def _static(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")
