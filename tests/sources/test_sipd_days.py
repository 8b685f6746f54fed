"""One workbook with a sheet per month: each counts from January on, so the last one stands."""

from datetime import date
from typing import Any

import pytest

from models import Quarter, Severity
from monev.sources import Reading
from tests.sources.sipd_files import JKK, JKM, NAMES, workbook
from tests.sources.sipd_reading import LRA_HEADING, LRA_TITLES, amounts, found, lines, named, read

RULE, CODE = "anggaran.ganda", "2.07.05.2.02.0005"


def until(day: str, *rows: list[object]) -> list[list[object]]:
    """A printed LRA up to a day; of no day where that is empty."""
    stated = [[f"sampai dengan {day}"]] if day else []
    return [*LRA_TITLES[:3], *stated, LRA_HEADING, *rows]


def test_of_sheets_up_to_several_days_the_last_counts() -> None:
    """Three months of one account are one allocation, spent as of the last month."""
    content = workbook(
        {
            "Juni": until("30 Juni 2024", named(JKK, 600, 300)),
            "Maret": until("31 Maret 2024", named(JKK, 600, 150)),
            "April": until("April 2024", named(JKK, 600, 200)),
        }
    )
    reading = read(content)
    (line,) = lines(reading)
    assert (line.allocation_idr, line.realised_idr) == (600, 300)
    assert line.realised_on == date(2024, 6, 30)
    assert line.cell("realised_idr").locator.startswith("ekspor lembar Juni ")
    assert found(reading, RULE, Severity.INFO) == [
        "ekspor lembar Maret sel A6",
        "ekspor lembar April sel A6",
    ]


def test_a_later_sheet_counts_also_where_the_budget_was_shifted() -> None:
    """Two amounts of two days contradict one another no more than spring and summer do."""
    content = workbook(
        {
            "Maret": until("31 Maret 2024", named(JKK, 900, 150), named(JKM, 400, 100)),
            "Juni": until("30 Juni 2024", named(JKK, 600, 300), named(JKM, 400, 200)),
        }
    )
    reading = read(content)
    assert amounts(reading) == {JKK: 600, JKM: 400}
    (told,) = [one for one in reading.findings if one.rule == RULE]
    assert told.message_id == (
        "2 baris sampai dengan 31 Maret 2024 ada pula pada tabel sampai dengan 30 Juni 2024"
        " (ekspor lembar Juni sel A6), yang dihitung"
    )


def test_a_line_that_only_the_former_sheet_has_stays_and_is_told() -> None:
    """What no later table states anew is not taken for gone."""
    content = workbook(
        {
            "Maret": until("31 Maret 2024", named(JKK, 600, 150), named(JKM, 400, 100)),
            "Juni": until("30 Juni 2024", named(JKK, 600, 300)),
        }
    )
    reading = read(content)
    assert {line.account_code: line.realised_idr for line in lines(reading)} == {JKK: 300, JKM: 100}
    assert found(reading, RULE, Severity.INFO) == [
        "ekspor lembar Maret sel A6",
        "ekspor lembar Maret sel A7",
    ]


@pytest.mark.parametrize("day", ["31 Oktober 2024", "31 Desember 2024"])
@pytest.mark.parametrize("spent", [None, 0, 460])
def test_a_sheet_beyond_the_quarter_says_nothing_about_it(day: str, spent: int | None) -> None:
    """A workbook with a sheet for every month: those to come are blank, zero, or begun."""
    content = workbook(
        {
            "September": until("30 September 2024", named(JKK, 600, 450)),
            "Rekap": until(day, named(JKK, 600, spent)),
        }
    )
    arrival: dict[str, Any] = {"received_on": date(2024, 10, 7), "quarter": Quarter(2024, 3)}
    (line,) = lines(read(content, **arrival))
    assert (line.realised_idr, line.realised_on) == (450, date(2024, 9, 30))


def test_an_account_that_is_named_otherwise_later_is_doubted() -> None:
    """Without sub-activities in March and with them in June: the file itself adds them up."""
    content = {
        "Maret": until("31 Maret 2024", named(JKK, 600, 150)),
        "April": until("30 April 2024", named(JKK, 600, 200)),
        "Juni": until("30 Juni 2024", [CODE, "Pengembangan", 600, 300], named(JKK, 600, 300)),
    }
    for sheets in (("Maret", "Juni"), ("Maret", "April", "Juni")):
        reading = read(workbook({name: content[name] for name in sheets}))
        assert len(lines(reading)) == 2
        assert found(reading, RULE, Severity.WARNING) == [f"ekspor lembar {sheets[-2]} sel A6"]


