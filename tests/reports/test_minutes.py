"""Minutes of a visit: what was filled in is printed, what was not is dotted, nothing is made up."""

import io
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pypdf
import pytest

from examples import __file__ as examples_file
from models import DocumentForm, DocumentKind
from monev.dossier import Dossier
from monev.errors import UsageError
from monev.printing import Language
from monev.reports.forms import make, page_of
from monev.reports.issuer import Issuer
from monev.reports.signed.minutes import minutes_paper
from monev.reports.signed.signing import Agreement, MinutesFields, Party, Person, read_fields
from monev.reports.words.in_words import day_in_words, number_in_words
from monev.workspace import Workspace
from tests.reports.laid_out import words_of
from tests.reports.pages import dossier
from tests.reports.regions import region, simulated
from tests.reports.twin_text import read
from tools.messages import TEMPLATES, all_faults

LANGUAGES: tuple[Language, ...] = ("id", "en")
FOLDERS = ("lembar_fakta", "berita_acara", "surat_pengantar", "isian")
EXAMPLE = Path(examples_file).parent / "berita-acara.yaml"
HOSTILE = "<script>alert(1)</script>&amp;{{ 7*7 }}"


@cache
def rich() -> Dossier:
    """A simulated kabupaten that answered nearly everything."""
    return dossier(simulated("36.01"))


def text(of: Dossier, fields: MinutesFields, language: Language = "id") -> str:
    """The words of the minutes."""
    return " ".join(read(page_of(minutes_paper(of, language, Issuer(), fields), "print")).words)


def example() -> MinutesFields:
    """The example that is handed out."""
    return read_fields(EXAMPLE, MinutesFields)


def test_every_field_is_printed() -> None:
    """Nothing that an office fills in is lost on the way to paper."""
    fields = example()
    page = text(rich(), fields)
    people = [*fields.visitors.people, *fields.hosts.people]
    told = [fields.number, fields.time, fields.place, fields.visitors.office]
    told += [one.name for one in people] + [one.position for one in people]
    told += [one.office for one in people] + [one.rank for one in people]
    told += [*fields.agenda, *fields.points]
    assert "Kamis, tanggal tujuh belas bulan Oktober tahun dua ribu dua puluh empat" in page
    assert [one for one in told if one not in page] == []


def test_nips_are_printed_in_their_groups() -> None:
    """A NIP stands as offices write it."""
    signer = Person(name="Nama Contoh", nip="198001012005011001", signs=True)
    page = text(rich(), MinutesFields(visitors=Party(people=[signer])))
    assert page.count("19800101 200501 1 001") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_filled_in_is_dotted_and_nobody_is_named(language: Language) -> None:
    """Of blank fields there are dotted lines to write on, in rows that hold nothing else."""
    made = minutes_paper(rich(), language, Issuer(), MinutesFields())
    html = page_of(made, "print")
    rows = re.findall(r"<tr><td>\d</td><td class=\"wrap\">.*?</tr>", html)
    assert len(rows) == 6
    for row in rows:
        assert re.fullmatch(r"\d[. ]*", re.sub(r"<[^>]+>", "", row))
    page = text(rich(), MinutesFields(), language)
    assert "Contoh" not in page
    assert "None" not in page
    assert page.count("....................") > 20


def test_the_second_party_is_the_regions_government(example: Workspace) -> None:
    """Where no office is filled in, the government that was visited is named, by its kind."""
    assert "Pihak Kedua: Pemerintah Kabupaten" in text(rich(), MinutesFields())
    province = region("province", example)
    assert f"Pihak Kedua: Pemerintah Provinsi {province.region.name}" in text(
        province, MinutesFields()
    )


def test_everybody_marked_signs_and_otherwise_the_first() -> None:
    """Each side signs with whom it marked; with none marked, with whom it named first."""
    two = [Person(name="Nama A"), Person(name="Nama B", signs=True)]
    assert [one.name for one in Party(people=two).signers] == ["Nama B"]
    assert [one.name for one in Party(people=two[:1]).signers] == ["Nama A"]
    assert Party().signers == [Person()]


def test_duties_and_recommendations_are_those_of_the_evaluation() -> None:
    """Every duty with its status, every recommendation with its office and deadline."""
    of = rich()
    page = text(of, MinutesFields())
    for duty in of.card.duties:
        assert duty.title.id in page
    for one in of.card.actions:
        assert one.id in page
        assert one.agency in page
    wanted = [one for one in of.card.indicators if one.status == "data_tidak_tersedia"]
    for row in wanted:
        assert f"{row.evidence_wanted.id} {row.id} {row.title.id}" in page


