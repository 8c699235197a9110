"""A folder of this machine that stands for an address of fsspec (`s3://…`), so that everything else only ever sees files.

What is another at the address than here is fetched; what was written here is sent, the manifest of a report last, so
that at the address too a report without a manifest does not exist. A mirror may be deleted at any time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from budgetnb.errors import BudgetnbError
from budgetnb.running.files import MANIFEST, digest, write_whole

RECORD = ".mirror.json"
MIRRORS = "BUDGETNB_MIRRORS"
"""The environment variable that says where mirrors are kept; otherwise it is `.cache/budgetnb` of the user."""

Known = tuple[str, int, int]
"""Of a file: what the address says of its version, its size here, and when it was written here."""


class Unreachable(BudgetnbError):
    """An address that cannot be read or written, or whose kind needs a package that is not installed."""

    key = "batch.unreachable"


@dataclass(slots=True)
class Mirror:
    """An address and its folder. `known` are the files that were alike here and there when they were last looked at."""

    address: str
    folder: Path
    known: dict[str, Known] = field(default_factory=dict)

    def fetch(self, without: str = "") -> None:
        """Make the folder hold what the address holds, but for what is below `without`."""
        with _told(self.address):
            files, root = _opened(self.address)
            there = {name: tag for name, tag in _listed(files, root) if not (without and name.startswith(f"{without}/"))}
            wanted = [name for name, tag in there.items() if self.known.get(name) != (tag, *_here(self.folder / name))]
            self._get(files, root, wanted)
        for name in self.known.keys() - there.keys():
            (self.folder / name).unlink(missing_ok=True)
        self.known = {name: (tag, *_here(self.folder / name)) for name, tag in there.items()}
        self.record()

    def fetch_some(self, names: Iterable[str]) -> None:
        """Fetch these files; what the address says of them is asked for only when they are sent."""
        wanted = sorted(set(names))
        with _told(self.address):
            files, root = _opened(self.address)
            self._get(files, root, wanted)
        self.known |= {name: ("", *_here(self.folder / name)) for name in wanted}

    def send(self, *below: str) -> None:
        """Send what was written, and take away what was removed, below these folders (or these files; "" is everything)."""
        chosen = [prefix.rstrip("/") for prefix in below]
        here = {name for name in _names(self.folder) if _is_below(name, chosen)}
        changed = sorted(name for name in here if self.known.get(name, ("", 0, 0))[1:] != _here(self.folder / name))
        gone = sorted(name for name in self.known if _is_below(name, chosen) and name not in here)
        if not changed and not gone:
            return
        manifests = [name for name in changed if Path(name).name == MANIFEST]
        with _told(self.address):
            files, root = _opened(self.address)
            _remove(files, root, [name for name in (*manifests, *gone) if name in self.known])
            for names in ([name for name in changed if name not in manifests], manifests):
                if names:
                    files.put([str(self.folder / name) for name in names], [f"{root}/{name}" for name in names])
            for name in changed:
                self.known[name] = (_tag(files.info(f"{root}/{name}")), *_here(self.folder / name))
        for name in gone:
            del self.known[name]

    def record(self) -> None:
        """Keep what is known for the next run."""
        write_whole(self.folder, {RECORD: json.dumps(self.known, ensure_ascii=False).encode(errors="replace")})

    def _get(self, files: Any, root: str, names: list[str]) -> None:
        for folder in {(self.folder / name).parent for name in names}:
            folder.mkdir(parents=True, exist_ok=True)
        if names:
            files.get([f"{root}/{name}" for name in names], [str(self.folder / name) for name in names])


def mirror_of(address: str, folder: Path | None = None) -> Mirror:
    """The mirror of an address as the last run left it, in this folder or in one that this machine keeps for it."""
    address = address.rstrip("/")
    home = Path(os.environ.get(MIRRORS) or Path.home() / ".cache" / "budgetnb")
    folder = folder or home / digest(address.encode())[:16]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        known = {name: tuple(said) for name, said in json.loads((folder / RECORD).read_bytes()).items()}
    except (OSError, ValueError, AttributeError, TypeError):
        known = {}
    return Mirror(address, folder, known)


def is_address(words: str) -> bool:
    """Whether these words name a place that only fsspec can reach."""
    return "://" in words


def above(address: str, sign: str) -> str:
    """The nearest address from this one upwards that holds `sign`; the address itself when there is none."""
    with _told(address):
        files, root = _opened(address)
        kind = address.partition("://")[0]
        parts = root.split("/")
        candidates = ("/".join(parts[:end]) for end in range(len(parts), 0, -1))
        found = next((path for path in candidates if path and files.exists(f"{path}/{sign}")), root)
    return f"{kind}://{found}"


def _opened(address: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs  # noqa: PLC0415  of the extra `cluster`

    files, root = url_to_fs(address)
    files.invalidate_cache()
    return files, root.rstrip("/")


def _listed(files: Any, root: str) -> Iterator[tuple[str, str]]:
    for path, about in files.find(root, detail=True).items():
        name = path.removeprefix(root).lstrip("/")
        if name and not any(part.startswith(".") for part in name.split("/")):
            yield name, _tag(about)


def _tag(about: dict[str, Any]) -> str:
    """What tells two versions of a file apart, as far as this kind of address says it."""
    return str(
        next((about[key] for key in ("ETag", "etag", "md5", "mtime", "LastModified", "created") if about.get(key)), about.get("size"))
    )


def _names(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if not any(part.startswith(".") for part in name.parts) and path.is_file():
            yield name.as_posix()


def _here(path: Path) -> tuple[int, int]:
    try:
        about = path.stat()
    except OSError:
        return -1, -1
    return about.st_size, about.st_mtime_ns


def _is_below(name: str, chosen: list[str]) -> bool:
    return any(not prefix or name == prefix or name.startswith(f"{prefix}/") for prefix in chosen)


def _remove(files: Any, root: str, names: list[str]) -> None:
    for name in names:
        with suppress(FileNotFoundError):
            files.rm_file(f"{root}/{name}")


@contextmanager
def _told(address: str) -> Iterator[None]:
    try:
        yield
    except Exception as wrong:  # whatever a kind of address raises: there are dozens, each with exceptions of its own
        raise Unreachable(address=address, why=f"{type(wrong).__name__}: {wrong}") from wrong
