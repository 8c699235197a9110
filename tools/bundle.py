"""One archive that installs where there is no network: wheels, the installer, notebooks, documentation.

    python tools/bundle.py --wheel dist/budgetnb-….whl --docs site [--platform win_amd64 --python 3.12] --out dist

The wheels are those that requirements.lock names, checked against its hashes here and again when they are installed;
fonts come in one of them. Without --platform they are for the machine this runs on.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from itertools import groupby, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).parents[1]
EXTRAS = "lab"
Need = tuple[str, str]
"""A name and an extra of it, "" for itself."""
World = dict[str, str]
"""What the words of markers stand for."""
DATE = (2000, 1, 1, 0, 0, 0)
"""Archives say when their files were changed; ours say the same every time."""
SYSTEMS = {
    "win": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
    "macosx": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
}
"""What markers say of systems other than Linux, by the beginning of a platform's name."""
_ENTRY = re.compile(r"^(?P<pin>(?P<name>[\w.-]+)==[^\\\n]+)(?:\\?\n[ \t]+[^\n]*)*", re.MULTILINE)


def main() -> None:
    """Download, describe, pack."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", type=Path, required=True)
    parser.add_argument("--docs", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--platform")
    parser.add_argument("--python", default=f"{sys.version_info.major}.{sys.version_info.minor}")
    args = parser.parse_args()
    platform = args.platform or sysconfig.get_platform().replace("-", "_").replace(".", "_")
    name = "-".join(("budgetnb", args.wheel.name.split("-")[1], "offline", platform, f"py{args.python}"))
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / name
        download(args.wheel, folder / "wheels", args.platform, args.python)
        (folder / "requirements.txt").write_text("".join(locked(folder / "wheels")), encoding="utf-8")
        for source in ("README.md", "LICENSE", "CHANGELOG.md"):
            shutil.copy(ROOT / source, folder / source)
        for part in ("install.py", "INSTALL.txt"):
            shutil.copy(ROOT / "tools" / "offline" / part, folder / part)
        shutil.copytree(ROOT / "notebooks", folder / "notebooks")
        shutil.copytree(args.docs, folder / "docs")
        made = pack(folder, args.out / f"{name}.zip")
    print(f"{made} ({made.stat().st_size / 1e6:.0f} MB)")


def download(wheel: Path, into: Path, platform: str | None, python: str) -> None:
    """The wheel and all it needs on a system, in the versions of the lock: what it names, what that names, and so on.

    pip cannot find this out for another system: it reads markers as those of the machine it runs on.
    """
    into.mkdir(parents=True)
    shutil.copy(wheel, into)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
    if platform:
        command += ["--platform", platform, "--python-version", python, "--implementation", "cp"]
    worlds = worlds_of(platform, python)
    pins = [Requirement(entry["pin"]) for entry in _ENTRY.finditer((ROOT / "requirements.lock").read_text(encoding="utf-8"))]
    asked: set[Need] = set()
    new: set[Need] = {("budgetnb", ""), ("budgetnb", EXTRAS)}
    while new:
        asked |= new
        new = {need for name, extra in new for need in needs(into, name, extra, worlds)} - asked
        names = {name for name, _ in new}
        wanted = {canonical(pin) for pin in pins if canonicalize_name(pin.name) in names and holds(pin, worlds)} - there(into)
        versions = [sorted(of) for _, of in groupby(sorted(wanted), key=lambda pin: pin.partition("==")[0])]
        for one_of_each in zip_longest(*versions):  # pip takes one version of a name at a time
            subprocess.run([*command, "--dest", str(into), *filter(None, one_of_each)], check=True)


def worlds_of(platform: str | None, python: str) -> list[World]:
    """What markers may say there: the first and the last patch level of a Python on a system."""
    system = next((words for start, words in SYSTEMS.items() if (platform or "").startswith(start)), {})
    return [{**system, "python_full_version": f"{python}.{patch}", "python_version": python} for patch in (0, 99)]


def needs(wheels: Path, name: str, extra: str, worlds: list[World]) -> Iterator[Need]:
    """What a wheel, or an extra of it, says that it needs: names and extras."""
    for wheel in wheels.glob("*.whl"):
        if parse_wheel_filename(wheel.name)[0] != name:
            continue
        with zipfile.ZipFile(wheel) as packed:
            (said,) = [one for one in packed.namelist() if one.count("/") == 1 and one.endswith(".dist-info/METADATA")]
            metadata = message_from_bytes(packed.read(said))
        for need in map(Requirement, metadata.get_all("Requires-Dist") or ()):
            if holds(need, [{**world, "extra": extra} for world in worlds]):
                yield from ((canonicalize_name(need.name), one) for one in ("", *need.extras))


def holds(need: Requirement, worlds: list[World]) -> bool:
    """Whether something is needed in any of these worlds."""
    return need.marker is None or any(need.marker.evaluate(world) for world in worlds)


def canonical(pin: Requirement) -> str:
    """A pin without its marker."""
    return f"{canonicalize_name(pin.name)}{pin.specifier}"


def there(wheels: Path) -> set[str]:
    """The wheels of a folder as pins."""
    parts = (parse_wheel_filename(wheel.name)[:2] for wheel in wheels.glob("*.whl"))
    return {f"{name}=={version}" for name, version in parts}


def locked(wheels: Path) -> Iterator[str]:
    """The entries of the lock for these wheels, with their hashes."""
    pins = there(wheels)
    for entry in _ENTRY.finditer((ROOT / "requirements.lock").read_text(encoding="utf-8")):
        if canonical(Requirement(entry["pin"])) in pins:
            yield f"{entry[0]}\n"


def pack(folder: Path, archive: Path) -> Path:
    """A zip of a folder whose bytes depend on its files alone; wheels are compressed already."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), DATE)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if path.suffix == ".whl" else zipfile.ZIP_DEFLATED
            packed.writestr(entry, path.read_bytes())
    return archive


if __name__ == "__main__":
    main()
