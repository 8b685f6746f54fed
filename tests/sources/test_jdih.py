"""JDIH feeds: every wrapper, spelling and oddity met, and what may be concluded from them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Fact, Quarter, Regulation, Severity
from monev.errors import CatalogueError, SourceError
from monev.known import facts_known
from monev.register import load_register
from monev.scoring.formulas_regulation import is_in_force, latest_of_each
from monev.sources.glimpse import Glimpse
from monev.sources.grid import Value
from monev.sources.jdih.citation import Citations
from monev.sources.jdih.facts import copy_address
from monev.sources.jdih.reader import JDIH
from monev.sources.jdih.record import Record
from monev.sources.jdih.sheet import load_jdih_sheet, read_jdih_sheet
from monev.yaml_file import catalogue_folder
from tests.sources.jdih_feeds import (
    CILEGON,
    RECEIVED,
    TITLE,
    feed,
    other,
    read,
    read_one,
    record,
    rules,
)

CITATIONS = Citations(load_jdih_sheet())


def only(facts: list[Fact]) -> Regulation:
    """Return the one regulation there is."""
    (fact,) = facts
    assert isinstance(fact, Regulation)
    return fact


def test_a_record_becomes_a_rule_in_force_from_its_promulgation_with_every_cell() -> None:
    """The plain case: type, number, year, title, stage 8, known from the promulgation."""
    reading = read_one()
    fact = only(reading.facts)
    told = (fact.region_code, fact.instrument, fact.number, fact.year, fact.stage, fact.status)
    assert told == (CILEGON, "Perwal", "27", 2023, 8, "berlaku")
    assert fact.stage_on == fact.known_on == date(2023, 7, 14)
    assert (fact.title, fact.tier.value, fact.substance) == (TITLE, "dokumen_resmi", None)
    assert fact.cells["status"] == {"locator": "feed.json [0].status", "raw": "Berlaku"}
    assert "salinan: https://jdih.cilegon.go.id/files/perwal-27-2023.pdf" in fact.note
    assert reading.findings == []


@pytest.mark.parametrize(
    ("wrap", "place"),
    [
        (lambda records: records, "[1]"),
        (lambda records: {"data": records}, "data[1]"),
        (lambda records: {"items": records}, "items[1]"),
        (lambda records: {"data": {"current_page": 1, "data": records}}, "data.data[1]"),
        (lambda records: {"dokumen_hukum": records}, "dokumen_hukum[1]"),
        (lambda records: {"links": [{"url": None}], "data": records}, "data[1]"),
        (lambda records: {"status": True, "kosong": [], "data": records}, "data[1]"),
    ],
)
def test_every_wrapper_is_found_and_the_place_named(wrap: Any, place: str) -> None:
    """A record is found behind any of the known wrappers, and its cell says where it stood."""
    content = json.dumps(wrap([other(1), record()])).encode()
    fact = only(read(content).facts)
    assert fact.cells["title"]["locator"] == f"feed.json {place}.judul"
    assert JDIH.fits(Glimpse.of(content, "x"))


@pytest.mark.parametrize(
    "content",
    [
        b"[]",
        b'{"data": []}',
        b'{"data":{"total":0,"data":[]}}',
        b'{"data":[],"simulasi":true}',
        b"\xef\xbb\xbf[]",
    ],
)
def test_an_empty_feed_is_not_evidenced_and_never_proof_of_absence(content: bytes) -> None:
    """Nothing in the feed: no fact, one finding of severity info that says what was read."""
    reading = read(content)
    assert JDIH.fits(Glimpse.of(content, "x"))
    assert (reading.facts, rules(reading)) == ([], ["jdih.tidak_dibuktikan"])
    assert reading.findings[0].severity is Severity.INFO
    assert "bukan bukti" in reading.findings[0].message_id


def test_a_feed_without_a_relevant_record_says_how_many_were_read() -> None:
    """1,200 records about other things are no evidence either way."""
    reading = read(feed(*map(other, range(1, 1201))))
    assert (reading.facts, rules(reading)) == ([], ["jdih.tidak_dibuktikan"])
    assert "1.200 catatan dibaca" in reading.findings[0].message_id


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b'{"error": "SQLSTATE[HY000] gone away"}', "error message ('SQLSTATE"),
        (b'{"status": false, "message": "x"}', "no list of records (keys: message, status)"),
        (b'{"data": null}', "no list of records"),
        (b'[{"foo": 1}]', "no list of records"),
        (b"<!DOCTYPE html><html>", "no whole record"),
        (b'[{"judul": "Perb', "cut off after"),
        (b'[{"judul": "a", "x": ' + b"[" * 5000, "nested more than"),
        (b'[{"judul": "a", "noPeraturan": 1' + b"0" * 5000 + b"}]", "a number of 4000 digits"),
        (b'[{"judul": "a", "noPeraturan": 1e99999999999999999999}]', "number beyond all bounds"),
    ],
)
def test_what_is_no_feed_is_refused_with_what_was_found(content: bytes, found: str) -> None:
    """Error bodies, pages and traps stop the reading with a message."""
    with pytest.raises(SourceError) as refused:
        read(content)
    assert found in str(refused.value)


@pytest.mark.parametrize(
    "content", [b'{"error": "x"}', b"[1, 2]", b'{"judul": "x"}', b'[{"name": 1}]']
)
def test_other_json_is_not_taken_for_a_feed(content: bytes) -> None:
    """A file is recognised by the keys of its records alone."""
    assert not JDIH.fits(Glimpse.of(content, "jdih.json"))


@pytest.mark.parametrize(
    ("broken", "found"),
    [
        (b', {"judul": "Perat', "terputus setelah"),
        (b', {"judul": "a\x00b"}]', "NUL"),
        (b', {"judul": "caf\xe9"}]', "bukan UTF-8"),
        (b"]<br />Warning: mysql", "bukan JSON yang utuh"),
    ],
)
def test_what_came_whole_before_a_break_is_kept_with_a_finding(broken: bytes, found: str) -> None:
    """A feed that breaks off keeps its whole records and says galat that the rest is missing."""
    reading = read(feed(other(1), record())[:-1] + broken)
    assert only(reading.facts).number == "27"
    (finding,) = reading.findings
    assert (finding.rule, finding.severity) == ("jdih.terpotong", Severity.ERROR)
    assert found in finding.message_id and "2 catatan utuh" in finding.message_id


def test_the_place_of_a_byte_that_is_no_utf8_is_exact_across_chunks() -> None:
    """The byte is counted from the beginning of the file, however far in it stands."""
    good = feed(*map(other, range(1, 400)))[:-1]
    assert len(good) > 1 << 17
    reading = read(good + b', {"judul": "\xe9"}]')
    assert f"byte ke-{len(good) + 14} " in reading.findings[0].message_id


def test_a_key_that_stands_twice_with_two_values_is_told_and_the_record_left_out() -> None:
    """Neither the first nor the last is chosen."""
    text = (
        feed(record())
        .decode()
        .replace('"status": "Berlaku"', '"status":"Berlaku","status":"Dicabut"')
    )
    reading = read(text.encode())
    assert reading.facts == []
    finding = reading.findings[0]
    assert (finding.rule, finding.severity) == ("jdih.kunci_ganda", Severity.ERROR)
    assert "'Berlaku'" in finding.message_id and "'Dicabut'" in finding.message_id


def test_a_key_that_stands_twice_alike_is_told_and_used() -> None:
    """The same value twice is odd, not doubtful."""
    text = (
        feed(record())
        .decode()
        .replace('"status": "Berlaku"', '"status":"Berlaku","status":"Berlaku"')
    )
    reading = read(text.encode())
    assert only(reading.facts).stage == 8
    assert [finding.severity for finding in reading.findings] == [Severity.WARNING]


@pytest.mark.parametrize("before", [0, 1, 3999, 4000, 7777])
def test_a_number_that_breaks_the_parser_is_seen_wherever_it_stands(before: int) -> None:
    """The search goes in strides and misses no run of digits."""
    with pytest.raises(SourceError, match="a number of 4000 digits"):
        read(b"[" + b" " * before + b"1" + b"0" * 4000 + b"]")


def test_two_spellings_of_one_field_must_agree() -> None:
    """An empty second spelling is no matter, another value is a contradiction."""
    names = {"tanggal_penetapan": "2023-07-14"}
    assert only(read_one(**names, tgl_penetapan="-").facts).stage == 8
    assert rules(read_one(**names, tgl_penetapan="2023-07-13"))[0] == "jdih.kunci_ganda"


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


@pytest.mark.parametrize(
    ("status", "stage", "kept"),
    [
        ("Berlaku", 8, "berlaku"),
        ("AKTIF", 8, "berlaku"),
        ("<b>Berlaku</b>", 8, "berlaku"),
        ("Tidak Diketahui", 7, "tidak_diketahui"),
        ("", 7, "tidak_diketahui"),
        ("-", 7, "tidak_diketahui"),
        (None, 7, "tidak_diketahui"),
        ("Diubah", 7, "tidak_diketahui"),
        ("Dicabut", 9, "tidak_berlaku"),
        ("Tidak  Berlaku", 9, "tidak_berlaku"),
    ],
)
def test_unknown_is_never_in_force(status: str | None, stage: int, kept: str) -> None:
    """Only a status that says so puts a promulgated rule in force."""
    reading = read_one(status=status)
    fact = only(reading.facts)
    assert (fact.stage, fact.status, reading.findings) == (stage, kept, [])
    assert is_in_force(fact) == (kept == "berlaku")
    assert {"stage", "stage_on"} <= set(fact.cells)


def test_a_status_nobody_knows_is_told_and_not_in_force() -> None:
    """A new word in the feed is for a reviewer."""
    reading = read_one(status="Proses")
    assert (only(reading.facts).stage, rules(reading)) == (7, ["jdih.status"])


def test_related_rules_stand_in_the_note_and_amended_stays_in_force() -> None:
    """`Diubah` in the details changes nothing but the note."""
    detail = [{"detail_nama_status": "Diubah", "per_no_objek": "Perwal No. 3 Tahun 2024"}]
    for stated in (detail, "Diubah Perwal No. 3 Tahun 2024"):
        reading = read_one(detailStatusPeraturan=stated)
        fact = only(reading.facts)
        assert (fact.stage, reading.findings) == (8, [])
        assert "Diubah Perwal No. 3 Tahun 2024" in fact.note


def test_a_rule_withdrawn_by_its_details_is_not_in_force_whatever_the_status_says() -> None:
    """A contradiction is told and the rule kept as not known; with a silent status it is gone."""
    detail = [{"detail_nama_status": "Dicabut", "per_no_objek": "Perwal 9/2024"}]
    doubtful = read_one(detailStatusPeraturan=detail)
    assert (only(doubtful.facts).stage, rules(doubtful)) == (7, ["jdih.status"])
    assert only(read_one(detailStatusPeraturan=detail, status="-").facts).stage == 9


@pytest.mark.parametrize(
    "changes",
    [
        {"jenis": "Raperwal", "singkatanJenis": ""},
        {"jenis": "Rancangan Peraturan Wali Kota"},
        {"judul": "RANCANGAN PERATURAN WALI KOTA tentang Jaminan Sosial Tenaga Kerja"},
    ],
)
def test_a_draft_is_stage_2_however_it_is_called(changes: dict[str, Any]) -> None:
    """A draft is known from the day the feed tells of it, and needs no number."""
    base = {"noPeraturan": "-", "judul": "Jamsostek", "status": "-"}
    reading = read_one(**{**base, **changes})
    fact = only(reading.facts)
    assert (fact.stage, fact.number, fact.status) == (2, "", "tidak_diketahui")
    assert fact.stage_on == fact.known_on == RECEIVED
    assert reading.findings == []


def test_a_draft_that_claims_to_be_in_force_stays_a_draft() -> None:
    """The contradiction is told."""
    reading = read_one(jenis="Rancangan Peraturan Wali Kota")
    assert (only(reading.facts).stage, rules(reading)) == (2, ["jdih.status"])


def test_a_rule_enacted_and_not_promulgated_is_stage_6_and_known_when_told() -> None:
    """Enactment alone makes nothing public; "Berlaku" without promulgation is told."""
    changes = {"tanggal_pengundangan": "", "tgl_penetapan": "2023-07-10"}
    reading = read_one(**changes, last_updated="2023-09-02 08:15:00")
    fact = only(reading.facts)
    assert (fact.stage, fact.status) == (6, "tidak_diketahui")
    assert (fact.stage_on, fact.known_on) == (date(2023, 7, 10), date(2023, 9, 2))
    assert rules(reading) == ["jdih.status"]


@pytest.mark.parametrize(
    "stand_in", ["2021-06-01", "2024-02-01", "2025-01-01", "31 Februari 2023", "14-07-2022"]
)
def test_a_promulgation_that_cannot_be_one_is_never_used(stand_in: str) -> None:
    """The day a record was made, a day to come, no day at all: no fact is dated with it."""
    alone = read_one(tanggal_pengundangan=stand_in)
    assert alone.facts == []
    assert set(rules(alone)) == {"jdih.tanggal", "jdih.tidak_dibuktikan"}
    enacted = read_one(tanggal_pengundangan=stand_in, tanggal_penetapan="2023-07-10")
    assert (only(enacted.facts).stage, only(enacted.facts).stage_on) == (6, date(2023, 7, 10))


def test_a_promulgation_before_the_enactment_is_not_used() -> None:
    """The order of the two days is fixed by law."""
    reading = read_one(tanggal_penetapan="2023-08-01")
    assert (only(reading.facts).stage, rules(reading)[0]) == (6, "jdih.tanggal")


def test_dates_of_empty_databases_are_no_dates() -> None:
    """`0000-00-00` states nothing and is no finding of its own."""
    reading = read_one(tanggal_pengundangan="0000-00-00", tanggal_penetapan="2023-07-10")
    assert (only(reading.facts).stage, rules(reading)) == (6, ["jdih.status"])


@pytest.mark.parametrize(
    ("stamp", "known"),
    [
        ("2024-03-05 10:11:12", date(2024, 3, 5)),
        ("2024-03-05T17:00:00.000000Z", date(2024, 3, 6)),
        ("2024-03-05T10:00:00+07:00", date(2024, 3, 5)),
        ("2031-01-01", RECEIVED),
        ("2020-01-01", RECEIVED),
        ("kemarin", RECEIVED),
        ("-", RECEIVED),
    ],
)
def test_a_withdrawal_is_known_from_the_update_or_the_fetch(stamp: str, known: date) -> None:
    """An update that lies ahead or before the rule itself tells nothing."""
    fact = only(read_one(status="Dicabut", lastUpdated=stamp).facts)
    assert fact.known_on == fact.stage_on == known


def test_a_later_feed_with_another_status_is_another_fact_known_later() -> None:
    """In force until the withdrawal is known, and not any more from then on."""
    first = only(read(feed(record())).facts)
    later = only(read(feed(record(status="Dicabut")), received_on=date(2025, 1, 10)).facts)
    assert first.fact_id != later.fact_id and first.known_on < later.known_on
    region = load_register().resolve(CILEGON)
    standing = [
        latest_of_each(facts_known(region, quarter, [first, later]).regulations)
        for quarter in (Quarter(year=2024, number=4), Quarter(year=2025, number=1))
    ]
    assert [[is_in_force(one) for one in known] for known in standing] == [[True], [False]]


def test_the_same_feed_gives_the_same_facts() -> None:
    """Ids hang on content alone, so collecting twice adds nothing."""
    assert read_one().facts[0].fact_id == read_one().facts[0].fact_id


@pytest.mark.parametrize(
    ("title", "facts", "rule"),
    [
        ("PERLINDUNGAN PEKERJA\r\n  RENTAN", 1, ""),
        ("Kepesertaan BPJS&nbsp;Ketenagakerjaan bagi Jasa Konstruksi", 1, ""),
        ("Jaminan Kesehatan dan Jaminan Sosial Ketenagakerjaan", 1, ""),
        ("Jaminan Kesehatan Nasional", 0, "jdih.tidak_dibuktikan"),
        ("Penyelenggaraan Ketenagakerjaan", 0, "jdih.calon"),
        ("Susunan Organisasi Dinas Ketenagakerjaan", 0, "jdih.tidak_dibuktikan"),
        ("Pencabutan Peraturan Wali Kota tentang Jamsostek", 0, "jdih.mencabut"),
    ],
)
def test_the_subject_is_told_by_the_title(title: str, facts: int, rule: str) -> None:
    """Phrases count whatever case, breaks and entities; broad rules are for a reviewer."""
    reading = read_one(judul=title, subjek="-")
    assert len(reading.facts) == facts
    assert rules(reading)[:1] == ([rule] if rule else [])


def test_a_tag_counts_like_the_title_and_two_tags_together_do_not() -> None:
    """The phrase must stand within one tag."""
    title = "Perlindungan Pekerja"
    assert read_one(judul=title, subjek="SAMPAH - JAMSOSTEK").facts
    reading = read_one(judul=title, subjek="JAMINAN SOSIAL - KETENAGAKERJAAN")
    assert (reading.facts, rules(reading)[0]) == ([], "jdih.calon")


def test_a_title_keeps_its_letters_in_the_cell_and_is_read_on_one_line() -> None:
    """What stood there is kept letter by letter."""
    title = "PERLINDUNGAN\r\n PEKERJA RENTAN &amp; <i>NELAYAN</i>"
    fact = only(read_one(judul=title).facts)
    assert fact.title == "PERLINDUNGAN PEKERJA RENTAN & NELAYAN"
    assert fact.cells["title"]["raw"] == title


def test_duplicates_collapse_and_their_conflict_is_told() -> None:
    """The site's own key does not matter; of two statuses the one that claims less is used."""
    alike = read(feed(record(), record(idData=9, noPeraturan="027")))
    assert (len(alike.facts), alike.findings) == (1, [])
    for records in ([record(), record(status="-")], [record(status="-"), record()]):
        reading = read(feed(*records))
        assert (only(reading.facts).stage, rules(reading)) == (7, ["jdih.ganda"])


