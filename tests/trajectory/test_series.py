"""Where a series goes on and where it breaks; no pace is reckoned across a break."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Participation
from monev.rubric import rules_in_force
from monev.scoring import profile
from monev.target_path import SeriesPoint
from monev.trajectory import (
    broken_between,
    load_trajectory_settings,
    points_of_facts,
    points_of_profile,
    points_of_scores,
    series_of,
)
from tests.facts import fact, known, packaged_rubric

RULES = load_trajectory_settings()


def point(on: date, pct: str, **more: Any) -> SeriesPoint:
    """One figure of all workers."""
    same = {"segment": "SEMUA", "definition": "UCJ", "publisher": "BPJS Ketenagakerjaan"}
    return SeriesPoint(as_of=on, pct=Decimal(pct), **(same | more))


BABEL = [
    point(date(2024, 12, 31), "40.27", definition="PU, BPU, dan Jakon", publisher="ANTARA Babel"),
    point(date(2025, 6, 1), "27.24", definition="PU dan BPU", publisher="ANTARA Babel"),
    point(date(2025, 12, 14), "33.10", definition="PU dan BPU", publisher="ANTARA Babel"),
]
"""Bangka Belitung as its branch stated it; definitions from what the numbers are made of."""


def test_babel_did_not_lose_thirteen_points() -> None:
    """40,27 with construction and 27,24 without are two series; the second rises on its own."""
    (series,) = series_of(BABEL, RULES)
    assert [[str(one.pct) for one in run.points] for run in series.stretches] == [
        ["40.27"],
        ["27.24", "33.10"],
    ]
    (cut,) = series.breaks
    assert (cut.before, cut.after, cut.causes) == (
        date(2024, 12, 31),
        date(2025, 6, 1),
        ["definition"],
    )
    assert cut.told[0].id == "definisi berubah"
    alone, rising = (run.pace_points_per_month for run in series.stretches)
    assert alone is None
    # 5,86 points in 196 days of 30,4375 to the month.
    assert rising == pytest.approx(Decimal("5.86") * Decimal("30.4375") / 196)


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"definition": "basis angkatan kerja"}, "definition"),
        ({"definition": ""}, "definition"),
        ({"scope": "tanpa_adhoc"}, "scope"),
        ({"denominator_source": "Sakernas"}, "denominator"),
        ({"denominator": 112}, "denominator"),
        ({"publisher": "Pemerintah Kota"}, "publisher"),
        ({"rubric_version": "2.0"}, "rubric"),
    ],
)
def test_every_cause_breaks_a_series(change: dict[str, Any], cause: str) -> None:
    """What changed is named, and no pace is given on either side of it."""
    before = point(date(2024, 1, 1), "30", denominator=100, rubric_version="1.0")
    after = before.model_copy(update={"as_of": date(2024, 7, 1), "pct": Decimal(60)} | change)
    (series,) = series_of([after, before], RULES)
    assert [one.causes for one in series.breaks] == [[cause]]
    assert all(run.pace_points_per_month is None for run in series.stretches)
    assert broken_between(before, before, RULES) == []


def test_a_denominator_may_grow_a_little() -> None:
    """Ten percent more workers is the same base, as in rule V08; a pace is given."""
    points = [
        point(date(2024, 1, 1), "30", denominator=100),
        point(date(2024, 12, 31), "42", denominator=110),
    ]
    (series,) = series_of(points, RULES)
    assert series.breaks == []
    assert series.stretches[0].pace_points_per_month == pytest.approx(
        Decimal(12) * Decimal("30.4375") / 365
    )


def test_scores_break_where_the_rules_changed() -> None:
    """Scores of two versions of the rubric are two series, those of one version are one."""
    points = points_of_scores(
        [
            (date(2024, 9, 30), Decimal(62), "1.1"),
            (date(2024, 3, 31), Decimal(50), "1.0"),
            (date(2024, 6, 30), Decimal(53), "1.0"),
        ]
    )
    (series,) = series_of(points, RULES)
    assert [[str(one.pct) for one in run.points] for run in series.stretches] == [
        ["50", "53"],
        ["62"],
    ]
    assert series.breaks[0].causes == ["rubric"]


def test_figures_of_two_days_have_no_pace() -> None:
    """Two figures a week apart say nothing about months."""
    near = [point(date(2024, 1, 1), "30"), point(date(2024, 1, 8), "31")]
    assert series_of(near, RULES)[0].stretches[0].pace_points_per_month is None


def test_facts_tell_more_than_a_profile() -> None:
    """From facts come scope and denominator, implied where only members and share are stated."""
    facts = [
        fact("participation", day=date(2024, 6, 30), segment="SEMUA", active_persons=50,
             eligible_persons=200, source_publisher="Pemkot"),
        fact("participation", day=date(2024, 9, 30), segment="SEMUA", active_persons=144070,
             coverage_pct="27.24", source_publisher="Pemkot"),
        fact("participation", day=date(2024, 9, 30), segment="SEMUA", active_persons=9,
             payer="APBD"),
    ]  # fmt: skip
    first, second = points_of_facts(one for one in facts if isinstance(one, Participation))
    assert (first.pct, first.denominator) == (Decimal(25), 200)
    assert (second.pct, second.denominator) == (Decimal("27.24"), 528891)
    assert broken_between(first, second, RULES) == ["denominator"]


def test_of_one_day_the_nearer_source_stands() -> None:
    """A document and a press report of one day are one point, that of the document."""
    facts = [
        fact("participation", segment="SEMUA", coverage_pct="50", tier="media"),
        fact("participation", segment="SEMUA", coverage_pct="49.9", tier="dokumen_resmi"),
    ]
    found = known(facts)
    told = profile(found, rules_in_force(packaged_rubric(), "kota", found.quarter.end))
    (only,) = points_of_profile(told)
    assert only.pct == Decimal("49.9")
    assert only.source is not None
    assert only.source.tier == "dokumen_resmi"


DAYS = st.integers(0, 2000).map(lambda days: date(2021, 3, 25) + timedelta(days=days))
POINTS = st.lists(
    st.builds(
        lambda on, pct, text, who: point(on, str(pct), definition=text, publisher=who),
        DAYS,
        st.integers(0, 100),
        st.sampled_from(["a", "b"]),
        st.sampled_from(["x", "y"]),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda one: one.as_of,
)


@given(POINTS)
def test_nothing_is_lost_and_nothing_is_joined_across_a_break(points: list[SeriesPoint]) -> None:
    """All figures stand in order, stretches are uniform inside, and each border has a cause."""
    (series,) = series_of(points, RULES)
    runs = [run.points for run in series.stretches]
    assert [one for run in runs for one in run] == sorted(points, key=lambda one: one.as_of)
    assert all(len({(one.definition, one.publisher) for one in run}) == 1 for run in runs)
    assert len(series.breaks) == len(runs) - 1
    assert all(one.causes for one in series.breaks)
