"""A report does not grow with the years behind it: what is old stands in those of its time."""

import re
from dataclasses import replace
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


def a_list_then_a_total(year: int) -> list[Fact]:
    """31.000 workers in two groups in June of a year, and a total of 32.000 in 2028."""
    stated = [("RTRW", 1000, date(year, 6, 30)), ("NON-ASN", 30000, date(year, 6, 30)),
              ("SEMUA", 32000, date(2028, 9, 30))]  # fmt: skip
    return [
        fact("participation", day=day, segment=segment, payer="APBD", active_persons=persons,
             source_title=f"Surat {day}")
        for segment, persons, day in stated
    ]  # fmt: skip


def test_a_total_without_groups_is_no_list_of_nobody() -> None:
    """31.000 in groups, then 32.000 as a total only: nobody is said to have left."""
    page = section(html(assessed(a_list_then_a_total(2028), LAST)), "C.3")
    assert "31.000" in page
    assert "Susunan perubahan" not in page
    assert "−31.000" not in page


def test_an_old_list_stands_while_only_totals_are_newer() -> None:
    """Groups of 2024, then nothing but a total in 2028: the list of 2024 is still the newest."""
    assert "30 Juni 2024" in section(html(assessed(a_list_then_a_total(2024), LAST)), "C.3")


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
    assert (
        f"{more} masukan lain memuat angka yang tidak dicetak; letaknya ada pada lampiran data"
        in page
    )


@pytest.mark.parametrize("year", [2024, 2026])
def test_years_behind_it_make_no_report_longer(year: int) -> None:
    """But for points of the drawing, one a year and one more, five years print what two print."""
    pages = [html(assessed(told_since(each), LAST)) for each in (year, 2027)]
    rows, items = ([len(re.findall(f"<{name}>", page)) for page in pages] for name in ("tr", "li"))
    assert rows[0] == rows[1]
    assert items[0] - items[1] == 2027 - year + 1


def test_years_behind_it_add_no_row_to_the_data_but_the_points_drawn() -> None:
    """What travels with a report of five years is what travels with one of two, and four cells."""
    older, younger = view_since(2024), view_since(2027)
    cells = [{(one.source.source_title, one.source.name) for one in view.used}
             for view in (older, younger)]  # fmt: skip
    assert cells[1] < cells[0]
    assert cells[0] - cells[1] == {
        (f"Instrumen {quarter}", "participation.coverage_pct")
        for quarter in ("2024-Q1", "2024-Q4", "2025-Q4", "2026-Q4")
    }


def test_the_drawing_says_which_figures_it_leaves_out() -> None:
    """Of three older years the first figure and the last of each are drawn, eight are counted."""
    page = section(html(assessed(told_since(2024), LAST)), "C.3")
    assert "hanya angka terakhir tiap tahun dan awal garis terbaru; 8 angka lainnya tidak." in page
    alt = view_since(2024).over_time.chart
    assert alt
    assert "31 Desember 2024" in alt
    assert "31 Maret 2024" in alt, "the pace is reckoned from there"
    assert "30 September 2024" not in alt
    assert "31 Maret 2027" in alt
    assert "angka terakhir tiap tahun" not in html(assessed(told_since(2027), LAST))


def cells_of(*facts: Fact, quarter: Quarter = LAST) -> tuple[set[str], set[str], str]:
    """The titles of sources that are annexed, of those that are printed, and section C.3."""
    found = assessed([*facts], quarter)
    view = RegionView(dossier(found), "id")
    used, printed = (
        {one.source.source_title for one in each} for each in (view.used, view.printed)
    )
    return used, printed, section(html(found), "C.3")


def coverage(day: date, pct: int, title: str, **values: object) -> Fact:
    """Coverage of all workers as one source states it."""
    return fact("participation", day=day, segment="SEMUA", coverage_pct=pct, source_title=title,
                **values)  # fmt: skip


def test_a_pace_leads_back_to_the_figure_it_is_reckoned_from() -> None:
    """10 % in March 2024 and 60 % in 2028 are a pace: both are drawn, and their cells told."""
    figures = [
        coverage(date(2024, 3, 31), 10, "Awal"),
        coverage(date(2024, 6, 30), 20, "Tengah"),
        coverage(date(2024, 12, 31), 50, "Akhir"),
        coverage(date(2028, 12, 31), 60, "Kini"),
    ]
    aim = fact("target", coverage_pct=70, due_on=date(2029, 12, 31), known_on=date(2028, 1, 1))
    used, printed, page = cells_of(*figures, aim)
    assert "Laju sekarang 0,88 poin per bulan" in page
    assert {"Awal", "Akhir", "Kini"} <= printed
    assert "Tengah" not in used
    assert "1 angka lainnya tidak" in page


