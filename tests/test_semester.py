"""The half-year of a small Banten, counted by hand, and its report made once per figures."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from models import Document, DocumentForm, Semester
from monev.errors import UsageError
from monev.make_recaps import recap_sha256
from monev.make_semester import make_semester_report
from monev.semester_recap import SemesterRecap, SemesterRow
from monev.sum_up import sum_up_semester
from monev.workspace import Workspace
from tests.recaps import file, opened, points
from tests.semesters import FIRST, LAST, SEMESTER, half_year

HTML = (DocumentForm.HTML,)


@pytest.fixture(scope="module")
def recap(tmp_path_factory: pytest.TempPathFactory) -> SemesterRecap:
    """The half-year of the small Banten."""
    place = opened(tmp_path_factory.mktemp("semester"))
    half_year(place)
    return sum_up_semester(place, SEMESTER)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace that a test may fill."""
    yield opened(tmp_path)


def row(recap: SemesterRecap, code: str) -> SemesterRow:
    """One government of the half-year."""
    return next(one for one in recap.rows if one.region_code == code)


def test_each_quarter_is_told_by_its_own_evaluations(recap: SemesterRecap) -> None:
    """Who is known in one quarter only is missing in the other: nothing is carried over."""
    assert [one.quarter for one in recap.quarters] == ["2024-Q3", "2024-Q4"]
    assert [one.whole.evaluated for one in recap.recaps] == [7, 7]
    known = {code: row(recap, code).known for code in ("36.01", "36.72", "36.73", "36.74")}
    assert known == {
        "36.01": "keduanya",
        "36.72": "awal",
        "36.73": "akhir",
        "36.74": "tidak_ada",
    }
    assert row(recap, "36.72").last is None
    assert row(recap, "36.73").first is None
    assert len(recap.rows) == 546


def test_changes_are_told_only_where_they_can_be(recap: SemesterRecap) -> None:
    """Same rules and two bands make a change; anything else says why there is none."""
    moves = {code: row(recap, code).move for code in ("36", "36.01", "36.02", "36.03")}
    assert {code: one.points for code, one in moves.items()} == {
        "36": Decimal(46),
        "36.01": Decimal(20),
        "36.02": Decimal(18),
        "36.03": Decimal(-40),
    }
    reasons = {code: row(recap, code).move.reason for code in ("36.04", "36.71", "36.72", "36.73")}
    assert reasons == {
        "36.04": "aturan_berbeda",
        "36.71": "tanpa_predikat",
        "36.72": "belum_dievaluasi",
        "36.73": "belum_dievaluasi",
    }
    assert recap.moves is not None
    assert (recap.moves.up, recap.moves.down, recap.moves.not_compared) == (3, 1, 3)
    assert recap.median_change == Decimal(19)  # the middle of -40, 18, 20, 46


def test_duties_are_compared_where_the_rules_are_the_same(recap: SemesterRecap) -> None:
    """Of four compared one is better, two are worse; of a fifth the data came; 36.04 is none."""
    (duty,) = recap.duties
    assert duty.first
    assert duty.last
    assert (duty.first.met, duty.first.unmet, duty.first.unknown) == (2, 4, 1)
    assert (duty.last.met, duty.last.unmet, duty.last.unknown) == (2, 5, 0)
    assert (duty.compared, duty.better, duty.worse, duty.found, duty.lost) == (4, 1, 2, 1, 0)


def test_rules_count_from_the_first_to_the_last_day(recap: SemesterRecap) -> None:
    """In force on 1 July or 31 December counts; before, after, unproven or revoked does not."""
    found = [(one.region_code, one.number, one.since.isoformat()) for one in recap.enacted]
    assert found == [
        ("36.01", "12", "2024-08-05"),
        ("36.72", "3", "2024-07-01"),
        ("36.73", "9", "2024-12-31"),
    ]


def test_who_never_reported(recap: SemesterRecap) -> None:
    """One report in time or late is one; the excused owe none; all others never reported."""
    assert {"36", "36.04", "36.72"} <= set(recap.never_reported)
    assert not {"36.01", "36.02", "36.03"} & set(recap.never_reported)
    assert len(recap.never_reported) == 543
    first, last = recap.quarters
    assert (first.reporting.on_time, last.reporting.on_time, last.reporting.late) == (1, 0, 1)