@pytest.mark.parametrize("hidden", ["0", 0])
def test_a_record_the_site_does_not_display_is_left_out(hidden: Any) -> None:
    """`display` 0 is the site's own word."""
    reading = read_one(display=hidden)
    assert (reading.facts, rules(reading)[0]) == ([], "jdih.tidak_ditayangkan")


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


@pytest.mark.parametrize("region", ["", "99.99"])
def test_without_a_known_region_there_are_no_facts(region: str) -> None:
    """The feed itself is no proof of whose it is."""
    reading = read(feed(record()), region=region)
    assert (reading.facts, rules(reading)) == ([], ["jdih.daerah"])
    assert reading.findings[0].severity is Severity.ERROR


def test_simulated_data_are_marked_by_the_record_and_by_the_feed() -> None:
    """The mark may stand behind the list as well."""
    assert only(read_one(sumber="<p>DATA SIMULASI</p>").facts).tier.value == "simulasi"
    for wrapped in ({"simulasi": True, "data": [record()]}, {"data": [record()], "simulasi": True}):
        assert only(read(json.dumps(wrapped).encode()).facts).tier.value == "simulasi"


@pytest.mark.parametrize(
    "paging",
    [{"last_page": 3}, {"total": 900}, {"next_page_url": "https://jdih.cilegon.go.id/api?page=2"}],
)
def test_a_feed_that_is_only_a_page_says_so(paging: dict[str, Any]) -> None:
    """A part of a feed is read and the missing pages are told."""
    content = json.dumps({"data": {**paging, "data": [record()]}}).encode()
    reading = read(content)
    assert (len(reading.facts), rules(reading)) == (1, ["jdih.halaman"])


