"""What every report depends on besides its own inputs: the rules, the forms, the decisions and the program itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import budgetnb

KINDS = {
    "rules": ("rules/books", "params/rules"),
    "forms": ("recognising/forms", "params/forms"),
    "decisions": ("", "params/decisions"),
}
"""Where the files of a kind lie: in the package, in the project."""
NOT_READ = ("__pycache__", "sample", "notebooks")


@cache
def depends(project: Path) -> dict[str, str]:
    """Digests by name; a change of one makes every report out of date."""
    from budgetnb.running.files import digest, digest_of

    package = Path(budgetnb.__file__).parent
    own = tuple(path for path in package.rglob("*") if path.is_file() and not set(path.relative_to(package).parts) & set(NOT_READ))
    found: dict[str, str] = {}
    of_kinds: set[Path] = set()
    for kind, (ours, theirs) in KINDS.items():
        shipped = [path for path in own if ours and path.is_relative_to(package / ours) and path.suffix == ".yaml"]
        local = [path for path in (project / theirs).rglob("*.yaml") if path.is_file()]
        of_kinds |= set(shipped)
        found[kind] = digest((digest_of(shipped, package) + digest_of(local, project)).encode())
    found["program"] = digest_of((path for path in own if path not in of_kinds), package)
    return found
