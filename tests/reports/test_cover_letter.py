"""Covering letters: the right addressee, the numbers of the evaluation, and no name of our own."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from examples import __file__ as examples_file
from models import DocumentForm
from monev.dossier import Dossier
from monev.printing import Language
from monev.register import load_register
from monev.reports.forms import make, page_of
from monev.reports.issuer import Issuer
from monev.reports.signed.cover_letter import cover_letter_paper
from monev.reports.signed.signing import Enclosure, LetterFields, Person, read_fields
from monev.workspace import Workspace
from tests.reports.laid_out import sheets, words_of
from tests.reports.pages import dossier
from tests.reports.regions import region, simulated
from tests.reports.twin_text import read

LANGUAGES: tuple[Language, ...] = ("id", "en")
NAMES = ("press", "rich", "empty", "province")
EXAMPLE = Path(examples_file).parent / "surat-pengantar.yaml"
BLANK = LetterFields()


@cache
def rich() -> Dossier:
    """A simulated kabupaten that answered nearly everything."""
    return dossier(simulated("36.01"))


def text(
    of: Dossier,
    fields: LetterFields = BLANK,
    language: Language = "id",
    enclosures: tuple[Enclosure, ...] = (),
) -> str:
    """The words of a letter."""
    made = cover_letter_paper(of, language, Issuer(), fields, 1, enclosures)
    return " ".join(read(page_of(made, "print")).words)


@pytest.mark.parametrize(
    ("code", "told", "english"),
    [
        ("36", "Yth. Gubernur Banten", "To the Governor of Banten"),
        ("36.72", "Yth. Wali Kota Cilegon", "To the Mayor of Cilegon"),
        ("36.02", "Yth. Bupati Lebak", "To the Regent of Lebak"),
    ],
)
def test_it_goes_to_the_head_of_the_region(code: str, told: str, english: str) -> None:
    """Governor, regent or mayor by the kind of region, the region without its kind."""
    of = replace(rich(), region=load_register().regions[code])
    assert f"{told} di Tempat" in text(of)
    assert english in text(of, language="en")


def test_another_addressee_may_be_filled_in() -> None:
    """An acting head is written to by that title, at another place."""
    page = text(rich(), LetterFields(recipient="Pj. Bupati Contoh", recipient_place="Contoh"))
    assert "Yth. Pj. Bupati Contoh di Contoh" in page
    assert "di Tempat" not in page


def test_every_field_is_printed() -> None:
    """Nothing that an office fills in is lost on the way to paper."""
    fields = read_fields(EXAMPLE, LetterFields).model_copy(
        update={"remarks": ["Kalimat contoh."], "on_behalf_of": "Kepala Contoh", "subject": "Hal X"}
    )
    page = text(rich(), fields)
    told = [
        fields.number,
        fields.nature,
        "Kota Contoh, 21 Oktober 2024",
        "Hal X",
        "Kalimat contoh.",
    ]
    told += ["a.n. Kepala Contoh", fields.signer.name, fields.signer.position, fields.signer.rank]
    assert [one for one in [*told, *fields.copies] if one not in page] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_filled_in_is_dotted(language: Language) -> None:
    """Number, nature, day, signer and copies are left to be written; nobody is named."""
    page = text(rich(), language=language)
    labels = {
        "id": ["Nomor", "Sifat", "Jabatan", "Nama", "Pangkat", "NIP"],
        "en": ["Number", "Nature", "Position", "Name", "Rank", "Staff number (NIP)"],
    }[language]
    assert [one for one in labels if f"{one} ......" not in page] == []
    assert "Contoh" not in page
    assert "None" not in page


def test_the_place_of_the_letterhead_stands_where_none_is_filled_in() -> None:
    """An office that set its place need not repeat it; a filled one goes before."""
    issuer = Issuer(place="Serang")
    own = page_of(cover_letter_paper(rich(), "id", issuer, BLANK), "print")
    other = page_of(
        cover_letter_paper(rich(), "id", issuer, LetterFields(place="Pandeglang")), "print"
    )
    assert "Serang, <span" in own
    assert "Pandeglang, <span" in other


def test_enclosures_are_counted_and_named() -> None:
    """Without others the report and its fact sheet by number; pages only where they are known."""
    usual = text(rich())
    assert "Lampiran 2 (dua) dokumen" in usual
    assert "nomor MONEV/36.01/2024-Q3/R1" in usual
    assert "nomor MONEV/36.01/2024-Q3/LF/R1" in usual
    assert "halaman" not in usual
    filed = (Enclosure(title="Laporan", number="MONEV/X", pages=1234),)
    told = text(rich(), enclosures=filed)
    assert "Lampiran 1 (satu) dokumen" in told
    assert "Laporan, nomor MONEV/X, 1.234 halaman" in told
    own = LetterFields(enclosures=[Enclosure(title="Berkas kita")])
    assert "Berkas kita, nomor ....." in text(rich(), own, enclosures=filed)
    assert "MONEV/X" not in text(rich(), own, enclosures=filed)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_it_fits_one_sheet(name: str, language: Language, example: Workspace) -> None:
    """With the example's fields a letter about any region is one sheet."""
    fields = read_fields(EXAMPLE, LetterFields)
    assert sheets(cover_letter_paper(region(name, example), language, Issuer(), fields)) == 1


