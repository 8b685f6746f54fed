"""What others write is only text: in every kind and form of document nothing of it is active."""

import csv
import io
import threading
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import openpyxl
import page as validator
import pikepdf
import pytest

from models import DocumentForm, DocumentKind
from monev.printing import Language
from monev.reports.forms import make, page_of
from monev.reports.paper import Paper
from monev.reports.pdf.conform import attachments_of
from monev.reports.pdf.printable import printable
from monev.reports.templating import Medium
from monev.sum_up import sum_up_nation, sum_up_province
from monev.workspace import Workspace
from tests.recaps import QUARTER, banten, opened
from tests.reports.hostile import (
    LETTERS,
    MARKUP,
    SUMMED_UP,
    Recaps,
    in_turn,
    payloads,
    recap_papers,
    region_papers,
)
from tests.reports.twin_text import parsed, read

LANGUAGES: tuple[Language, ...] = ("id", "en")
MEDIA: tuple[Medium, ...] = ("print", "web")
REGIONS = ("press", "rich", "province")
LEADING = {"href", "src", "style", "rel", "id", "content", "http-equiv", "xmlns"}
"""Attributes that lead somewhere or decide how a page looks."""
ASKED: list[str] = []


class _Listener(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        ASKED.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is given
        """Keep the test's output clean."""


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    """A server on loopback that notes who asks."""
    server = HTTPServer(("127.0.0.1", 0), _Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def recaps(tmp_path_factory: pytest.TempPathFactory) -> Recaps:
    """The recaps of a small Banten."""
    place = opened(Path(tmp_path_factory.mktemp("recaps")))
    banten(place)
    found = (sum_up_province(place, "36", QUARTER), sum_up_nation(place, QUARTER))
    return dict(zip(SUMMED_UP, found, strict=True))


Papers = Callable[[Language, list[str]], list[Paper]]


@pytest.fixture(scope="module")
def papers(example: Workspace, recaps: Recaps) -> Papers:
    """Every kind of document, of every sort of region, in which the texts stand in turn."""

    def made(language: Language, texts: list[str]) -> list[Paper]:
        about = [
            one
            for start, name in enumerate(REGIONS)
            for one in region_papers(name, example, language, in_turn(texts, start))
        ]
        return [*about, *recap_papers(recaps, language, in_turn(texts))]

    return made


class _Bones(HTMLParser):
    """Counts the elements of a page with their attributes, below which they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: Counter[tuple[str, ...]] = Counter()
        self.values: Counter[tuple[str, str, str | None]] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = sorted(name for name, _ in attrs if name != "class")
        self.elements[tag, *names] += 1
        if tag == "text":  # a drawing breaks long names into two
            self.elements[tag, *names] = 1
        self.values.update((tag, *one) for one in attrs if one[0] in LEADING)

    def handle_comment(self, data: str) -> None:
        self.elements["comment"] += 1

    def handle_decl(self, decl: str) -> None:
        self.elements[decl] += 1

    def handle_pi(self, data: str) -> None:
        self.elements["instruction"] += 1

    def unknown_decl(self, data: str) -> None:
        self.elements["declaration"] += 1


def bones(html: str) -> _Bones:
    """What a page consists of beside its words."""
    found = _Bones()
    found.feed(html)
    found.close()
    return found


def harmless(text: str) -> str:
    """A text of as many letters and words that means nothing: pages are set by its length."""
    mark = f"{zlib.crc32(text.encode()):08x}"
    return "".join(one if one == " " else mark[place % 8] for place, one in enumerate(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_takes_every_text_for_words(
    papers: Papers, web: str, language: Language
) -> None:
    """Pages have the elements, attributes and addresses that they have with harmless words."""
    texts = payloads(web)
    plain = papers(language, [harmless(one) for one in texts])
    for paper, same in zip(papers(language, texts), plain, strict=True):
        for medium in MEDIA:
            found, wanted = bones(page_of(paper, medium)), bones(page_of(same, medium))
            assert found.elements == wanted.elements
            assert found.values == wanted.values


@pytest.mark.parametrize("name", MARKUP)
def test_markup_everywhere_is_printed_as_it_was_written(
    example: Workspace, web: str, name: str
) -> None:
    """One text in all places at once: no parser finds more than words, and the words are there."""
    text = MARKUP[name].format(web=web)
    made, same = (
        region_papers("press", example, "en", in_turn([one])) for one in (text, harmless(text))
    )
    for paper, other in zip(made, same, strict=True):
        html, plain = page_of(paper, "web"), page_of(other, "web")
        assert bones(html).elements == bones(plain).elements
        root, errors = parsed(html)
        assert errors == []
        kinds = [{str(each.tag) for each in one.iter()} for one in (root, parsed(plain)[0])]
        assert kinds[0] == kinds[1]
        assert " ".join(text.split()) in " ".join(read(html).words)
    assert ASKED == []


@pytest.mark.parametrize("name", LETTERS)
def test_letters_that_cannot_be_printed_are_named(example: Workspace, name: str) -> None:
    """What is turned, unseen, heaped up or in no bundled face is told by its number."""
    text, told = LETTERS[name]
    for paper in region_papers("press", example, "id", lambda: text):
        for medium in MEDIA:
            html = page_of(paper, medium)
            assert told in " ".join(read(html).words)
            assert printable(html) == html


KINDS_OF_PAPER = [
    *((kind, REGIONS[1]) for kind in DocumentKind if kind.value in {"laporan", "lembar_fakta"}),
    (DocumentKind.REGION_REPORT, "press"),
    (DocumentKind.MINUTES, "press"),
    (DocumentKind.COVER_LETTER, "press"),
    *((kind, "") for kind in SUMMED_UP),
]
MOST_PAGES = {
    DocumentKind.REGION_REPORT: 20,
    DocumentKind.FACT_SHEET: 3,
    DocumentKind.MINUTES: 9,
    DocumentKind.COVER_LETTER: 5,
    DocumentKind.PROVINCE_RECAP: 12,
    DocumentKind.NATION_RECAP: 40,
}
"""Pages with a hostile text in every place."""


@pytest.mark.parametrize(("kind", "name"), KINDS_OF_PAPER)
def test_a_stuffed_pdf_keeps_both_standards_and_does_nothing(
    example: Workspace, recaps: Recaps, web: str, kind: DocumentKind, name: str
) -> None:
    """No fault by the validator, only bundled faces, no action, no file but our own, few pages."""
    turns = in_turn(payloads(web))
    made = region_papers(name, example, "id", turns) if name else recap_papers(recaps, "id", turns)
    paper = next(one for one in made if one.kind is kind)
    pdf = make(paper, DocumentForm.PDF)
    for profile in ("ua1", "3a"):
        report = validator.validate_pdf_bytes(pdf.content, profile=profile)
        assert [(one.rule_id, one.message) for one in report.failures] == []
    assert pdf.pages <= MOST_PAGES[kind]
    assert sorted(attachments_of(pdf.content)) == sorted(one.name for one in paper.attachments)
    assert ASKED == []
    assert not active(pdf.content)
    assert all("Monev-S" in face for face in faces(pdf.content)), faces(pdf.content)


ACTIVE = {"/JS", "/JavaScript", "/Launch", "/OpenAction", "/URI", "/SubmitForm", "/GoToR", "/AA"}


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    return (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary | pikepdf.Stream))


def active(content: bytes) -> list[str]:
    """Everything in a PDF that makes a viewer do something, and what came from this machine."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = [key for one in _dictionaries(pdf) for key in ACTIVE if key in one]
        streams = [one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
    return [*found, *("a file of this machine" for one in streams if b"root:x:0" in one)]


def faces(content: bytes) -> set[str]:
    """The names of all faces in a PDF."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return {str(one.BaseFont) for one in _dictionaries(pdf) if "/BaseFont" in one}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_file_for_spreadsheets_is_calculated(
    papers: Papers, web: str, language: Language
) -> None:
    """Workbooks hold texts and numbers, no formula and no link; CSV cells begin no formula."""
    for paper in papers(language, payloads(web)):
        for one in paper.attachments:
            if one.name.endswith(".csv"):
                text = one.content.decode("utf-8-sig")
                cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
                assert not [cell for cell in cells if begins_formula(cell)]
        if paper.sheets:
            content = make(paper, DocumentForm.XLSX).content
            names = zipfile.ZipFile(io.BytesIO(content)).namelist()
            assert not [one for one in names if "external" in one.lower() or "rels/sheet" in one]
            book = openpyxl.load_workbook(io.BytesIO(content))
            kinds = Counter(cell.data_type for sheet in book for row in sheet for cell in row)
            assert set(kinds) <= {"s", "inlineStr", "n", "d"}
    assert ASKED == []


def begins_formula(cell: str) -> bool:
    """Whether a spreadsheet would calculate a cell that is no number."""
    return cell.startswith(("=", "+", "@")) or (cell[:1] == "-" and not cell[1:2].isdigit())
