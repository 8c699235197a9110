"""What our two nbconvert exporters have in common: from a notebook to a page, in its language."""

from __future__ import annotations

from contextvars import copy_context
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import Bool, Unicode

from budgetnb.rendering.model import Page, read_page
from budgetnb.texts import LANGUAGES, speak


class ReportExporter(Exporter):
    """Reads the page and lets a subclass lay it out.

    nbconvert's preprocessors run only when somebody switched one on: a notebook fresh from a run
    needs none, and running them costs more than the page itself.
    """

    show_code = Bool(False, help="Show the source of code cells too").tag(config=True)
    lang = Unicode("", help="Language of the words around the content: zh or en; else the notebook's own, else zh").tag(config=True)

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> tuple[Any, dict[str, Any]]:
        """The laid out page, and the resources nbconvert hands on."""
        if any(getattr(step, "enabled", True) for step in self._preprocessors):
            nb, resources = super().from_notebook_node(nb, resources, **kw)
        else:
            resources = self._init_resources(resources)  # type: ignore[no-untyped-call]
        return copy_context().run(self._export, nb, resources), resources

    def lay_out(self, page: Page, resources: dict[str, Any]) -> Any:
        """The page as a file of this exporter's kind, in the language in force."""
        raise NotImplementedError

    def _export(self, nb: NotebookNode, resources: dict[str, Any]) -> Any:
        asked = self.lang or str(nb["metadata"].get("budgetnb", {}).get("lang", ""))
        speak(asked if asked in LANGUAGES else LANGUAGES[0])
        name = resources["metadata"]["name"]
        return self.lay_out(read_page(nb, "" if name == "Notebook" else name, self.show_code), resources)
