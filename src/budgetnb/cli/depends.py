"""What a report depends on besides its own inputs: the rules, the forms, the program itself, and the decisions on it."""

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
}
"""Where the files of a kind lie: in the package, in the project."""
NOT_READ = ("__pycache__", "sample", "notebooks")


def depends_of(project: Path, params: Params, to: tuple[str, ...]) -> dict[str, str]:
    """Digests by name of all that the report of these parameters depends on."""
    return depends(project) | {"decisions": _decisions(project, params)} | of_register(project, params) | _season(project, params, to)


@cache
def depends(project: Path) -> dict[str, str]:
    """Digests by name of what every report depends on."""
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


def _season(project: Path, params: Params, to: tuple[str, ...]) -> dict[str, str]:
    """Digest of what stands in every notice of the season; nothing where no notice is asked for."""
    from budgetnb.running.files import sha256
    from budgetnb.season.settings import settings_path

    path = settings_path(project, params.year)
    return {"season": sha256(path)} if "docx" in to and path.is_file() else {}


def taken_over(project: Path, params: Params) -> frozenset[str]:
    """Digests of the workpapers of this disclosure that `budgetnb decide` has read."""
    from budgetnb.deciding import read_decisions

    found = read_decisions(_decision_path(project, params))
    return frozenset(found.imported) if found else frozenset()


def _decisions(project: Path, params: Params) -> str:
    from budgetnb.running.files import sha256

    path = _decision_path(project, params)
    return sha256(path) if path.is_file() else ""


def _decision_path(project: Path, params: Params) -> Path:
    """The decisions on a disclosure, found by what the file says when the parameters name no code."""
    from budgetnb.deciding import decision_path

    path = decision_path(project, params.year, params.level, params.code, params.department)
    if not path.is_file() and not params.code:
        return _by_name(path.parent).get((params.department, params.level), path)
    return path


@cache
def _by_name(folder: Path) -> dict[tuple[str, str], Path]:
    """The files of decisions in a folder by the organisation and level they name."""
    from budgetnb.deciding import read_decisions

    found = ((path, read_decisions(path)) for path in sorted(folder.glob("*.yaml")))
    return {(one.department, one.level): path for path, one in found if one}


@cache
def program() -> str:
    """Digest of the package without its rules and forms."""
    from budgetnb.running.files import digest_of

    package = _package()
    own = {path for path in package.rglob("*") if path.is_file() and not set(path.relative_to(package).parts) & set(NOT_READ)}
    return digest_of(own.difference(*map(_shipped, KINDS)), package)


def _shipped(kind: str) -> tuple[Path, ...]:
    folder = KINDS[kind][0]
    return tuple((_package() / folder).glob("*.yaml"))


def _package() -> Path:
    return Path(budgetnb.__file__).parent
