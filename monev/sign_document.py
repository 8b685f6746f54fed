"""A filed document with an official's signature added, filed beside it.

The signed file begins with every byte of the unsigned one, which stays as it is.
"""

import hashlib
from pathlib import Path

from models import Document, DocumentForm
from monev.reports import archive
from monev.reports.pdf.signature import sign
from monev.workspace import Workspace


def sign_document(
    workspace: Workspace, filed: Document, p12: bytes, passphrase: str, reason: str, place: str
) -> Document:
    """Return the signed form of a filed PDF; one that was signed before is returned as it is.

    Raises SigningError for a certificate that cannot be used, ArchiveError where the filed bytes
    are no longer what was filed.
    """
    signed = _signed(workspace, filed)
    if signed is not None:
        return signed
    content = archive.read_filed(workspace.store.depot, filed)
    moment = workspace.now()
    made = sign(content, p12, passphrase, reason, place, moment)
    path = Path(filed.path).with_suffix(f".{DocumentForm.SIGNED.value}.pdf")
    document = Document(
        **filed.model_dump(exclude={"document_id", "form", "path", "sha256", "size_bytes"})
        | {
            "form": DocumentForm.SIGNED,
            "path": str(archive.file_away(workspace.store.depot, path, made)),
            "sha256": hashlib.sha256(made).hexdigest(),
            "size_bytes": len(made),
            "filed_at": moment,
        }
    )
    workspace.store.file_documents([document])
    return document


def _signed(workspace: Workspace, filed: Document) -> Document | None:
    found = workspace.store.documents_numbered(filed.number)
    return next((one for one in found if one.form is DocumentForm.SIGNED), None)
