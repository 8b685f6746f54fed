"""What a document says of itself to machines: the XMP packet of a report, written and read back.

Text only; how a packet gets into a PDF or out of it is for `conform`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError

import defusedxml
from defusedxml.ElementTree import fromstring
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from monev.printing import Language

OURS = "urn:monev:imprint:1#"
MAKER = "Monev"
LARGEST_PACKET = 256 * 1024
_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "monev": OURS,
}
_UNPRINTABLE = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd"
)
_PROPERTIES = (
    ("documentNumber", "Text", "Number of the document, unique within the archive"),
    ("revision", "Integer", "Revision of the document, counted from 1"),
    ("rubricVersion", "Text", "Version of the rules by which was scored"),
    ("inputsSha256", "Text", "SHA-256 over all facts, rules and findings the document rests on"),
)


@dataclass(frozen=True)
class Imprint:
    """Everything a document says of itself; `created` is its day, whatever day it is printed."""

    title: str
    language: "Language"
    number: str
    revision: int
    rubric_version: str
    inputs_sha256: str
    subject: str
    author: str
    created: date
    keywords: tuple[str, ...] = ()

    @property
    def moment(self) -> str:
        """Noon of the day in Jakarta (ISO 8601): the same day in most time zones."""
        return f"{self.created.isoformat()}T12:00:00+07:00"


@dataclass(frozen=True)
class FoundImprint:
    """By what a document of ours can be found again in the archive."""

    number: str
    revision: int
    rubric_version: str
    inputs_sha256: str


def packet_of(imprint: Imprint, producer: str) -> bytes:
    """Return the XMP packet that claims PDF/A-3a and PDF/UA-1; the same imprint, the same bytes.

    Properties outside the predefined schemas are described in it, as ISO 19005-3, 6.6.2.3 asks.
    """
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in _SPACES.items())
    body = "".join([*_claims(), *_told(imprint, producer), *_own(imprint), *_extensions()])
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {spaces}>'
        f'<rdf:Description rdf:about="">\n{body}</rdf:Description></rdf:RDF></x:xmpmeta>\n'
        '<?xpacket end="r"?>'
    ).encode()


def printable(text: str) -> str:
    """Return a text without the characters that no XML may hold."""
    return text.translate(_UNPRINTABLE)


def _claims() -> list[str]:
    claims = {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
    return [_one(name, value) for name, value in claims.items()]


def _told(imprint: Imprint, producer: str) -> list[str]:
    keywords = ", ".join(imprint.keywords)
    return [
        _one("dc:format", "application/pdf"),
        _one("dc:identifier", imprint.number),
        _spoken("dc:title", imprint.title, imprint.language),
        _spoken("dc:description", imprint.subject, imprint.language),
        _many("dc:creator", "Seq", [imprint.author]),
        _many("dc:language", "Bag", [imprint.language]),
        _many("dc:subject", "Bag", imprint.keywords) if keywords else "",
        _one("xmp:CreateDate", imprint.moment),
        _one("xmp:ModifyDate", imprint.moment),
        _one("xmp:MetadataDate", imprint.moment),
        _one("xmp:CreatorTool", MAKER),
        _one("pdf:Producer", producer),
        _one("pdf:Keywords", keywords) if keywords else "",
    ]


def _own(imprint: Imprint) -> list[str]:
    values = (
        imprint.number,
        str(imprint.revision),
        imprint.rubric_version,
        imprint.inputs_sha256,
    )
    return [
        _one(f"monev:{name}", value)
        for (name, _, _), value in zip(_PROPERTIES, values, strict=True)
    ]


def _extensions() -> list[str]:
    about = [("part", "Integer", "Part of ISO 14289 to which the document conforms")]
    schemas = [
        _schema("PDF/UA identification", "pdfuaid", about, "internal"),
        _schema("Monev imprint", "monev", _PROPERTIES, "external"),
    ]
    bag = f"<rdf:Bag>{''.join(schemas)}</rdf:Bag>"
    return [f"<pdfaExtension:schemas>{bag}</pdfaExtension:schemas>\n"]


def _schema(title: str, prefix: str, about: Iterable[tuple[str, str, str]], category: str) -> str:
    listed = "".join(
        '<rdf:li rdf:parseType="Resource">'
        + _one("pdfaProperty:name", name)
        + _one("pdfaProperty:valueType", kind)
        + _one("pdfaProperty:category", category)
        + _one("pdfaProperty:description", description)
        + "</rdf:li>\n"
        for name, kind, description in about
    )
    return (
        '<rdf:li rdf:parseType="Resource">'
        + _one("pdfaSchema:schema", title)
        + _one("pdfaSchema:namespaceURI", _SPACES[prefix])
        + _one("pdfaSchema:prefix", prefix)
        + f"<pdfaSchema:property><rdf:Seq>{listed}</rdf:Seq></pdfaSchema:property></rdf:li>\n"
    )


def _one(name: str, value: str) -> str:
    return f"<{name}>{_safe(value)}</{name}>\n"


def _many(name: str, kind: str, values: Iterable[str]) -> str:
    items = "".join(f"<rdf:li>{_safe(value)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>\n"


def _spoken(name: str, value: str, language: "Language") -> str:
    items = "".join(
        f'<rdf:li xml:lang="{one}">{_safe(value)}</rdf:li>' for one in ("x-default", language)
    )
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>\n"


def _safe(value: str) -> Markup:
    return escape(printable(value))


def found_in(packet: bytes) -> FoundImprint | None:
    """Return the imprint in an XMP packet; None if it is damaged or of somebody else."""
    if len(packet) > LARGEST_PACKET or OURS.encode() not in packet:
        return None
    try:
        root: Element = fromstring(packet, forbid_dtd=True)
    except (ParseError, defusedxml.DefusedXmlException, ValueError):
        return None
    told = [(root.findtext(f".//{{{OURS}}}{name}") or "").strip() for name, _, _ in _PROPERTIES]
    number, revision, rubric_version, inputs = told
    if not all(told) or not revision.isdecimal() or len(revision) > 9:
        return None
    return FoundImprint(number, int(revision), rubric_version, inputs)