def test_entries_that_are_no_records_are_counted_and_cost_nothing_else() -> None:
    """Null, text, a list, an object without title: one finding, and the record is read."""
    reading = read(feed(None, "x", [1], {"jenis": "Perda"}, record()))
    assert (len(reading.facts), rules(reading)) == (1, ["jdih.isi"])
    assert "4 entri" in reading.findings[0].message_id


def test_an_identity_number_in_a_title_is_never_kept() -> None:
    """Titles of decrees on persons may hold a NIK."""
    reading = read_one(judul=f"{TITLE} 3672014503850001")
    assert "3672014503850001" not in repr((reading.facts, reading.findings))
    assert (len(reading.facts), rules(reading)) == (1, ["jdih.data_pribadi"])


def test_a_title_that_is_a_book_is_refused() -> None:
    """No regulation has a title of ten thousand letters."""
    reading = read_one(judul=TITLE + "a" * 10_000)
    assert (reading.facts, rules(reading)[0]) == ([], "jdih.isi")


@pytest.mark.parametrize(
    ("base", "file", "whole"),
    [
        ("https://x.go.id/f/a.pdf", "a.pdf", "https://x.go.id/f/a.pdf"),
        ("https://x.go.id/f/", "a.pdf", "https://x.go.id/f/a.pdf"),
        ("https://x.go.id/f", "a.pdf", "https://x.go.id/f/a.pdf"),
        ("https://x.go.id", "a.pdf", "https://x.go.id/a.pdf"),
        ("https://x.go.id/get.php?f=", "a.pdf", "https://x.go.id/get.php?f=a.pdf"),
        ("https://x.go.id/f/b.pdf", "", "https://x.go.id/f/b.pdf"),
        ("https://x.go.id/f/", "", ""),
        ("", "a.pdf", ""),
        ("javascript:alert(1)", "", ""),
    ],
)
def test_the_address_of_the_copy_is_put_together(base: str, file: str, whole: str) -> None:
    """`urlDownload` is a full address, or a base for `fileDownload`."""
    values = {"copy_url": Value(base, base, ""), "file": Value(file, file, "")}
    assert copy_address(Record("", values)) == whole  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "instead", "problem"),
    [
        ("  status: [status]\n", "", "name the keys of status"),
        ("  status: [status]\n", "  status: [Sub_Jek]\n", "one key stands for two fields"),
        ("narrower: {Perda:", "narrower: {Perdes:", "no instrument is called Perdes"),
    ],
)
def test_a_fact_sheet_that_does_not_fit_is_refused(
    written: str, instead: str, problem: str, tmp_path: Path
) -> None:
    """Whoever edits the words is told what is wrong with them."""
    text = (catalogue_folder("sources") / "jdih.yaml").read_text(encoding="utf-8")
    assert written in text
    path = tmp_path / "jdih.yaml"
    path.write_text(text.replace(written, instead), encoding="utf-8")
    with pytest.raises(CatalogueError, match=problem):
        read_jdih_sheet(path)


