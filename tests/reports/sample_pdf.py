"""A short document with everything a report is made of: laid out, and made conforming."""

import io
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pikepdf
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from monev.printing import Language
from monev.reports.pdf.attachment import Attachment
from monev.reports.pdf.conform import Imprint, conforming
from monev.reports.pdf.render import Assets

STYLE = """
@font-face { font-family: Face; src: url(asset:sans-regular.otf) }
@font-face { font-family: Face; font-weight: 600; src: url(asset:sans-semibold.otf) }
@page { size: A4; margin: 20mm; @bottom-right { content: "kaki " counter(page); font: 8pt Face } }
* { font-family: Face } h1, h2, th { font-weight: 600 } h2 { break-before: page }
svg { width: 60mm }
"""
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{0}" viewBox="0 0 60 20">'
    '<title>{0}</title><rect width="40" height="8" fill="#2f6b8f"/>'
    '<text x="0" y="18" font-size="6" font-family="Face">0</text></svg>'
)
WORDS = {
    "id": ("Laporan uji", "Nilai menurut pilar", "Pilar", "Nilai", "Regulasi", "belum ada", "isi"),
    "en": ("Test report", "Score by pillar", "Pillar", "Score", "Regulation", "none yet", "body"),
}

IMPRINT = Imprint(
    title="Laporan uji <Kota & Kabupaten>",
    language="id",
    number="MONEV/36.72/2024-Q3/R2",
    revision=2,
    rubric_version="1.0+abc",
    inputs_sha256="ab" * 32,
    subject="Hasil uji",
    author="Monev",
    created=date(2024, 10, 10),
    keywords=("jamsostek", "uji"),
)
FILES = [
    Attachment("nilai.csv", b"pilar;nilai\nRegulasi;53,26\n", "text/csv", "Nilai", "Data"),
    Attachment("jejak.json", b'{"a": [1, 2]}' * 500, "application/json", "Jejak", "Source"),
]


def document(language: str) -> str:
    """A document of two pages in one language: headings, drawing, links, list and a table."""
    title, caption, pillar, score, name, none, body = WORDS[language]
    return page(
        f"<h1>{title}</h1><p>{body} <strong>{body}</strong> "
        f'<a href="https://example.org/">example.org</a>, <a href="#dua">{caption}</a></p>'
        f"{DRAWING.format(f'{caption}: {none}')}"
        f"<ul><li>{body}</li><li>{body}<ol><li>{body}</li></ol></li></ul>"
        f'<h2 id="dua">{caption}</h2><table><caption>{caption}</caption>'
        f'<thead><tr><th scope="col">{pillar}</th><th scope="col">{score}</th></tr></thead>'
        f'<tbody><tr><th scope="row">{name}</th><td>53,26</td></tr>'
        f'<tr><th scope="row">{name} 2</th><td>{none}</td></tr></tbody></table>',
        language,
    )


def page(body: str, language: str = "id") -> str:
    """A page with this body."""
    head = f'<meta charset="utf-8"><title>{WORDS[language][0]}</title>'
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'


@cache
def _sheet() -> tuple[FontConfiguration, CSS]:
    fonts = FontConfiguration()
    return fonts, CSS(string=STYLE, font_config=fonts, url_fetcher=Assets(), base_url="asset:")


@cache
def laid_out(html: str, variant: str | None = "pdf/a-3a", picture: bytes = b"") -> bytes:
    """What the layout engine makes of a page, which may show one picture, `asset:gambar`."""
    fonts, sheet = _sheet()
    assets = Assets({"gambar": picture})
    made = HTML(string=html, base_url="asset:", url_fetcher=assets).write_pdf(
        font_config=fonts, stylesheets=[sheet], pdf_variant=variant, pdf_identifier=b"uji"
    )
    assert isinstance(made, bytes)
    return made


def made(language: Language = "id", files: list[Attachment] | None = None) -> bytes:
    """The conforming document in one language."""
    imprint = replace(IMPRINT, language=language, title=WORDS[language][0])
    return conforming(laid_out(document(language)), imprint, FILES if files is None else files)


def opened(content: bytes) -> pikepdf.Pdf:
    """A document as its objects."""
    return pikepdf.open(io.BytesIO(content))


def tags(pdf: pikepdf.Pdf, kind: str = "") -> list[Any]:
    """Every tag, or those of a kind, that the tree of tags reaches, in reading order."""
    waiting, found = list(pdf.Root.StructTreeRoot.K), []
    while waiting:
        tag = waiting.pop(0)
        if isinstance(tag, int) or "/S" not in tag:
            continue
        if not kind or str(tag.S) == f"/{kind}":
            found.append(tag)
        waiting[:0] = list(tag.K)
    return found
