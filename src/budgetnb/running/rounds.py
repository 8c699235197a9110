"""The drafts of one report (稿次): the review of the draft before is kept, and the next report is told of it.

Which draft follows which is said by `revision` in the parameters, else by the order in which they
were reported; never by the time of a file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetnb.running.files import report_folder, sha256, write_whole
from budgetnb.running.manifest import read_manifest
from budgetnb.running.params import Params

if TYPE_CHECKING:
    from budgetnb.running.run import Asked

ROUNDS = "rounds"
REVIEW = "review.json"
KEY = "former"
_NUMBERED = re.compile(r"(\d+)\.json")


def with_former(asked: Asked, declared: Iterable[str]) -> Asked:
    """The report, told of the review of the draft before if its notebook asks for one and the parameters name none."""
    if not isinstance(asked.params, Params) or asked.params.former or KEY not in declared:
        return asked
    former = _former(asked, asked.params)
    if former is None:
        return asked
    path = Path(os.path.relpath(former.absolute(), asked.project.absolute())).as_posix()
    return replace(asked, params=asked.params.model_copy(update={KEY: (path,)}))


def keep_round(asked: Asked) -> None:
    """Keep the review of a report whose sources, or those of its units, are others now, as the next of its rounds.

    With a revision in the parameters each draft has a folder of its own, and nothing is to be kept.
    """
    folder, review = asked.folder, asked.folder / REVIEW
    said = read_manifest(folder)
    if (
        not isinstance(asked.params, Params)
        or asked.params.revision
        or said is None
        or not review.is_file()
        or not _is_other_draft(asked.project, asked.params, said["inputs"])
    ):
        return
    rounds = list(_rounds(folder))
    if not rounds or rounds[-1][1].read_bytes() != review.read_bytes():
        number = rounds[-1][0] + 1 if rounds else 1
        write_whole(folder / ROUNDS, {f"{number}.json": review.read_bytes()})


def _is_other_draft(project: Path, params: Params, before: Mapping[str, Any]) -> bool:
    """Whether a document has changed since; units that are only now held against it make no draft."""
    for key, files in (("sources", params.sources), ("units", params.units)):
        was = sorted(source["sha256"] for source in before.get(key, ()))
        if (was or key == "sources") and was != sorted(sha256(project / name) for name in files):
            return True
    return False


def _former(asked: Asked, params: Params) -> Path | None:
    """The review of the draft before."""
    if not params.revision:
        return next((path for _, path in reversed(list(_rounds(asked.folder)))), None)
    earlier = (params.model_copy(update={"revision": number or None}) for number in range(params.revision - 1, -1, -1))
    reviews = (report_folder(asked.out, one) / REVIEW for one in earlier)
    return next((path for path in reviews if path.is_file()), None)


def _rounds(folder: Path) -> Iterator[tuple[int, Path]]:
    """The kept reviews by their number."""
    found = ((_NUMBERED.fullmatch(path.name), path) for path in (folder / ROUNDS).glob("*.json"))
    return iter(sorted((int(match[1]), path) for match, path in found if match))