NUMBERS = st.integers(1, 9999)
YEARS = st.integers(1950, 2049)
LETTERS = st.sampled_from(["", "A", "b"])
BLANKS = st.sampled_from([" ", "  ", "\n", "\r\n\t", "\u00a0"])
TYPES = st.sampled_from(["Peraturan Bupati", "PERATURAN WALIKOTA", "Perda", "Raperwal", "Qanun"])
TAILS = st.sampled_from(
    ["", " tentang Perubahan atas Perbup Nomor 5 Tahun 1999", " ttg No. 7/2001"]
)


@given(TYPES, NUMBERS, LETTERS, YEARS, BLANKS, st.integers(0, 2), TAILS)
def test_a_citation_is_read_back_however_it_is_written(
    kind: str, number: int, letter: str, year: int, blank: str, zeros: int, tail: str
) -> None:
    """Number and year come back from every way to write them, and never those of another rule."""
    shown = "0" * zeros + str(number) + letter
    for mark, between in (("Nomor", "Tahun"), ("NOMOR", "TAHUN"), ("No.", "Thn.")):
        text = blank.join([kind, "Contoh", mark, shown, between, f"{year}{tail}"])
        read_kind, found = CITATIONS.title(text)
        assert (found.number, found.year) == (f"{number}{letter.upper()}", year)
        assert read_kind == CITATIONS.kind(kind) and read_kind.instrument is not None
    found = CITATIONS.title(f"{kind} No.{shown}/{year}{tail}")[1]
    assert (found.number, found.year) == (f"{number}{letter.upper()}", year)


