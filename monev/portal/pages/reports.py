"""Hand out what was filed, exactly as it was filed, and the trace of a score."""

import hashlib

from fastapi import APIRouter, Request, Response

from models import Action, DocumentForm, DocumentKind, Evaluation
from monev.portal.access import NOT_FOUND, Opened, Readable, SignedIn
from monev.portal.audited import note
from monev.portal.hand_over import File, hand_over
from monev.portal.revision import Revision
from monev.portal.speech import language_of
from monev.reports import archive
from monev.reports.explanation import explain_text
from monev.told_trace import trace_json
from monev.workspace import Workspace

router = APIRouter()
AT = "/daerah/{code}/dokumen/{quarter}/r{revision}"


@router.get("/daerah/{code}/laporan/{quarter}/r{revision}.pdf")
def report(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    region: Readable,
    quarter: str,
    revision: int,
) -> Response:
    """Return one revision's report as PDF, the shortest address there is for it."""
    return document(
        request, person, workspace, region, quarter, revision, "laporan", "id", DocumentForm.PDF
    )


@router.get(AT + "/jejak.json")
def trace(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    region: Readable,
    evaluation: Revision,
) -> Response:
    """Return the trace of a score as JSON, as `monev explain --json` prints it."""
    findings = workspace.store.findings_of(evaluation.evaluation_id or 0)
    return _made(request, person.name, evaluation, "json", trace_json(evaluation, findings))


@router.get(AT + "/jejak.txt")
def derivation(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    region: Readable,
    evaluation: Revision,
) -> Response:
    """Return the whole derivation of a score as text, to be checked with a calculator."""
    text = explain_text(
        evaluation.scorecard,
        None,
        language_of(request),
        name=region.name,
        revision=evaluation.revision,
        prospect=evaluation.prospect,
    )
    return _made(request, person.name, evaluation, "txt", (text + "\n").encode())


@router.get(AT + "/{kind}.{language}.{form}")
def document(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    region: Readable,
    quarter: str,
    revision: int,
    kind: str,
    language: str,
    form: str,
) -> Response:
    """Return one filed document of one revision, after comparing its hash."""
    evaluation = outcome_at(workspace, region.code, quarter, revision)
    if kind not in list(DocumentKind) or form not in list(DocumentForm):
        raise NOT_FOUND
    filed = workspace.store.document_of(
        evaluation.evaluation_id or 0, DocumentKind(kind), language, DocumentForm(form)
    )
    if filed is None:
        raise NOT_FOUND
    file = File(
        filed.path.rpartition("/")[2],
        filed.sha256,
        lambda: archive.read_filed(workspace.store.depot, filed),
    )
    about = f"{region.code} {evaluation.quarter} r{revision}"
    told = f"{kind}.{language}.{form}"
    return hand_over(
        request, file, lambda: note(request, person.name, Action.DOWNLOAD, about, told)
    )


def outcome_at(workspace: Workspace, code: str, quarter: str, revision: int) -> Evaluation:
    """Return the revision an address names without its traces; 404 where there is none."""
    for one in workspace.store.outcomes_of(code):
        if (one.quarter, one.revision) == (quarter, revision):
            return one
    raise NOT_FOUND


def _made(
    request: Request, name: str, evaluation: Evaluation, ending: str, content: bytes
) -> Response:
    """Hand over what is not filed but made of a filed evaluation."""
    about = f"{evaluation.region_code} {evaluation.quarter} r{evaluation.revision}"
    file = File(
        f"jejak-{about.replace(' ', '-')}.{ending}",
        hashlib.sha256(content).hexdigest(),
        lambda: content,
    )
    return hand_over(
        request, file, lambda: note(request, name, Action.DOWNLOAD, about, f"jejak.{ending}")
    )