def test_a_later_sheet_without_an_amount_does_not_stand_for_one_with_it() -> None:
    """Missing is never zero, nor does it hide what was stated."""
    content = workbook(
        {
            "Maret": until("31 Maret 2024", named(JKK, 600, 150)),
            "Juni": until("30 Juni 2024", named(JKK, 600, None)),
        }
    )
    assert [line.realised_idr for line in lines(read(content))] == [150]


def test_spending_that_falls_from_sheet_to_sheet_is_doubted() -> None:
    """Sheets that each hold one month only look like that: somebody has to say so."""
    content = workbook(
        {
            "Mei": until("31 Mei 2024", named(JKK, 600, 90)),
            "Juni": until("30 Juni 2024", named(JKK, 600, 40)),
        }
    )
    reading = read(content)
    assert found(reading, RULE, Severity.WARNING) == ["ekspor lembar Mei sel A6"]
    (told,) = [one for one in reading.findings if one.rule == RULE]
    assert "lebih besar (Rp90, kemudian Rp40)" in told.message_id


@pytest.mark.parametrize("rekap_first", [True, False])
def test_a_sheet_without_a_day_is_not_put_in_order(*, rekap_first: bool) -> None:
    """Beside two days it counts once where it agrees with the last, and else neither counts."""

    def beside(spent: int) -> Reading:
        sheets = [
            ("Rekap", until("", named(JKK, 600, spent))),
            ("Maret", until("31 Maret 2024", named(JKK, 600, 150))),
            ("Juni", until("30 Juni 2024", named(JKK, 600, 300))),
        ]
        return read(workbook(dict(sheets if rekap_first else sheets[1:] + sheets[:1])))

    (line,) = lines(beside(300))
    assert (line.realised_idr, line.realised_on) == (300, date(2024, 6, 30))
    assert lines(beside(310)) == []
    assert found(beside(310), RULE, Severity.ERROR) == ["ekspor lembar Rekap sel A5"]


@pytest.mark.parametrize(
    "name",
    [
        *("TW III", "TW3", "TW_III_2024", "Triwulan II", "s.d. Juni", "sd 30 Juni 2024", "Bulan 6"),
        *(
            "30 Juni 2024",
            "06. Juni",
            "LRA_Juni",
            "Per 30 Juni 2024",
            "Sheet1 (2)",
            "Jumlah",
            "Mei",
        ),
    ],
)
def test_a_sheet_named_for_its_month_is_no_agency(name: str) -> None:
    """Else every month would be money of another office, and all would be added up."""
    content = workbook({name: until("30 Juni 2024", named(JKK, 600, 300))})
    assert [line.agency for line in lines(read(content))] == [""]


@pytest.mark.parametrize(
    "name",
    [
        *("TW III BPKAD", "Sepatan", "Maron", "Juntinyuat", "Marga Mulya", "Desa Sukamaju"),
        *("SDABMBK", "SD Negeri", "Bulan Bintang", "3. Junrejo", "Kotabaru", "Perpustakaan"),
    ],
)
def test_a_sheet_named_for_an_office_names_the_agency(name: str) -> None:
    """Kecamatan and offices whose names begin like a month, a school or a kota."""
    office = workbook({name: until("30 Juni 2024", named(JKK, 600, 300))})
    assert [line.agency for line in lines(read(office))] == [name]


def test_totals_are_held_against_their_own_month() -> None:
    """A parent account of March is compared with its leaves of March."""
    parent = "5.1.02.02.02"
    content = workbook(
        {
            "Maret": until("31 Maret 2024", [parent, NAMES[parent], 9, 9], named(JKK, 9, 9)),
            "Juni": until("30 Juni 2024", [parent, NAMES[parent], 8, 7], named(JKK, 8, 8)),
        }
    )
    reading = read(content)
    assert amounts(reading) == {JKK: 8}
    assert found(reading, "anggaran.jumlah_rincian") == ["ekspor lembar Juni sel D6"]
