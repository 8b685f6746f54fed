"""Every kind of document, of published and simulated figures, in both languages: PDF/UA and PDF/A.

Two standards are held by an independent validator; what it cannot judge, by what stands below.
"""

import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import page as validator
import pypdf
import pytest
from pypdf.generic import DictionaryObject, IndirectObject

from models import DocumentForm, DocumentKind, Semester, Tier
from monev.dossier import Dossier
from monev.printing import Language
from monev.reports.conform import read_back
from monev.reports.cover_letter import cover_letter_paper
from monev.reports.forms import make
from monev.reports.issuer import Issuer
from monev.reports.minutes import minutes_paper
from monev.reports.nation_recap import nation_recap_paper
from monev.reports.paper import Paper
from monev.reports.province_recap import province_recap_paper
from monev.reports.region_paper import region_paper
from monev.reports.semester_report import semester_report_paper
from monev.reports.signing import LetterFields, MinutesFields, read_fields
from monev.sum_up import sum_up_nation, sum_up_province, sum_up_semester
from monev.workspace import Workspace, packaged_example
from tests.recaps import BEFORE, QUARTER, banten, file, opened, points
from tests.reports.regions import region

LANGUAGES: tuple[Language, ...] = ("id", "en")
SOURCES = {"published": "press", "simulated": "rich"}
EXAMPLES = packaged_example().parent
DIGEST = "0" * 64


def _region(kind: DocumentKind) -> Callable[[Dossier, Language], Paper]:
    return lambda dossier, language: region_paper(kind, dossier, language, Issuer())


def _minutes(dossier: Dossier, language: Language) -> Paper:
    fields = read_fields(EXAMPLES / "berita-acara.yaml", MinutesFields)
    return minutes_paper(dossier, language, Issuer(), fields.model_copy(update={"agreements": []}))


def _letter(dossier: Dossier, language: Language) -> Paper:
    fields = read_fields(EXAMPLES / "surat-pengantar.yaml", LetterFields)
    return cover_letter_paper(dossier, language, Issuer(), fields)


ABOUT_A_REGION: dict[DocumentKind, Callable[[Dossier, Language], Paper]] = {
    DocumentKind.REGION_REPORT: _region(DocumentKind.REGION_REPORT),
    DocumentKind.FACT_SHEET: _region(DocumentKind.FACT_SHEET),
    DocumentKind.MINUTES: _minutes,
    DocumentKind.COVER_LETTER: _letter,
}


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workspace]:
    """A small Banten that rests on clippings, and one that was invented."""
    made = {}
    for source, tier in (("published", Tier.PRESS), ("simulated", Tier.SIMULATED)):
        made[source] = opened(Path(tmp_path_factory.mktemp(source)))
        banten(made[source])
        file(made[source], "36.04", points("55"), tiers=[tier])
        file(made[source], "36.04", points("50"), BEFORE, tiers=[tier])
    return made


def _summed_up(kind: DocumentKind, world: Workspace, language: Language) -> Paper:
    if kind is DocumentKind.PROVINCE_RECAP:
        recap = sum_up_province(world, "36", QUARTER)
        return province_recap_paper(recap, language, Issuer(), 1, DIGEST)
    if kind is DocumentKind.SEMESTER_REPORT:
        half = sum_up_semester(world, Semester.of(QUARTER))
        return semester_report_paper(half, language, Issuer(), 1, DIGEST)
    return nation_recap_paper(sum_up_nation(world, QUARTER), language, Issuer(), 1, DIGEST)


SUMMED_UP = (
    DocumentKind.PROVINCE_RECAP,
    DocumentKind.NATION_RECAP,
    DocumentKind.SEMESTER_REPORT,
)


@pytest.fixture(scope="module")
def content(example: Workspace, worlds: dict[str, Workspace]) -> Callable[..., bytes]:
    """The PDF of one kind, source and language; each is made once."""

    @cache
    def made(kind: DocumentKind, source: str, language: Language) -> bytes:
        if kind in SUMMED_UP:
            paper = _summed_up(kind, worlds[source], language)
        else:
            paper = ABOUT_A_REGION[kind](region(SOURCES[source], example), language)
        return make(paper, DocumentForm.PDF).content

    return made


EVERY = [
    pytest.param(kind, source, language, id=f"{kind.value}-{source}-{language}")
    for kind in DocumentKind
    for source in SOURCES
    for language in LANGUAGES
]


@pytest.mark.parametrize(("kind", "source", "language"), EVERY)
def test_both_standards_hold(
    content: Callable[..., bytes], kind: DocumentKind, source: str, language: Language
) -> None:
    """The validator finds nothing against PDF/UA-1 and nothing against PDF/A-3a."""
    for profile in ("ua1", "3a"):
        report = validator.validate_pdf_bytes(content(kind, source, language), profile=profile)
        assert [(one.rule_id, one.message) for one in report.failures] == []
        assert report.is_compliant


@pytest.mark.parametrize(("kind", "source", "language"), EVERY)
def test_what_it_says_of_itself(
    content: Callable[..., bytes], kind: DocumentKind, source: str, language: Language
) -> None:
    """Number and revision can be read back, language and title are set, the source is named."""
    made = content(kind, source, language)
    found = read_back(made)
    assert found is not None
    assert found.number.startswith("MONEV/") or found.number == "uji"
    reader = pypdf.PdfReader(io.BytesIO(made))
    assert reader.trailer["/Root"]["/Lang"] == language
    assert reader.metadata is not None
    assert reader.metadata.title
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    first = " ".join((reader.pages[0].extract_text() or "").split())
    said = {
        ("published", "id"): "Berdasarkan pemberitaan",
        ("published", "en"): "Based on press",
        ("simulated", "id"): "Data simulasi",
        ("simulated", "en"): "Simulated data",
    }[source, language]
    assert said.lower() in first.lower()


@pytest.mark.parametrize(("kind", "source", "language"), EVERY)
def test_no_text_is_a_picture_and_every_drawing_has_words(
    content: Callable[..., bytes], kind: DocumentKind, source: str, language: Language
) -> None:
    """Pages hold no pictures at all; each alternative tells a value, or that it is missing."""
    reader = pypdf.PdfReader(io.BytesIO(content(kind, source, language)))
    for sheet in reader.pages:
        assert not list(sheet.images)
        assert (sheet.extract_text() or "").strip()
    figures = [one for one in tags(reader) if one.get("/S") == "/Figure"]
    alternatives = [str(one.get("/Alt", "")) for one in figures]
    told = re.compile(r"\d|belum|no data|not|none", re.IGNORECASE)
    assert all(told.search(one) for one in alternatives), alternatives


@pytest.mark.parametrize(("kind", "source", "language"), EVERY)
def test_bookmarks_lead_through_the_document(
    content: Callable[..., bytes], kind: DocumentKind, source: str, language: Language
) -> None:
    """Where a document has sections, each is a bookmark; tables have heads."""
    reader = pypdf.PdfReader(io.BytesIO(content(kind, source, language)))
    kinds = [str(one.get("/S")) for one in tags(reader)]
    sections = kinds.count("/H2")
    assert len([one for one in reader.outline if not isinstance(one, list)]) >= min(sections, 1)
    assert kinds.count("/Table") == 0 or kinds.count("/TH") >= kinds.count("/Table")


def tags(reader: pypdf.PdfReader) -> Iterator[DictionaryObject]:
    """Every structure element of a document."""
    waiting: list[Any] = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            one = one.get_object()
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, DictionaryObject):
            if "/S" in one:
                yield one
            if "/K" in one:
                waiting.append(one["/K"])
