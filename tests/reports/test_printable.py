"""Pages hold only letters that the bundled faces have, and words and texts that can be set."""

import io
import re
from importlib.resources import files
from pathlib import Path

import page as validator
import pypdf
import pytest
from fontTools.ttLib import TTFont

from models import DocumentKind
from monev.printing import Language
from monev.reports.forms import page_of
from monev.reports.pdf.conform import conforming
from monev.reports.pdf.printable import (
    LETTERS,
    LONGEST_RUN,
    LONGEST_WORD,
    printable,
    with_breaks,
)
from monev.reports.pdf.render import FACES, face, pdf_of
from monev.reports.templating import TEMPLATES
from monev.workspace import Workspace
from tests.reports.regions import REGIONS, paper
from tests.reports.sample_pdf import IMPRINT, page

LANGUAGES: tuple[Language, ...] = ("id", "en")
ALL = [letter for code in range(0x20, 0x10000) if re.match(f"[{LETTERS}]", letter := chr(code))]
LONG = "tanpaspasi" * 10
OURS = {".html", ".po", ".yaml", ".csv", ".css"}


@pytest.mark.parametrize("name", FACES)
def test_every_face_has_every_letter_that_is_printed(name: str) -> None:
    """Else the layout engine takes a face of the machine, and other machines print otherwise."""
    known = TTFont(io.BytesIO(face(name))).getBestCmap()
    assert [letter for letter in ALL if ord(letter) not in known] == []


def test_all_letters_together_keep_both_standards() -> None:
    """In each face, every letter is set, can be read back, and no other face is looked for."""
    told = " ".join(ALL).replace("&", "&amp;").replace("<", "&lt;")
    looks = ("400", "600", "400;font-style:italic")
    body = "".join(f'<p style="font-weight:{one}">{told}</p>' for one in looks)
    body = f"<h1>{told}</h1>{body}".replace("<h1>", '<h1 style="font-size:9pt">')
    made = pdf_of(page(body)).content
    content = conforming(made, IMPRINT, [])
    for profile in ("ua1", "3a"):
        report = validator.validate_pdf_bytes(content, profile=profile)
        assert [(one.rule_id, one.message) for one in report.failures] == []
    reader = pypdf.PdfReader(io.BytesIO(content))
    faces = {
        str(font.get_object()["/BaseFont"])
        for sheet in reader.pages
        for font in sheet["/Resources"]["/Font"].values()
    }
    assert all("Monev-S" in one for one in faces), faces
    text = "".join(sheet.extract_text() for sheet in reader.pages)
    assert [letter for letter in ALL if letter.strip() and letter not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REGIONS)
def test_our_own_words_need_no_naming(example: Workspace, name: str, language: Language) -> None:
    """Templates, word lists and honest files hold printable letters only; nothing is cut."""
    for kind in (DocumentKind.REGION_REPORT, DocumentKind.FACT_SHEET):
        html = page_of(paper(name, language, example, kind), "web")
        assert "[U+" not in html
        assert "… [+" not in html
        assert printable(html) == html


def test_everything_we_wrote_can_be_printed() -> None:
    """Also what no report happens to say today: every template, translation, rule and name."""
    folders = (TEMPLATES, Path(str(files("catalogue"))))
    texts = [one for folder in folders for one in sorted(folder.rglob("*")) if one.suffix in OURS]
    assert len(texts) > 100
    other = re.compile(f"[^{LETTERS}]")
    assert {str(one) for one in texts if other.search(one.read_text("utf-8"))} == set()


def test_halves_of_characters_are_named() -> None:
    """A lone surrogate, which no file can hold, stops nothing."""
    assert printable("<p>a\ud800b</p>") == "<p>a[U+D800]b</p>"


def test_no_letter_joins_the_markup_beside_it() -> None:
    """A stroke through the letter before it does not turn the end of a tag into another sign."""
    assert printable("<p>\u0338x</p>") == "<p>[U+0338]x</p>"
    assert printable('<p title="x">\u0301</p>') == '<p title="x">[U+0301]</p>'


def test_a_tower_of_accents_is_counted_at_once() -> None:
    """A hundred thousand of them, in an order that makes sorting them slow."""
    tower = "\u0301\u0327" * 50_000
    assert printable(f"<p>z{tower}</p>") == "<p>ź[U+0327 U+0301 U+0327 +99996]</p>"


def test_an_endless_run_is_cut_and_counted() -> None:
    """What is joined from many short texts ends too; drawings and style sheets stay whole."""
    names = ", ".join(f"Kota {number}" for number in range(2000))
    (kept, left) = re.fullmatch(r"<p>(.*)… \[\+(\d+)\]</p>", printable(f"<p>{names}</p>")).groups()  # type: ignore[union-attr]
    assert names.startswith(kept)
    assert len(kept) + int(left) == len(names)
    assert len(kept) <= LONGEST_RUN
    for whole in (f"<style>{names}</style>", f"<svg><title>{names}</title></svg>"):
        assert printable(whole) == whole
    cut = printable(f"<p>{'&lt;b&gt;' * 3000}</p>")
    assert re.search(r"&(?!lt;|gt;)", cut) is None


def test_long_words_may_be_broken_and_read_as_before() -> None:
    """Places to break stand in words only: not in tags, entities, drawings or titles."""
    html = f'<p class="{LONG}">{LONG} &lt;{LONG}&gt;</p><svg><title>{LONG}</title></svg>'
    made = with_breaks(html)
    assert made.replace("\u200b", "") == html
    words = re.split(r"[\u200b\s]", re.sub(r"<svg.*|<[^>]*>", "", made))
    assert max(len(re.sub(r"&\w+;", "x", one)) for one in words) <= LONGEST_WORD
    assert re.search(r"&\w*\u200b\w*;", made) is None
    assert f'class="{LONG}"' in made
    assert f"<title>{LONG}</title>" in made


def test_honest_words_are_left_alone() -> None:
    """The longest words of the language are not broken."""
    html = "<p>dipertanggungjawabkan keberkelanjutan MONEV/36.72/2024-Q3/R1</p>"
    assert with_breaks(html) == html


def runs(content: bytes) -> list[str]:
    """The pieces of text that stand on one line."""
    found: list[str] = []
    for sheet in pypdf.PdfReader(io.BytesIO(content)).pages:
        sheet.extract_text(visitor_text=lambda piece, *_: found.append(piece.strip()))
    return [line for piece in found for line in piece.splitlines()]


@pytest.mark.parametrize("cell", ["td", 'td class="wrap"', "p"])
def test_a_word_that_fits_no_line_is_broken(cell: str) -> None:
    """Its column stays a column, every letter is printed, and it takes no time to lay out."""
    inner = f"<{cell}>{'w' * 600}</{cell.split(maxsplit=1)[0]}>"
    row = inner if cell == "p" else f"<table><tbody><tr>{inner}<td>x</td></tr></tbody></table>"
    made = pdf_of(page(row))
    assert made.pages == 1
    lines = [one for one in runs(made.content) if "w" in one]
    assert sum(one.count("w") for one in lines) == 600
    assert max(map(len, lines)) < 90
