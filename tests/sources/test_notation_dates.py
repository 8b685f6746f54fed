"""Days and spans as papers, letters and spreadsheets write them."""

from datetime import date

import pytest

from monev.errors import NotationError
from monev.sources.notation import read_date, read_excel_serial, read_span

DAY = date(2023, 12, 19)
MONTHS = [
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
]
OTHERS = [
    *(("Pebruari", 2), ("Agt", 8), ("Ags", 8), ("Agu", 8), ("Okt", 10), ("Nopember", 11)),
    *(("Des", 12), ("May", 5), ("August", 8), ("Oct", 10), ("December", 12), ("Sept.", 9)),
]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "19 Desember 2023",
            "19 Des 2023",
            "19 DES. 2023",
            "19/12/2023",
            "19-12-23",
            "19.12.2023",
        ),
        *("2023-12-19", "2023/12/19", "19-Dec-23", "19 December 2023", "December 19, 2023"),
        *(
            "Selasa, 19 Desember 2023",
            "Selasa (19/12/23)",
            "Tuesday, 19 December 2023",
            "(19/12/2023)",
        ),
        *("2023-12-19 00:00:00", "2023-12-19T08:30", "19 Desember 2023 10.30 WIB", " 19 Des 2023 "),
    ],
)
def test_every_form_is_the_same_day(text: str) -> None:
    """The day comes first, months are Indonesian or English, a time of day is dropped."""
    assert read_date(text) == DAY


@pytest.mark.parametrize(("name", "month"), [*zip(MONTHS, range(1, 13), strict=True), *OTHERS])
def test_every_name_of_a_month_is_known(name: str, month: int) -> None:
    """Full names, old spellings, abbreviations and English names."""
    assert read_date(f"2 {name} 2024") == date(2024, month, 2)


def test_a_weekday_has_to_be_right() -> None:
    """9 December 2025 was a Tuesday, whatever one paper printed."""
    assert read_date("Selasa, 9 Desember 2025") == date(2025, 12, 9)
    assert read_date("Jum'at (23/08/24)") == date(2024, 8, 23)
    with pytest.raises(NotationError, match="2025-12-09, which is Selasa"):
        read_date("Senin, 9 Desember 2025")


def test_a_date_without_a_year_needs_one_given() -> None:
    """`Selasa (19/12)` is a day only together with the year of its publication."""
    assert read_date("Selasa (19/12)", year=2023) == DAY
    assert read_date("19 Desember", year=2023) == DAY
    with pytest.raises(NotationError, match="with its year"):
        read_date("Selasa (19/12)")
    with pytest.raises(NotationError, match="weekday"):
        read_date("Selasa (19/12)", year=2024)


@pytest.mark.parametrize("text", ["", "-", "n/a", "belum ada data", "tanpa tanggal"])
def test_no_day_stated_is_none(text: str) -> None:
    """Missing stays missing for days and for spans."""
    assert read_date(text) is None
    assert read_span(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("31/02/2024", "29 Februari 2023", "12/19/2023", "00/01/2024", "19 Foo 2023", "45279"),
        *("19/12-2023", "19 Desember 1023", "2023-12-19T23:00:00Z", "2023-12-19T23:00:00+07:00"),
        *("nihil", "Kamis", "Cilegon, 22 Agustus 2024", "Agustus 2024", "١٩/١٢/٢٠٢٣", "1" * 100),
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    """Days that do not exist, months first, other zones and prose are refused."""
    with pytest.raises(NotationError, match="expected"):
        read_date(text)


def test_an_excel_day_number_is_only_read_when_asked_for() -> None:
    """45279 is 19 December 2023 as a serial number; a number far off is none."""
    assert read_excel_serial(45279) == DAY
    for number in (0, 60, 202_312, 17_000_000):
        with pytest.raises(NotationError, match="Excel day number"):
            read_excel_serial(number)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("TA 2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("Agustus 2024", "2024-08-01", "2024-08-31"),
        ("2024-08-22", "2024-08-22", "2024-08-22"),
        ("22 Agt 2024", "2024-08-22", "2024-08-22"),
        ("19/12/2023", "2023-12-19", "2023-12-19"),
        ("2022-03/2025-07", "2022-03-01", "2025-07-31"),
        ("2024-08-01/2024-08-22", "2024-08-01", "2024-08-22"),
        ("2023-2024", "2023-01-01", "2024-12-31"),
        ("Semester II 2024", "2024-07-01", "2024-12-31"),
        ("Semester 1 Tahun 2024", "2024-01-01", "2024-06-30"),
        ("2024-S2", "2024-07-01", "2024-12-31"),
        ("TW III 2024", "2024-07-01", "2024-09-30"),
        ("2024-Q4", "2024-10-01", "2024-12-31"),
        ("s.d. Juni 2024", "2024-01-01", "2024-06-30"),
        ("Januari-Juni 2024", "2024-01-01", "2024-06-30"),
        ("Maret 2022 - Juli 2025", "2022-03-01", "2025-07-31"),
    ],
)
def test_a_span_has_its_first_and_its_last_day(text: str, first: str, last: str) -> None:
    """Years, halves, quarters, months, days, and from one to another."""
    assert read_span(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        *(("2025-07/2022-03", "before it begins"), ("2024-2023", "before it begins")),
        *(("Juni-Januari 2024", "before it begins"), ("2024-13", "month from 01")),
        *(("0999", "a year from"), ("TW V 2024", "TW III 2024"), ("Semester III 2024", "a span")),
        *(("31/02/2024", "exists"), ("Senin, 9 Desember 2025", "Selasa"), ("foo", "a span")),
        *(("2022-03/2025-07/2026", "a span"), ("2024 " * 30, "a span")),
    ],
)
def test_what_is_no_span_is_refused(text: str, reason: str) -> None:
    """A span that runs backwards or names no time is refused with the reason."""
    with pytest.raises(NotationError, match=reason):
        read_span(text)
