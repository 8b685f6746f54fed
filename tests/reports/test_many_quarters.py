"""A report does not grow with the years behind it: what is old is annexed, not printed again."""

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


def test_what_fell_due_long_ago_is_counted_and_not_printed() -> None:
    """Targets of this year and the last are rows, those of three years before are one number."""
    page = section(html(assessed(told_since(2024), LAST)), "C.3")
    assert "| 31 Desember 2028 | 68% |" in page
    assert "| 31 Desember 2027 | 67% |" in page
    assert "31 Desember 2026 |" not in page
    assert "3 target yang jatuh tempo sebelum tahun 2027 ada pada lampiran data" in page
    younger = section(html(assessed(told_since(2027), LAST)), "C.3")
    assert "target yang jatuh tempo sebelum" not in younger


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


def test_old_targets_are_counted_where_nothing_else_is_told() -> None:
    """A region of which only a target of 2020 is known: no row, and two sentences say why."""
    known_on = {"known_on": date(2020, 2, 1), "source_title": "RPJMD"}
    old = [fact("target", coverage_pct=40, due_on=date(2020, 12, 31), **known_on)]
    page = html(assessed(old, Quarter(2023, 1)))
    told = "1 target yang jatuh tempo sebelum tahun 2022 ada pada lampiran data"
    assert told in section(page, "C.3")
    assert "1 masukan lain memuat angka yang lebih lama" in page
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
    assert "16 perubahan yang lebih lama tidak dicetak" in page


def test_each_cell_that_is_not_printed_is_annexed() -> None:
    """The annex that travels along holds every cell; the pages list those they print."""
    view = view_since(2024)
    printed = {(one.source.source_title, one.source.name) for one in view.printed}
    annexed = {(one.source.source_title, one.source.name) for one in view.used}
    assert printed < annexed
    assert ("Instrumen 2024-Q1", "target.coverage_pct") in annexed - printed
    assert ("Instrumen 2028-Q4", "target.coverage_pct") in printed
    assert ("Instrumen 2024-Q1", "participation.coverage_pct") in printed, "a point of the drawing"
    page = html(assessed(told_since(2024), LAST))
    more = len(view.used) - len(view.printed)
    assert f"{more} masukan lain memuat angka yang lebih lama, yang tidak dicetak" in page


@pytest.mark.parametrize("year", [2024, 2026])
def test_years_behind_it_make_no_report_longer(year: int) -> None:
    """But for the points of a drawing and their cells, five years print what two years print."""
    pages = [html(assessed(told_since(each), LAST)) for each in (year, 2027)]
    rows, items = ([len(re.findall(f"<{name}>", page)) for page in pages] for name in ("tr", "li"))
    points = 4 * (2027 - year)
    assert rows[0] == rows[1]
    assert items[0] - items[1] == points


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
