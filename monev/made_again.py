"""A filed evaluation judged and printed once more from what it knew, held against what was filed.

Nothing is filed here and nothing taken from the archive but hashes. The rules are those the
evaluation judged by; catalogue and templates are those of the process this runs in.
"""

import hashlib
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from models import Document, Evaluation, Severity
from monev.assess_region import Assessment, inputs_hash
from monev.counterfactual import prospect
from monev.dossier import Dossier, Told
from monev.open_dossier import dossier_of
from monev.papers_again import paper_again
from monev.remade import LeftAsFiled, MadeAgain, RemadeDocument, left_as_filed
from monev.remembered import known_at, rules_at
from monev.reports.forms import make
from monev.reports.issuer import Issuer
from monev.reports.paper import Paper
from monev.scoring import score
from monev.tell_region import tell_region
from monev.workspace import Workspace


def make_again(
    workspace: Workspace,
    evaluation: Evaluation,
    issuer: Issuer,
    out: Path,
    documents: Collection[int],
) -> MadeAgain:
    """Judge an evaluation again and print those of its documents that are named by their ids.

    Files are written below `out`. Raises UsageError for a revision that is older than the keeping
    of what this needs, ArchiveError where something it rests on is gone, CatalogueError for rules
    that this version cannot read, and RenderError where the layout engine complains.
    """
    found = _assessed(workspace, evaluation)
    profile = tell_region(found)
    ahead = prospect(found.known, found.rules, found.scorecard)
    parts = {
        "inputs": inputs_hash(found) == evaluation.inputs_sha256,
        "scorecard": _plain(found.scorecard) == evaluation.scorecard,
        "profile": _plain(profile) == evaluation.profile,
        "prospect": _plain(ahead) == evaluation.prospect,
    }
    dossier = replace(
        dossier_of(workspace, evaluation), card=found.scorecard, profile=profile, prospect=ahead
    )
    made = _printed(workspace, dossier, issuer, out, documents)
    return made.model_copy(
        update={"differs": tuple(name for name, same in parts.items() if not same)}
    )


def print_again(
    workspace: Workspace,
    evaluation: Evaluation,
    issuer: Issuer,
    out: Path,
    documents: Collection[int],
) -> MadeAgain:
    """Print documents of an evaluation again from what it was filed with, without judging it.

    Raises what `make_again` raises of printing.
    """
    return _printed(workspace, dossier_of(workspace, evaluation), issuer, out, documents)


def head_of(evaluation: Evaluation) -> MadeAgain:
    """Return the result of an evaluation of which nothing was made yet."""
    return MadeAgain(
        evaluation_id=evaluation.evaluation_id or 0,
        code=evaluation.region_code,
        quarter=evaluation.quarter,
        revision=evaluation.revision,
    )


def printed_again(paper: Paper, document: Document, out: Path) -> RemadeDocument:
    """Print a paper in the form of a filed document into `out`, under its name."""
    content = make(paper, document.form).content
    target = out / Path(document.path).name
    target.write_bytes(content)
    return RemadeDocument(
        number=document.number,
        file=str(target),
        sha256=hashlib.sha256(content).hexdigest(),
        filed_sha256=document.sha256,
    )


def _assessed(workspace: Workspace, evaluation: Evaluation) -> Assessment:
    known, rules = known_at(workspace, evaluation), rules_at(workspace, evaluation)
    findings = workspace.store.findings_of(evaluation.evaluation_id or 0)
    open_errors = any(one.severity == Severity.ERROR and not one.waiver for one in findings)
    told = Told.model_validate(evaluation.told)
    return Assessment(
        known=known,
        rules=rules,
        findings=list(findings),
        scorecard=score(known, rules, evaluation.mode, open_errors),
        hand_in=told.hand_in,
        history=told.history,
    )


def _plain(value: BaseModel) -> dict[str, Any]:
    return value.model_dump(mode="json")


def _printed(
    workspace: Workspace, dossier: Dossier, issuer: Issuer, out: Path, documents: Collection[int]
) -> MadeAgain:
    number = dossier.evaluation_id or 0
    filed = workspace.store.documents_of(number)
    made: list[RemadeDocument] = []
    left: list[LeftAsFiled] = []
    for one in filed:
        if one.document_id not in documents:
            continue
        paper = paper_again(one, dossier, issuer, filed)
        if isinstance(paper, str):
            left.append(left_as_filed(one, paper))
        else:
            made.append(printed_again(paper, one, out))
    return MadeAgain(
        evaluation_id=number,
        code=dossier.region.code,
        quarter=str(dossier.quarter),
        revision=dossier.revision,
        documents=tuple(made),
        left_as_filed=tuple(left),
    )
