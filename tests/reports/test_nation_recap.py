"""The recap of the nation as a document: all are in it, the unknown by name and not as zero."""

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from models import DocumentForm
from monev.printing import Language
from monev.recap import NationRecap, Place, RecapRow
from monev.reports.forms import make, page_of
from monev.reports.issuer import Issuer
from monev.reports.paper import Paper
from monev.reports.recap.nation import NationRecapView, nation_recap_paper
from monev.sum_up import sum_up_nation
from tests.recaps import QUARTER, banten, file, opened, points
from tests.reports.template_texts import read_by_people
from tests.reports.test_one_language import FOREIGN, WORD
from tests.reports.twin_text import letters, parsed, printed, read

LANGUAGES: tuple[Language, ...] = ("id", "en")
MOST_BYTES = 150_000
"""What a page for screens may weigh: a telephone loads it over a slow line."""


@pytest.fixture(scope="module")
def recap(tmp_path_factory: pytest.TempPathFactory) -> NationRecap:
    """A nation of which little more than Banten is known."""
    place = opened(tmp_path_factory.mktemp("bangsa"))
    banten(place)
    file(place, "31", points("65"))
    return sum_up_nation(place, QUARTER)


@pytest.fixture(scope="module")
def full(recap: NationRecap) -> NationRecap:
    """The nation in which all 546 are as well known as Kota Cilegon, with long ranks."""
    best = next(one for one in recap.rows if one.region_code == "36.72").outcome
    assert best is not None
    known = best.model_copy(
        update={
            "score": Decimal("58.37"),
            "band": "Sangat Kurang",
            "provisional": True,
            "place": Place(rank=288, tied=False, of=415, low=188, high=388),
        }
    )
    rows = [one.model_copy(update={"outcome": known}) for one in recap.rows]
    return recap.model_copy(update={"rows": rows})


def paper(recap: NationRecap, language: Language = "id") -> Paper:
    """A recap as a document."""
    return nation_recap_paper(recap, language, Issuer(), 1, "ab" * 32)


def table(recap: NationRecap, name: str) -> list[list[str]]:
    """The rows of one table, cell by cell."""
    root, _ = parsed(page_of(paper(recap), "web"))
    (found,) = [one for one in root.iter("table") if one.get("class") == name]
    return [
        [" ".join("".join(cell.itertext()).split()) for cell in row] for row in found.iter("tr")
    ]


def named(view: NationRecapView, row: RecapRow) -> str:
    """What a government is called below its province."""
    return view.own_or_short(row)


def test_each_government_stands_once_in_its_province(recap: NationRecap) -> None:
    """38 headings; below each all its governments: a row of figures, or a name among the rest."""
    view = NationRecapView(recap, "id")
    rows = table(recap, "daftar")[1:]
    heads = [number for number, row in enumerate(rows) if len(row) == 1 and row[0][:2].isdecimal()]
    assert len(heads) == 38
    for line, start, end in zip(recap.provinces, heads, [*heads[1:], len(rows)], strict=True):
        assert rows[start] == [f"{line.code} {line.name}"]
        inside = rows[start + 1 : end]
        known = [row[0] for row in inside if len(row) > 1]
        waiting = [row[0].partition(": ")[2].split(", ") for row in inside if len(row) == 1]
        found = [*known, *(name for names in waiting for name in names)]
        everybody = [named(view, one) for one in view.of_province(line)]
        assert sorted(found) == sorted(everybody)


def test_rows_of_figures(recap: NationRecap) -> None:
    """Score, band, rank among its kind with its interval, data, change; a dash where unranked."""
    rows = {row[0]: row for row in table(recap, "daftar") if len(row) > 1}
    cilegon = rows["Kota Cilegon"]
    assert cilegon[1:4] == ["80,0", "Baik", "1"]
    assert cilegon[5:] == ["100%", "0,0", "…"]
    assert rows["Kota Serang"][2:6] == ["tanpa predikat", "–", "–", "12%"]
    assert "Kota Tangerang Selatan" not in rows


def test_provinces_with_and_without_kabkota(recap: NationRecap) -> None:
    """Banten has a mean of six of eight, Bali nothing yet; to DKI Jakarta it does not apply."""
    rows = {row[0]: row for row in table(recap, "provinsi")}
    assert rows["Banten"][1:5] == ["50,0", "Kurang", "7 dari 8", "62,5"]
    assert rows["Banten"][6:] == ["6 dari 7", "…", "…"]
    assert rows["Bali"][1:] == ["…", "belum dievaluasi", "0 dari 9", *["…"] * 5]
    assert rows["DKI Jakarta"][3:] == ["tidak berlaku: tidak ada kabupaten/kota otonom"]