def test_the_body_says_what_the_evaluation_says(example: Workspace) -> None:
    """Score, bounds, completeness and the first actions; and why there is no band."""
    of = rich()
    page = text(of)
    assert f"dari {sum(one.status != 'tidak_berlaku' for one in of.card.duties)} kewajiban" in (
        page.casefold()
    )
    for one in of.card.actions[:3]:
        assert one.text in page
    assert "Belum ada data yang dapat dinilai" in text(region("empty", example))
    assert "Predikat belum diberikan karena kelengkapan data" in text(region("press", example))


def test_two_fillings_are_two_papers() -> None:
    """The code beside the QR code covers what was filled in, and the evaluation."""
    own = LetterFields(enclosures=[Enclosure(title="Laporan", pages=7)])
    made = [
        cover_letter_paper(of, "id", Issuer(), fields)
        for of in (rich(), replace(rich(), inputs_sha256="1" * 64))
        for fields in (BLANK, LetterFields(number="1"), own)
    ]
    assert len({one.inputs_sha256 for one in made}) == 6
    assert len({one.code for one in made}) == 6
    assert made[0].number.endswith("/SP/R1")
    assert made[0].made_on == date(2024, 10, 10)


def test_hostile_texts_stay_between_the_margins() -> None:
    """Markup is printed as it was written, and the longest words break."""
    hostile = "<b>{{ 7*7 }}</b>"
    person = Person(name="W" * 120, position="J" * 120, rank="R" * 60)
    fields = LetterFields(
        number="N" * 60, nature="S" * 60, subject="H" * 200, place="P" * 60, recipient="Y" * 120,
        recipient_place="Z" * 60, remarks=[hostile, "C" * 200], on_behalf_of="B" * 120,
        signer=person, copies=["C" * 160] * 2,
        enclosures=[Enclosure(title="E" * 160, number="X" * 60, pages=9999)] * 2,
    )  # fmt: skip
    made = cover_letter_paper(rich(), "id", Issuer(), fields)
    assert hostile in text(rich(), fields)
    words = words_of(made)
    body = [one for one in words if one.bottom < 282]
    assert max(one.right for one in body) <= 186.5
    assert min(one.left for one in body) >= 18


def test_the_pdf_conforms() -> None:
    """The letter is made into a conforming PDF like every other document."""
    made = make(cover_letter_paper(rich(), "en", Issuer(), BLANK), DocumentForm.PDF)
    assert made.pages == 1
    assert b"pdfaid:conformance" in made.content
