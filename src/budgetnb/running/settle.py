"""An executed notebook freed of everything that differs from run to run, so that it is saved byte for byte alike."""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING, Any

from budgetnb.blocks import FILES_MIMETYPE, ROWS_MIMETYPE

if TYPE_CHECKING:
    from nbformat import NotebookNode

_ADDRESS = re.compile(r"(?<= at )0x[0-9a-fA-F]{6,}")
_WIDGET = "application/vnd.jupyter.widget-view+json"


def settle(notebook: NotebookNode) -> NotebookNode:
    """A copy with cells numbered, times, paths and versions gone, and printed text in one piece.

    Files handed to the runner are taken out, since they lie beside the notebook. Addresses of
    objects in printed text (`at 0x7f…`) say nothing and differ every time: they become `0x…`.
    """
    from nbformat import from_dict  # noqa: PLC0415  loaded only when a report is built

    settled = copy(notebook)
    kernel = settled.metadata.get("kernelspec", {"name": "python3", "display_name": "Python 3", "language": "python"})
    kept = {name: settled.metadata[name] for name in ("budgetnb", "title") if name in settled.metadata}
    parameters = settled.metadata.get("papermill", {}).get("parameters")
    run = {"papermill": {"parameters": parameters}} if parameters else {}
    settled.metadata = from_dict({"kernelspec": kernel, "language_info": {"name": "python"}, **kept, **run})  # type: ignore[no-untyped-call]
    settled.cells = [_settled_cell(number, cell) for number, cell in enumerate(notebook.cells)]
    return settled


def _settled_cell(number: int, cell: NotebookNode) -> NotebookNode:
    from nbformat import from_dict  # noqa: PLC0415  as above

    settled = copy(cell)
    settled["id"] = f"cell-{number:03d}"
    settled.metadata = from_dict({name: cell.metadata[name] for name in ("tags", "budgetnb") if cell.metadata.get(name)})  # type: ignore[no-untyped-call]
    if cell.cell_type == "code":
        settled.outputs = _settled_outputs(cell.outputs)
    return settled


def _settled_outputs(outputs: list[Any]) -> list[Any]:
    """Copies of what is changed; what a table or a chart consists of is shared with the original."""
    settled: list[Any] = []
    for output in map(copy, outputs):
        if output.output_type == "stream" and settled and settled[-1].output_type == "stream" and settled[-1].name == output.name:
            settled[-1].text += output.text
            continue
        if "data" in output:
            output.data = copy(output.data)
            for mimetype in (FILES_MIMETYPE, ROWS_MIMETYPE, _WIDGET):
                output.data.pop(mimetype, None)
            if "text/plain" in output.data:
                output.data["text/plain"] = _ADDRESS.sub("0x…", output.data["text/plain"])
        settled.append(output)
    for output in settled:
        if output.output_type == "stream":
            output.text = _ADDRESS.sub("0x…", output.text)
    return settled
