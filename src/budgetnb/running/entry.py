"""The pages that lead to every report: what there is, and what the last runs changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from budgetnb.rendering.listing import Change, Contents, Entry, Link, Run, changes_page, listing_page
from budgetnb.running.collect import Kept, draft_of
from budgetnb.running.manifest import outputs_of
from budgetnb.running.overall import Missing
from budgetnb.running.params import level_words
from budgetnb.running.runlog import NAME
from budgetnb.texts import text

PAGE = "report.html"
OTHERS = ("report.pdf", "workpaper.xlsx", "notice.docx")
MOST_RUNS = 10


def entry_page(reports: Iterable[Kept], over: Iterable[Kept] = (), missing: Iterable[Missing] = (), changes: bool = False) -> bytes:
    """The page of all reports, the latest year first, with those that are missing."""
    there, pages = tuple(reports), tuple(over)
    years = {folder: _page(one) for one in pages if one.params["report"] == "trend" for folder in one.params["reports"]}
    entries = [_entry(one, years.get(one.folder, "")) for one in there]
    entries += [_missing(one) for one in missing if not one.former]
    entries.sort(key=lambda entry: (-int(entry.year or 0), entry.code, entry.name, entry.level, entry.draft))
    overviews = [_overview(one) for one in pages if one.params["report"] == "overview"]
    return listing_page(Contents(entries, sorted(overviews, reverse=True), _rules(there), changes)).encode(errors="replace")


def history_page(out: Path, folders: Iterable[str]) -> bytes:
    """What the last runs changed; `folders` are those that have a report now."""
    there = set(folders)
    return changes_page([_run(lines, there) for lines in _runs(out)]).encode(errors="replace")


def _entry(one: Kept, years: str) -> Entry:
    params, brief = one.params, one.manifest.get("brief") or {}
    summary = brief.get("summary")
    names = outputs_of(one.manifest)
    return Entry(
        year=str(params["year"]),
        code=params.get("code") or "",
        name=params["department"],
        level=level_words(params["level"]),
        draft=draft_of(params) or "",
        counts=(summary["errors"], summary["warnings"], summary["hints"]) if summary else None,
        coverage=text("listing.coverage", share=f"{summary['coverage'] * 100:.1f}") if summary else "",
        page=_page(one),
        others=tuple((name.rpartition(".")[2].upper(), f"{quote(one.folder)}/{name}") for name in OTHERS if name in names),
        years=years,
        rules=tuple(_broken(one)),
    )


def _missing(one: Missing) -> Entry:
    why = text(f"listing.missing.{one.kind}", why=one.why)
    draft = str(one.revision) if one.revision else ""
    return Entry(str(one.year or ""), one.code or "", one.department or one.file, level_words(one.level), draft, missing=why)


def _overview(one: Kept) -> Link:
    choice = " ".join(filter(None, (level_words(one.params.get("level")), one.params.get("only"))))
    return text("listing.overview_of" if choice else "listing.overview", year=one.params["year"], choice=choice), _page(one)


def _page(one: Kept) -> str:
    names = outputs_of(one.manifest)
    first = PAGE if PAGE in names else next((name for name in OTHERS if name in names), "")
    return f"{quote(one.folder)}/{first}" if first else ""


def _rules(reports: Sequence[Kept]) -> list[tuple[str, str, int]]:
    """Every rule that is broken anywhere, what it says, and how many reports break it."""
    broken = [_broken(one) for one in reports]
    counts = Counter(rule for rules in broken for rule in rules)
    says = {rule: words for rules in broken for rule, words in rules.items()}
    return [(rule, says[rule], counts[rule]) for rule in sorted(counts)]


def _broken(one: Kept) -> Mapping[str, str]:
    """The rules that a report breaks, with what they say."""
    rules = (one.manifest.get("brief") or {}).get("rules")
    return rules if isinstance(rules, dict) else {}


def _runs(out: Path) -> Iterator[list[Mapping[str, Any]]]:
    """The lines of the log run by run, the latest first; lines that nobody finished are passed over."""
    try:
        lines = [line for line in map(_line, (out / NAME).read_bytes().splitlines()) if line]
    except OSError:
        return
    groups: list[list[Mapping[str, Any]]] = [[]]
    for line in lines:
        groups[-1].append(line)
        if line["event"] == "run":
            groups.append([])
    yield from [group for group in reversed(groups) if group][:MOST_RUNS]


def _line(written: bytes) -> Mapping[str, Any] | None:
    try:
        said: Mapping[str, Any] = json.loads(written)
        return said if said["event"] and said["at"] else None
    except (ValueError, KeyError, TypeError):
        return None


def _run(lines: Sequence[Mapping[str, Any]], there: set[str]) -> Run:
    """One run: what failed, then reports whose problems changed, then the others by why they were built."""
    end = lines[-1] if lines[-1]["event"] == "run" else None
    changes = [_change(line, there) for line in lines if line["event"] in ("failed", "removed") or _differs(line)]
    rest: dict[str, list[Link]] = {}
    for line in lines:
        if line["event"] == "built" and not _differs(line):
            rest.setdefault(_why(line), []).append((line["name"], _page_of(line, there)))
    counts = text("listing.changes.stopped")
    if end is not None:
        said = text("listing.changes.counts", **{name: end[name] for name in ("built", "failed", "same")})
        counts = said if end["whole"] else said + counts
    ordered = sorted(changes, key=lambda change: not change.failed)
    return Run(lines[-1]["at"].replace("T", " ").replace("+00:00", " UTC"), counts, ordered, tuple(rest.items()))


def _differs(line: Mapping[str, Any]) -> bool:
    """Whether problems came or went."""
    return any(line.get("problems", {}).values())


def _why(line: Mapping[str, Any]) -> str:
    return text("plan.comma").join(text(f"plan.why.{reason}") for reason in line["reasons"])


def _page_of(line: Mapping[str, Any], there: set[str]) -> str:
    return f"{quote(line['folder'])}/{PAGE}" if line["folder"] in there else ""


def _change(line: Mapping[str, Any], there: set[str]) -> Change:
    if line["event"] == "failed":
        return Change(line["name"], _page_of(line, there), text("listing.changes.failed", why=line["why"]), failed=True)
    if line["event"] == "removed":
        return Change(line["name"], "", text("listing.changes.removed"))
    came = line["problems"]
    said = text("listing.changes.why", why=_why(line))
    return Change(line["name"], _page_of(line, there), said, tuple(came["new"]), tuple(came["gone"]))
