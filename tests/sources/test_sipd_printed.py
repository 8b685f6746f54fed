"""Printed budget tables: each test is named for the quirk of layout it reads."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models import Severity
from tests.sources.sipd_files import (
    JKK,
    JKM,
    NAMES,
    NIP,
    PERSON,
    old_workbook,
    workbook,
)
from tests.sources.sipd_reading import LRA_TITLES, amounts, found, lines, lra, named, read


def split(code: str, *cells: Any) -> list[Any]:
    """A row with its code over six narrow columns."""
    parts: list[Any] = code.split(".") if code else []
    return [*parts, *[None] * (6 - len(parts)), *cells]


def test_the_worst_printed_lra() -> None:
    """Titles, merged and stacked headings, numbered columns, split codes, totals, signatures."""
    rows = [
        *LRA_TITLES[:3],
        ["Per 30 September 2024 (dalam ribuan rupiah)"],
        [],
        split("KODE REKENING", "URAIAN", "JUMLAH", None, "LEBIH/\n(KURANG)"),
        split("", None, "ANGGARAN", "REALISASI", None),
        split("1", 2, 3, 4, "5 = 4-3"),
        split("5", "BELANJA", 1508, 900.5, -607.5),
        split("5.1.02.02.02", NAMES["5.1.02.02.02"], 1508, 900.5, -607.5),
        split("5.1.02.02.02.0005", NAMES["5.1.02.02.02.0005"], 500, 300, -200),
        split(JKK, NAMES[JKK], 600, 400.5, -199.5),
        split(JKM, NAMES[JKM], 408, 200, -208),
        ["JUMLAH", *[None] * 6, 1508, 900.5, -607.5],
        ["*) termasuk jaminan kematian bagi Non ASN"],
        [None, None, "Mengetahui,", None, None, None, "Tigaraksa, 7 Oktober 2024"],
        [None, None, PERSON, None, None, None, f"NIP. {NIP}"],
    ]
    areas = ["A6:F7", "G6:G7", "H6:I6", "J6:J7", "A8:F8", "A14:G14"]
    content = workbook({"LRA": rows}, {"LRA": areas})
    reading = read(content, received_on=date(2024, 10, 9))
    first, second = lines(reading)
    assert (first.account_code, first.allocation_idr, first.realised_idr) == (JKK, 600_000, 400_500)
    assert (second.account_code, second.allocation_idr) == (JKM, 408_000)
    assert (first.realised_on, first.known_on) == (date(2024, 9, 30), date(2024, 10, 7))
    assert first.cell("account_code").raw == "5 | 1 | 02 | 02 | 02 | 0006"
    assert first.cell("account_code").locator == "ekspor lembar LRA sel A12..F12"
    assert first.cell("realised_idr").raw == "400.5"
    assert first.source_title == "LRA TA 2024"
    assert not [one for one in reading.findings if one.severity is not Severity.INFO]
    kept = " ".join(str(one.model_dump()) for one in (*reading.facts, *reading.findings))
    assert NIP not in kept
    assert PERSON not in kept


def test_an_old_workbook_reads_like_a_new_one() -> None:
    """The same table as .xls gives the same lines."""
    rows = lra(named(JKK, 600, 400), named(JKM, 408, 0))
    old, new = read(old_workbook("LRA", rows)), read(workbook({"LRA": rows}))
    assert amounts(old) == amounts(new) == {JKK: 600, JKM: 408}
    assert [line.realised_idr for line in lines(old)] == [400, 0]


@pytest.mark.parametrize(
    ("unit", "factor"),
    [
        ("ANGGARAN (dalam ribuan rupiah)", 1000),
        ("ANGGARAN (Rp)", 1),
        ("ANGGARAN\n(Rp juta)", 1_000_000),
        ("ANGGARAN (dalam jutaan rupiah)", 1_000_000),
        ("ANGGARAN (miliar rupiah)", 1_000_000_000),
    ],
)
def test_units_in_the_heading_multiply_exactly(unit: str, factor: int) -> None:
    """The amount is in rupiah, the cell keeps what is written."""
    heading = ["KODE REKENING", "URAIAN", unit]
    reading = read(workbook({"LRA": lra(named(JKK, "1.242,5"), heading=heading)}))
    if factor == 1:
        assert found(reading, "berkas.jumlah") == ["ekspor lembar LRA sel C6"]
        return
    (line,) = lines(reading)
    assert line.allocation_idr == int(Decimal("1242.5") * factor)
    assert line.cell("allocation_idr").raw == "1.242,5"


def test_a_total_is_never_added_to_its_parts() -> None:
    """A parent row and a row JUMLAH are no lines of their own."""
    rows = lra(
        named("5.1.02.02.02", 1008, 0),
        named(JKK, 600, 0),
        named(JKM, 408, 0),
        ["JUMLAH", None, 1008, 0],
    )
    reading = read(workbook({"LRA": rows}))
    assert amounts(reading) == {JKK: 600, JKM: 408}
    assert not found(reading, "anggaran.jumlah_rincian")


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([named("5.1.02.02.02", 1500, 0), named(JKK, 600, 0), named(JKM, 408, 0)], "C6"),
        ([named(JKK, 600, 0), named(JKM, 408, 0), ["JUMLAH", None, 1500, 0]], "C8"),
        (
            [
                ["5.1.02", "Belanja Barang", 1008, 0],
                named(JKK, 600, 0),
                named(JKM, 408, 0),
                [None, "JUMLAH BELANJA BARANG", 1500, 0],
            ],
            "C9",
        ),
    ],
    ids=["parent", "jumlah", "named total"],
)
def test_a_total_that_disagrees_is_told_with_both_values(rows: list[list[Any]], place: str) -> None:
    """The parts are kept, the total is a finding with what is printed and what they add up to."""
    reading = read(workbook({"LRA": lra(*rows)}))
    assert amounts(reading) == {JKK: 600, JKM: 408}
    (told,) = [one for one in reading.findings if one.rule == "anggaran.jumlah_rincian"]
    assert told.place == f"ekspor lembar LRA sel {place}"
    assert [told.stated, told.computed, told.difference] == [Decimal(n) for n in (1500, 1008, 492)]
    assert told.severity is Severity.WARNING


def test_indented_labels_instead_of_codes() -> None:
    """Without codes the exact name gives the code, the indent the leaves, and review is asked."""
    heading = ["URAIAN", "ANGGARAN", "REALISASI"]
    rows = lra(
        ["Belanja Iuran Jaminan/Asuransi", 1008, 0],
        [f"   {NAMES[JKK]}", 600, 0],
        [f"   {NAMES[JKM]}", 408, 0],
        ["   Belanja Iuran Jaminan Kesehatan bagi Non ASN", 9, 0],
        ["   Iuran Jaminan Kematian Kader", 30, 0],
        ["      Kader Posyandu: jaminan kematian", 10, 0],
        ["      Kader PKK: jaminan kematian", 20, 0],
        heading=heading,
    )
    reading = read(workbook({"LRA": rows}))
    assert amounts(reading) == {JKK: 600, JKM: 408, "": 30}
    assert found(reading, "anggaran.uraian", Severity.WARNING)


def test_details_below_a_code_are_not_lines() -> None:
    """A DPA lists rows without a code below an account; the account already holds them."""
    rows = lra(named(JKK, 600, 0), [None, "Iuran jaminan kecelakaan kerja 5 orang", 600, 0])
    assert amounts(read(workbook({"DPA": rows}))) == {JKK: 600}


def test_agency_and_sub_activity_in_rows_of_their_own() -> None:
    """Printed tables say them once, above the accounts they hold for."""
    rows = lra(
        ["2.07.3.32.0.00.01.0000", "Dinas Tenaga Kerja", None, None],
        ["2.07.05.2.02.0005", "Pengembangan Jaminan Sosial Tenaga Kerja", 600, 0],
        named(JKK, 600, 0),
        ["3.25.0.00.0.00.01.0000", "Dinas Perikanan", None, None],
        ["3.25.03.2.02.0003", "Perlindungan Nelayan", 40, 0],
        named(JKK, 40, 0),
    )
    kept = [
        (line.agency, line.sub_activity, line.group_code, line.allocation_idr)
        for line in lines(read(workbook({"LRA": rows})))
    ]
    assert kept == [
        ("Dinas Tenaga Kerja", "2.07.05.2.02.0005", "BPU-RENTAN", 600),
        ("Dinas Perikanan", "3.25.03.2.02.0003", "BPU-NELAYAN", 40),
    ]


def test_an_agency_merged_over_its_rows_holds_for_all_of_them() -> None:
    """The value stands in the first cell only; a blank cell without a merge stays blank."""
    heading = ["NAMA SKPD", "KODE REKENING", "URAIAN", "PAGU"]
    rows = lra(
        ["Dinas Sosial", *named(JKK, 600)],
        [None, *named(JKM, 408)],
        [None, "5.1.02.02.02.0010", "Belanja Iuran Jaminan Hari Tua bagi Non ASN", 7],
        heading=heading,
    )
    content = workbook({"DPA": rows}, {"DPA": ["A6:A7"]})
    kept = {line.account_code: line.agency for line in lines(read(content))}
    assert kept == {JKK: "Dinas Sosial", JKM: "Dinas Sosial", "5.1.02.02.02.0010": ""}


def test_one_sheet_per_agency_with_a_summary() -> None:
    """The summary over all agencies is a total of its sheets; a difference is told."""
    content = workbook(
        {
            "REKAP": lra(named(JKK, 350, 0)),
            "Dinas Sosial": lra(named(JKK, 100, 0)),
            "LRA Dinas Perikanan": lra(named(JKK, 200, 0)),
        }
    )
    reading = read(content)
    assert {line.agency: line.allocation_idr for line in lines(reading)} == {
        "Dinas Sosial": 100,
        "Dinas Perikanan": 200,
    }
    told = [one for one in reading.findings if one.rule == "anggaran.jumlah_rincian"]
    assert [(one.stated, one.computed) for one in told] == [(Decimal(350), Decimal(300))]


def test_several_tables_on_one_sheet() -> None:
    """Each table has its own titles; a signature ends the one above it."""
    rows = [
        *lra(named(JKK, 600, 0)),
        ["Mengetahui,"],
        [],
        ["SKPD : 1.06.0.00.0.00.01.0000 Dinas Sosial"],
        ["URAIAN", "KODE REKENING", "ANGGARAN"],
        [NAMES[JKM], JKM, 50],
    ]
    reading = read(workbook({"LRA": rows}))
    kept = {(line.agency, line.account_code): line.allocation_idr for line in lines(reading)}
    assert kept == {("", JKK): 600, ("Dinas Sosial", JKM): 50}


def test_a_heading_printed_again_goes_on_with_the_table() -> None:
    """A page break parts neither a parent from its leaves nor a sub-activity from its accounts."""
    rows = [
        *lra(["2.07.05.2.02.0005", "Pengembangan", 600, 0], named("5.1.02.02.02", 600, 0)),
        ["Halaman 2 dari 2"],
        *lra(named(JKK, 600, 0)),
    ]
    reading = read(workbook({"LRA": rows}))
    assert [(one.sub_activity, one.allocation_idr) for one in lines(reading)] == [
        ("2.07.05.2.02.0005", 600)
    ]
    assert not found(reading, "anggaran.jumlah_rincian")


def test_the_same_line_in_two_tables_counts_once_or_not_at_all() -> None:
    """Equal amounts are one line; different ones are refused, since neither can be preferred."""
    same = workbook({"LRA": lra(named(JKK, 5, 0)), "LRA (2)": lra(named(JKK, 5, 0))})
    other = workbook({"LRA": lra(named(JKK, 5, 0)), "LRA (2)": lra(named(JKK, 6, 0))})
    assert amounts(read(same)) == {JKK: 5}
    assert found(read(same), "anggaran.ganda", Severity.WARNING)
    assert amounts(read(other)) == {}
    assert found(read(other), "anggaran.ganda", Severity.ERROR) == ["ekspor lembar LRA (2) sel A6"]


def test_hidden_rows_are_read_and_hidden_sheets_are_told() -> None:
    """Grouped rows hold the leaves; a hidden sheet is often last year's copy."""
    rows = lra(named("5.1.02.02.02", 600, 0), named(JKK, 600, 0))
    content = workbook(
        {"LRA": rows, "Lama": lra(named(JKM, 9, 0))}, hidden=["Lama"], hidden_rows={"LRA": [7]}
    )
    reading = read(content)
    assert amounts(reading) == {JKK: 600}
    assert found(reading, "berkas.lembar", Severity.WARNING) == ["ekspor lembar Lama"]


