"""Distance, pace and line to targets of every family, on the figures of the source articles."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models import Fact, Quarter
from monev.profile import Profile
from monev.rubric import rules_in_force
from monev.scoring import profile
from monev.segments import load_segments
from monev.target_path import TargetPath, Trajectory
from monev.trajectory import trajectory
from tests.facts import fact, known, packaged_rubric

BRANCH = {"source_publisher": "BPJS Ketenagakerjaan", "definition": "UCJ menurut pernyataan"}


def told(facts: list[Fact], quarter: Quarter) -> Trajectory:
    """What is told over time of a region that stated these facts."""
    found = known(facts, quarter, "provinsi")
    made: Profile = profile(found, rules_in_force(packaged_rubric(), "provinsi", quarter.end))
    oldest = date(quarter.year - 1, quarter.end.month, 1)
    return trajectory(made, quarter.end, oldest, load_segments())


def coverage(on: date, pct: str, **more: Any) -> Fact:
    """Coverage of all workers as stated."""
    return fact("participation", day=on, segment="SEMUA", coverage_pct=pct, **(BRANCH | more))


def path(made: Trajectory, family: str, reading: str = "") -> TargetPath:
    """The only path of a family under a reading."""
    (found,) = (one for one in made.paths if (one.family, one.reading) == (family, reading))
    return found


def test_babel_from_33_to_55_by_the_end_of_the_year() -> None:
    """At the end of September three months are left: (55 - 33) / 3 = 7,33 points a month."""
    made = told(
        [
            coverage(date(2024, 7, 31), "33"),
            fact("target", day=date(2024, 7, 31), coverage_pct="55", due_on=date(2024, 12, 31)),
        ],
        Quarter(2024, 3),
    )
    one = path(made, "daerah")
    assert (one.gap_points, one.months_left, one.reached) == (Decimal(22), 3, False)
    assert one.pace_needed_per_month == pytest.approx(Decimal(22) / 3)
    assert [(each.on, each.pct) for each in one.line] == [(date(2024, 12, 31), Decimal(55))]
    assert (one.pace_now_per_month, one.expected_pct) == (None, None)
    assert one.told is not None
    assert "satu angka" in one.told.id


def test_the_long_run_to_2045_stands_beside_it() -> None:
    """From 33 to 99,5 in 255 months: 0,26 points a month, year by year to the end of 2045."""
    made = told([coverage(date(2024, 7, 31), "33")], Quarter(2024, 3))
    one = path(made, "RPJPN")
    assert (one.due_on, one.target_pct, one.months_left) == (
        date(2045, 12, 31),
        Decimal("99.5"),
        255,
    )
    assert one.pace_needed_per_month == pytest.approx(Decimal("66.5") / 255)
    assert len(one.line) == 22
    assert one.line[0].pct == pytest.approx(33 + Decimal("66.5") * 3 / 255)
    assert (one.line[-1].on, one.line[-1].pct) == (date(2045, 12, 31), Decimal("99.5"))
    assert "RPJPN" in one.target_reference


def test_bali_is_above_one_family_and_below_two() -> None:
    """935.079 of 1.873.899 is 49,90: above RPJMN 32,15, below UCJ 52,15 and its own 67,28."""
    made = told(
        [
            fact("participation", day=date(2025, 3, 31), segment="SEMUA", active_persons=935079,
                 eligible_persons=1873899, **BRANCH),
            fact("target", day=date(2025, 3, 31), coverage_pct="67.28", due_on=date(2025, 12, 31)),
        ],
        Quarter(2025, 2),
    )  # fmt: skip
    own, nation = (path(made, name) for name in ("daerah", "UCJ"))
    plan, later = (one for one in made.paths if one.family == "RPJMN")
    assert (plan.due_on, later.due_on) == (date(2025, 12, 31), date(2029, 12, 31))
    now = Decimal(93507900) / 1873899
    assert own.now_pct == pytest.approx(now)
    assert own.pace_needed_per_month == pytest.approx((Decimal("67.28") - now) / 6)
    assert (nation.reached, plan.reached) == (False, True)
    assert (plan.pace_needed_per_month, plan.line) == (None, [])
    assert plan.gap_points < 0 < nation.gap_points < own.gap_points


def test_ten_percent_has_two_paths() -> None:
    """+10 on 60 leads to 70 if points and to 66 if relative; both stand until one is confirmed."""
    made = told(
        [
            coverage(date(2023, 12, 19), "60"),
            fact("target", day=date(2023, 12, 19), change_value="10", due_on=date(2024, 12, 31),
                 change_reading="belum_pasti"),
        ],
        Quarter(2024, 1),
    )  # fmt: skip
    assert path(made, "daerah", "poin").target_pct == 70
    assert path(made, "daerah", "relatif").target_pct == 66


def test_the_present_pace_leads_somewhere() -> None:
    """From 40 to 46 in 366 days is nearly half a point a month: 47,5 by the end of the year."""
    made = told(
        [
            coverage(date(2023, 9, 30), "40"),
            coverage(date(2024, 9, 30), "46"),
            fact("target", coverage_pct="55", due_on=date(2024, 12, 31)),
        ],
        Quarter(2024, 3),
    )
    one = path(made, "daerah")
    assert one.pace_now_per_month == pytest.approx(Decimal(6) * Decimal("30.4375") / 366)
    assert one.expected_pct == pytest.approx(46 + Decimal(6) * 92 / 366)
    assert one.expected_gap_points == pytest.approx(55 - (46 + Decimal(6) * 92 / 366))
    assert one.told is None
    assert path(made, "RPJPN").expected_pct == 100


def test_across_a_break_there_is_no_pace() -> None:
    """The same figures from two publishers: a distance still, no pace, and the reason."""
    made = told(
        [
            coverage(date(2023, 9, 30), "40", source_publisher="ANTARA"),
            coverage(date(2024, 9, 30), "46"),
            fact("target", coverage_pct="55", due_on=date(2024, 12, 31)),
        ],
        Quarter(2024, 3),
    )
    one = path(made, "daerah")
    assert (one.gap_points, one.pace_now_per_month, one.expected_pct) == (Decimal(9), None, None)
    assert one.told is not None
    assert "terputus" in one.told.id
    assert made.series[0].breaks[0].causes == ["publisher"]


def test_an_old_figure_is_no_starting_point() -> None:
    """Coverage of two years ago is drawn in the series and leads to no target."""
    made = told([coverage(date(2022, 6, 30), "40")], Quarter(2024, 3))
    assert len(made.series[0].stretches[0].points) == 1
    assert made.paths == []


def test_nothing_known_is_no_zero() -> None:
    """Without any coverage there is no series and no path from zero."""
    made = told([fact("target", coverage_pct="55", due_on=date(2024, 12, 31))], Quarter(2024, 3))
    assert (made.series, made.paths) == ([], [])


def test_groups_of_one_payer_are_compared_as_they_follow() -> None:
    """Two lists of the region's own budget give one composition, and each its own expiry."""
    lists = [
        (date(2024, 6, 30), {"ADHOC-KPU": 500, "RTRW": 100}),
        (date(2024, 9, 30), {"ADHOC-KPU": 0, "RTRW": 90}),
    ]
    facts = [
        fact("participation", day=on, segment=segment, payer="APBD", active_persons=persons,
             source_title=f"Daftar {on}")
        for on, groups in lists
        for segment, persons in groups.items()
    ]  # fmt: skip
    made = told(facts, Quarter(2024, 3))
    (change,) = made.compositions
    assert (change.change, change.expired_change, change.lasting_change) == (-510, -500, -10)
    assert [one.leaving_persons for one in made.expiries] == [500]
