"""How far a rule has come, from which day, and since when that is known."""

from datetime import date
from typing import Any

import pytest

from models import Quarter
from monev.known import facts_known
from monev.register import load_register
from monev.scoring.formulas_regulation import is_in_force, latest_of_each
from tests.sources.jdih_feeds import (
    CILEGON,
    RECEIVED,
    feed,
    only,
    read,
    read_one,
    record,
    rules,
)


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
