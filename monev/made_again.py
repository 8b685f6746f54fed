"""A filed evaluation judged and printed once more from what it knew, held against what was filed.

Nothing is filed here and nothing taken from the archive but hashes. The rules are those the
evaluation judged by; catalogue and templates are those of the process this runs in.
"""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from models import Document, DocumentForm, DocumentKind, Evaluation, Severity
from monev.assess_region import Assessment, inputs_hash
from monev.counterfactual import prospect
from monev.dossier import Dossier, Told
from monev.open_dossier import dossier_of
from monev.printing import Language
from monev.remembered import known_at, rules_at
from monev.reports.forms import make
from monev.reports.issuer import Issuer
from monev.reports.region.paper import region_paper
from monev.scoring import score
from monev.tell_region import tell_region
from monev.workspace import Workspace

KINDS = (DocumentKind.REGION_REPORT, DocumentKind.FACT_SHEET)
"""What is made of an evaluation alone; papers that people fill in need their words as well."""


class RemadeDocument(BaseModel):
    """One file made again: where it lies now, its hash, and the hash of the filed one."""

    model_config = ConfigDict(frozen=True)

    number: str
    file: str
    sha256: str
    filed_sha256: str

    @property
    def same(self) -> bool:
        """Whether it has the filed one's bytes."""
        return self.sha256 == self.filed_sha256


class MadeAgain(BaseModel):
    """One evaluation made again. `differs` names the parts that came out otherwise.

    `versions_changed` are the libraries that may be why, where another version made the filed ones.
    """

    model_config = ConfigDict(frozen=True)

    evaluation_id: int
    code: str
    quarter: str
    revision: int
    differs: tuple[str, ...] = ()
    documents: tuple[RemadeDocument, ...] = ()
    error: str = ""
    versions_changed: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether every part and every byte is as it was filed."""
        return not self.error and not self.differs and all(one.same for one in self.documents)


def make_again(
    workspace: Workspace, evaluation: Evaluation, issuer: Issuer, out: Path
) -> MadeAgain:
    """Judge and print an evaluation again; its files are written below `out`.

    Raises UsageError for a revision that is older than the keeping of what this needs,
    ArchiveError where something it rests on is gone, CatalogueError for rules that this version
    cannot read, and RenderError where the layout engine complains.
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
    number = evaluation.evaluation_id or 0
    filed = [one for one in workspace.store.documents_of(number) if _can_be_made(one)]
    return MadeAgain(
        evaluation_id=number,
        code=evaluation.region_code,
        quarter=evaluation.quarter,
        revision=evaluation.revision,
        differs=tuple(name for name, same in parts.items() if not same),
        documents=tuple(_document(one, dossier, issuer, out) for one in filed),
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


def _can_be_made(document: Document) -> bool:
    return document.kind in KINDS and document.form is not DocumentForm.SIGNED


def _document(document: Document, dossier: Dossier, issuer: Issuer, out: Path) -> RemadeDocument:
    language: Language = "en" if document.language == "en" else "id"
    paper = region_paper(document.kind, dossier, language, issuer)
    content = make(paper, document.form).content
    target = out / Path(document.path).name
    target.write_bytes(content)
    return RemadeDocument(
        number=document.number,
        file=str(target),
        sha256=hashlib.sha256(content).hexdigest(),
        filed_sha256=document.sha256,
    )
