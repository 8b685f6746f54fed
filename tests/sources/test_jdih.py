"""JDIH feeds: every wrapper, spelling and oddity met, and what may be concluded from them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models import Severity
from monev.errors import CatalogueError, SourceError
from monev.sources.glimpse import Glimpse
from monev.sources.grid import Value
from monev.sources.jdih.facts import copy_address
from monev.sources.jdih.reader import JDIH
from monev.sources.jdih.record import Record
from monev.sources.jdih.sheet import read_jdih_sheet
from monev.yaml_file import catalogue_folder
from tests.sources.jdih_feeds import (
    CILEGON,
    TITLE,
    feed,
    only,
    other,
    read,
    read_one,
    record,
    rules,
)


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
        (b"<!DOCTYPE html><html>", "an HTML page"),
        (b'[{"judul": "Perb', "cut off after"),
        (b'[{"judul": "a", "x": ' + b"[" * 5000, "nested more than 64"),
        (b'[{"judul": "a", "x": ' + b"[" * 40 + b"]" * 40 + b"}]", "nested more than 20"),
        (
            b'[{"judul": "a", "noPeraturan": 1' + b"0" * 5000 + b"}]",
            "a number of thousands of digits",
        ),
        (b'[{"judul": "a", "noPeraturan": 1e99999999999999999999}]', "a number of thousands"),
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


def test_two_spellings_of_one_field_must_agree() -> None:
    """An empty second spelling is no matter, another value is a contradiction."""
    names = {"tanggal_penetapan": "2023-07-14"}
    assert only(read_one(**names, tgl_penetapan="-").facts).stage == 8
    assert rules(read_one(**names, tgl_penetapan="2023-07-13"))[0] == "jdih.kunci_ganda"


@pytest.mark.parametrize("hidden", ["0", 0])
def test_a_record_the_site_does_not_display_is_left_out(hidden: Any) -> None:
    """`display` 0 is the site's own word."""
    reading = read_one(display=hidden)
    assert (reading.facts, rules(reading)[0]) == ([], "jdih.tidak_ditayangkan")


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
