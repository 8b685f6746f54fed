"""The package of one quarter: published evaluations as CSV files and their datapackage.json.

The same published revisions with the same documents give the same bytes, on any day. Of each
government the revision that was published last is in it; drafts never are. Who may fetch it is for
the edges.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from models import DocumentKind, Evaluation, Quarter
from monev.open_data.about import load_about
from monev.open_data.rows import (
    document_rows,
    evaluation_row,
    finding_rows,
    indicator_rows,
    region_row,
    tiers_of,
)
from monev.open_data.shapes import Row
from monev.open_data.standing import Stand, Status, stands_of
from monev.open_data.tables import TABLES, Table, cells
from monev.reports.tabular import as_csv
from monev.workspace import Workspace

DESCRIPTOR = "datapackage.json"
OPEN_KINDS = (DocumentKind.REGION_REPORT, DocumentKind.FACT_SHEET)
"""What is public once it is published; minutes and letters name persons."""
PROFILE = "tabular-data-package"


@dataclass(frozen=True)
class OpenPackage:
    """The files of a package by name, and how many rows each table has."""

    quarter: str
    files: Mapping[str, bytes]
    counts: Mapping[str, int]

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """The SHA-256 of each file."""
        return {name: hashlib.sha256(one).hexdigest() for name, one in self.files.items()}


def published_quarters(workspace: Workspace) -> list[tuple[str, int]]:
    """Return each quarter of which something is published, newest first, and of how many."""
    counted = [(one, len(workspace.store.published_in(one))) for one in workspace.store.quarters()]
    return [(quarter, count) for quarter, count in counted if count]


def published_of(workspace: Workspace, quarter: Quarter) -> list[tuple[Evaluation, Stand]]:
    """Return the revision of each government that was published last, by code."""
    marks = workspace.store.marks_in(str(quarter))
    stands = stands_of(marks, workspace.store.steps_of(str(quarter)))
    chosen = [
        one.evaluation_id for one in marks if stands[one.evaluation_id].status is Status.PUBLISHED
    ]
    found = workspace.store.revisions_with(chosen)
    return [(found[number], stands[number]) for number in chosen]


def rows_of(
    workspace: Workspace, chosen: Sequence[tuple[Evaluation, Stand]]
) -> dict[str, list[Row]]:
    """Return the rows of every table for these evaluations, and the register of governments."""
    store, register = workspace.store, workspace.register
    ids = [one.evaluation_id or 0 for one, _ in chosen]
    results, findings = store.results_for(ids), store.findings_for(ids)
    documents = store.documents_for(ids)
    rows: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    rows["regions"] = [region_row(one, register) for one in register.governments()]
    for one, stand in chosen:
        number = one.evaluation_id or 0
        judged = results.get(number, [])
        tiers = tiers_of(one, judged)
        name = register.regions[one.region_code].name
        rows["evaluations"].append(evaluation_row(one, stand, name, judged))
        rows["indicators"] += indicator_rows(one, judged)
        rows["findings"] += finding_rows(one, findings.get(number, []), tiers)
        open_ones = [paper for paper in documents.get(number, []) if paper.kind in OPEN_KINDS]
        rows["documents"] += document_rows(one, open_ones, tiers)
    return rows


def open_package(workspace: Workspace, quarter: Quarter) -> OpenPackage | None:
    """Return the package of a quarter; null where nothing of it was published."""
    chosen = published_of(workspace, quarter)
    if not chosen:
        return None
    rows = rows_of(workspace, chosen)
    files = {f"{table.name}.csv": _csv(table, rows[table.name]) for table in TABLES}
    newest = max(stand.published_on for _, stand in chosen if stand.published_on is not None)
    told = _descriptor(workspace, quarter, files, newest.isoformat())
    text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    counts = {table.name: len(rows[table.name]) for table in TABLES}
    return OpenPackage(str(quarter), {DESCRIPTOR: text.encode(), **files}, counts)


def _csv(table: Table, rows: Sequence[Row]) -> bytes:
    return as_csv([one.name for one in table.columns], cells(table, rows)).encode()


def _descriptor(
    workspace: Workspace, quarter: Quarter, files: Mapping[str, bytes], newest: str
) -> dict[str, Any]:
    about, issuer = load_about(), workspace.issuer
    content = hashlib.sha256(b"".join(hashlib.sha256(one).digest() for one in files.values()))
    return {
        "profile": PROFILE,
        "name": f"monev-{str(quarter).lower()}",
        "id": f"sha256:{content.hexdigest()}",
        "title": f"{about.title.id}, {quarter.label}",
        "title_en": f"{about.title.en}, {quarter.label_in('en')}",
        "description": about.description.id,
        "description_en": about.description.en,
        "created": f"{newest}T00:00:00Z",
        "keywords": about.keywords,
        "contributors": [{"title": issuer.office.id, "role": "publisher"}],
        "licenses": [about.licence.model_dump()],
        "sources": [one.model_dump(exclude_defaults=True) for one in about.sources],
        "temporal": {"start": quarter.start.isoformat(), "end": quarter.end.isoformat()},
        "known_until": quarter.due_date.isoformat(),
        "satu_data_indonesia": about.satu_data.model_dump(),
        "resources": [_resource(table, files[f"{table.name}.csv"]) for table in TABLES],
    }


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title.id,
        "title_en": table.title.en,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(table, one.name) for one in table.columns],
            "missingValues": [""],
            "primaryKey": table.key,
            "foreignKeys": [
                {"fields": column, "reference": {"resource": other, "fields": target}}
                for column, other, target in table.keys
            ],
        },
    }


def _field(table: Table, name: str) -> dict[str, Any]:
    column = next(one for one in table.columns if one.name == name)
    told: dict[str, Any] = {
        "name": column.name,
        "type": column.kind,
        "description": column.description,
    }
    if column.unit:
        told["unit"] = column.unit
    if column.needed or name == table.key:
        told["constraints"] = {"required": True}
    return told
