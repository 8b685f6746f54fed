"""The recap of a province as a document: what it says of the known, the tied and the unknown."""

import re
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from models import DocumentForm
from monev.printing import Language
from monev.recap import ProvinceRecap
from monev.reports.forms import make, page_of
from monev.reports.issuer import Issuer
from monev.reports.paper import Paper
from monev.reports.pdf.conform import attachments_of
from monev.reports.recap.province import ProvinceRecapView, province_recap_paper
from monev.sum_up import sum_up_province
from monev.workspace import Workspace
from tests.recaps import LITTLE, QUARTER, banten, file, opened, points
from tests.reports.template_texts import read_by_people
from tests.reports.test_one_language import FOREIGN, WORD
from tests.reports.twin_text import parsed, printed, read

LANGUAGES: tuple[Language, ...] = ("id", "en")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The small Banten, a DKI Jakarta and a Bali of which too little is known; never altered."""
    place = opened(tmp_path_factory.mktemp("banten"))
    banten(place)
    file(place, "31", points("65"))
    file(place, "51.71", LITTLE)
    return place


@pytest.fixture(scope="module")
def recap(world: Workspace) -> ProvinceRecap:
    """The recap of that Banten."""
    return sum_up_province(world, "36", QUARTER)


def paper(recap: ProvinceRecap, language: Language = "id") -> Paper:
    """A recap as a document."""
    return province_recap_paper(recap, language, Issuer(), 1, "ab" * 32)


def rows(recap: ProvinceRecap, table: str, language: Language = "id") -> dict[str, list[str]]:
    """The cells of one table by the name in its row."""
    root, _ = parsed(page_of(paper(recap, language), "web"))
    (found,) = [one for one in root.iter("table") if one.get("class") == table]
    read_rows = {}
    for row in found.iter("tr"):
        cells = [" ".join("".join(cell.itertext()).split()) for cell in row]
        head = next((cell for cell in row if cell.get("scope") == "row"), None)
        if head is not None:
            read_rows["".join(head.itertext())] = cells
    return read_rows


def test_the_league_shows_ranks_intervals_and_ties(recap: ProvinceRecap) -> None:
    """Six rows in order of rank; a tie says so; every strip is drawn of digits alone."""
    found = rows(recap, "peringkat")
    assert [cells[0] for cells in found.values()] == ["1", "2 (seri)", "2 (seri)", "4", "5", "6"]
    assert found["Kota Cilegon"][2:4] == ["80,0", "Baik"]
    strips = re.findall(r'class="garis" style="([^"]+)"', page_of(paper(recap), "print"))
    assert len(strips) == 6
    assert all(one.startswith("background:linear-gradient(to right") for one in strips)


def test_the_unknown_are_named_and_never_zero(recap: ProvinceRecap) -> None:
    """Who was not evaluated has a reason in its row, no figure, and no place in the league."""
    found = rows(recap, "hasil")
    assert found["Kota Tangerang Selatan"][1:] == [
        "belum dievaluasi: belum ada instrumen triwulan ini yang diterima"
    ]
    assert found["Kota Serang"][1:6] == ["85,0", "…", "…", "…", "…"]
    assert found["Kota Serang"][8:] == ["tanpa predikat", "12%", "–", "tanpa pembanding"]
    assert not {"Kota Serang", "Kota Tangerang Selatan"} & set(rows(recap, "peringkat"))
    text = " ".join(read(page_of(paper(recap), "web")).words)
    assert "Kota Serang (kelengkapan data 12% di bawah 40%)." in text
    assert "7 dari 8 kabupaten/kota memiliki hasil monev: 3 Baik, 2 Cukup, 1 Kurang" in text


def test_changes_are_signed_or_say_why_not(recap: ProvinceRecap) -> None:
    """Up, down and level in points; other rules and no band in words."""
    found = {name: cells[-1] for name, cells in rows(recap, "hasil").items()}
    assert found["Kab. Pandeglang"] == "+10,0"
    assert found["Kab. Lebak"] == "−10,0"
    assert found["Kota Cilegon"] == "0,0"
    assert found["Kab. Tangerang"] == "aturan lain"
    assert found["Kota Tangerang"] == "tanpa predikat"


@pytest.mark.parametrize(
    ("points", "told"), [("0.04", "0,0"), ("-0.05", "−0,1"), ("0", "0,0"), ("3.96", "+4,0")]
)
def test_a_change_that_rounds_to_nothing_has_no_sign(
    recap: ProvinceRecap, points: str, told: str
) -> None:
    """Halves go up, away from zero; less than that is printed as none."""
    assert ProvinceRecapView(recap, "id").points(Decimal(points)) == told


def test_key_figures_of_page_one(recap: ProvinceRecap) -> None:
    """Mean, regulations of those known, and reports that nobody could yet have handed in."""
    text = " ".join(read(page_of(paper(recap), "web")).words)
    assert "Rata-rata kabupaten/kota 62,5" in text
    assert "Regulasi berlaku 6 dari 7 yang diketahui; 1 belum diketahui" in text
    assert "Laporan tepat waktu data belum tersedia" in text
    assert "Rekomendasi lewat tenggat 1 pada 1 daerah" in text
    assert "bukan penilaian resmi pemerintah" in text


def test_without_a_mean_the_reason_stands_there(world: Workspace) -> None:
    """One of nine known with too few data: no mean, no rank, no drawing of scores."""
    text = page_of(paper(sum_up_province(world, "51", QUARTER)), "web")
    words = " ".join(read(text).words)
    assert "Belum diberikan 0 dari 9 kab/kota diketahui, kurang dari 70%" in words
    assert "Belum ada kabupaten/kota yang dapat diperingkat." in words
    assert "<svg" not in text.split("Periksa keaslian")[0].split('class="seal"')[0]


def test_dki_jakarta_says_that_it_has_none(world: Workspace) -> None:
    """Its units are named as not scored; nothing of theirs is called missing or zero."""
    words = " ".join(read(page_of(paper(sum_up_province(world, "31", QUARTER)), "web")).words)
    assert "DKI Jakarta tidak memiliki kabupaten/kota otonom: 6 unit administratif" in words
    assert "Kota Administrasi Jakarta Pusat" in words
    assert "Pemerintah provinsi 65,0" in words
    assert "belum dievaluasi" not in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_and_screen_say_the_same(recap: ProvinceRecap, language: Language) -> None:
    """Every word of the print stands in the twin, in the same order, drawings included."""
    on_paper = read(page_of(paper(recap, language), "print"))
    on_screen = read(page_of(paper(recap, language), "web"))
    assert on_screen.words == on_paper.words
    assert on_screen.alternatives == on_paper.alternatives


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_recap_speaks_one_language(recap: ProvinceRecap, language: Language) -> None:
    """No frequent word of the other language stands in page or sheets, names of regions aside."""
    made = paper(recap, language)
    cells = [str(one) for sheet in made.sheets for row in sheet.rows for one in row if one]
    heads = [one for sheet in made.sheets for one in (sheet.name, *sheet.headings, *sheet.notes)]
    text = " ".join([*read_by_people(page_of(made, "web")), *heads, *cells])
    for name in sorted((one.name for one in recap.rows), key=len, reverse=True):
        text = text.replace(name, "").replace(name.replace("Kabupaten", "Kab."), "")
    assert not {one.casefold() for one in WORD.findall(text)} & FOREIGN[language]


def test_the_workbook_is_complete_and_not_rounded(recap: ProvinceRecap) -> None:
    """The province and its eight stand in it; an unknown cell is empty and its status says why."""
    content = make(paper(recap), DocumentForm.XLSX).content
    sheet = openpyxl.load_workbook(BytesIO(content))["Hasil"]
    table = [list(row) for row in sheet.iter_rows(values_only=True)]
    start = next(number for number, row in enumerate(table) if row[0] == "Kode")
    named = {str(row[0]): dict(zip(table[start], row, strict=True)) for row in table[start + 1 :]}
    assert len(named) == 9
    assert named["36.74"]["Nilai"] is None
    assert named["36.74"]["Status"] == "belum dievaluasi"
    assert (named["36.72"]["Nilai"], named["36.72"]["Peringkat"]) == (80, 1)
    assert named["36.73"]["Status"] == "dievaluasi, tidak diperingkat"
    assert (named["36.01"]["Perubahan (poin)"], named["36.01"]["Rekomendasi baru"]) == (10, 1)


def test_the_pdf_carries_its_figures(recap: ProvinceRecap) -> None:
    """Laid out and conforming, with the CSV inside; the same recap makes the same bytes."""
    made = make(paper(recap), DocumentForm.PDF)
    assert made.pages in {2, 3, 4}
    text = " ".join(printed(made.content).split())
    assert "Kota Cilegon" in text
    assert "Kode " in text
    (name,) = attachments_of(made.content)
    assert name == "hasil.csv"
    assert made.content == make(paper(recap), DocumentForm.PDF).content
