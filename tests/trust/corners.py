"""The matrix of repeatability: what must make no difference to any byte, and the corners in which all of it is another."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
from dataclasses import dataclass
from itertools import product
from pathlib import Path

JOBS = ("1", "2")
ENGINES = ("plain", "forked")
FOLDERS = ("project", "另一个 文件夹/with spaces/and a very long name that goes on for quite a while")
ZONES = ("UTC", "Asia/Shanghai", "America/St_Johns")
LOCALES = ("C", "zh_CN.UTF-8", "tr_TR.UTF-8")
SEEDS = ("0", "1", "4294967295")


@dataclass(frozen=True)
class Corner:
    """One way to run the same batch."""

    jobs: str = JOBS[0]
    engine: str = ENGINES[0]
    folder: str = FOLDERS[0]
    zone: str = ZONES[0]
    locale: str = LOCALES[0]
    seed: str = SEEDS[0]

    @property
    def name(self) -> str:
        """What a test calls it."""
        return (
            f"j{self.jobs} {self.engine} {self.zone} {self.locale} seed {self.seed} {'elsewhere' if self.folder != FOLDERS[0] else 'here'}"
        )

    def environment(self, locales: Path) -> dict[str, str]:
        """The environment of a process there; `locales` is the folder of locales made for this."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG")) and key != "PYTHONUTF8"}
        return kept | {"TZ": self.zone, "LC_ALL": self.locale, "LOCPATH": str(locales), "PYTHONHASHSEED": self.seed}


FIRST = Corner()
OPPOSITE = Corner(JOBS[1], ENGINES[1], FOLDERS[1], ZONES[2], LOCALES[2], SEEDS[2])
"""Two corners that have nothing in common."""
ALL = tuple(
    Corner(jobs, engine, FOLDERS[number % 2], ZONES[number % 3], locale, SEEDS[(number // 3) % 3])
    for number, (jobs, engine, locale) in enumerate(product(JOBS, ENGINES, LOCALES))
)
"""Every combination of jobs, engine and locale, with folders, time zones and hash seeds in turn."""


def make_locales(folder: Path) -> str:
    """Compile the locales into a folder; why that is not possible here, or ""."""
    if shutil.which("localedef") is None:
        return "no localedef on this system (Debian: apt-get install locales)"
    charmaps = Path("/usr/share/i18n/charmaps")
    plain = folder / "UTF-8"
    if (charmaps / "UTF-8.gz").is_file():
        plain.write_bytes(gzip.decompress((charmaps / "UTF-8.gz").read_bytes()))  # localedef would call gzip
    for locale in LOCALES[1:]:
        command = ["localedef", "-i", locale.partition(".")[0], "-f", str(plain) if plain.is_file() else "UTF-8", str(folder / locale)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        if not (folder / locale / "LC_CTYPE").is_file():
            return f"localedef cannot make {locale}: {done.stderr.strip()}"
    return ""
