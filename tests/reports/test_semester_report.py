"""The half-yearly report as a document: both quarters side by side, the unknown never as zero."""

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from models import DocumentForm
from monev.printing import Language
from monev.reports.forms import make, page_of
from monev.reports.issuer import Issuer
from monev.reports.paper import Paper
from monev.reports.semester.paper import semester_report_paper
from monev.reports.semester.view import SemesterView
from monev.semester_recap import SemesterRecap
from monev.sum_up import sum_up_semester
from tests.recaps import file, opened, points
from tests.reports.template_texts import read_by_people
from tests.reports.test_one_language import FOREIGN, WORD
from tests.reports.twin_text import letters, parsed, printed, read
from tests.semesters import FIRST, SEMESTER, half_year

LANGUAGES: tuple[Language, ...] = ("id", "en")


@pytest.fixture(scope="module")
def recap(tmp_path_factory: pytest.TempPathFactory) -> SemesterRecap:
    """The half-year of a small Banten."""
    place = opened(tmp_path_factory.mktemp("semester"))
    half_year(place)
    return sum_up_semester(place, SEMESTER)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> SemesterRecap:
    """A half-year of whose last quarter nothing is known."""
    place = opened(tmp_path_factory.mktemp("satu"))
    file(place, "36.01", points("90"), FIRST)
    return sum_up_semester(place, SEMESTER)


def paper(recap: SemesterRecap, language: Language = "id") -> Paper:
    """A half-year as a document."""
    return semester_report_paper(recap, language, Issuer(), 1, "ab" * 32)


def table(recap: SemesterRecap, name: str) -> dict[str, list[str]]:
    """The rows of the first table of a class by their heads, cell by cell."""
    root, _ = parsed(page_of(paper(recap), "web"))
    found = next(one for one in root.iter("table") if one.get("class") == name)
    rows = [
        [" ".join("".join(cell.itertext()).split()) for cell in row] for row in found.iter("tr")
    ]
    return {row[0]: row[1:] for row in rows}


def words(recap: SemesterRecap, language: Language = "id") -> str:
    """All that people read on the page."""
    return " ".join(" ".join(read_by_people(page_of(paper(recap, language), "web"))).split())


def test_both_quarters_stand_side_by_side(recap: SemesterRecap) -> None:
    """Main figures, duties and bands print each quarter's own count, a missing one as dots."""
    main = table(recap, "pokok")
    assert main["Pemerintah daerah dievaluasi"] == ["7", "7"]
    assert main["Laporan tepat waktu"] == ["1", "0"]
    assert main["Jumlah pagu yang dinyatakan (Rp)"] == ["…", "…"]
    duties = table(recap, "status")
    assert duties["D1 Menetapkan regulasi"] == ["2", "0", "4", "1", "2", "0", "5", "0"]
    bands = table(recap, "predikat")
    assert bands["Sangat Baik"][:2] == ["1", "2"]
    assert bands["Jumlah"] == ["546", "546", "38", "38", "415", "415", "93", "93"]


def test_changes_of_duties_and_scores(recap: SemesterRecap) -> None:
    """Shares are of those with data; compared, better, worse and newly known stand after them."""
    change = table(recap, "ubah")["D1 Menetapkan regulasi"]
    assert change[:2] == ["33,33%", "28,57%"]  # 2 of 6 and 2 of 7 with data
    assert change[3:] == ["4", "1", "2", "1", "0"]
    text = words(recap)
    assert "Dari 4 daerah yang dapat dibandingkan, 3 naik, 1 turun, dan 0 tetap" in text
    assert "nilai tengah perubahannya +19,0 poin" in text
    assert table(recap, "gerak")["Kab. Pandeglang"] == ["+20,0", "40,0 → 60,0", "100% → 100%"]


def test_provinces_have_both_quarters(recap: SemesterRecap) -> None:
    """Banten with its own score and its kab/kota, Bali unknown, DKI Jakarta without kab/kota."""
    rows = table(recap, "wilayah")
    assert len([one for one in rows if one not in {"", "Provinsi"}]) == 38
    assert rows["Banten (8)"][:5] == ["44,0", "90,0", "+46,0", "6", "6"]
    assert rows["Banten (8)"][-2:] == ["1", "0"]
    assert rows["Bali (9)"] == ["…", "…", "–", "0", "0", "…", "…", "…", "…", "0", "0"]
    assert rows["DKI Jakarta"][3:] == ["tidak berlaku: tidak ada kabupaten/kota otonom"]


def test_annexes_name_governments(recap: SemesterRecap) -> None:
    """What came into force with its day; who never reported; who is known in one quarter only."""
    text = words(recap)
    assert "Kab. Pandeglang, Perbup 12/2024 (5 Agustus 2024)" in text
    assert "Kota Cilegon, Perbup 3/2024 (1 Juli 2024)" in text
    view = SemesterView(recap, "id")
    silent = dict(view.never_reported)
    assert "Pemerintah provinsi, Kab. Tangerang" not in silent["Banten"]
    assert silent["Bali"].startswith("Pemerintah provinsi, Kab. Jembrana")
    assert view.by_province(view.known("awal")) == [("Banten", "Kota Cilegon")]
    assert [view.annex(one) for one in ("regulasi", "laporan", "evaluasi")] == [1, 2, 3]
    assert "Triwulan yang dievaluasi: belum dievaluasi. 538 pemerintah daerah" in text


