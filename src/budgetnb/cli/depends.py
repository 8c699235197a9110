"""What every report depends on besides its own inputs: the rules, the forms, the decisions and the program itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import budgetnb

KINDS = {
    "rules": ("rules/books", "params/rules"),
    "forms": ("recognising/forms", "params/forms"),
    "decisions": (None, "params/decisions"),
}
"""Where the files of a kind lie: in the package, in the project."""
NOT_READ = ("__pycache__", "sample", "notebooks")


@cache
def depends(project: Path) -> dict[str, str]:
    """Digests by name; a change of one makes every report out of date."""
    from budgetnb.running.files import digest, digest_of

    found = {}
    for kind, (_, theirs) in KINDS.items():
        local = (path for path in (project / theirs).rglob("*.yaml") if path.is_file())
        found[kind] = digest((digest_of(_shipped(kind), _package()) + digest_of(local, project)).encode())
    return found | {"program": program()}


@cache
def program() -> str:
    """Digest of the package without its rules and forms."""
    from budgetnb.running.files import digest_of

    package = _package()
    own = {path for path in package.rglob("*") if path.is_file() and not set(path.relative_to(package).parts) & set(NOT_READ)}
    return digest_of(own.difference(*map(_shipped, KINDS)), package)


def _shipped(kind: str) -> tuple[Path, ...]:
    folder = KINDS[kind][0]
    return tuple((_package() / folder).glob("*.yaml")) if folder else ()


def _package() -> Path:
    return Path(budgetnb.__file__).parent
