"""A document that is filled in and ready to be made in any form; layouts read it as `d`.

What a particular kind of document says is its `view`; how forms are made is for `forms`.
"""

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from markupsafe import Markup

from models import DocumentKind
from monev.printing import Language
from monev.reports.issuer import LOGO, SIGNATURES, Issuer
from monev.reports.kinds import KINDS, Kind
from monev.reports.pdf.attachment import Attachment
from monev.reports.pdf.qr import qr_svg
from monev.reports.tabular import Sheet
from monev.reports.words.speech import Speech

CODE_LENGTH = 12


def check_code(number: str, inputs_sha256: str) -> str:
    """Return the short code printed beside a number: it fits that number and those contents."""
    return hashlib.sha256(f"{number} {inputs_sha256}".encode()).hexdigest()[:CODE_LENGTH]


@dataclass(frozen=True)
class Paper:
    """One document in one language.

    `head` is what runs at the top of pages: the subject, then the period. `made_on` is the day
    its metadata bear, never that of the clock. `inputs_sha256` stands for everything it prints.
    `view` is what its template reads as `v`; `attachments` travel inside its PDF, and `sheets` make
    its workbook.
    """

    kind: DocumentKind
    language: Language
    scope: str
    period: str
    revision: int
    number: str
    title: str
    head: tuple[str, str]
    made_on: date
    rubric_version: str
    inputs_sha256: str
    simulated: bool
    from_press: bool
    view: object
    issuer: Issuer = field(default_factory=Issuer)
    attachments: Sequence[Attachment] = ()
    sheets: Sequence[Sheet] = ()

    @property
    def about(self) -> Kind:
        """What kind of document it is."""
        return KINDS[self.kind]

    @property
    def template(self) -> str:
        """The template that lays it out."""
        return self.about.template

    @property
    def code(self) -> str:
        """A short check of number and contents, printed beside the QR code."""
        return check_code(self.number, self.inputs_sha256)

    @cached_property
    def verification(self) -> str:
        """What the QR code says: the address of the verification page, or number and code."""
        if not self.issuer.verify_url:
            return f"{self.number} {self.code}"
        asked = urlencode({"nomor": self.number, "kode": self.code})
        return f"{self.issuer.verify_url}?{asked}"

    @cached_property
    def qr(self) -> Markup:
        """The QR code as a drawing with its text alternative."""
        told = {"id": "Kode QR untuk memeriksa keaslian dokumen", "en": "QR code to verify"}
        return qr_svg(self.verification, f"{told[self.language]} {self.number}")

    def logo_address(self, medium: str) -> str:
        """Return where the logo is: a picture handed over on paper, the page itself on screen."""
        if medium == "print":
            return f"asset:{LOGO}"
        kind = "png" if self.issuer.logo.startswith(SIGNATURES["png"]) else "jpeg"
        return f"data:image/{kind};base64,{b64encode(self.issuer.logo).decode()}"

    @property
    def office(self) -> str:
        """The first line of the letterhead."""
        return Speech(self.language).of(self.issuer.office)

    @property
    def office_line(self) -> str:
        """The second line of the letterhead."""
        return Speech(self.language).of(self.issuer.line)