def test_the_former_year_beside_is_passed_over() -> None:
    """Of two columns of spending the one of the fiscal year counts."""
    heading = ["KODE", "URAIAN", "ANGGARAN 2024", "REALISASI 2024", "REALISASI 2023"]
    (line,) = lines(read(workbook({"LRA": lra(named(JKK, 6, 4, 99), heading=heading)})))
    assert (line.allocation_idr, line.realised_idr) == (6, 4)


def test_spending_of_the_month_is_not_that_of_the_year() -> None:
    """Of last month, this month and up to this month, the cumulated one counts."""
    rows = [
        *LRA_TITLES,
        ["KODE", "URAIAN", "ANGGARAN", "REALISASI"],
        [None, None, None, "s.d. Bulan Lalu", "Bulan Ini", "s.d. Bulan Ini"],
        named(JKK, 100, 30, 12, 42),
    ]
    content = workbook({"LRA": rows}, {"LRA": ["A5:A6", "B5:B6", "C5:C6", "D5:F5"]})
    assert [line.realised_idr for line in lines(read(content))] == [42]


def test_of_before_and_after_the_revision_the_latter_counts() -> None:
    """Stacked headings under a merged one: only `setelah` is the budget in force."""
    rows = [
        *LRA_TITLES[:3],
        ["KODE", "URAIAN", "JUMLAH (Rp)", None, "BERTAMBAH/(BERKURANG)"],
        [None, None, "SEBELUM PERUBAHAN", "SETELAH PERUBAHAN", "Rp"],
        named(JKK, 500, 600, 100),
    ]
    (line,) = lines(read(workbook({"DPPA": rows}, {"DPPA": ["C4:D4"]})))
    assert (line.allocation_idr, line.stage) == (600, "APBD-P")


def test_two_columns_for_one_amount_are_refused() -> None:
    """Which of two budgets counts is not for a reader to decide."""
    heading = ["KODE", "URAIAN", "ANGGARAN", "PAGU"]
    reading = read(workbook({"LRA": lra(named(JKK, 1, 2), heading=heading)}))
    assert not reading.facts
    assert found(reading, "berkas.judul_kolom", Severity.ERROR) == ["ekspor lembar LRA sel D5"]