def test_obstacles_and_follow_up_at_the_end(recap: SemesterRecap) -> None:
    """One new recommendation for data, one earlier one overdue, both with one government."""
    (cause,) = recap.last.causes
    assert (cause.cause, cause.recommendations, cause.governments) == ("data", 1, 1)
    stand = {one.status: (one.recommendations, one.governments) for one in recap.last.advice}
    assert stand == {
        "lewat_tenggat": (1, 1),
        "terbuka": (0, 0),
        "baru": (1, 1),
        "selesai": (0, 0),
    }
    assert recap.recaps[0].causes == []


def test_an_unknown_allocation_is_no_allocation_of_zero(recap: SemesterRecap) -> None:
    """Nobody states an amount, so there is no sum: not even zero."""
    assert (recap.last.allocated.stated, recap.last.allocated.total_idr) == (0, None)


def test_one_quarter_alone_is_told_alone(own: Workspace) -> None:
    """Without evaluations a quarter has no recap; the other is the end, and nothing changed."""
    file(own, "36.01", points("90"), FIRST)
    recap = sum_up_semester(own, SEMESTER)
    assert recap.quarters[1].recap is None
    assert recap.last.quarter == str(FIRST)
    assert (recap.moves, recap.median_change) == (None, None)
    (duty,) = recap.duties
    assert (duty.last, duty.compared) == (None, 0)
    assert recap.never_reported == []


def test_no_evaluation_at_all_is_refused(own: Workspace) -> None:
    """The refusal names both quarters and the command that makes evaluations."""
    with pytest.raises(UsageError, match=r"2024-Q3 or 2024-Q4.*monev evaluate --period 2024-Q4"):
        sum_up_semester(own, SEMESTER)


def test_other_rules_in_the_last_quarter_compare_nothing(own: Workspace) -> None:
    """By another version of the rubric nobody moves, and the half-year says that rules changed."""
    file(own, "36.01", points("40"), FIRST, version="0.9")
    file(own, "36.01", points("90"), LAST)
    recap = sum_up_semester(own, SEMESTER)
    assert recap.rules_changed
    assert recap.median_change is None
    assert recap.duties[0].compared == 0


def numbers(made: list[Document]) -> list[str]:
    """The numbers of documents."""
    return [one.number for one in made]


def test_the_same_figures_keep_their_revision(own: Workspace) -> None:
    """Asked again the filed report comes; a new evaluation of the first quarter makes the next."""
    half_year(own)
    first = make_semester_report(own, SEMESTER, forms=HTML)
    again = make_semester_report(own, SEMESTER, forms=HTML)
    assert numbers(first) == ["MONEV/ID/2024-S2/LS/R1"]
    assert [one.document_id for one in again] == [one.document_id for one in first]
    both = (DocumentForm.XLSX, DocumentForm.HTML)
    english = make_semester_report(own, SEMESTER, "en", both)
    assert numbers(english) == ["MONEV/ID/2024-S2/LS/R1/EN"] * 2
    assert (own.store.root / first[0].path).name == "laporan-semester-ID-2024-S2-r1.html"
    file(own, "36.72", points("81"), FIRST)
    assert numbers(make_semester_report(own, SEMESTER, "en", HTML)) == ["MONEV/ID/2024-S2/LS/R2/EN"]


def test_the_same_evaluations_make_the_same_bytes(own: Workspace, tmp_path: Path) -> None:
    """Two workspaces with the same evaluations sum up, and print, the same."""
    other = opened(tmp_path / "lain")
    half_year(own)
    half_year(other)
    both = [sum_up_semester(one, Semester.parse("2024-S2")) for one in (own, other)]
    assert len({recap_sha256(one) for one in both}) == 1
    made = [make_semester_report(one, SEMESTER, forms=HTML) for one in (own, other)]
    assert len({one.sha256 for found in made for one in found}) == 1
