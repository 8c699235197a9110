"""CPU seconds that a PDF adds to a report: the bundled sample, each time with other figures, as departments have them.

The typesetter remembers what it has set before; the same figures again would cost nothing. What it costs to make it forget
is part of the figure. bench_pdf.py [ROUNDS] (default 9)
"""

from __future__ import annotations

import resource
import subprocess
import sys
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import nbformat

from budgetnb.blocks import MIMETYPE, Run, from_json, to_json
from budgetnb.rendering.html import BudgetHTMLExporter
from budgetnb.rendering.pdf import BudgetPDFExporter

SAMPLE = Path(__file__).parents[1] / "src" / "budgetnb" / "sample" / "disclosure.txt"


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    executed, html, pdf = _executed(), BudgetHTMLExporter(), BudgetPDFExporter()  # type: ignore[no-untyped-call]
    costs: dict[str, list[float]] = {"HTML": [], "PDF": []}
    for number in range(rounds + 1):
        notebook = _with_other_figures(executed, number)
        for name, exporter in (("HTML", html), ("PDF", pdf)):
            before = _processor_time()
            exporter.from_notebook_node(notebook)
            if number:  # the first of all reads fonts and templates
                costs[name].append(_processor_time() - before)
    for name, found in costs.items():
        print(f"{name}: {median(found):.2f} CPU s a report ({min(found):.2f} to {max(found):.2f}, {rounds} rounds)")
    return 0


def _executed() -> Any:
    """The department notebook on the sample, run once."""
    with TemporaryDirectory() as name:
        command = [Path(sys.executable).parent / "budgetnb", "report", SAMPLE, "--to", "html", "-o", name]
        subprocess.run(command, cwd=name, check=True, stdout=subprocess.DEVNULL)
        return nbformat.read(next(Path(name).rglob("report.ipynb")), as_version=4)


def _with_other_figures(notebook: Any, by: int) -> Any:
    made = nbformat.from_dict(notebook)  # type: ignore[no-untyped-call]
    for cell in made.cells:
        for output in cell.get("outputs", ()):
            if MIMETYPE in output.get("data", {}):
                output["data"][MIMETYPE] = to_json(_moved(from_json(output["data"][MIMETYPE]), by))
    return made


def _moved(thing: Any, by: int) -> Any:
    """The same blocks with every digit of their words another one."""
    if isinstance(thing, tuple):
        return tuple(_moved(part, by) for part in thing)
    if isinstance(thing, Run):
        return replace(thing, text=thing.text.translate({ord("0") + digit: ord("0") + (digit + by) % 10 for digit in range(10)}))
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{field.name: _moved(getattr(thing, field.name), by) for field in fields(thing)})
    return thing


def _processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
