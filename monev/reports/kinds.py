"""The documents there are: their names, the files and numbers they get, who they are about.

How each is filled and laid out is for its own module and template.
"""

from dataclasses import dataclass
from typing import Literal

from models import DocumentForm, DocumentKind
from monev.printing import Language
from monev.wording import Wording

About = Literal["region", "province", "nation"]


@dataclass(frozen=True)
class Kind:
    """One kind of document.

    `stem` begins its files' names, `mark` stands in its number (empty for the regional report),
    `template` is its folder in `report_templates/`. `forms` are what is filed in a regular run.
    """

    code: DocumentKind
    stem: str
    mark: str
    about: About
    title: Wording
    forms: tuple[DocumentForm, ...] = (DocumentForm.PDF,)

    @property
    def template(self) -> str:
        """The template that lays it out."""
        return f"{self.code.value}/document.html"


PAPER_AND_WEB = (DocumentForm.PDF, DocumentForm.HTML)
ALL = (*PAPER_AND_WEB, DocumentForm.XLSX)

KINDS: dict[DocumentKind, Kind] = {
    one.code: one
    for one in (
        Kind(
            DocumentKind.REGION_REPORT,
            "laporan-monev",
            "",
            "region",
            Wording(
                id="Laporan hasil monitoring dan evaluasi", en="Monitoring and evaluation report"
            ),
            ALL,
        ),
        Kind(
            DocumentKind.FACT_SHEET,
            "lembar-fakta",
            "LF",
            "region",
            Wording(id="Lembar fakta", en="Fact sheet"),
            PAPER_AND_WEB,
        ),
        Kind(
            DocumentKind.MINUTES,
            "berita-acara",
            "BA",
            "region",
            Wording(
                id="Berita acara monitoring dan evaluasi", en="Minutes of the monitoring visit"
            ),
        ),
        Kind(
            DocumentKind.COVER_LETTER,
            "surat-pengantar",
            "SP",
            "region",
            Wording(id="Surat pengantar", en="Covering letter"),
        ),
        Kind(
            DocumentKind.PROVINCE_RECAP,
            "rekap-provinsi",
            "RP",
            "province",
            Wording(id="Rekap provinsi", en="Provincial summary"),
            ALL,
        ),
        Kind(
            DocumentKind.NATION_RECAP,
            "rekap-nasional",
            "RN",
            "nation",
            Wording(id="Rekap nasional", en="National summary"),
            ALL,
        ),
        Kind(
            DocumentKind.SEMESTER_REPORT,
            "laporan-semester",
            "LS",
            "nation",
            Wording(id="Laporan semester", en="Half-yearly report"),
            ALL,
        ),
    )
}


def document_number(
    kind: DocumentKind, scope: str, period: str, revision: int, language: Language = "id"
) -> str:
    """Return the number a document bears: `MONEV/36.72/2024-Q3/LF/R1/EN`.

    The Indonesian regional report has neither mark nor language: `MONEV/36.72/2024-Q3/R1`.
    """
    mark = KINDS[kind].mark
    parts = ["MONEV", scope, period, *([mark] if mark else []), f"R{revision}"]
    return "/".join([*parts, *([] if language == "id" else [language.upper()])])


def file_name(
    kind: DocumentKind,
    scope: str,
    period: str,
    revision: int,
    language: Language,
    form: DocumentForm,
) -> str:
    """Return what a document's file is called: `lembar-fakta-36.72-2024-Q3-r1-en.pdf`."""
    parts = [KINDS[kind].stem, scope, period, f"r{revision}"]
    parts += [] if language == "id" else [language]
    ending = "ttd.pdf" if form is DocumentForm.SIGNED else form.value
    return f"{'-'.join(parts)}.{ending}"
