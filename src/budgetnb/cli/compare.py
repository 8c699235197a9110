"""`budgetnb compare`: two drafts, from files, a review.json or a report folder; what is settled, still there, new."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetnb.characters import escaped
from budgetnb.texts import text

if TYPE_CHECKING:
    from budgetnb.checking.drafts import Drafts

REVIEW = "review.json"


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("old", type=Path, metavar=text("cli.compare.old"), help=text("cli.compare.old_help"))
    parser.add_argument("new", type=Path, metavar=text("cli.compare.newer"), help=text("cli.compare.new_help"))
    parser.add_argument("--json", action="store_true", help=text("cli.compare.json"))


def run(args: Namespace) -> int:
    """Compare the drafts; 1 while any problem is left, 0 when none is."""
    from budgetnb.checking.drafts import compare
    from budgetnb.checking.jsons import changes_json

    old, new = _reviews(args.old), _reviews(args.new)
    found = compare(old, new)
    if len(old) == len(new) == 1 and _whose(old[0]) != _whose(new[0]):
        print(text("cli.compare.apart", old=_whose(old[0]), new=_whose(new[0])), file=sys.stderr)
    if args.json:
        told = [{"name": drafts.name, **changes_json(drafts)} for drafts in found]
        print(escaped(json.dumps({"schema": "budgetnb.drafts/1", "drafts": told}, ensure_ascii=False, indent=2)))
    else:
        print("\n".join(line for drafts in found for line in _lines(drafts)))
    return int(any(drafts.remaining or drafts.new for drafts in found))


def _reviews(path: Path) -> list[dict[str, Any]]:
    """The reviews in a report folder or a review.json, or of a document."""
    from budgetnb.checking.drafts import read_reviews

    written = path / REVIEW if path.is_dir() else path
    if written.suffix != ".json":
        return _checked(written)
    return read_reviews(written)


def _whose(review: dict[str, Any]) -> str:
    """Whose disclosure it says it is, and of which year."""
    disclosure = review["disclosure"]
    return " ".join(str(said) for said in (disclosure["department"]["name"], disclosure["year"], disclosure["level"]) if said)


def _checked(path: Path) -> list[dict[str, Any]]:
    """The reviews of a document, made now."""
    from budgetnb.checking.books import rule_book
    from budgetnb.checking.check import check
    from budgetnb.checking.jsons import review_json
    from budgetnb.cli.files import read_disclosures

    disclosures, refused = read_disclosures([path])
    if not disclosures:
        raise refused[0]
    return [review_json(check(disclosure, rule_book())) for disclosure in disclosures]


def _lines(drafts: Drafts) -> Iterator[str]:
    counts = {"settled": len(drafts.settled), "remaining": len(drafts.remaining), "new": len(drafts.new)}
    yield text("cli.compare.head", name=drafts.name, **counts)
    for kind in ("settled", "remaining", "new"):
        for told in getattr(drafts, kind):
            yield text(f"cli.compare.{kind}", severity=text(f"cli.severity.{told.severity}"), title=told.title, id=told.id)
