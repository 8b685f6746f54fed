"""One workbook with a sheet per month: each counts from January on, so the last one stands."""

from datetime import date

from models import Severity
from tests.sources.sipd_files import JKK, JKM, NAMES, workbook
from tests.sources.sipd_reading import LRA_HEADING, LRA_TITLES, amounts, found, lines, named, read

RULE = "anggaran.ganda"


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
        " (ekspor lembar Juni sel A6); yang terakhir yang dihitung"
    )


def test_a_line_that_only_the_former_sheet_has_stays() -> None:
    """What no later table states anew is not taken for gone."""
    content = workbook(
        {
            "Maret": until("31 Maret 2024", named(JKK, 600, 150), named(JKM, 400, 100)),
            "Juni": until("30 Juni 2024", named(JKK, 600, 300)),
        }
    )
    assert {line.account_code: line.realised_idr for line in lines(read(content))} == {
        JKK: 300,
        JKM: 100,
    }


def test_a_sheet_without_a_day_is_not_put_in_order() -> None:
    """Beside two days it counts once where it agrees with the last, and else neither counts."""
    dated = {
        "Maret": until("31 Maret 2024", named(JKK, 600, 150)),
        "Juni": until("30 Juni 2024", named(JKK, 600, 300)),
    }
    same = read(workbook({**dated, "Rekap": until("", named(JKK, 600, 300))}))
    other = read(workbook({**dated, "Rekap": until("", named(JKK, 600, 310))}))
    assert [line.realised_idr for line in lines(same)] == [300]
    assert lines(other) == []
    assert found(other, RULE, Severity.ERROR) == ["ekspor lembar Rekap sel A5"]


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