def test_a_rise_leads_back_to_the_coverage_it_was_stated_with() -> None:
    """53 % after a rise of 6: the cell of 53 is told however old, beside that of the rise."""
    rise = coverage(date(2025, 3, 31), 53, "Berita", change_value=6, change_reading="belum_pasti")
    used, printed, page = cells_of(
        rise, coverage(date(2025, 12, 31), 55, "Surat"), coverage(date(2028, 9, 30), 60, "Kini")
    )
    assert "sebelum naik" in page.casefold()
    view = RegionView(dossier(assessed([rise], Quarter(2025, 1))), "id")
    told = {one.source.name for one in view.printed if "perubahan" in one.used_in}
    assert told == {"participation.change_value", "participation.coverage_pct"}
    assert "Berita" in used & printed


def test_a_relative_target_leads_back_to_its_base() -> None:
    """An RPJMD of 2024 asks for ten points more: the coverage of that day is told until 2029."""
    aim = fact("target", change_value=10, change_reading="poin", due_on=date(2029, 12, 31),
               known_on=date(2024, 8, 1), source_title="RPJMD")  # fmt: skip
    figures = [
        coverage(date(2024, 6, 30), 47, "Dasar", known_on=date(2024, 7, 10)),
        coverage(date(2024, 12, 31), 48, "Akhir"),
        coverage(date(2028, 12, 31), 52, "Kini"),
    ]
    used, printed, page = cells_of(aim, *figures)
    assert "| 31 Desember 2029 | 57% |" in page
    assert {"RPJMD", "Dasar"} <= used & printed


@pytest.mark.parametrize(
    "newer",
    [
        {"persons": 900, "due_on": date(2028, 12, 31)},
        {"change_value": 5, "due_on": date(2028, 12, 31)},
        {"coverage_pct": 90, "group_code": "RTRW", "due_on": date(2028, 12, 31)},
    ],
)
def test_only_a_target_that_is_told_takes_the_place_of_an_older_one(
    newer: dict[str, object],
) -> None:
    """A newer one without a percentage, without a base or of one group hides no older one."""
    old = fact("target", coverage_pct=40, due_on=date(2025, 12, 31), known_on=date(2024, 1, 5),
               source_title="RPJMD")  # fmt: skip
    _, printed, page = cells_of(old, fact("target", known_on=date(2028, 1, 5), **newer))
    assert "| 31 Desember 2025 | 40% |" in page
    assert "RPJMD" in printed


def test_lists_of_several_years_stand_side_by_side() -> None:
    """Yearly lists: four columns and the changes between them, in any quarter."""
    lists = [
        fact("participation", day=date(year, 12, 31), segment="RTRW", payer="APBD",
             active_persons=year, source_title=f"Daftar {year}")
        for year in range(2022, 2028)
    ]  # fmt: skip
    used, _, page = cells_of(*lists, quarter=Quarter(2028, 1))
    assert used == {f"Daftar {year}" for year in (2024, 2025, 2026, 2027)}
    assert "Susunan perubahan" in page


def test_days_between_which_a_series_breaks_lead_back_to_their_cells() -> None:
    """Another definition since June 2024: the figures before and after are in the annex."""
    figures = [
        coverage(date(2024, 3, 31), 40, "Lama", definition="A"),
        coverage(date(2024, 6, 30), 30, "Baru", definition="B"),
        coverage(date(2024, 9, 30), 31, "Sela", definition="B"),
        coverage(date(2024, 12, 31), 32, "Akhir", definition="B"),
        coverage(date(2028, 12, 31), 50, "Kini", definition="B"),
    ]
    used, printed, page = cells_of(*figures)
    assert "antara 31 Maret 2024 dan 30 Juni 2024" in page
    assert {"Lama", "Baru", "Kini"} <= printed
    assert "Sela" not in used


def test_what_was_filed_with_older_targets_prints_those_of_now() -> None:
    """A profile of before keeps every target there was: rows are those that are told today."""
    found = dossier(assessed(told_since(2024), LAST))
    old = [
        one.model_copy(update={"due_on": date(year, 12, 31)})
        for one in found.profile.targets
        for year in range(2000, 2020)
        if one.source
    ]
    older = found.profile.model_copy(
        update={"targets": [*old, *found.profile.targets], "trajectory": None}
    )
    rows = RegionView(replace(found, profile=older), "id").over_time.rows
    own = {one.target.due_on.year for one in rows if one.sources}
    assert own == {2027, 2028}
    assert [one.letter for one in rows][:2] == ["a", "b"]


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
