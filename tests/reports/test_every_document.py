"""Every kind of document, of published and simulated figures, in both languages: PDF/UA and PDF/A.

Two standards are held by an independent validator; what it cannot judge, by what stands below.
"""

import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import page as validator
import pypdf
import pytest
from pypdf.generic import DictionaryObject, IndirectObject

from models import DocumentForm, DocumentKind
from monev.printing import Language
from monev.reports.forms import make
from monev.reports.pdf.conform import read_back
from monev.workspace import Workspace
from tests.reports.every_paper import LANGUAGES, SOURCES, every_paper, worlds_in


@pytest.fixture(scope="module")
def content(example: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., bytes]:
    """The PDF of one kind, source and language; each is made once."""

    worlds = worlds_in(tmp_path_factory.mktemp("worlds"))

    @cache
    def made(kind: DocumentKind, source: str, language: Language) -> bytes:
        return make(every_paper(kind, source, language, example, worlds), DocumentForm.PDF).content

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
