"""A report does not grow with the years behind it: what is old stands in those of its time."""

import re
from datetime import date
from itertools import pairwise

import pytest

from models import Fact, Quarter
from monev.reports.region.view import RegionView
from tests.facts import fact
from tests.reports.pages import assessed, dossier, html, section

LAST = Quarter(2028, 4)


def stated_in(quarter: Quarter) -> list[Fact]:
    """What a region states in one quarter: coverage, the year's target, groups, contributions."""
    more = {"known_on": quarter.due_date, "source_title": f"Instrumen {quarter}"}
    persons = 500 + 10 * (4 * quarter.year + quarter.number - 4 * 2024)
    own = {"active_persons": persons, "payer": "APBD", **more}
    return [
        fact("participation", day=quarter.end, segment="SEMUA", coverage_pct=persons / 20, **more),
        fact("participation", day=quarter.end, segment="RTRW", **own),
        fact("participation", day=quarter.end, segment="NON-ASN", **own),
        fact("target", coverage_pct=60 + quarter.year - 2020, due_on=date(quarter.year, 12, 31),
             **more),
        fact("contribution", span_start=date(quarter.year, 1, 1), span_end=quarter.end,
             group_code="RTRW", payer="APBD", contribution_idr=persons * 1000, **more),
    ]  # fmt: skip


def told_since(year: int) -> list[Fact]:
    """All that was stated from the first quarter of a year to the last one there is."""
    quarters = [Quarter(each, number) for each in range(year, 2029) for number in range(1, 5)]
    return [one for quarter in quarters for one in stated_in(quarter)]


def view_since(year: int) -> RegionView:
    """What the last quarter's report prints of a region that began in a year."""
    return RegionView(dossier(assessed(told_since(year), LAST)), "id")


def test_what_fell_due_long_ago_is_not_told_again() -> None:
    """Targets of this year and the last are rows, those of three years before are none."""
    page = section(html(assessed(told_since(2024), LAST)), "C.3")
    assert "| 31 Desember 2028 | 68% |" in page
    assert "| 31 Desember 2027 | 67% |" in page
    assert "31 Desember 2026 |" not in page


def test_a_target_names_its_newest_source_and_how_often_it_was_said() -> None:
    """Four quarters state the target alike: the last of them is named, the others are counted."""
    (row,) = [one for one in view_since(2028).over_time.rows if one.sources]
    assert [one.source_title for one in row.stated_by] == ["Instrumen 2028-Q4"]
    assert row.stated_before == 3
    assert "(dan 3 pernyataan lain yang sama)" in html(assessed(told_since(2028), LAST))


def by_press(publisher: str, on: date) -> Fact:
    """The target of 2028 as two papers print it, under the same headline."""
    return fact("target", coverage_pct=68, due_on=date(2028, 12, 31), source_title="Berita",
                source_publisher=publisher, known_on=on)  # fmt: skip


def test_each_publisher_of_the_same_target_is_named() -> None:
    """Of each who states it the newest, so that none stands behind another of the same title."""
    press = [by_press("ANTARA", date(2028, 2, 1)), by_press("Koran Contoh", date(2028, 2, 2))]
    found = assessed([*press, *told_since(2028)], LAST)
    (row,) = [one for one in RegionView(dossier(found), "id").over_time.rows if one.sources]
    named = {(one.source_publisher, one.source_title) for one in row.stated_by}
    assert {("ANTARA", "Berita"), ("Koran Contoh", "Berita")} < named
    assert row.stated_before == 3
    page = section(html(assessed(press, LAST)), "C.3")
    assert "ANTARA, 1 Februari 2028; Koran Contoh, 2 Februari 2028" in page
    assert "pernyataan lain yang sama" not in page
    again = [*press, by_press("ANTARA", date(2027, 2, 1))]
    assert "(dan 1 pernyataan lain yang sama)" in section(html(assessed(again, LAST)), "C.3")


def test_an_old_target_is_told_where_there_is_no_newer_one() -> None:
    """A region of which only a target of 2020 is known: it is a row, and nothing is hidden."""
    known_on = {"known_on": date(2020, 2, 1), "source_title": "RPJMD"}
    old = [fact("target", coverage_pct=40, due_on=date(2020, 12, 31), **known_on)]
    page = html(assessed(old, Quarter(2023, 1)))
    assert "31 Desember 2020 | 40%" in section(page, "C.3")
    assert "masukan lain memuat angka yang lebih lama" not in page
    assert "Tidak ada masukan: data belum tersedia" not in page
    assert "Tidak ada masukan: data belum tersedia" in html(assessed([], Quarter(2023, 1)))