def test_what_nobody_knows_is_not_met_by_nobody(recap: SemesterRecap) -> None:
    """A duty without data of anybody prints that it has none, and no bar of zero."""
    unknown = {"met": 0, "unmet": 0, "partly": 0, "unknown": 7}
    duty = recap.duties[0]
    assert duty.last
    last = duty.last.model_copy(update=unknown)
    bare = duty.model_copy(update={"last": last, "compared": 0, "better": 0, "worse": 0})
    changed = recap.model_copy(update={"duties": [bare]})
    assert "D1 data belum tersedia Menetapkan regulasi" in words(changed)
    assert table(changed, "ubah")["D1 Menetapkan regulasi"][1:6] == ["…", "…", "0", "…", "…"]


def test_one_quarter_alone_says_so_on_page_one(alone: SemesterRecap) -> None:
    """The notice names both quarters; nothing is compared, and who is silent cannot be told."""
    text = words(alone)
    assert "Triwulan IV Tahun 2024 tidak memiliki satu pun evaluasi" in text
    assert "hasil dalam laporan ini hanya dari Triwulan III Tahun 2024" in text
    assert "belum dapat dibandingkan" in text
    assert "siapa yang tidak pernah melapor belum dapat dinilai" in text
    assert table(alone, "status")["D1 Menetapkan regulasi"][4:] == ["…"] * 4
    assert table(alone, "pokok")["Diberi predikat"] == ["1", "…"]
    assert "Perubahan selama semester belum dapat disebut" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_and_screen_say_the_same(recap: SemesterRecap, language: Language) -> None:
    """Every word of the print stands in the twin, in the same order, drawings included."""
    on_paper = read(page_of(paper(recap, language), "print"))
    on_screen = read(page_of(paper(recap, language), "web"))
    assert on_screen.words == on_paper.words
    assert on_screen.alternatives == on_paper.alternatives


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_one_language(
    recap: SemesterRecap, alone: SemesterRecap, language: Language
) -> None:
    """No frequent word of the other language is on the page or in the workbook, names aside."""
    for one in (recap, alone):
        text = words(one, language)
        for sheet in paper(one, language).sheets:
            cells = [cell for row in sheet.rows for cell in row if isinstance(cell, str)]
            text = " ".join([text, sheet.name, *sheet.headings, *sheet.notes, *cells])
        for name in sorted((row.name for row in one.rows), key=len, reverse=True):
            text = text.replace(name, "").replace(name.replace("Kabupaten", "Kab."), "")
        assert not {word.casefold() for word in WORD.findall(text)} & FOREIGN[language]


def test_the_workbook_tells_every_government_in_both_quarters(recap: SemesterRecap) -> None:
    """546 rows; a quarter without an evaluation leaves cells empty and says which is known."""
    book = openpyxl.load_workbook(BytesIO(make(paper(recap), DocumentForm.XLSX).content))
    assert book.sheetnames == [
        *("Ringkasan", "Daerah", "Kewajiban", "Status kewajiban"),
        *("Provinsi", "Regulasi mulai berlaku", "Kendala"),
    ]
    rows = list(book["Daerah"].iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[0] == "Kode")
    assert len(rows) - start - 1 == 546
    found = {row[0]: dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]}
    cilegon = found["36.72"]
    assert cilegon["Diketahui pada"] == "hanya TW III"
    assert (cilegon["Nilai TW III"], cilegon["Nilai TW IV"]) == (80, None)
    assert found["36.74"]["Diketahui pada"] == "belum dievaluasi"
    assert found["36.01"]["Perubahan (poin)"] == 20
    assert found["36.04"]["Sebab tanpa perubahan"] == "aturan lain"


def test_the_pdf_of_a_known_nation_is_a_report_of_pages(recap: SemesterRecap) -> None:
    """With all 546 known twice it conforms, has 8 to 14 pages, a number and a place to sign."""
    best = next(one for one in recap.last.rows if one.region_code == "36.02").outcome
    assert best is not None
    quarters = []
    for one in recap.quarters:
        assert one.recap
        rows = [row.model_copy(update={"outcome": best}) for row in one.recap.rows]
        whole = one.recap.whole.model_copy(update={"evaluated": 546, "median": Decimal(88)})
        known = one.recap.model_copy(update={"rows": rows, "whole": whole})
        quarters.append(one.model_copy(update={"recap": known}))
    full = recap.model_copy(update={"quarters": tuple(quarters)})
    made = make(paper(full), DocumentForm.PDF)
    text = letters(printed(made.content))
    assert 8 <= made.pages <= 14
    for said in ("MONEV/ID/2024-S2/LS/R1", "Dasar hukum", "Jabatan penanda tangan", "Lampiran 2"):
        assert letters(said) in text
