"""Exports of SIPD: what they are known by, the recap, and codes however written."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Severity, Tier
from monev.errors import NotationError
from monev.sources.glimpse import Glimpse
from monev.sources.sipd.codes import WIDTHS, account_code, read_code
from monev.sources.sipd.reader import SIPD
from tests.sources.sipd_files import (
    JKK,
    JKM,
    NAMES,
    RECAP,
    TITLES,
    document,
    old_workbook,
    payments,
    recap,
    recap_row,
    text,
    workbook,
)
from tests.sources.sipd_reading import amounts, found, lines, lra, named, read
from tests.workbooks import instrument


@pytest.mark.parametrize(
    "content",
    [
        recap(),
        recap(titles=()),
        recap(separator=","),
        payments(document("1", "1")),
        workbook({"LRA": lra(named(JKK, 1, 1))}),
        old_workbook("LRA", lra(named(JKK, 1, 1))),
    ],
    ids=["recap", "bare recap", "comma", "payments", "printed", "xls"],
)
def test_exports_are_known_by_their_content(content: bytes) -> None:
    """Every layout is recognised in every kind of file, whatever the file is called."""
    assert SIPD.fits(Glimpse.of(content, "foto.jpg"))


@pytest.mark.parametrize(
    "content",
    [
        instrument(),
        b"kode,nama,jumlah\n1,a,2\n",
        b'{"data": []}',
        b"region_code,metric,value\n36.72,active_members,1\n",
    ],
    ids=["instrument", "any table", "json", "clippings"],
)
def test_other_files_are_left_to_others(content: bytes) -> None:
    """An instrument has codes and amounts too and is none of these."""
    assert not SIPD.fits(Glimpse.of(content, "dpa.csv"))


def test_the_sample_recap_reads_whole() -> None:
    """Both lines of the published sample become facts with every field and its cell."""
    reading = read(recap())
    first, second = lines(reading)
    assert (first.region_code, first.fiscal_year, first.stage) == ("36.03", 2024, "APBD")
    assert first.source_title == "DPA SIPD TA 2024 APBD Murni"
    assert (first.agency, first.sub_activity) == (
        "Dinas Tenaga Kerja dan Transmigrasi",
        "2.07.05.2.02.0005",
    )
    assert (first.account_code, first.allocation_idr) == (JKK, 600_000_000)
    assert (second.account_code, second.allocation_idr) == (JKM, 408_000_000)
    assert first.cell("allocation_idr").raw == "600.000.000,00"
    assert first.cell("allocation_idr").locator == "ekspor baris 5 kolom 9"
    assert (first.tier, first.group_code) == (Tier.DOCUMENT, "BPU-RENTAN")
    assert not reading.findings


def test_kode_sumber_dana_may_be_missing() -> None:
    """Without the column of funding codes the names decide."""
    at = RECAP.index("KODE SUMBER DANA")
    rows = [[*row[:at], *row[at + 1 :]] for row in (RECAP, recap_row())]
    assert [line.funding_source for line in lines(read(text(rows)))] == ["APBD"]


def test_without_any_funding_column_the_payer_is_the_own_budget() -> None:
    """A listing that does not speak of sources of money is the region's own budget."""
    at = RECAP.index("KODE SUMBER DANA")
    rows = [[*row[:at], *row[at + 2 :]] for row in (RECAP, recap_row())]
    reading = read(text(rows))
    assert [line.funding_source for line in lines(reading)] == ["APBD"]
    assert not found(reading, "anggaran.sumber_dana")


@pytest.mark.parametrize(
    ("name", "payer"),
    [
        ("PAD", "APBD"),
        ("Dana Alokasi Umum (DAU)", "APBD"),
        ("DBH Sawit", "DBH_SAWIT"),
        ("DBH-CHT", "DBHCHT"),
        ("Dana Bagi Hasil Cukai Hasil Tembakau", "DBHCHT"),
        ("Bantuan Keuangan dari Pemerintah Provinsi", "APBD-PROV"),
    ],
)
def test_funding_names_lead_to_payers(name: str, payer: str) -> None:
    """Sources of money are told apart by name."""
    reading = read(recap(recap_row(fund=("9.9", name))))
    assert [line.funding_source for line in lines(reading)] == [payer]


def test_an_unknown_source_of_money_is_not_guessed() -> None:
    """A name that no rule knows leaves the payer empty, with its cell in a finding."""
    reading = read(recap(recap_row(fund=("9.9", "Dana Antah Berantah"))))
    assert [line.funding_source for line in lines(reading)] == [""]
    assert found(reading, "anggaran.sumber_dana", Severity.WARNING) == ["ekspor baris 5 kolom 6"]


@pytest.mark.parametrize(
    "code", ["5.1.02.02.02.0006", "510202020006", "5.1.2.02.02.0006", f"{JKK}   ", f"\u00a0{JKK}"]
)
def test_every_spelling_of_a_code_is_one_code(code: str) -> None:
    """Dots left out, zeros lost, blanks behind: all are the dotted code."""
    assert amounts(read(recap(recap_row(code, name=NAMES[JKK])))) == {JKK: 600_000_000}


@pytest.mark.parametrize(
    "code", ["5.10202E+11", "5,10202E+11", "51020202006", "5.1.02.02.02.00006"]
)
def test_a_code_that_lost_digits_is_refused_with_its_cell(code: str) -> None:
    """What a spreadsheet has rounded is never completed, and the other rows are kept."""
    reading = read(recap(recap_row(code, name=NAMES[JKK]), recap_row(JKM, "1.000")))
    assert amounts(reading) == {JKM: 1000}
    assert found(reading, "berkas.kode", Severity.ERROR) == ["ekspor baris 5 kolom 7"]


def test_a_code_kept_as_a_number_is_whole() -> None:
    """Twelve digits in a number cell have lost nothing."""
    row = recap_row(name=NAMES[JKK])
    row[6] = 510202020006
    rows: list[list[Any]] = [[TITLES[0]], [TITLES[2]], list(RECAP), row]
    assert amounts(read(workbook({"Rekap": rows}))) == {JKK: 600_000_000}


def test_code_and_name_in_one_cell_are_taken_apart() -> None:
    """`5.1.02.02.02.0006 Belanja ...` is a code with its name."""
    heading = ["KODE REKENING", "PAGU"]
    rows: list[list[Any]] = [
        [TITLES[0]],
        ["DPA TAHUN ANGGARAN 2024"],
        heading,
        [f"{JKK} {NAMES[JKK]}", 5],
    ]
    assert amounts(read(workbook({"DPA": rows}))) == {JKK: 5}


@given(
    st.tuples(*(st.integers(1 if at == 0 else 0, 10**width - 1) for at, width in enumerate(WIDTHS)))
)
def test_codes_read_back_from_every_spelling(parts: tuple[int, ...]) -> None:
    """The dotted form, bare digits and a form without leading zeros are one code."""
    dotted = ".".join(f"{part:0{width}}" for part, width in zip(parts, WIDTHS, strict=True))
    assert account_code(dotted) == dotted
    assert account_code(dotted.replace(".", "")) == dotted
    assert account_code(".".join(map(str, parts))) == dotted
    assert read_code(f" {dotted} ").text == dotted


@given(st.text(alphabet="0123456789.E+,- X", max_size=16))
def test_no_text_makes_a_wrong_code(written: str) -> None:
    """Whatever is written is a code that reads as itself, none at all, or refused."""
    try:
        code = read_code(written)
    except NotationError:
        return
    assert code.kind != "account" or account_code(code.text) == code.text
