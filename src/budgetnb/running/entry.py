"""The page that leads to every report: plain HTML, no script, no request to anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from budgetnb.characters import visible
from budgetnb.running.collect import Kept
from budgetnb.running.manifest import outputs_of
from budgetnb.texts import language, text

LINKED = ("report.html", "report.pdf", "workpaper.xlsx")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = (
    "body{font-family:'Noto Sans SC','Microsoft YaHei',sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1b1b1b}"
    "table{border-collapse:collapse;width:100%}th,td{padding:.35rem .6rem;border-bottom:1px solid #ccc;text-align:left}"
    "caption{text-align:left;padding:.3rem 0}a{color:#1f4e79}"
)


def entry_page(reports: Iterable[Kept]) -> bytes:
    """A table of the reports, the latest year first."""
    rows = sorted(reports, key=lambda one: (-one.manifest["params"]["year"], one.folder))
    heads = "".join(f'<th scope="col">{escape(text(f"batch.page.{name}"))}</th>' for name in ("year", "code", "name", "level", "files"))
    body = "\n".join(map(_row, rows))
    title, caption = escape(text("batch.page.title")), escape(text("batch.page.count", count=len(rows)))
    return (
        f'<!doctype html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f"<table>\n<caption>{caption}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</main>\n</body>\n</html>\n"
    ).encode(errors="replace")


def _row(one: Kept) -> str:
    params = one.manifest["params"]
    there = [name for name in LINKED if name in outputs_of(one.manifest)]
    links = " · ".join(f'<a href="{quote(one.folder)}/{name}">{name.rpartition(".")[2].upper()}</a>' for name in there)
    cells = (params["year"], params["code"] or "", params["department"], params["level"])
    return "<tr>" + "".join(f"<td>{escape(visible(str(cell)))}</td>" for cell in cells) + f"<td>{links}</td></tr>"
