"""The filters of report templates: the same ones in both languages, each in its own notation."""

from datetime import date
from decimal import Decimal

import pytest

from monev.printing import score
from monev.reports.words.filters import CLOSED, filters
from monev.reports.words.legal import legal_basis
from monev.reports.words.revision import changes_between
from monev.wording import Wording
from tests.facts import QUARTER
from tests.reports.explained import rich

IN_TWO = (
    ("angka", (Decimal("1251.5"), 2), "1.251,50", "1,251.50"),
    ("bertanda", (-13021,), "−13.021", "−13,021"),
    ("polos", (Decimal("53.26"),), "53,26", "53.26"),
    ("rupiah", (1_242_662_400,), "Rp1.242.662.400", "Rp1,242,662,400"),
    ("rupiah_ringkas", (332_700_000_000,), "Rp332,7 miliar", "Rp332.7 billion"),
    ("persen", (Decimal("53.26"),), "53,26%", "53.26%"),
    ("nilai", (None,), "tanpa nilai", "no score"),
    ("tanggal", (date(2024, 8, 22),), "22 Agustus 2024", "22 August 2024"),
    ("besaran", (Decimal(11658), "orang"), "11.658 orang", "11,658 persons"),
    ("ukuran", (None, "orang"), "data belum tersedia", "no data yet"),
    ("alasan", ("tanpa_data",), "belum ada data yang dapat dinilai", None),
    ("tahap", (8,), "berlaku", "in force"),
    ("instansi", ("Inspektorat",), "Inspektorat", "Inspectorate (Inspektorat)"),
    ("instansi", ("Dinas Angkasa",), "Dinas Angkasa", "Dinas Angkasa"),
    ("predikat", ("Sangat Baik",), "Sangat Baik", "Very good"),
    ("kelompok", ("BPU",), "Bukan penerima upah", "Non-wage workers (BPU)"),
    ("kelompok", ("LAIN",), "LAIN", "LAIN"),
    ("triwulan", (QUARTER,), "Triwulan III Tahun 2024", "Quarter III 2024"),
    ("jenis_daerah", ("kabupaten",), "kabupaten", "regency"),
    ("kepala_daerah", ("kabupaten",), "Bupati", "Regent"),
    ("pulau", ("Sumatera",), "Sumatera", "Sumatra"),
    ("mode", ("ketat",), "ketat", "strict"),
    ("tafsir", ("poin",), "poin persen", "percentage points"),
    ("keluarga", ("daerah",), "daerah", "regional"),
    ("keluarga", ("RPJMN",), "RPJMN", "RPJMN"),
    ("rujukan", ("usulan",), "usulan", "our proposal"),
    ("status_tindak_lanjut", ("lewat_tenggat",), "lewat tenggat", "overdue"),
    ("teks", (Wording(id="satu", en="one"),), "satu", "one"),
)


def test_both_languages_have_the_same_filters() -> None:
    """One template serves both languages; without a language it is Indonesian."""
    assert set(filters("id")) == set(filters("en")) == set(filters())
    assert filters()["rupiah"](1000) == "Rp1.000"


@pytest.mark.parametrize(("name", "given", "indonesian", "english"), IN_TWO)
def test_each_filter_prints_both_languages(
    name: str, given: tuple[object, ...], indonesian: str, english: str | None
) -> None:
    """Figures by their notation, codes by their words; what nobody named stays."""
    assert filters("id")[name](*given) == indonesian
    said = filters("en")[name](*given)
    assert said == english if english else said != indonesian


@pytest.mark.parametrize("name", CLOSED)
def test_an_unknown_code_of_a_closed_list_is_an_error(name: str) -> None:
    """Codes of ours alone stand in these lists: another one is a mistake, not a name."""
    with pytest.raises(KeyError):
        filters("en")[name]("lain")


def test_a_long_sum_is_shortened_in_words_of_the_language() -> None:
    """The number of terms is told in words."""
    terms = " + ".join(str(number) for number in range(1, 12))
    assert "(11 suku)" in filters("id")["ringkas"](terms)
    assert "(11 terms)" in filters("en")["ringkas"](terms)


def test_every_cited_law_has_its_english_title() -> None:
    """As many as in Indonesian, each in the usual form, on days of several years."""
    for year in range(2021, 2027):
        both = [legal_basis(date(year, 12, 30), language) for language in ("id", "en")]
        assert len(both[0]) == len(both[1]) > 0
        assert all("tentang" in one for one in both[0])
        assert all("Number" in one and " on " in one for one in both[1])


def test_what_a_revision_changed_is_told_in_both_languages() -> None:
    """Rules, score, band and indicators, or that nothing did."""
    before = rich("kota")
    values = {"score": Decimal("84.95"), "band": None, "rubric_version": "9"}
    after = before.model_copy(update={**values, "indicators": before.indicators[:-1]})
    told = changes_between(after, before, "en")
    assert told.startswith(f"rubric from 9 to {before.rubric_version}; score from 85.0 to ")
    assert "band from none given to " in told
    assert told.endswith(f"indicators changed: {before.indicators[-1].id}")
    assert changes_between(after, before).startswith("rubrik 9 menjadi ")
    assert changes_between(before, before, "en") == "no figure has changed"
    wider = before.model_copy(update={"score_low": Decimal(12)})
    high = score(before.score_high)
    assert changes_between(before, wider).startswith("rentang nilai ")
    assert changes_between(before, wider).endswith(f" menjadi 12,0\u2013{high}")
    firm, open_ = (before.model_copy(update={"provisional": one}) for one in (False, True))
    band = before.band
    assert changes_between(open_, firm) == f"predikat {band} (sementara) menjadi {band}"
    none = {"band": None}
    assert changes_between(*(one.model_copy(update=none) for one in (open_, firm)), "en") == (
        "no figure has changed"
    )
