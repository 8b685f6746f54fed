"""A quarter's current evaluations with all they rest on, as a bundle for another machine.

Kept files, the books' rows about them, rules, editions; no figure is taken from the database that
another machine can read from a file again. Facts are left out for that reason.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from models import Evaluation, Evidence, Quarter, Row
from monev.bundle import Bundle, book, written
from monev.edition import versions_at_hand
from monev.errors import ArchiveError, UsageError
from monev.made_again import KINDS
from monev.remembered import known_at
from monev.workspace import Workspace


def make_bundle(workspace: Workspace, quarter: Quarter, codes: Iterable[str]) -> Bundle:
    """Return the bundle of the current evaluations of a quarter.

    Raises UsageError where there is none, or one that is older than the keeping of what a bundle
    needs, and ArchiveError where a kept file is gone or changed.
    """
    current = workspace.store.current_evaluations(str(quarter), codes)
    if not current:
        raise UsageError(f"none of these regions has an evaluation of {quarter}; evaluate first")
    numbers = [one.evaluation_id or 0 for one in current]
    kept = sorted({sha for one in current for sha in _evidence_of(workspace, one)})
    documents = [
        one
        for number in numbers
        for one in workspace.store.documents_of(number)
        if one.kind in KINDS
    ]
    rows: dict[str, Sequence[Row]] = {
        "evidence": [_evidence(workspace, sha) for sha in kept],
        "receipt": [one for one in workspace.store.receipts() if one.sha256 in set(kept)],
        "evaluation": [*current, *_before(workspace, current)],
        "document": documents,
        "finding": [one for number in numbers for one in workspace.store.findings_of(number)],
        "rule_book": _rule_books(workspace, current),
    }
    members = {book(name): written([_plain(one) for one in those]) for name, those in rows.items()}
    members |= {f"evidence/{sha}": _content(workspace, sha) for sha in kept}
    editions = {one.edition_sha256 for one in documents if one.edition_sha256}
    for sha256 in sorted(editions):
        members |= _edition(workspace, sha256)
    about = {
        "quarter": str(quarter),
        "evaluations": numbers,
        "regions": [one.region_code for one in current],
        "packed_by": versions_at_hand(),
    }
    return Bundle(about, members)


def _evidence_of(workspace: Workspace, evaluation: Evaluation) -> set[str]:
    return {fact.evidence_sha256 for fact in known_at(workspace, evaluation).all}


def _before(workspace: Workspace, current: Sequence[Evaluation]) -> list[Evaluation]:
    """Return the revisions before: a report prints what changed against them."""
    found = [
        workspace.store.evaluation_of(one.region_code, one.quarter, one.revision - 1)
        for one in current
    ]
    return [one for one in found if one is not None]


def _rule_books(workspace: Workspace, current: Sequence[Evaluation]) -> list[Row]:
    hashes = sorted({one.rubric_sha256 for one in current if one.rubric_sha256})
    found = [workspace.store.rule_book(sha256) for sha256 in hashes]
    return [one for one in found if one is not None]


def _content(workspace: Workspace, sha256: str) -> bytes:
    path = workspace.store.evidence_path(sha256)
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ArchiveError(f"{path} is gone; restore it from a backup") from error


def _edition(workspace: Workspace, sha256: str) -> dict[str, bytes]:
    found = workspace.store.edition(sha256)
    if found is None:
        raise _gone(sha256)
    told = {"versions": found.versions, "first_used_at": found.first_used_at.isoformat()}
    return {
        f"editions/{sha256}.zip": found.content,
        f"editions/{sha256}.jsonl": written([told]),
    }


def _evidence(workspace: Workspace, sha256: str) -> Evidence:
    found = workspace.store.evidence(sha256)
    if found is None:
        raise _gone(sha256)
    return found


def _gone(sha256: str) -> ArchiveError:
    return ArchiveError(f"{sha256[:12]} stands in the books and is no longer kept")


def _plain(row: Row) -> dict[str, Any]:
    return row.model_dump(mode="json")
