"""Is a document one of ours, is it the newest, and are its bytes the filed ones.

Asked with a file or with the number printed on it. What to say about the answer is for the edges.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from models import Document, DocumentForm, DocumentKind
from monev.reports.paper import check_code
from monev.reports.pdf.conform import PdfReadError, read_back
from monev.reports.pdf.imprint import FoundImprint
from monev.workspace import Workspace

PDF_MARK = b"%PDF-"
OF_A_REVISION = (DocumentKind.REGION_REPORT, DocumentKind.FACT_SHEET)
"""Kinds that bear the revision of their evaluation; others count revisions of their own."""

Reading = Callable[[bytes], FoundImprint | None]


class Verdict(StrEnum):
    """What a document was found to be."""

    GENUINE = "genuine"
    SUPERSEDED = "superseded"
    APPENDED = "appended"
    ALTERED = "altered"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Verified:
    """The verdict and what it rests on.

    `document` is the filed one that was found; `newest_revision` is that of the document which
    takes its place where it is superseded, else its own. `claimed` is the number that an unfiled
    file bears. `appended_bytes` follow the filed ones where somebody added to them.
    """

    verdict: Verdict
    document: Document | None = None
    newest_revision: int | None = None
    claimed: str = ""
    appended_bytes: int = 0


def verify_file(workspace: Workspace, content: bytes, reading: Reading = read_back) -> Verified:
    """Return what a file is, by its bytes.

    A file that begins with all the bytes of a filed PDF and goes on is *appended*: that is how a
    signature is added, and what it adds must be looked at by its reader. A file that bears one of
    our numbers and is none of our files is *altered*. `reading` opens a PDF; who takes files from
    strangers hands in one that is confined.
    """
    filed = workspace.store.document_with(hashlib.sha256(content).hexdigest())
    if filed is not None:
        return _standing(workspace, filed)
    if not content.startswith(PDF_MARK):
        return Verified(Verdict.UNKNOWN)
    try:
        imprint = reading(content)
    except PdfReadError:
        return Verified(Verdict.UNKNOWN)
    if imprint is None:
        return Verified(Verdict.UNKNOWN)
    known = workspace.store.documents_numbered(imprint.number)
    for one in known:
        if _begins_with(content, one):
            added = len(content) - one.size_bytes
            newest = _standing(workspace, one).newest_revision
            return Verified(Verdict.APPENDED, one, newest, imprint.number, added)
    if not known:
        return Verified(Verdict.UNKNOWN, claimed=imprint.number)
    newest = _standing(workspace, known[0]).newest_revision
    return Verified(Verdict.ALTERED, known[0], newest, imprint.number)


def verify_number(workspace: Workspace, number: str, code: str = "") -> Verified:
    """Return what the document with a number is; a wrong `code` beside it makes it *altered*."""
    found = workspace.store.documents_numbered(number.strip())
    if not found:
        return Verified(Verdict.UNKNOWN, claimed=number.strip())
    filed = next((one for one in found if one.form is DocumentForm.PDF), found[0])
    standing = _standing(workspace, filed)
    if code and code.strip().lower() != check_code(filed.number, filed.inputs_sha256):
        return Verified(Verdict.ALTERED, filed, standing.newest_revision, filed.number)
    return standing


def _begins_with(content: bytes, filed: Document) -> bool:
    size = filed.size_bytes
    if not 0 < size < len(content):
        return False
    return hashlib.sha256(content[:size]).hexdigest() == filed.sha256


def _standing(workspace: Workspace, filed: Document) -> Verified:
    """Say whether a filed document is the newest of its kind.

    Over a published one, a correction that is not published yet counts for nothing.
    """
    newest = workspace.store.newest_revision(filed.kind, filed.scope, filed.period)
    if filed.evaluation_id is not None and filed.kind in OF_A_REVISION:
        current = workspace.store.current_evaluation(filed.scope, filed.period)
        if current is not None and current.evaluation_id == filed.evaluation_id:
            newest = filed.revision
        elif current is not None:
            newest = current.revision
        published = workspace.store.published_in(filed.period, [filed.scope]).get(filed.scope)
        if published is not None and published.evaluation_id == filed.evaluation_id:
            newest = filed.revision
    verdict = Verdict.GENUINE if newest <= filed.revision else Verdict.SUPERSEDED
    return Verified(verdict, filed, newest)
