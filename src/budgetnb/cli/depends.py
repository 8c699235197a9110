"""What every report depends on besides its own inputs: the rules, the forms, the decisions and the program itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import budgetnb

if TYPE_CHECKING:
    from budgetnb.running.params import Params
    from budgetnb.season.register import Register

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


def of_register(project: Path, params: Params) -> dict[str, str]:
    """Digest of what the register says of a report's organisation, its parent and its units; nothing where there is no register."""
    from dataclasses import replace

    from budgetnb.running.files import digest

    register = register_of(project)
    if register is None:
        return {}
    one = register.find(params.department, params.code, params.level, params.year)
    lines = [replace(line, line=0) for line in register.around(one)] if one else []
    return {"register": digest(repr(lines).encode())}


def register_of(project: Path) -> Register | None:
    """The register of a project, read again when it has changed; WrongRegister says what is wrong with it."""
    from budgetnb.season.register import FILE

    path = project / FILE
    return _register(path, path.stat().st_mtime_ns, path.stat().st_size) if path.is_file() else None


@cache
def _register(path: Path, _changed: int, _size: int) -> Register:
    from budgetnb.season.reading import read_register

    return read_register(path)


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
