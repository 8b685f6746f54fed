"""Whose export it is, of which year and day, and cells and files that are broken."""

import time
from datetime import date

import pytest

from models import Severity, Tier
from models.quarter import Quarter
from monev.errors import SourceError
from monev.sources.sipd.sheet import load_sipd_sheet
from tests.sources.sipd_files import (
    JKK,
    JKM,
    TITLES,
    document,
    old_workbook,
    payments,
    recap,
    recap_row,
    workbook,
)
from tests.sources.sipd_reading import (
    amounts,
    found,
    lines,
    lra,
    named,
    read,
)


def test_titles_against_the_folder() -> None:
    """A file of another region than its folder gives one error and no facts."""
    reading = read(recap(), region="36.72")
    assert not reading.facts
    assert found(reading, "berkas.daerah", Severity.ERROR) == ["ekspor baris 1 kolom 1"]
    assert read(recap(), region="36.03").facts


def test_without_a_region_there_are_no_facts() -> None:
    """Neither titles nor folder: nothing is guessed."""
    reading = read(recap(titles=()), asked={"tahun": "2024"})
    assert not reading.facts
    assert found(reading, "berkas.daerah", Severity.ERROR) == ["ekspor"]


def test_an_ambiguous_title_is_refused() -> None:
    """`Kabupaten/Kota: Bandung` fits two regions."""
    reading = read(recap(titles=("Kabupaten/Kota : Bandung", TITLES[2])), region="32.04")
    assert not reading.facts
    assert found(reading, "berkas.daerah", Severity.ERROR)


def test_the_year_is_taken_from_the_folder_with_a_warning() -> None:
    """A file that does not say its year is kept under the year that was asked for."""
    for known in ({"asked": {"tahun": "2024"}}, {"quarter": Quarter(2024, 3)}):
        reading = read(recap(titles=()), region="36.03", **known)
        assert {line.fiscal_year for line in lines(reading)} == {2024}
        assert found(reading, "berkas.tahun", Severity.WARNING) == ["ekspor"]


def test_without_a_year_there_are_no_facts() -> None:
    """Neither titles, columns, documents nor folder: nothing is guessed."""
    reading = read(recap(titles=()), region="36.03")
    assert not reading.facts
    assert found(reading, "berkas.tahun", Severity.ERROR)


def test_payments_say_their_year_themselves() -> None:
    """All documents of one year are of that fiscal year."""
    reading = read(payments(document("1", "5")), region="36.03")
    assert lines(reading)[0].fiscal_year == 2024
    assert not found(reading, "berkas.tahun")


@pytest.mark.parametrize(
    ("received", "known"),
    [(date(2024, 1, 9), date(2024, 1, 5)), (date(2024, 1, 3), date(2024, 1, 3))],
)
def test_a_printed_day_is_when_it_was_known(received: date, known: date) -> None:
    """The day of printing counts, unless it is after the day the file arrived."""
    titles = (*TITLES, "Dicetak pada: 5 Januari 2024")
    reading = read(recap(titles=titles), received_on=received)
    assert {line.known_on for line in lines(reading)} == {known}
    assert bool(found(reading, "berkas.tanggal")) == (received < date(2024, 1, 5))


def test_simulated_data_stay_simulated() -> None:
    """A mark in the titles gives the tier that puts a watermark on every page."""
    reading = read(recap(titles=("DATA SIMULASI", *TITLES)))
    assert {line.tier for line in lines(reading)} == {Tier.SIMULATED}


@pytest.mark.parametrize(
    "amount", ["4.799.995.20", "sekitar 600 juta", "abc", "-5", "1000,55", "9" * 20]
)
def test_an_amount_that_cannot_be_read_is_refused(amount: str) -> None:
    """The cell is named, the row left out, the others are kept."""
    reading = read(recap(recap_row(JKK, amount), recap_row(JKM, "1.000")))
    assert amounts(reading) == {JKM: 1000}
    assert found(reading, "berkas.jumlah", Severity.ERROR) == ["ekspor baris 5 kolom 9"]


@pytest.mark.parametrize("amount", ["", "-", "#REF!"])
def test_a_missing_amount_is_not_zero(amount: str) -> None:
    """A line without an amount is told and is no fact."""
    reading = read(recap(recap_row(JKK, amount), recap_row(JKM, "0")))
    assert amounts(reading) == {JKM: 0}
    assert found(reading, "berkas.jumlah", Severity.WARNING) == ["ekspor baris 5 kolom 7"]


def test_a_row_shifted_by_a_separator_is_refused() -> None:
    """An unquoted comma in an amount moves the cells; the row is named and not read."""
    content = recap(recap_row(JKK, "9"), separator=",").replace(b",9", b",9,000")
    reading = read(content)
    assert not reading.facts
    assert found(reading, "berkas.baris", Severity.ERROR) == ["ekspor baris 5"]


def test_text_in_windows_1252_is_read_and_told() -> None:
    """An older spreadsheet program writes another encoding."""
    reading = read(recap().replace(b"PAD", "PAD \u2013 murni".encode("cp1252")))
    assert len(lines(reading)) == 2
    assert found(reading, "berkas.pengkodean", Severity.WARNING)


def test_one_mistake_on_every_row_stays_readable() -> None:
    """The first cells are listed, the rest is counted."""
    reading = read(recap(*[recap_row("5.10202E+11") for _ in range(500)]))
    told = [one for one in reading.findings if one.rule == "berkas.kode"]
    assert len(told) == load_sipd_sheet().listed_at_most + 1
    assert "480" in told[-1].message_id


def test_a_cell_far_out_is_refused_before_the_sheet_is_opened() -> None:
    """A sheet up to XFD would fill the memory."""
    rows = lra(named(JKK, 1, 1))
    rows[0] = [*rows[0], *[None] * 800, "x"]
    with pytest.raises(SourceError, match="columns"):
        read(workbook({"LRA": rows}))


def test_a_damaged_old_workbook_is_refused() -> None:
    """A sheet said to begin behind the end of the file makes the library panic, not us."""
    content = bytearray(old_workbook("LRA", lra(named(JKK, 1, 1))))
    at = content.index(b"LRA") - 8
    content[at : at + 4] = b"\xff\xff\xff\x00"
    with pytest.raises(SourceError, match="damaged workbook"):
        read(bytes(content))


def test_thirty_thousand_rows_are_not_held_against_each_other() -> None:
    """A year of payments of a large region is read exactly; each row against each takes minutes."""
    rows = [
        document(str(at), "1000", code=(JKK, "5.1.02.01.01.0024")[at % 2]) for at in range(30_000)
    ]
    content = payments(*rows)
    began = time.process_time()
    reading = read(content, region="36.03")
    assert time.process_time() - began < 60
    assert [line.realised_idr for line in lines(reading)] == [15_000_000]
