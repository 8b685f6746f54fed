"""Which regulation a record speaks of: type, number and year, or a doubt that is told."""

from datetime import date
from typing import Any

import pytest

from models import Severity
from tests.sources.jdih_feeds import (
    CILEGON,
    TITLE,
    feed,
    only,
    read,
    read_one,
    record,
    rules,
)


@pytest.mark.parametrize(
    ("field", "text", "instrument", "region"),
    [
        ("singkatanJenis", "PERWAKO", "Perwal", CILEGON),
        ("singkatanJenis", "Perwali", "Perwal", CILEGON),
        ("jenis", "PERATURAN  WALIKOTA", "Perwal", CILEGON),
        ("jenis", "Peraturan Daerah Kota Cilegon", "Perda", CILEGON),
        ("jenis", "Keputusan Wali Kota", "Keputusan", CILEGON),
        ("jenis", "Instruksi Walikota", "Instruksi", CILEGON),
        ("singkatanJenis", "SE", "Surat Edaran", CILEGON),
        ("jenis", "Peraturan Bupati", "Perbup", "36.03"),
        ("singkatanJenis", "PERGUB", "Pergub", "36"),
        ("jenis", "Qanun Kabupaten", "Qanun", "11.06"),
        ("singkatanJenis", "Perdasus", "Perdasus", "91"),
        ("jenis", "Peraturan Daerah Provinsi Papua Tengah", "Perdasi", "94"),
    ],
)
def test_types_are_read_from_full_and_short_names(
    field: str, text: str, instrument: str, region: str
) -> None:
    """Every type is known by its names, in any case."""
    fields = {"jenis": None, "singkatanJenis": None, **{field: text}}
    one = record(
        **{**fields, "teuBadan": "-", "tempatTerbit": "-", "urlDownload": "-"},
        urlDetailPeraturan="-",
        judul="Jaminan Sosial Ketenagakerjaan",
        tanggal_penetapan="2023-07-14",
    )
    fact = only(read(feed(one), region=region).facts)
    assert (fact.instrument, fact.number, fact.year) == (instrument, "27", 2023)


@pytest.mark.parametrize(
    ("changes", "region"),
    [
        ({"jenis": "Memorandum", "singkatanJenis": "", "judul": "Jamsostek"}, CILEGON),
        ({"jenis": "Keputusan Kepala Dinas", "singkatanJenis": "", "judul": "Jamsostek"}, CILEGON),
        ({"jenis": "Keputusan Wali Kota"}, CILEGON),
        ({"singkatanJenis": "PERDA"}, CILEGON),
        ({"teuBadan": "-"}, "36.03"),
        ({"jenis": "Qanun", "singkatanJenis": "", "judul": "Jamsostek"}, CILEGON),
    ],
)
def test_a_type_unknown_contradicted_or_foreign_to_the_region_is_no_fact(
    changes: dict[str, Any], region: str
) -> None:
    """A memorandum, a Keputusan titled Peraturan, a Perwal for a kabupaten, a Qanun in Java."""
    reading = read(feed(record(**changes)), region=region)
    assert reading.facts == []
    assert "jdih.jenis" in rules(reading)


def test_a_qanun_that_the_site_files_under_perda_is_a_qanun() -> None:
    """The narrower type counts and is no contradiction."""
    title = "Qanun Kota Banda Aceh Nomor 4 Tahun 2023 tentang Jaminan Sosial Ketenagakerjaan"
    changes = {"jenis": "Peraturan Daerah", "singkatanJenis": "PERDA", "noPeraturan": "4"}
    one = record(**changes, judul=title, teuBadan="-", tempatTerbit="-", urlDownload="-")
    reading = read(feed({**one, "urlDetailPeraturan": "-"}), region="11.71")
    assert (only(reading.facts).instrument, reading.findings) == ("Qanun", [])


@pytest.mark.parametrize("empty", ["", "-", "0", "00", 0, None])
def test_number_and_year_come_from_the_title_where_the_fields_are_empty(empty: Any) -> None:
    """0 and "-" mean none; the title's citation has both."""
    reading = read_one(noPeraturan=empty, tahun_pengundangan=empty)
    fact = only(reading.facts)
    assert (fact.number, fact.year, reading.findings) == ("27", 2023, [])
    assert fact.cells["number"]["raw"] == TITLE


