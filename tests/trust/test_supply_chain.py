"""What we are made of and whom we ask: locked, under licences anybody may use, and nobody at all at run time."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from pypdfium2 import PdfDocument
from trust.carriers import NAME, SAMPLE, params
from trust.licences import ALLOWED, PAGE, licence, locked, page, parts

import budgetnb as bn
from budgetnb.rendering.pdf import font_files

PACKAGE = Path(bn.__file__).parent
GUARD = """
import os, socket, sys
HERE = (None, "", "127.0.0.1", "::1", "localhost", b"localhost", socket.gethostname())
def tell(words):
    with open(os.environ["WATCHED"], "a") as log:
        print(words, file=log)
def watched(event, arguments):
    if event in ("socket.connect", "socket.sendto"):
        local = isinstance(arguments[1], (str, bytes)) or arguments[1][0] in HERE
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        local = arguments[0] in HERE
    else:
        local = event not in ("urllib.Request", "http.client.connect", "smtplib.connect", "ftplib.connect")
    if not local:
        tell(f"ELSEWHERE {event} {arguments[1:]}")
        raise OSError("no network here")
tell(f"watching {os.getpid()}")
sys.addaudithook(watched)
"""
"""Put into every process of Python, kernels too: writes down whom it asks, and lets nobody out."""
ALONE = 'ip link set lo up 2> /dev/null || ifconfig lo up; exec "$@"'
NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "poplib", "imaplib", "telnetlib", "xmlrpc", "webbrowser"}


def test_the_page_of_licences_is_current():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: .venv/bin/python tests/trust/licences.py > docs/licences.md"


def test_every_locked_package_has_a_licence_anybody_may_use():
    listed = dict(re.findall(r"^\| (\S+) \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert {name for name in listed if name not in ("package", "---")} == set(locked())
    assert not {name: words for name in locked() if not set(parts(words := listed[name])) <= ALLOWED or not words}
    assert sum(licence(name) is not None for name in locked()) > 100, "nearly all of them are read from what is installed"


def test_the_fonts_we_draw_with_may_be_given_to_anybody(department_report):
    for file in font_files():
        said = {str(name) for name in TTFont(file)["name"].names if name.nameID == 13}
        assert any("SIL Open Font License" in words for words in said), file.name
    document = PdfDocument(department_report("zh").folder / "report.pdf")
    fonts = {part.get_font().get_base_name() for part in document[0].get_objects(filter=(1,))}
    assert fonts
    assert all(re.search(r"(?i)noto|source", name) for name in fonts)


def test_no_module_of_ours_can_speak_to_a_network_but_the_two_that_must():
    """Kernels are asked for over a pair of sockets; only the extra `cluster` goes anywhere, where somebody names an address."""
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            for name in {name.partition(".")[0] for name in names if name != "urllib.parse"} & NETWORK:
                found.setdefault(name, set()).add(path.relative_to(PACKAGE).as_posix())
    assert found.pop("socket") == {"running/forking/parent.py", "running/forking/server.py"}
    assert found == {}


@pytest.mark.skipif(os.name == "nt", reason="kernels of Windows ask themselves over other sockets")
def test_the_main_job_asks_nobody(tmp_path: Path):
    """In a network of its own where the system allows one, and in any case with every call to a network watched."""
    project, watch, log = tmp_path / "project", tmp_path / "watch", tmp_path / "log"
    watch.mkdir()
    (watch / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    params(project / "params" / "departments" / "a.yaml", department=NAME, code="310001", level="部门", year=2024, sources="a.txt")
    (project / "a.txt").write_text(SAMPLE, encoding="utf-8")
    command = [sys.executable, "-m", "budgetnb", "batch", "params", "-j", "1"]
    alone = ["unshare", "--net", "sh", "-c", ALONE, "sh"]
    possible = shutil.which("unshare") and subprocess.run([*alone, "true"], capture_output=True, check=False).returncode == 0
    env = {**os.environ, "PYTHONPATH": str(watch), "WATCHED": str(log)}
    done = subprocess.run(
        [*(alone if possible else ()), *command], cwd=project, env=env, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert (project / "reports" / "2024" / "310001-dept" / "report.pdf").is_file()
    said = log.read_text(encoding="utf-8").splitlines()
    assert len({line for line in said if line.startswith("watching")}) > 1, "the program and the parent of its kernels"
    assert not [line for line in said if not line.startswith("watching")]


def test_the_watch_stops_and_tells(tmp_path: Path):
    (tmp_path / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    ask = "import urllib.request; urllib.request.urlopen('http://192.0.2.1/')"
    env = {**os.environ, "PYTHONPATH": str(tmp_path), "WATCHED": str(tmp_path / "log")}
    done = subprocess.run([sys.executable, "-c", ask], env=env, capture_output=True, encoding="utf-8", check=False)
    assert "no network here" in done.stderr
    assert (tmp_path / "log").read_text(encoding="utf-8").splitlines()[1].startswith("ELSEWHERE")
