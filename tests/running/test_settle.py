"""What differs from run to run is not saved."""

from __future__ import annotations

import json

import nbformat

from budgetnb.blocks import FILES_MIMETYPE, MIMETYPE
from budgetnb.running.settle import settle


def test_times_versions_paths_ids_and_addresses_go_and_the_rest_stays():
    outputs = [
        nbformat.v4.new_output("stream", name="stdout", text="一 <X at 0x7f00deadbeef>"),
        nbformat.v4.new_output("stream", name="stdout", text="二\n"),
        nbformat.v4.new_output("stream", name="stderr", text="三"),
        nbformat.v4.new_output(
            "display_data", {MIMETYPE: {"schema": 1}, FILES_MIMETYPE: {"a.xlsx": "AA=="}, "text/plain": "<Figure at 0x7f00deadbeef>"}
        ),
    ]
    cell = nbformat.v4.new_code_cell("x", id="random", outputs=outputs, execution_count=2)
    cell.metadata.update({"tags": ["t"], "papermill": {"start_time": "2026"}, "execution": {"iopub.execute_input": "2026"}})
    notebook = nbformat.v4.new_notebook(
        cells=[cell], metadata={"papermill": {"parameters": {"year": 2024}, "duration": 3.2, "input_path": "/home"}}
    )
    notebook.metadata["language_info"] = {"name": "python", "version": "3.11.7"}
    notebook.metadata["budgetnb"] = {"lang": "zh"}

    settled = settle(notebook)

    assert settled.cells[0] == {
        "cell_type": "code",
        "id": "cell-000",
        "metadata": {"tags": ["t"]},
        "source": "x",
        "execution_count": 2,
        "outputs": [
            {"output_type": "stream", "name": "stdout", "text": "一 <X at 0x…>二\n"},
            {"output_type": "stream", "name": "stderr", "text": "三"},
            {"output_type": "display_data", "metadata": {}, "data": {MIMETYPE: {"schema": 1}, "text/plain": "<Figure at 0x…>"}},
        ],
    }
    assert settled.metadata == {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
        "papermill": {"parameters": {"year": 2024}},
        "budgetnb": {"lang": "zh"},
    }
    nbformat.validate(settled)


def test_the_notebook_that_was_handed_in_is_left_alone():
    outputs = [
        *(nbformat.v4.new_output("stream", name="stdout", text="<X at 0x7f00deadbeef>") for _ in range(2)),
        nbformat.v4.new_output("display_data", {FILES_MIMETYPE: {"a.xlsx": "AA=="}, "text/plain": "at 0x7f00deadbeef"}),
    ]
    cells = [nbformat.v4.new_markdown_cell("x", id="random"), nbformat.v4.new_code_cell("x", id="other", outputs=outputs)]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"papermill": {"parameters": {"year": 2024}}})
    before = json.dumps(notebook)
    settle(notebook)
    assert json.dumps(notebook) == before
