"""A quarter's current evaluations with all they rest on, as a bundle for another machine.

Kept files, the books' rows about them, rules, editions; no figure is taken from the database that
another machine can read from a file again. Facts are left out for that reason, but for those that
no program reads: what coordinators found in the documents of objections they accepted.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from models import Document, DocumentForm, Evaluation, Evidence, Quarter, Row
from monev.bundle import CORRECTIONS, Bundle, book, written
from monev.bundle_recaps import RecapsBoxed, box_recaps
from monev.edition import versions_at_hand
from monev.errors import ArchiveError, UsageError
from monev.open_dossier import dossier_of
from monev.papers_again import OF_EVALUATION, paper_again
from monev.remade import SIGNATURE, LeftAsFiled, left_as_filed
from monev.remembered import known_at
from monev.workspace import Workspace


def make_bundle(workspace: Workspace, quarter: Quarter, codes: Iterable[str]) -> Bundle:
    """Return the bundle of the current evaluations of a quarter, and of the recaps of them alone.

    Raises UsageError where there is none, or one that is older than the keeping of what a bundle
    needs, and ArchiveError where a kept file is gone or changed.
    """
    asked = list(codes)
    current = workspace.store.current_evaluations(str(quarter), asked)
    if not current:
        raise UsageError(f"none of these regions has an evaluation of {quarter}; evaluate first")
    numbers = [one.evaluation_id or 0 for one in current]
    boxed = box_recaps(workspace, quarter, asked)
    kept = {sha for one in current for sha in _evidence_of(workspace, one)} | boxed.evidence
    documents = [one for number in numbers for one in workspace.store.documents_of(number)]
    documents += boxed.documents
    members = _books(workspace, current, boxed, documents, kept)
    members |= {f"evidence/{sha}": workspace.store.content_of(sha) for sha in sorted(kept)}
    editions = {one.edition_sha256 for one in documents if one.edition_sha256}
    for sha256 in sorted(editions):
        members |= _edition(workspace, sha256)
    left = [one for each in current for one in _left_as_filed(workspace, each)]
    left += [left_as_filed(one, SIGNATURE) for one in boxed.documents if _is_signed(one)]
    about = {
        "quarter": str(quarter),
        "evaluations": numbers,
        "regions": [one.region_code for one in current],
        "recaps": [one.model_dump(mode="json") for one in boxed.recaps],
        "recaps_left_out": boxed.left_out,
        "left_as_filed": [one.model_dump(mode="json") for one in left],
        "packed_by": versions_at_hand(),
    }
    return Bundle(about, members)


def _books(
    workspace: Workspace,
    current: Sequence[Evaluation],
    boxed: RecapsBoxed,
    documents: Sequence[Document],
    kept: set[str],
) -> dict[str, bytes]:
    numbers = [one.evaluation_id or 0 for one in current]
    filed = {one.evaluation_id or 0: one for one in _before(workspace, current)}
    others = [one for number, one in sorted((filed | boxed.evaluations).items())]
    findings = [one for number in numbers for one in workspace.store.findings_of(number)]
    rows: dict[str, Sequence[Row]] = {
        "evidence": [_evidence(workspace, sha) for sha in sorted(kept)],
        "receipt": [one for one in workspace.store.receipts() if one.sha256 in kept],
        "evaluation": [*current, *(one for one in others if one.evaluation_id not in numbers)],
        "document": documents,
        "finding": findings,
        "rule_book": _rule_books(workspace, current),
        "waiver": [one for _, one in sorted(boxed.waivers.items())],
    }
    members = {name: [_plain(one) for one in those] for name, those in rows.items()}
    members["receipt"] = [one | {"received_by": ""} for one in members["receipt"]]
    members[CORRECTIONS] = [one for each in current for one in _corrections(workspace, each)]
    members["outcome"] = [one for _, one in sorted(boxed.outcomes.items())]
    return {book(name): written(those) for name, those in members.items() if those}


def _corrections(workspace: Workspace, evaluation: Evaluation) -> list[dict[str, Any]]:
    """Return the facts an evaluation rests on that came by accepted objections."""
    standings = workspace.store.objections_of(evaluation.region_code)
    brought = {name for one in standings for step in one.steps for name in step.fact_ids.split()}
    known = known_at(workspace, evaluation).all if brought else ()
    return [{"kind": one.kind, **_plain(one)} for one in known if one.fact_id in brought]


def _is_signed(document: Document) -> bool:
    return document.form is DocumentForm.SIGNED


def _left_as_filed(workspace: Workspace, evaluation: Evaluation) -> list[LeftAsFiled]:
    """Return which documents of an evaluation a replay cannot make."""
    filed = workspace.store.documents_of(evaluation.evaluation_id or 0)
    doubtful = [
        one for one in filed if one.kind not in OF_EVALUATION or one.form is DocumentForm.SIGNED
    ]
    if not doubtful:
        return []
    dossier = dossier_of(workspace, evaluation)
    told = [(one, paper_again(one, dossier, workspace.issuer, filed)) for one in doubtful]
    return [left_as_filed(one, why) for one, why in told if isinstance(why, str)]


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
