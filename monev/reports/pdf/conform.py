"""One PDF that keeps PDF/A-3a and PDF/UA-1 at once and carries its data.

With `tag_tree` and `streams` the only door to pikepdf. What is laid out is for `render`, what a
document says of itself for `imprint`.
"""

import hashlib
import zlib
from collections.abc import Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, PikepdfError
from pikepdf.settings import set_qpdf_limits

from monev.errors import MonevError
from monev.reports.pdf.attachment import Attachment
from monev.reports.pdf.imprint import (
    LARGEST_PACKET,
    MAKER,
    FoundImprint,
    Imprint,
    found_in,
    packet_of,
    printable,
)
from monev.reports.pdf.streams import saved, settle_pictures
from monev.reports.pdf.tag_tree import ConformanceError, repair

__all__ = [
    "Attachment",
    "ConformanceError",
    "FoundImprint",
    "Imprint",
    "PdfReadError",
    "attachments_of",
    "conforming",
    "read_back",
]

MEBIBYTE = 1024 * 1024
LARGEST_ATTACHMENT = 64 * MEBIBYTE
MOST_ATTACHMENTS = 100
_SEPARATORS = frozenset('/\\:*?"<>|')
_DAMAGED = (
    *(PikepdfError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError),
    *(RuntimeError, zlib.error),
)

set_qpdf_limits(doc_max_warnings=50, flate_max_memory=256 * MEBIBYTE)


class PdfReadError(MonevError):
    """A file given as a PDF cannot be read as one."""


def conforming(content: bytes, imprint: Imprint, attachments: Sequence[Attachment]) -> bytes:
    """Return what WeasyPrint laid out as `pdf/a-3a` as PDF/A-3a and PDF/UA-1, with attachments.

    The same arguments give the same bytes on every machine: dates are the imprint's, and the
    identifier is made of number, inputs and content. Raises ConformanceError where the page cannot
    keep the promise, or an attachment's name cannot be carried.
    """
    with Pdf.open(BytesIO(content)) as pdf:
        repair(pdf)
        settle_pictures(pdf)
        _attach(pdf, attachments, imprint)
        _tell(pdf, imprint)
        return saved(pdf)


def _tell(pdf: Pdf, imprint: Imprint) -> None:
    """Write packet, document information, language and identifier, all saying the same."""
    producer = str(pdf.docinfo.get("/Producer", MAKER))
    packet = pdf.make_stream(packet_of(imprint, producer), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Metadata = packet
    pdf.Root.Lang = imprint.language
    told = {
        "/Title": imprint.title,
        "/Author": imprint.author,
        "/Subject": imprint.subject,
        "/Keywords": ", ".join(imprint.keywords),
        "/Creator": MAKER,
        "/Producer": producer,
        "/CreationDate": _pdf_date(imprint),
        "/ModDate": _pdf_date(imprint),
    }
    filled = {key: printable(value) for key, value in told.items() if value}
    pdf.trailer.Info = pdf.make_indirect(Dictionary(filled))
    lasting = hashlib.sha256(f"{imprint.number} {imprint.inputs_sha256}".encode()).digest()[:16]
    pdf.trailer.ID = Array([lasting, lasting])  # the second is replaced by one of the content


def _pdf_date(imprint: Imprint) -> str:
    """Return the imprint's moment as ISO 32000-1, 7.9.4 writes it: `D:20241010120000+07'00`."""
    day, _, hour = imprint.moment.partition("T")
    clock, zone = hour[:8].replace(":", ""), hour[8:].replace(":", "'")
    return f"D:{day.replace('-', '')}{clock}{zone}"


def _attach(pdf: Pdf, attachments: Sequence[Attachment], imprint: Imprint) -> None:
    files = {one.name: one for one in attachments}
    if len(files) != len(attachments):
        raise ConformanceError("two attachments have one name; expected a name for each")
    for name in files:
        if not name or _SEPARATORS & set(name) or printable(name) != name:
            raise ConformanceError(
                f"found {name!r} as the name of an attachment; expected a plain file name"
            )
    if not files:
        return
    specs = {name: _filespec(pdf, files[name], imprint) for name in sorted(files)}
    listed = Array([part for name, spec in specs.items() for part in (name, spec)])
    names = pdf.Root.get("/Names", Dictionary())
    names.EmbeddedFiles = pdf.make_indirect(Dictionary(Names=listed))
    pdf.Root.Names = names
    pdf.Root.AF = Array(specs.values())


def _filespec(pdf: Pdf, file: Attachment, imprint: Imprint) -> Object:
    params = Dictionary(
        Size=len(file.content),
        CheckSum=hashlib.md5(file.content, usedforsecurity=False).digest(),
        CreationDate=_pdf_date(imprint),
        ModDate=_pdf_date(imprint),
    )
    stream = pdf.make_stream(
        file.content,
        Type=Name.EmbeddedFile,
        Subtype=Name(f"/{file.media_type}"),
        Params=params,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=file.name,
            UF=file.name,
            Desc=file.description,
            AFRelationship=Name(f"/{file.relationship}"),
            EF=Dictionary(F=stream, UF=stream),
        )
    )