@pytest.mark.parametrize("written", [27, "027", "27/2023", "27 Tahun 2023", "No. 27"])
def test_every_spelling_of_the_number_field_is_one_number(written: Any) -> None:
    """An integer, leading zeros and the year beside it give the same identity."""
    reading = read_one(noPeraturan=written)
    assert (only(reading.facts).number, reading.findings) == ("27", [])


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"noPeraturan": "28"}, "jdih.nomor"),
        ({"noPeraturan": "27/2022"}, "jdih.tahun"),
        ({"noPeraturan": "-", "judul": "Jaminan Sosial Ketenagakerjaan"}, "jdih.nomor"),
        ({"tahun_pengundangan": "0", "judul": "Jaminan Sosial Ketenagakerjaan"}, "jdih.tahun"),
        ({"judul": TITLE.replace("2023", "2041"), "tahun_pengundangan": "-"}, "jdih.tahun"),
    ],
)
def test_an_identity_in_doubt_is_told_and_no_fact(changes: dict[str, Any], rule: str) -> None:
    """Field against title, nothing at all, a year to come: nobody knows which rule it is."""
    reading = read_one(**changes)
    assert reading.facts == []
    assert rules(reading)[0] == rule
    assert reading.findings[0].severity is Severity.WARNING


def test_another_year_of_promulgation_leaves_the_identity_certain() -> None:
    """The year of promulgation is another quantity: it is told, and the rule keeps its year."""
    reading = read_one(
        tahun_pengundangan="2024", tanggal_pengundangan="2024-01-03", tanggal_penetapan="2023-12-29"
    )
    fact = only(reading.facts)
    assert (fact.year, fact.stage, fact.stage_on) == (2023, 8, date(2024, 1, 3))
    assert rules(reading) == ["jdih.tahun"]


def test_the_number_of_an_amended_rule_is_never_taken_for_its_own() -> None:
    """Only the citation a title begins with counts."""
    title = "Perubahan atas Peraturan Wali Kota Nomor 5 Tahun 2019 tentang Jamsostek"
    assert only(read_one(judul=title).facts).number == "27"
    assert rules(read_one(judul=title, noPeraturan="-"))[0] == "jdih.nomor"


def test_duplicates_collapse_and_their_conflict_is_told() -> None:
    """The site's own key does not matter; of two statuses the one that claims less is used."""
    alike = read(feed(record(), record(idData=9, noPeraturan="027")))
    assert (len(alike.facts), alike.findings) == (1, [])
    for records in ([record(), record(status="-")], [record(status="-"), record()]):
        reading = read(feed(*records))
        assert (only(reading.facts).stage, rules(reading)) == (7, ["jdih.ganda"])


@pytest.mark.parametrize("body", ["Kabupaten Lebak", "Pemerintah Provinsi Banten", "Kota Bandung"])
def test_a_rule_of_another_government_is_no_fact(body: str) -> None:
    """The body that made it says whose it is."""
    reading = read_one(teuBadan=body)
    assert (reading.facts, rules(reading)[0]) == ([], "jdih.daerah")


@pytest.mark.parametrize("body", ["-", "Pemerintah Kota Cilegon", "Tangerang", "Bagian Hukum"])
def test_a_body_that_is_ours_ambiguous_or_no_region_is_no_finding(body: str) -> None:
    """An ambiguous name proves nothing."""
    reading = read_one(teuBadan=body)
    assert (len(reading.facts), reading.findings) == (1, [])


@pytest.mark.parametrize(
    "changes",
    [
        {"tempatTerbit": "Pandeglang"},
        {"urlDownload": "https://jdih.tangerangkab.go.id/f/a.pdf"},
        {"urlDetailPeraturan": "http://jdih.tangerangselatankota.go.id:8080/1"},
    ],
)
def test_seat_and_host_of_another_region_are_told_once(changes: dict[str, str]) -> None:
    """They are weaker than the body: the fact stays, with one finding for the whole feed."""
    second = {"noPeraturan": "28", "judul": TITLE.replace("Nomor 27", "Nomor 28")}
    reading = read(feed(record(**changes), record(**changes, **second)))
    assert (len(reading.facts), rules(reading)) == (2, ["jdih.daerah"])


def test_a_province_may_have_its_seat_in_a_kota() -> None:
    """Medan is no mistake in the feed of Sumatera Utara."""
    title = "Peraturan Gubernur Sumatera Utara Nomor 27 Tahun 2023 tentang Jamsostek"
    one = record(judul=title, jenis="Peraturan Gubernur", singkatanJenis="PERGUB", teuBadan="-")
    seat = {"tempatTerbit": "Medan", "urlDownload": "-", "urlDetailPeraturan": "-"}
    assert read(feed({**one, **seat}), region="12").findings == []
