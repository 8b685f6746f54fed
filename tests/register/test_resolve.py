"""From what somebody wrote to the one region that is meant, or to a refusal that helps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.region import Region
from monev.errors import AmbiguousRegionError, UnknownRegionError, UsageError
from monev.register import load_register

REGISTER = load_register()
BOTH_KINDS = [
    *("Bandung", "Bekasi", "Bima", "Blitar", "Bogor", "Cirebon", "Gorontalo", "Jayapura"),
    *("Kediri", "Kupang", "Madiun", "Magelang", "Malang", "Mojokerto", "Pasuruan"),
    *("Pekalongan", "Probolinggo", "Semarang", "Serang", "Solok", "Sorong", "Sukabumi"),
    *("Tangerang", "Tasikmalaya", "Tegal", "Banjar"),
]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((" 36.72 ", "36.72"), ("36.72\u00a0", "36.72"), ("19", "19"), ("92.71", "96.71")),
        *((form, "36.03") for form in ("Kabupaten Tangerang", "Kab. Tangerang", "KAB TANGERANG")),
        *((form, "36.03") for form in ("Kab.Tangerang", "TANGERANG, KAB.", "Tangerang (Kab.)")),
        *((form, "36.03") for form in ("Pemkab Tangerang", "Pemerintah Kabupaten Tangerang")),
        *((form, "36.71") for form in ("Kota Tangerang", "Pemkot Tangerang", "TANGERANG, KOTA")),
        *((form, "31.72") for form in ("Kota Adm. Jakarta Utara", "Jakarta Utara")),
        *((form, "31.01") for form in ("KAB. ADM. KEP. SERIBU", "Kepulauan Seribu")),
        *((form, "34") for form in ("DI Yogyakarta", "D.I. Yogyakarta", "D I Yogyakarta")),
        *((form, "34") for form in ("Prov. D.I. Yogyakarta", "Pemda DIY", "Provinsi Yogyakarta")),
        *((form, "91") for form in ("P A P U A", "PROVINSI P A P U A", "Pemprov Papua")),
        *((form, "75") for form in ("Provinsi Gorontalo", "Prov. Gorontalo")),
        *((form, "19") for form in ("Babel", "Kep. Bangka Belitung", "PROV. KEP. BANGKA BELITUNG")),
        *((form, "19.71") for form in ("Pangkalpinang", "Kota Pangkal Pinang")),
        *((form, "64.09") for form in ("PPU", "Kab. PPU", "Kab. Penajam Paser Utara")),
        *((form, "92.03") for form in ("Fakfak", "Kabupaten Fak Fak")),
        *((form, "12.77") for form in ("Kota Padang Sidempuan", "Kota Padangsidimpuan")),
        *((form, "63.02") for form in ("Kabupaten Kotabaru", "Kotabaru", "Kota Baru")),
        *(("Kab. Pontianak", "61.02"), ("Kota Pontianak", "61.71"), ("Pemerintah Aceh", "11")),
        *(("Kabupaten Banjar", "63.03"), ("Kota Banjar", "32.79"), ("Banjarnegara", "33.04")),
        *(("Kukar", "64.02"), ("OKI", "16.02"), ("Lima Puluh Kota", "13.07")),
    ],
)
def test_a_spelling_leads_to_its_region(text: str, code: str) -> None:
    """Codes, offices, word order, spacing, abbreviations and former names are understood."""
    assert REGISTER.resolve(text).code == code


@pytest.mark.parametrize("code", sorted(REGISTER.regions))
def test_every_region_is_found_by_code_and_by_its_name_with_its_kind(code: str) -> None:
    """All 552 regions answer to their code and to their full name."""
    region = REGISTER.regions[code]
    name = f"Provinsi {region.name}" if region.kind == "provinsi" else region.name
    assert REGISTER.resolve(code) is region
    assert REGISTER.resolve(name) is REGISTER.resolve(name.upper()) is region


@pytest.mark.parametrize("name", BOTH_KINDS)
def test_a_bare_name_of_kabupaten_and_kota_is_refused(name: str) -> None:
    """26 names belong to a kabupaten and a kota; both are listed, neither is taken."""
    with pytest.raises(AmbiguousRegionError) as refused:
        REGISTER.resolve(name)
    listed = [REGISTER.resolve(full).kind for _, full in refused.value.candidates]
    assert {"kabupaten", "kota"} <= set(listed)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Gorontalo", ["75", "75.01", "75.71"]),
        ("Jambi", ["15", "15.71"]),
        ("Bengkulu", ["17", "17.71"]),
        ("Yogyakarta", ["34", "34.71"]),
    ],
)
def test_a_name_shared_with_a_province_is_refused_unless_the_kind_is_known(
    name: str, codes: list[str]
) -> None:
    """The province is among the candidates; a column of provinces may say which one it means."""
    with pytest.raises(AmbiguousRegionError) as refused:
        REGISTER.resolve(name)
    assert [code for code, _ in refused.value.candidates] == codes
    assert REGISTER.resolve(name, kind="provinsi").code == codes[0]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Kabupaten Cilegon", "36.72"),
        ("Kota Tangerng", "36.71"),
        ("Kabupaten Banjarnegar", "33.04"),
        ("36.75", "36.74"),
        ("1101", "11.09"),
        ("1101", "11.01"),
    ],
)
def test_a_near_miss_is_offered_and_never_taken(text: str, offered: str) -> None:
    """What is unknown stays unknown, with the likely regions beside it."""
    with pytest.raises(UnknownRegionError) as refused:
        REGISTER.resolve(text)
    assert offered in [code for code, _ in refused.value.nearest]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("3672", "write 36.72"),
        ("3171", "Kota Administrasi Jakarta Pusat .Kemendagri. write 31.71"),
        ("3171", "BPS code 3171 is Kota Administrasi Jakarta Selatan"),
        ("9416", "codes of BPS and Kemendagri differ"),
        ("97", "BPS calls Provinsi Papua Pegunungan 97"),
        ("31.1", "cuts off a last zero"),
        ("36.72.01", "36.72 for a kabupaten or kota"),
        ("3²", "no region is known"),
        ("36,72", "36.72 for a kabupaten or kota"),
        ("  ", "empty"),
        ("Kota Adm. Bandung", "Kota Bandung"),
    ],
)
def test_a_refusal_says_how_to_write_it(text: str, hint: str) -> None:
    """A code without its dot may be one of BPS, so it is refused with both meanings."""
    with pytest.raises(UnknownRegionError, match=hint):
        REGISTER.resolve(text)


def test_a_code_of_another_kind_than_expected_is_refused() -> None:
    """A column of provinces does not accept the code of a kota."""
    with pytest.raises(UnknownRegionError, match="provinsi is expected"):
        REGISTER.resolve("36.72", kind="provinsi")


@given(st.text(max_size=20))
def test_any_text_ends_in_a_region_or_in_a_refusal(text: str) -> None:
    """Nothing that can be typed breaks the search."""
    try:
        assert isinstance(REGISTER.resolve(text), Region)
    except (AmbiguousRegionError, UnknownRegionError) as refused:
        assert refused.text == text


@pytest.mark.parametrize(
    ("system", "foreign", "code"),
    [
        *(("BPS", "3171", "31.74"), ("BPS", "1101", "11.09"), ("bps", "94", "91")),
        *(("BPS", "92", "96"), ("DJPK", "26", "91"), ("DJPK", "38", "96"), ("DJPK", "10", "32")),
    ],
)
def test_a_foreign_code_is_read_within_its_system(system: str, foreign: str, code: str) -> None:
    """The same digits mean other regions in other systems."""
    assert REGISTER.from_foreign(system, foreign).code == code


def test_an_unknown_foreign_code_or_system_is_refused() -> None:
    """Neither a dotted code nor a system we do not know is looked up."""
    with pytest.raises(UnknownRegionError, match="without a dot"):
        REGISTER.from_foreign("BPS", "36.72")
    with pytest.raises(UsageError, match="BPS or DJPK expected"):
        REGISTER.from_foreign("KPU", "3672")


def test_all_retired_codes_lead_to_regions_in_force() -> None:
    """The 26 codes that the split of Papua retired reach their successors of the same name."""
    assert len(REGISTER.history) == 26
    for old, new in REGISTER.history.items():
        assert REGISTER.in_force_code(old) == new == REGISTER.resolve(old).code
    assert REGISTER.resolve("91.01").name == "Kabupaten Merauke"


def test_children_are_the_governments_of_a_province() -> None:
    """Banten has eight, in order of code; Jakarta's units are none; a kota has no children."""
    codes = [region.code for region in REGISTER.children("36")]
    assert codes == ["36.01", "36.02", "36.03", "36.04", "36.71", "36.72", "36.73", "36.74"]
    assert REGISTER.children("31") == []
    with pytest.raises(UsageError, match="a province expected"):
        REGISTER.children("36.72")
    provinces = [code for code in REGISTER.regions if "." not in code]
    assert sum(len(REGISTER.children(code)) for code in provinces) == 508