@given(NUMBERS, LETTERS, YEARS, st.integers(0, 3))
def test_a_number_field_is_read_back_and_reads_the_same_again(
    number: int, letter: str, year: int, zeros: int
) -> None:
    """Leading zeros go, the letter is kept, a year beside it is told apart."""
    shown = "0" * zeros + str(number) + letter
    plain = CITATIONS.number(shown)
    assert (plain.number, plain.year) == (f"{number}{letter.upper()}", None)
    assert CITATIONS.number(plain.number) == plain
    dated = CITATIONS.number(f"{shown}/{year}")
    assert (dated.number, dated.year) == (plain.number, year)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_citations(text: str) -> None:
    """Whatever stands there, a number is digits with at most one letter, or it is none."""
    for found in (CITATIONS.number(text), CITATIONS.title(text)[1]):
        assert not found.number or (found.number.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").isdigit())
    CITATIONS.number(text, plain=False)
    CITATIONS.title(text, plain=False)


@pytest.mark.parametrize(
    ("text", "number", "year"),
    [
        ("560/Kep.123-Disnaker/2023", "560/KEP.123-DISNAKER/2023", 2023),
        ("560/ 12 /SE/2022 Tahun 2022", "560/12/SE/2022", 2022),
        ("012", "12", None),
        ("rahasia", "", None),
    ],
)
def test_numbers_of_decrees_and_circulars_are_kept_whole(
    text: str, number: str, year: int | None
) -> None:
    """Their numbers carry codes of offices."""
    found = CITATIONS.number(text, plain=False)
    assert (found.number, found.year) == (number, year)
