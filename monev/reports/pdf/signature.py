"""Signing a document with an official's certificate (PAdES B-B), and telling whose signature holds.

The only door to pyHanko. Whether a certificate is to be trusted is for whoever knows the issuers.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import (
    SigFieldSpec,
    SigSeedSubFilter,
    append_signature_field,
    enumerate_sig_fields,
)
from pyhanko.sign.general import SigningError as PyHankoSigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from monev.errors import MonevError
from monev.printing import day
from monev.reports.pdf.conform import PdfReadError, read_back
from monev.reports.pdf.streams import is_torn

CALLED = {"id": "Tanda tangan elektronik", "en": "Electronic signature"}
FIELD = "Monev"
ATTEMPTS = 6
STRONG = {"sha256", "sha384", "sha512"}
_NO_CERTIFICATE = (
    "found no PKCS#12 file with a certificate and its key; expected the .p12 or .pfx file as the "
    "issuer handed it out"
)

# What its comparison of revisions finds is told by `unaltered`; its log would print tracebacks.
logging.getLogger("pyhanko.sign.diff_analysis").setLevel(logging.CRITICAL)


class SigningError(MonevError):
    """A document cannot be signed as asked; says why, and what to do."""


@dataclass(frozen=True)
class SignatureFound:
    """One signature: who made it and what still holds of it.

    `intact`: what it covers is as it was signed. `whole`: it covers every byte of the file.
    `unaltered`: what was added after it, if anything, are further signatures alone.
    """

    signer: str
    moment: datetime | None
    intact: bool
    whole: bool
    unaltered: bool


class _TimedSigner(PdfSigner):
    """A signer whose signatures bear the moment that was asked for, not that of the clock."""

    def __init__(self, told: PdfSignatureMetadata, signer: SimpleSigner, moment: datetime) -> None:
        super().__init__(told, signer=signer)
        self._moment = moment

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        """Return a session at the moment of this signer."""
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._moment
        return session


class _AddingWriter(IncrementalPdfFileWriter):
    """A writer that leaves imprint and document information as they are."""

    def _update_meta(self) -> None:
        """Keep what the document says of itself; signing it makes no other document of it."""


def sign(
    content: bytes, p12: bytes, passphrase: str, reason: str, place: str, moment: datetime
) -> bytes:
    """Return a document of ours with its signature; `content` stays an exact prefix of it.

    The signature shows on no page but stands among the tags, so that PDF/A-3a and PDF/UA-1 still
    hold. `moment` needs its time zone; it is what the signer states, no time stamp of a third
    party. Raises SigningError for a certificate that cannot be used, for a document that is signed
    or not ours, PdfReadError for a damaged one. Not to be called from a running event loop.
    """
    if moment.tzinfo is None:
        raise SigningError("found a moment without a time zone; expected one with, as +07:00")
    if read_back(content) is None:
        raise SigningError("found a PDF of somebody else; expected a document that Monev wrote")
    signer = _signer(p12, passphrase, moment)
    for attempt in range(ATTEMPTS):
        name = FIELD + "_" * attempt  # another length, other bytes in the last stream
        told = PdfSignatureMetadata(
            field_name=name,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason=reason,
            location=place,
        )
        signed = _signed(content, name, _TimedSigner(told, signer, moment))
        if not is_torn(signed):
            return signed
    raise SigningError("the signature cannot be written in parts that end apart; report this")


def _signed(content: bytes, name: str, signer: PdfSigner) -> bytes:
    try:
        writer = _AddingWriter(BytesIO(content))
        if any(enumerate_sig_fields(writer)):
            raise SigningError(
                "found a document that is signed already; expected an unsigned one, because "
                "PDF/A-3 asks a signature to cover all of the file. Sign the one in the archive."
            )
        _add_field(writer, name)
        signed: BytesIO = signer.sign_pdf(writer)
    except (PdfError, PyHankoSigningError, LookupError) as error:
        raise SigningError(f"the signature could not be made: {error}") from error
    return signed.getvalue()


def _signer(p12: bytes, passphrase: str, moment: datetime) -> SimpleSigner:
    try:
        signer: SimpleSigner = SimpleSigner.load_pkcs12_data(p12, [], passphrase.encode() or None)
    except ValueError as error:
        if "password" in str(error.__cause__):
            raise SigningError(
                "the passphrase does not open the certificate; type it again"
            ) from error
        raise SigningError(_NO_CERTIFICATE) from error
    except AttributeError as error:  # raised where the file holds no key, or no certificate
        raise SigningError(_NO_CERTIFICATE) from error
    certificate: Any = signer.signing_cert
    owner = _common_name(certificate)
    begins, ends = certificate.not_valid_before, certificate.not_valid_after
    if moment > ends:
        raise SigningError(
            f"the certificate of {owner} expired on {day(ends.date(), 'en')}, before the moment of "
            "signing; ask its issuer for a new one"
        )
    if moment < begins:
        raise SigningError(
            f"the certificate of {owner} holds from {day(begins.date(), 'en')} on, after the "
            "moment of signing; check the date of this machine"
        )
    return signer


def _common_name(certificate: Any) -> str:
    told = certificate.subject.native
    return str(told.get("common_name") or certificate.subject.human_friendly)


def _add_field(writer: IncrementalPdfFileWriter, name: str) -> None:
    """Add a field that shows nowhere, held by a tag of its own (ISO 14289-1, 7.18.4)."""
    root = writer.root
    title = CALLED.get(str(root.get("/Lang")), CALLED["en"])
    append_signature_field(writer, SigFieldSpec(name, readable_field_name=title))
    field_ref = root["/AcroForm"]["/Fields"].raw_get(-1)
    field, tree = field_ref.get_object(), root["/StructTreeRoot"]
    page_ref, document_ref = field.raw_get("/P"), tree["/K"].raw_get(0)
    held = _dictionary(Type=pdf_name("/OBJR"), Obj=field_ref)
    tag = writer.add_object(
        _dictionary(
            Type=pdf_name("/StructElem"),
            S=pdf_name("/Form"),
            P=document_ref,
            Pg=page_ref,
            K=generic.ArrayObject([held]),
        )
    )
    siblings, places = document_ref.get_object()["/K"], tree["/ParentTree"]["/Nums"]
    place = generic.NumberObject(int(places[-2]) + 1)  # type: ignore[no-untyped-call]
    field[pdf_name("/StructParent")] = place
    siblings.append(tag)
    places.extend([place, tag])
    for changed in (siblings, places):
        writer.update_container(changed)


def _dictionary(**entries: generic.PdfObject) -> generic.DictionaryObject:
    named = {pdf_name(f"/{key}"): value for key, value in entries.items()}
    return generic.DictionaryObject(named)  # type: ignore[no-untyped-call]


def signatures_of(content: bytes) -> list[SignatureFound]:
    """Return every signature in a PDF, time stamps aside; empty where there is none.

    Raises PdfReadError if the bytes are no PDF, or damaged beyond reading.
    """
    try:
        return list(_judged(PdfFileReader(BytesIO(content))))
    except Exception as error:
        raise PdfReadError(
            f"found no PDF whose signatures can be read ({type(error).__name__}: "
            f"{str(error)[:120]}); expected a whole one. Fetch it again where it was published."
        ) from error


def _judged(reader: PdfFileReader) -> Iterator[SignatureFound]:
    for name, _, field in enumerate_sig_fields(reader, filled_status=True):
        one = EmbeddedPdfSignature(reader, field, name)
        if one.sig_object_type == "/DocTimeStamp":
            continue
        one.compute_integrity_info()  # type: ignore[no-untyped-call]
        same, valid = validate_sig_integrity(
            one.signer_info, one.signer_cert, "data", one.compute_digest()
        )
        told = one.summarise_integrity_info()
        whole = told["coverage"] == SignatureCoverageLevel.ENTIRE_FILE
        yield SignatureFound(
            signer=_common_name(one.signer_cert),
            moment=one.self_reported_timestamp,
            intact=same and valid and one.md_algorithm in STRONG,
            whole=whole,
            unaltered=whole or bool(told["docmdp_ok"]),
        )