def test_counts_by_kind_add_up(recap: NationRecap) -> None:
    """Bands, no band and not evaluated make the number of each kind, and 546 together."""
    rows = table(recap, "predikat")
    assert rows[1][:1] + rows[1][-3:-1] == ["Provinsi", "36", "38"]
    for row in rows[1:]:
        counts = [int(one) for one in row[1:-1]]
        assert sum(counts[:-1]) == counts[-1]
    assert rows[-1][-2] == "546"


def test_the_tile_map_has_words_for_what_it_shows(recap: NationRecap) -> None:
    """Its alternative names every province with its mean, or says that there is none."""
    drawing = NationRecapView(recap, "id").tiles
    assert "Banten 62,5" in drawing
    assert "DKI Jakarta tanpa rata-rata" in drawing
    assert drawing.count("tanpa rata-rata") >= 37
    unknown = [one.model_copy(update={"together": None}) for one in recap.provinces]
    bare = recap.model_copy(update={"provinces": unknown})
    assert NationRecapView(bare, "id").tiles == ""


def test_leaders_are_named_up_to_three(recap: NationRecap) -> None:
    """A tie of two prints both names; a tie of four prints the number; nobody is said in words."""
    view = NationRecapView(recap, "id")
    lead = view.leader("keseluruhan", "kabupaten")
    assert lead
    assert view.leaders(lead) == "Kab. Lebak, Kab. Tangerang"
    many = lead.model_copy(update={"codes": ["36.01", "36.02", "36.03", "36.04"]})
    assert view.leaders(many) == ""
    rows = {row[0]: row for row in table(recap, "kata")}
    assert rows["Kab/kota Sumatera"][1] == "belum ada yang dapat diperingkat"
    assert rows["Kabupaten"][1].endswith("70,0; seri")


def test_the_twin_of_a_whole_nation_stays_light(full: NationRecap) -> None:
    """With 546 rows of figures the page for screens weighs less than 150 kB, in both languages."""
    for language in LANGUAGES:
        page = page_of(paper(full, language), "web")
        assert page.count("Sangat Kurang*") + page.count("band 0*") >= 546
        assert len(page.encode()) < MOST_BYTES


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_and_screen_say_the_same(recap: NationRecap, language: Language) -> None:
    """Every word of the print stands in the twin, in the same order, drawings included."""
    on_paper = read(page_of(paper(recap, language), "print"))
    on_screen = read(page_of(paper(recap, language), "web"))
    assert on_screen.words == on_paper.words
    assert on_screen.alternatives == on_paper.alternatives


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_recap_speaks_one_language(recap: NationRecap, language: Language) -> None:
    """No frequent word of the other language stands on the page, names of regions aside."""
    text = " ".join(read_by_people(page_of(paper(recap, language), "web")))
    names = [one.name for one in recap.rows]
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "").replace(name.replace("Kabupaten", "Kab."), "")
    assert not {one.casefold() for one in WORD.findall(text)} & FOREIGN[language]


def test_the_workbook_has_every_government(recap: NationRecap) -> None:
    """546 rows of results, 38 provinces, and the leaders with every name of a tie."""
    book = openpyxl.load_workbook(BytesIO(make(paper(recap), DocumentForm.XLSX).content))
    assert book.sheetnames == ["Hasil", "Pilar", "Kewajiban", "Provinsi", "Terdepan"]
    counts = {}
    for sheet in book:
        table = list(sheet.iter_rows(values_only=True))
        start = next(number for number, row in enumerate(table) if row[0] in {"Kode", "Tema"})
        counts[sheet.title] = len(table) - start - 1
    assert (counts["Hasil"], counts["Provinsi"]) == (546, 38)
    assert counts["Terdepan"] >= 8


def test_the_pdf_repeats_its_heads_and_ends_with_the_seal(recap: NationRecap) -> None:
    """Laid out and conforming: the unknown by name, the seal on the last page."""
    made = make(paper(recap), DocumentForm.PDF)
    text = letters(printed(made.content))
    assert made.pages < 12
    assert letters("Kab. Aceh Selatan, Kab. Aceh Tenggara") in text
    assert letters("MONEV/ID/2024-Q3/RN/R1") in text