def read_back(content: bytes) -> FoundImprint | None:
    """Return by what a PDF of ours is found again; None for a PDF of anybody else.

    Nothing here says that the file is unchanged: compare it with the archive's. Raises
    PdfReadError if the bytes are no PDF, are damaged beyond reading, or are encrypted.
    """
    with _opened(content) as pdf:
        try:
            packet = pdf.Root.get("/Metadata")
            if not isinstance(packet, pikepdf.Stream) or "/Filter" in packet:
                return None  # ours stands in clear, as PDF/A asks; nothing is unpacked for others
            if int(packet.get("/Length", 0)) > LARGEST_PACKET:
                return None
            return found_in(packet.read_raw_bytes())
        except _DAMAGED as error:
            raise _unreadable(error) from error


def attachments_of(content: bytes) -> dict[str, bytes]:
    """Return the associated files of a PDF by name; empty where it carries none.

    Raises PdfReadError as `read_back` does, and where files would unpack to more than 64 MiB.
    """
    with _opened(content) as pdf:
        try:
            files = list(pdf.Root.get("/AF", Array()).as_list())[:MOST_ATTACHMENTS]
            room = LARGEST_ATTACHMENT
            found: dict[str, bytes] = {}
            for one in files:
                key = "/UF" if "/UF" in one.EF else "/F"
                unpacked = _unpacked(one.EF[key], room)
                found[str(one[key])] = unpacked
                room -= len(unpacked)
        except _DAMAGED as error:
            raise _unreadable(error) from error
    return found


def _unpacked(stream: Object, room: int) -> bytes:
    """Return the content of a stream that is packed as we pack it, never more than `room` bytes."""
    raw = stream.read_raw_bytes()
    packed = stream.get("/Filter")
    if packed is not None and packed != Name.FlateDecode:
        raise PdfReadError("an attachment is packed in a way that this program does not unpack")
    content = zlib.decompressobj().decompress(raw, room + 1) if packed is not None else raw
    if len(content) > room:
        raise PdfReadError(
            f"found attachments of more than {LARGEST_ATTACHMENT // MEBIBYTE} MiB; expected less. "
            "Open the file with a PDF viewer if it comes from somebody you trust."
        )
    return content


def _opened(content: bytes) -> Pdf:
    try:
        return Pdf.open(BytesIO(content))
    except _DAMAGED as error:
        raise _unreadable(error) from error


def _unreadable(error: Exception) -> PdfReadError:
    return PdfReadError(
        f"found no readable PDF ({type(error).__name__}: {str(error)[:120]}); expected a whole, "
        "unencrypted one. Fetch it again from where it was published."
    )