def test_no_sentence_rests_on_a_list_that_is_not_printed() -> None:
    """A total of long ago is not the total of the lists that are printed now."""
    whole = fact("participation", day=date(2024, 3, 31), segment="SEMUA", payer="APBD",
                 active_persons=1000, source_title="Instrumen 2024-Q1",
                 known_on=Quarter(2024, 1).due_date)  # fmt: skip
    said = "kelompok pekerja yang dibiayai"
    then = assessed([whole, *stated_in(Quarter(2024, 1))], Quarter(2024, 1))
    assert said in html(then)
    assert said not in html(assessed([whole, *told_since(2024)], LAST))


def test_a_total_without_groups_is_no_list_of_nobody() -> None:
    """31.000 in groups, then 32.000 as a total only: nobody is said to have left."""
    groups = [
        fact("participation", day=date(2028, 6, 30), segment=segment, payer="APBD",
             active_persons=persons, source_title="Daftar")
        for segment, persons in (("RTRW", 1000), ("NON-ASN", 30000))
    ]  # fmt: skip
    whole = fact("participation", day=date(2028, 9, 30), segment="SEMUA", payer="APBD",
                 active_persons=32000, source_title="Surat")  # fmt: skip
    page = section(html(assessed([*groups, whole], LAST)), "C.3")
    assert "31.000" in page
    assert "Susunan perubahan" not in page
    assert "−31.000" not in page


def test_changes_are_those_between_the_columns_shown() -> None:
    """Four statements stand side by side, and the three changes between them below."""
    view = view_since(2024)
    (table,) = view.group_tables
    days = [one.as_of for one in table.statements]
    ends = [(one.before_on, one.after_on) for one in view.group_changes]
    assert ends == list(pairwise(days))
    page = section(html(assessed(told_since(2024), LAST)), "C.3")
    assert "4 perubahan yang lebih lama tidak dicetak" in page


def test_cells_of_two_years_are_annexed_also_where_they_are_not_printed() -> None:
    """The annex that travels along holds this year's and the last one's; pages what they print."""
    view = view_since(2024)
    printed = {(one.source.source_title, one.source.name) for one in view.printed}
    annexed = {(one.source.source_title, one.source.name) for one in view.used}
    assert printed < annexed
    assert ("Instrumen 2027-Q1", "participation.active_persons") in annexed - printed
    assert ("Instrumen 2026-Q4", "participation.active_persons") not in annexed
    assert ("Instrumen 2028-Q4", "target.coverage_pct") in printed
    drawn = {title for title, name in printed if name == "participation.coverage_pct"}
    assert {"Instrumen 2024-Q4", "Instrumen 2026-Q4", "Instrumen 2027-Q1"} <= drawn
    assert "Instrumen 2024-Q3" not in {title for title, _ in annexed}
    page = html(assessed(told_since(2024), LAST))
    more = len(view.used) - len(view.printed)
    assert f"{more} masukan lain memuat angka yang lebih lama atau dari sumber lain" in page


@pytest.mark.parametrize("year", [2024, 2026])
def test_years_behind_it_make_no_report_longer(year: int) -> None:
    """But for one point of a drawing per year, and its cell, five years print what two print."""
    pages = [html(assessed(told_since(each), LAST)) for each in (year, 2027)]
    rows, items = ([len(re.findall(f"<{name}>", page)) for page in pages] for name in ("tr", "li"))
    assert rows[0] == rows[1]
    assert items[0] - items[1] == 2027 - year


def test_years_behind_it_add_no_row_to_the_data_but_the_points_drawn() -> None:
    """What travels with a report of five years is what travels with one of two, and three cells."""
    older, younger = view_since(2024), view_since(2027)
    cells = [{(one.source.source_title, one.source.name) for one in view.used}
             for view in (older, younger)]  # fmt: skip
    assert cells[1] < cells[0]
    assert cells[0] - cells[1] == {
        (f"Instrumen {year}-Q4", "participation.coverage_pct") for year in (2024, 2025, 2026)
    }


def test_the_drawing_says_which_figures_it_leaves_out() -> None:
    """Of three older years the last figure of each is drawn, nine others are counted."""
    page = section(html(assessed(told_since(2024), LAST)), "C.3")
    assert "sebelum 2027 hanya angka terakhir tiap tahun yang digambar; 9 angka lainnya tidak." in page
    alt = view_since(2024).over_time.chart
    assert alt
    assert "31 Desember 2024" in alt
    assert "30 September 2024" not in alt
    assert "31 Maret 2027" in alt
    assert "angka terakhir tiap tahun" not in html(assessed(told_since(2027), LAST))


def test_two_lists_of_one_day_shift_no_change_before_the_columns() -> None:
    """Four columns of three days: the changes begin with the first column, not before it."""
    twin = fact("participation", day=LAST.end, segment="RTRW", payer="APBD", active_persons=700,
                source_title="Surat", known_on=LAST.due_date)  # fmt: skip
    view = RegionView(dossier(assessed([twin, *told_since(2027)], LAST)), "id")
    (table,) = view.group_tables
    assert len({one.as_of for one in table.statements}) == 3
    first = table.statements[0].as_of
    assert view.group_changes
    assert all(one.before_on >= first for one in view.group_changes)
