"""Section C.3 of a report: ways to targets, breaks of a series, who came and whose task ended."""

import re
from datetime import date
from typing import Any

from models import Fact, Quarter
from monev.target_path import Trajectory
from monev.workspace import Workspace
from tests.evaluations import evaluated
from tests.facts import fact
from tests.reports.pages import assessed, html, published, section

DAY = date(2024, 9, 30)
BRANCH = {"source_publisher": "BPJS Ketenagakerjaan", "definition": "UCJ menurut pernyataan"}


def coverage(on: date, pct: str, **more: Any) -> Fact:
    """Coverage of all workers as stated."""
    return fact("participation", day=on, segment="SEMUA", coverage_pct=pct, **(BRANCH | more))


def told(*facts: Fact) -> str:
    """Section C.3 of a region that stated these facts."""
    return section(html(assessed(facts)), "C.3")


def test_cilegon_loses_nobody_when_the_election_is_over(example: Workspace) -> None:
    """11.658 and 1.363 ad hoc staff leave, 6.164 remain, and this is called no loss."""
    page = section(published(example, "36.72"), "C.3")
    assert "13.021 dari 19.185 orang ini petugas pemilu sementara" in page
    assert "Badan adhoc KPU 11.658" in page
    assert "Badan adhoc Bawaslu 1.363" in page
    assert "6.164 orang tetap terlindungi" in page
    assert "bukan hilangnya pelindungan" in page
    assert "Sumber menyatakan 6.207, 43 orang lebih banyak" in page


def test_babel_needs_seven_points_a_month(example: Workspace) -> None:
    """From 33 to 55 by the year's end: 22 points in three months, beside the long way to 2045."""
    page = section(published(example, "19"), "C.3")
    own = r"a \| daerah [^|]+, [^|]+ \| 31 Desember 2024 \| 55% \| 22,00 \| 7,33 \|"
    assert re.search(own, page)
    national = r"b \| RPJPN \(nasional\) UU [^|]+ \| 31 Desember 2045 \| 99,5% \| 66,50 \| 0,26 \|"
    assert re.search(national, page)
    assert "b | RPJPN | 33,78% | 36,91% | 49,43% | 99,5% |" in page
    assert "baru ada satu angka yang sebanding" in page


def test_jawa_tengah_has_two_ways(example: Workspace) -> None:
    """+10 on 60 is 70 or 66: two rows, two distances, two paces, and both in the sentence."""
    page = section(published(example, "33"), "C.3")
    assert "70% bila poin persen | 10,00 | 3,33 |" in page
    assert "66% bila relatif | 6,00 | 2,00 |" in page
    assert "Perlu 3,33 atau 2,00 poin per bulan sampai 31 Desember 2024" in page


def joins(page: str) -> int:
    """How many pairs of figures the solid line of the coverage chart joins."""
    lines = re.findall(r'<path d="([^"]*)"[^>]*stroke-width="1.9"', page)
    return sum(line.count("L") for line in lines)


def test_a_broken_series_is_told_and_not_joined() -> None:
    """Another publisher: both days with the reason, no line between them, and no present pace."""
    page = html(assessed([coverage(date(2023, 9, 30), "40", source_publisher="ANTARA"),
                          coverage(DAY, "46")]))  # fmt: skip
    words = section(page, "C.3")
    assert "Seri terputus : antara 30 September 2023 dan 30 September 2024 karena" in words
    assert "penerbit berubah" in words
    assert "seri terputus sebelum angka terakhir; laju belum dapat dihitung" in words
    assert "Pada laju" not in words
    assert joins(page) == 0
    assert "tanda | memisahkan seri yang terputus: 30 September 2023 40% | 30 Sep" in page


def test_an_unbroken_series_has_a_line_and_a_pace() -> None:
    """From 40 to 46 in 366 days: half a point a month, and where it leads."""
    page = html(assessed([
        coverage(date(2023, 9, 30), "40"),
        coverage(DAY, "46"),
        fact("target", coverage_pct="55", due_on=date(2024, 12, 31)),
    ]))  # fmt: skip
    words = section(page, "C.3")
    assert "Seri terputus" not in words
    assert "Laju sekarang 0,50 poin per bulan" in words
    assert "55% | 9,00 | 3,00 | 47,51% |" in words
    assert joins(page) == 1


def lists(after: dict[str, int], stated: int | None = None) -> list[Fact]:
    """Two lists of the region's own budget, the later with a total of its own where stated."""
    days = [(date(2024, 6, 30), {"ADHOC-KPU": 500, "RTRW": 100}), (DAY, after)]
    found = [
        fact("participation", day=on, segment=segment, payer="APBD", active_persons=persons,
             source_title=f"Daftar {on}")
        for on, groups in days
        for segment, persons in groups.items()
    ]  # fmt: skip
    if stated is not None:
        found.append(fact("participation", day=DAY, segment="SEMUA", payer="APBD",
                          active_persons=stated, source_title=f"Daftar {DAY}"))  # fmt: skip
    return found


def test_expiry_and_loss_stand_in_two_columns() -> None:
    """510 fewer are 500 whose task ended and 10 who were lost."""
    page = told(*lists({"ADHOC-KPU": 0, "RTRW": 90}))
    assert "30 Juni 2024 sampai 30 September 2024 | 600 | 90 | −510 | −10 | −500 |" in page
    assert "belum dapat diurai" not in page


def test_what_cannot_be_compared_says_so() -> None:
    """A later list that does not name the ad hoc staff and states no total is not broken down."""
    page = told(*lists({"RTRW": 90}))
    assert "belum dapat diurai: Badan adhoc KPU hanya disebut dalam satu" in page
    assert "| 600 | 90 | −510 | −10 | −500 |" not in page
    assert "| 600 | 90 | −510 | −10 | −500 |" in told(*lists({"RTRW": 90}, stated=90))


def test_nothing_known_prints_nothing() -> None:
    """Without coverage there is no drawing, no distance and no line, and no zero in their place."""
    page = told()
    for word in ("Gambar 1", "Tabel 6b", "Tabel 7", "Seri terputus"):
        assert word not in page
    assert "tidak dihitung | tidak dihitung" in page


def test_tables_are_numbered_once_and_rising(example: Workspace) -> None:
    """Whatever a region has, no number of a table comes twice or out of order."""
    for page in (published(example, "36.72"), html(assessed(lists({"RTRW": 90})))):
        found = re.findall(r"<caption>Tabel (\d+)\.?([a-z0-9]*)", page)
        numbers = [(int(number), more.isalpha(), more) for number, more in found]
        assert numbers == sorted(set(numbers))
        assert len(numbers) > 5


def test_the_same_facts_give_the_same_page(example: Workspace) -> None:
    """Laid out twice it is the same to the letter, for another quarter another one."""
    assert published(example, "19") == published(example, "19")
    assert published(example, "19") != published(example, "19", Quarter(2024, 4))


def test_the_evaluation_keeps_what_was_printed(example: Workspace) -> None:
    """What is filed with the score holds ways and leaving staff, each figure with its cell."""
    kept = evaluated(example, "36.72", Quarter(2024, 3)).profile
    made = Trajectory.model_validate(kept["trajectory"])
    assert [one.remaining for one in made.expiries] == [6164]
    assert {one.now_source is not None for one in made.paths} == {True}
