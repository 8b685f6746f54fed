"""Contest one value: what is claimed is read and shown back before a document is sent with it."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from models import Action, Evaluation, Region
from monev.errors import NotationError, SourceError
from monev.objection_numbers import (
    LONGEST_CLAIM,
    Printed,
    expected_in,
    printed_value,
    read_claim,
    words_for,
    written,
)
from monev.objection_papers import LARGEST_BYTES, checked_paper
from monev.objection_rules import LONGEST_REASON, SHORTEST_REASON, ObjectionRefusedError
from monev.objections import Claim, file_objection
from monev.portal.access import (
    NOT_FOUND,
    HandingIn,
    Opened,
    OwnForm,
    Person,
    SignedIn,
    UploadAllowed,
)
from monev.portal.audited import note
from monev.portal.objecting import actor_of, said
from monev.portal.reading_desk import at_desk
from monev.portal.show import page
from monev.portal.speech import language_of
from monev.sources.refusals import in_indonesian
from monev.workspace import Workspace

router = APIRouter()

Quarterly = Annotated[str, Form(pattern=r"^\d{4}-Q[1-4]$")]
Numbered = Annotated[int, Form(ge=1, le=10_000)]
Named = Annotated[str, Form(pattern=r"^[0-9a-f]{32}$")]
Word = Annotated[str, Form(pattern=r"^[a-z_]{1,40}$")]
Short = Annotated[str, Form(max_length=4 * LONGEST_CLAIM)]
Long = Annotated[str, Form(max_length=4 * LONGEST_REASON)]


@router.get("/daerah/{code}/keberatan/baru")
def begun(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    region: HandingIn,
    triwulan: str = "",
    fakta: str = "",
    bidang: str = "",
) -> Response:
    """Ask what is claimed instead of one value, and why."""
    evaluation = workspace.store.current_evaluation(region.code, triwulan)
    revision = evaluation.revision if evaluation else 0
    asked = _Asked(workspace, region, Claim(triwulan, revision, fakta, bidang, "", ""), evaluation)
    return asked.page(request, person, "keberatan/baru.html")


@router.post("/daerah/{code}/keberatan/baru/periksa", dependencies=[OwnForm])
def read_back(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    region: HandingIn,
    triwulan: Quarterly,
    revisi: Numbered,
    fakta: Named,
    bidang: Word,
    nilai: Short = "",
    alasan: Long = "",
    ubah: Annotated[str, Form()] = "",
) -> Response:
    """Show how the claimed value is read, beside what was typed; nothing is stored."""
    claim = Claim(triwulan, revisi, fakta, bidang, nilai, " ".join(alasan.split()))
    asked = _Asked(workspace, region, claim)
    if ubah:
        return asked.page(request, person, "keberatan/baru.html")
    try:
        read = asked.read()
    except ObjectionRefusedError as refused:
        return asked.page(request, person, "keberatan/baru.html", 422, refused=refused.code)
    return asked.page(request, person, "keberatan/kirim.html", read=read)


@router.post("/daerah/{code}/keberatan/baru", dependencies=[OwnForm, UploadAllowed])
async def send(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    region: HandingIn,
    triwulan: Quarterly,
    revisi: Numbered,
    fakta: Named,
    bidang: Word,
    nilai: Short,
    alasan: Long,
    tanpa_data_pribadi: Annotated[str, Form()] = "",
    berkas: UploadFile | None = None,
) -> Response:
    """File the objection with its document and lead to its page; what is wrong is told there."""
    claim = Claim(triwulan, revisi, fakta, bidang, nilai, " ".join(alasan.split()))
    trouble = _trouble(berkas, tanpa_data_pribadi)
    return await at_desk(
        request, lambda: _sent(request, person, workspace, region, claim, berkas, trouble)
    )


def _sent(
    request: Request,
    person: Person,
    workspace: Workspace,
    region: Region,
    claim: Claim,
    berkas: UploadFile | None,
    trouble: str,
) -> Response:
    asked = _Asked(workspace, region, claim)
    try:
        read = asked.read()
    except ObjectionRefusedError as refused:
        return asked.page(request, person, "keberatan/baru.html", 422, refused=refused.code)
    if trouble or berkas is None:
        status = 413 if trouble == "too_large" else 422
        return asked.page(request, person, "keberatan/kirim.html", status, read, trouble)
    try:
        paper = checked_paper(berkas.file.read(), berkas.filename or "")
        standing = file_objection(workspace, region, actor_of(person), claim, paper)
    except SourceError as error:
        return asked.page(request, person, "keberatan/kirim.html", 422, read, "document", error)
    except ObjectionRefusedError as refused:
        return asked.page(request, person, "keberatan/kirim.html", 409, read, refused.code)
    subject = f"{region.code} {claim.quarter} r{claim.revision} keberatan {standing.number}"
    detail = f"{standing.objection.indicator} {claim.field}: sha256 {paper.sha256}"
    note(request, person.name, Action.OBJECTION, subject, detail)
    return RedirectResponse(f"/daerah/{region.code}/keberatan/{standing.number}", 303)


def _trouble(file: UploadFile | None, promised: str) -> str:
    """Return what keeps a document from being looked at; empty where nothing does."""
    if file is None or not (file.filename or file.size):
        return "no_document"
    if (file.size or 0) > LARGEST_BYTES:
        return "too_large"
    return "" if promised == "ya" else "persons"


class _Asked:
    """One value that is about to be contested; 404 where the revision in force has none such."""

    def __init__(
        self,
        workspace: Workspace,
        region: Region,
        claim: Claim,
        evaluation: Evaluation | None = None,
    ) -> None:
        self.region, self.claim = region, claim
        self.evaluation = evaluation or workspace.store.current_evaluation(
            region.code, claim.quarter
        )
        found = self.evaluation and printed_value(self.evaluation, claim.fact_id, claim.field)
        if not found:
            raise NOT_FOUND
        self.printed: Printed = found
        self.name = f"{found.kind}.{found.field}"
        facts = workspace.store.facts_of(region.code, [found.kind])
        fact = next((one for one in facts if one.fact_id == found.fact_id), None)
        self.words = words_for(self.name, fact)

    def read(self) -> str:
        """Return the claimed value as it is kept; ObjectionRefusedError says what is wrong."""
        if self.evaluation is None or self.evaluation.revision != self.claim.revision:
            raise ObjectionRefusedError("superseded", "a newer revision is in force")
        if not SHORTEST_REASON <= len(self.claim.reason) <= LONGEST_REASON:
            raise ObjectionRefusedError("reason", "the reason is too short or too long")
        try:
            return written(read_claim(self.name, self.claim.text, self.words))
        except NotationError as error:
            raise ObjectionRefusedError("unread", str(error)) from error

    def page(
        self,
        request: Request,
        person: Person,
        template: str,
        status: int = 200,
        read: str = "",
        refused: str = "",
        error: SourceError | None = None,
    ) -> Response:
        """Return a page about it."""
        language = language_of(request)
        values: dict[str, Any] = {
            "region": self.region,
            "claim": self.claim,
            "printed": self.printed,
            "words": self.words,
            "expected": expected_in(self.name, language),
            "read": self.printed.shown(read, language) if read else "",
            "refused": refused,
            "name": said(self.printed.name, language),
            "problem": _problem(error, language),
            "largest_mb": LARGEST_BYTES // 1024**2,
            "shortest": SHORTEST_REASON,
            "longest": LONGEST_REASON,
            "longest_claim": LONGEST_CLAIM,
        }
        return page(request, template, person, status, **values)


def _problem(error: SourceError | None, language: str) -> tuple[str, str]:
    if error is None:
        return "", ""
    return (error.found, error.expected) if language == "en" else in_indonesian(error)
