"""The door to the layout engine: bundled assets only, tagged pages, no complaint unheard."""

import io
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pypdf
import pytest

from models import Quarter
from monev.evaluate_region import evaluate_region
from monev.reports import archive
from monev.reports.pdf.render import RenderError, pdf_of
from monev.reports.words.speech import shortened
from monev.workspace import Workspace
from tests.evaluations import evaluated

QUARTER = Quarter(2024, 3)
ASKED: list[str] = []


class _Listener(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        ASKED.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is given
        """Keep the test's output clean."""


@pytest.fixture
def listener() -> Iterator[str]:
    """A server on loopback that notes who asks."""
    ASKED.clear()
    server = HTTPServer(("127.0.0.1", 0), _Listener)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def page(body: str) -> str:
    """A page with something in it."""
    return f'<!doctype html><html lang="id"><head><title>x</title></head><body>{body}</body></html>'


@pytest.mark.parametrize(
    "payload",
    [
        '<img src="file:///etc/passwd" alt="x">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<link rel="stylesheet" href="{web}/a.css">',
        '<img src="{web}/a.png" alt="x">',
        '<object data="{web}/a.svg"></object>',
        '<img src="asset:tidak-ada.otf" alt="x">',
        '<img src="data:image/png;base64,AAAA" alt="x">',
        "<style>@import url({web}/b.css);</style>",
        "<style>body {{ background: url({web}/c.png) }}</style>",
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="{web}/d.png"/></svg>',
        '<img src="../../../../etc/passwd" alt="x">',
    ],
)
def test_nothing_outside_is_read(payload: str, listener: str) -> None:
    """Each way out stops the rendering or is left unread; nobody is asked, nothing embedded."""
    try:
        content = pdf_of(page(payload.format(web=listener))).content
    except RenderError:
        content = b""
    assert ASKED == []
    assert b"root:x:0" not in content
    assert b"/EmbeddedFile" not in content


def test_a_complaint_of_the_layout_engine_is_an_error() -> None:
    """A style the engine does not know is a fault of our own templates and is not swallowed."""
    with pytest.raises(RenderError, match="complains"):
        pdf_of(page("<style>p { warna: merah }</style><p>x</p>"))


def test_the_same_page_gives_the_same_bytes() -> None:
    """No clock, no random identifier."""
    assert pdf_of(page("<p>x</p>")).content == pdf_of(page("<p>x</p>")).content


def read(example: Workspace, code: str) -> pypdf.PdfReader:
    """The filed report of a region."""
    report = evaluate_region(example, code, QUARTER).report
    return pypdf.PdfReader(io.BytesIO(archive.read_filed(example.store.depot, report)))


def test_a_report_is_tagged_titled_and_in_indonesian(example: Workspace) -> None:
    """A screen reader finds structure, language and title."""
    reader = read(example, "36.72")
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "id"
    assert root["/MarkInfo"]["/Marked"]
    assert "Kota Cilegon" in str(reader.metadata and reader.metadata.title)
    assert reader.outline


def test_every_font_is_bundled(example: Workspace) -> None:
    """All faces are embedded subsets of the two bundled families."""
    names = set()
    for sheet in read(example, "36.72").pages:
        for font in sheet["/Resources"]["/Font"].values():
            names.add(str(font.get_object()["/BaseFont"]))
    assert names
    assert all("Source-S" in name or "SourceS" in name or "Monev" in name for name in names), names


def test_the_foot_names_document_rules_and_inputs(example: Workspace) -> None:
    """Each page can be told from that of another revision."""
    outcome = evaluate_region(example, "36.72", QUARTER)
    last = " ".join(read(example, "36.72").pages[-1].extract_text().split())
    assert "MONEV/36.72/2024-Q3/R1" in last
    assert outcome.evaluation.inputs_sha256[:12] in last
    assert outcome.evaluation.rubric_version in last


RUN = re.compile(r"(\S+ baris )((?:\d+(?:–\d+)?(?:, )?)+)(, kolom \w+)")


def printed_cells(text: str) -> set[str]:
    """Every line that the annex names, with runs such as `baris 3–9` counted out."""
    found = set()
    for before, runs, after in RUN.findall(text):
        for run in runs.split(", "):
            first, _, last = run.partition("–")
            rows = range(int(first), int(last or first) + 1)
            found |= {f"{before}{row}{after}" for row in rows}
    return found


def test_the_annex_names_every_cell_of_the_trace(example: Workspace) -> None:
    """Whatever took part in a score stands in the annex with its place."""
    evaluation = evaluated(example, "36.72", QUARTER)
    text = " ".join(" ".join(one.extract_text().split()) for one in read(example, "36.72").pages)
    within = printed_cells(text)
    for row in evaluation.scorecard["indicators"]:
        for one in row["inputs"]:
            assert one["locator"] in text or one["locator"] in within, one["locator"]


def test_the_table_of_indicators_prints_steps_and_both_readings(example: Workspace) -> None:
    """A rise that may be read in two ways stands in the report with each step in its words."""
    text = " ".join(" ".join(one.extract_text().split()) for one in read(example, "36.72").pages)
    assert "cakupan semula bila perubahan dibaca relatif: 53 / (1 + 6 / 100) = 50" in text
    assert "53 - 50 = 3" in text
    assert "tafsir terbaik: 53 - 47 = 6" in text
    assert "jenis Perwal, tahap 2 (penyusunan), status tidak diketahui, jadi tahap" in text


def test_long_sums_are_shortened_to_their_ends() -> None:
    """A cell shows how many terms there are; short sums and everything else stay as they are."""
    long = " + ".join(str(number) for number in range(1, 11))
    assert shortened(f"({long}) / 5 = 11") == "(1 + 2 + … (10 suku) … + 10) / 5 = 11"
    products = " + ".join(f"{number} x 12" for number in range(1, 9))
    assert shortened(products) == "1 x 12 + 2 x 12 + … (8 suku) … + 8 x 12"
    assert shortened("(1 + 2 + 3) / 4 = 1.5") == "(1 + 2 + 3) / 4 = 1.5"


def test_templates_carry_no_english() -> None:
    """A few words that would betray an untranslated template."""
    folder = Path(str(archive.__file__)).parents[2] / "report_templates"
    for path in folder.rglob("*.html"):
        words = path.read_text("utf-8").lower()
        assert not any(
            f">{word}<" in words for word in ("score", "region", "source", "total score")
        )
