"""What a region's evaluation could depend on, as one mark: the same mark, the same outcome.

A mark is cheap and errs to one side: it changes with anything in the books, also what turns out
not to matter, and then the region is judged. Whether two outcomes differ is for the hash over the
inputs themselves, in `assess_region`.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version

from models import Quarter
from monev.reports.compiled import made_by
from monev.reports.design import design_sha256
from monev.workspace import Workspace

JUDGES = ("holidays", "pydantic")
"""Libraries that have a say in a figure; those that decide a look are part of the design."""


def marks_of(workspace: Workspace, quarter: Quarter, codes: Sequence[str]) -> dict[str, str]:
    """Return the mark of each region as the books stand now, by code.

    In it: every fact, finding of a file, arrival and waiver there is, since peers are compared;
    revisions of the region's earlier quarters; of a province, the revision in force of each of its
    kab/kota; rules, mode, design, and the files of this version by name, size and time.
    """
    store = workspace.store
    whole = [
        str(quarter),
        *(workspace.settings.mode, workspace.rubric.sha256, design_sha256(workspace.issuer)),
        *(made_by(), _versions()),
        store.books_mark(),
    ]
    before = store.marks_before(str(quarter), codes)
    current = store.current_revisions(str(quarter))
    marks = {}
    for code in codes:
        region = workspace.register.regions[code]
        below = workspace.register.children(code) if region.kind == "provinsi" else []
        children = [[one.code, current.get(one.code)] for one in below]
        content = json.dumps([*whole, code, before.get(code), children])
        marks[code] = hashlib.sha256(content.encode()).hexdigest()
    return marks


@cache
def _versions() -> str:
    return " ".join(f"{name} {version(name)}" for name in JUDGES)