def test_an_agreement_stands_beside_its_recommendation() -> None:
    """What was agreed is printed with its day; what was not is left to be written."""
    first, second = rich().card.actions[:2]
    agreed = Agreement(action=first.id, deadline=date(2031, 2, 3), remark="Catatan contoh")
    html = page_of(
        minutes_paper(rich(), "id", Issuer(), MinutesFields(agreements=[agreed])), "print"
    )
    rows = {one: row for one in (first.id, second.id) for row in html.split("<tr>") if one in row}
    assert "batas waktu 3 Februari 2031; Catatan contoh" in rows[first.id]
    assert "batas waktu" not in rows[second.id]
    assert "......" in rows[second.id]


def test_an_agreement_about_nothing_is_refused() -> None:
    """A recommendation that the evaluation did not give cannot be agreed on."""
    fields = MinutesFields(agreements=[Agreement(action="36.01/2024-Q3/Z9")])
    with pytest.raises(UsageError, match=r"36\.01/2024-Q3/Z9.*expected one of"):
        minutes_paper(rich(), "id", Issuer(), fields)


def test_two_fillings_are_two_papers() -> None:
    """The code beside the QR code covers what was filled in, and the evaluation."""
    one = minutes_paper(rich(), "id", Issuer(), example())
    other = minutes_paper(rich(), "id", Issuer(), MinutesFields())
    again = minutes_paper(rich(), "id", Issuer(), example())
    newer = minutes_paper(replace(rich(), inputs_sha256="1" * 64), "id", Issuer(), example())
    assert one.inputs_sha256 == again.inputs_sha256
    assert len({one.inputs_sha256, other.inputs_sha256, newer.inputs_sha256}) == 3
    assert one.kind is DocumentKind.MINUTES
    assert one.number.endswith("/BA/R1")
    assert one.made_on == date(2024, 10, 17)
    assert minutes_paper(rich(), "en", Issuer(), example(), 3).number.endswith("/BA/R3/EN")


def test_hostile_texts_stay_texts_inside_the_sheet() -> None:
    """Markup is printed as it was written, and the longest words stay between the margins."""
    long, person = (
        "W" * 120,
        Person(name="W" * 120, position="J" * 120, office="K" * 120, rank="R" * 60),
    )
    people = [person, Person(name=HOSTILE, signs=True), person]
    fields = MinutesFields(
        number="N" * 60, time="T" * 60, place=long, agenda=["A" * 200], points=[HOSTILE, "B" * 200],
        visitors=Party(office=long, people=people), hosts=Party(office=long, people=people),
        agreements=[Agreement(action=rich().card.actions[0].id, remark="M" * 120)],
    )  # fmt: skip
    made = minutes_paper(rich(), "id", Issuer(), fields)
    assert "<script>" not in page_of(made, "print")
    assert text(rich(), fields).count(HOSTILE) == 5
    words = words_of(made)
    assert max(one.right for one in words) <= 191.5
    assert min(one.left for one in words) >= 18.5


def test_the_pdf_holds_the_signatures_of_both_sides() -> None:
    """Both parties and whoever signs stand on the last sheet of a conforming PDF."""
    made = make(minutes_paper(rich(), "id", Issuer(), example()), DocumentForm.PDF)
    reader = pypdf.PdfReader(io.BytesIO(made.content))
    assert made.pages == len(reader.pages)
    last = " ".join(reader.pages[-1].extract_text().split())
    for told in ("Pihak Pertama", "Pihak Kedua", "Contoh Satu", "Contoh Tiga", "Kesepakatan lain"):
        assert told in last
    assert "Contoh Empat" not in last


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (17, "tujuh belas"),
        (20, "dua puluh"),
        (31, "tiga puluh satu"),
        (100, "seratus"),
        (1000, "seribu"),
        (1945, "seribu sembilan ratus empat puluh lima"),
        (2024, "dua ribu dua puluh empat"),
        (9999, "sembilan ribu sembilan ratus sembilan puluh sembilan"),
    ],
)
def test_numbers_are_written_out(number: int, words: str) -> None:
    """As minutes have the day and the year."""
    assert number_in_words(number) == words


def test_other_numbers_are_not_written_out() -> None:
    """No number is written out wrongly."""
    with pytest.raises(ValueError, match="0 to 9999"):
        number_in_words(10_000)


def test_a_day_is_written_out_in_either_language() -> None:
    """Indonesian minutes spell the day, English ones name the weekday."""
    day = date(2024, 3, 1)
    assert day_in_words(day, "id") == (
        "Jumat, tanggal satu bulan Maret tahun dua ribu dua puluh empat"
    )
    assert day_in_words(day, "en") == "Friday, 1 March 2024"


def test_all_texts_are_translated() -> None:
    """Fact sheet, minutes and letter have English for every text, and no text too many."""
    assert all_faults(TEMPLATES, FOLDERS) == []
