"""Intervals: what no draw may break, what chance may not change, and what a doubt alone does."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.ranking import invented_grid, plain_ranks
from monev.errors import UsageError
from monev.ranking.draws import AT_ONCE, Choice, rank_draws
from monev.ranking.entrants import judge
from monev.ranking.grid import Grid, grid_of
from monev.ranking.normalise import Cell, over_range, over_ranks
from monev.ranking.summary import intervals, share_of_variance, variance
from monev.ranking.totals import Totals
from tests.ranking.tables import (
    CERTAIN,
    MISSING,
    NO_RANK_BELOW,
    NOT_ASKED,
    WEIGHTS,
    all_points,
    card,
    entrant,
    known,
    league,
    ranks,
    settings_with,
)

ALL = Choice(weight_shift=0.25, normalisations=3, means=("aritmetik", "geometrik"), data=True)
points = st.integers(0, 99)


def mixed(count: int) -> list:
    """Regions with all kinds of answers, each other than the rest."""
    rows = []
    for at in range(count):
        row = {
            name: known(str((at * 37 + place * 23) % 101), best=str(100 - (at + place) % 3))
            if (at + place) % 4
            else MISSING
            for place, name in enumerate(WEIGHTS)
        }
        rows.append(entrant(row | ({"K1": NOT_ASKED} if at % 3 == 0 else {}), f"36.{at:02}"))
    return rows


def grid(entrants: list) -> Grid:
    """The grid of the overall league of these regions."""
    asked = settings_with()
    judged = [judge(one, asked.theme("keseluruhan"), NO_RANK_BELOW) for one in entrants]
    return grid_of([one for one in judged if not one.reason], asked.doubt.normalisations)


def test_the_same_seed_gives_the_same_bytes() -> None:
    """A league drawn twice is the same text; another seed draws other shares."""
    listed = mixed(12)
    once, again, other = (league(listed, seed=seed).model_dump_json() for seed in (5, 5, 6))
    assert once == again
    assert other != once


@pytest.mark.parametrize("at_once", [1, 13, 12 * 7, AT_ONCE])
def test_cutting_the_draws_changes_nothing(at_once: int) -> None:
    """One draw at a time or all at once: the same ranks."""
    made = grid(mixed(12))
    whole = rank_draws(made, ALL, 150, seed=3)
    assert np.array_equal(rank_draws(made, ALL, 150, seed=3, at_once=at_once), whole)


@given(st.lists(points, min_size=7, max_size=7), st.integers(1, 6), st.integers(0, 2**20))
@settings(max_examples=20, deadline=None)
def test_equal_regions_are_never_told_apart(row: list[int], others: int, seed: int) -> None:
    """Two regions that say the same share a rank in every draw, wherever they stand."""
    same = {name: known(str(one)) for name, one in zip(WEIGHTS, row, strict=True)}
    listed = [entrant(same, "35.01"), *mixed(others)[: others - 1], entrant(same, "99.99")]
    made = {one.region_code: one for one in league(listed, seed=seed, draws=60).rows}
    first, second = made["35.01"], made["99.99"]
    assert (first.rank, first.interval) == (second.rank, second.interval)
    assert first.leads_share == second.leads_share
    two = league([entrant(same, "36.01"), entrant(same, "99.99")], draws=60)
    assert two.rows[0].outranks_next_share == 0
    assert two.notes[0].id.startswith("Peringkat pertama ditempati bersama")


def test_equal_regions_with_gaps_are_not_separable() -> None:
    """Two equal regions of which the same is missing: each stands above in about half the draws."""
    row = all_points("60") | {"C1": MISSING}
    made = league([entrant(row, "36.01"), entrant(row, "36.02")], draws=400)
    share = made.rows[0].outranks_next_share
    assert share is not None
    assert Decimal("0.3") < share < Decimal("0.7")
    assert [row.tied for row in made.rows] == [True, True]


@given(st.lists(points, min_size=7, max_size=7), st.integers(0, 2**20))
@settings(max_examples=25, deadline=None)
def test_who_is_better_in_everything_is_never_below(row: list[int], seed: int) -> None:
    """A region that dominates another stands above it in every draw, under every method."""
    lower = {name: known(str(one)) for name, one in zip(WEIGHTS, row, strict=True)}
    upper = {name: known(str(one + 1)) for name, one in zip(WEIGHTS, row, strict=True)}
    listed = [entrant(lower, "36.98"), entrant(upper, "36.99"), *mixed(4)]
    made = league(listed, seed=seed, draws=80)
    found = ranks(made)
    assert found["36.99"] < found["36.98"]
    drawn = rank_draws(grid(sorted(listed, key=lambda one: one.code)), ALL, 80, seed)
    assert (drawn[-1] < drawn[-2]).all()


def test_one_missing_figure_opens_the_interval_alone() -> None:
    """With only data in doubt, a region known in full moves only past those with gaps."""
    listed = [
        entrant(all_points("80"), "36.01"),
        entrant(all_points("60"), "36.02"),
        entrant(all_points("70") | {"A1": MISSING}, "36.03"),
        entrant(all_points("20"), "36.04"),
    ]
    made = league(listed, **(CERTAIN | {"data": True}))
    spans = {one.region_code: (one.interval.best, one.interval.worst) for one in made.rows}
    # 36.03 has 61,6 points without A1 and at most 73,6 with it: above 60 and below 80 for certain.
    assert spans == {"36.01": (1, 1), "36.03": (2, 2), "36.02": (3, 3), "36.04": (4, 4)}
    wide = league([*listed, entrant(all_points("65"), "36.05")], **(CERTAIN | {"data": True}))
    moved = {one.region_code: (one.interval.best, one.interval.worst) for one in wide.rows}
    assert moved["36.03"] == (2, 3) == moved["36.05"]
    assert {one.factor: one.share for one in wide.factors}["data"] is not None


def test_two_readings_are_drawn_between_their_bounds() -> None:
    """Scored at the worse reading, a region passes another only where the better one is nearer."""
    listed = [
        entrant(all_points("50"), "36.01"),
        entrant(all_points("49") | {"B1": known("49", best="99")}, "36.02"),
    ]
    made = league(listed, draws=1000, **(CERTAIN | {"data": True}))
    assert ranks(made) == {"36.01": 1, "36.02": 2}
    # 36.02 gains 25 % of up to 50 points; it needs 1 point, so about 92 % of the draws turn it.
    share = made.rows[0].outranks_next_share
    assert share is not None
    assert abs(share - Decimal("0.08")) < Decimal("0.03")
    assert "tidak dapat dibedakan" in made.notes[0].id
    assert "cannot be told apart" in made.notes[0].en


def test_indicative_mode_leaves_the_missing_out_until_they_are_drawn() -> None:
    """In mode indikatif a gap costs nothing in the score, and may cost a rank in the draws."""
    row = all_points("70") | {"B1": MISSING}
    listed = [
        entrant(row, "36.01", mode="indikatif"),
        entrant(all_points("69"), "36.02", mode="indikatif"),
    ]
    sure = league(listed, **CERTAIN)
    assert ranks(sure) == {"36.01": 1, "36.02": 2}
    assert sure.rows[0].interval.worst == 1
    assert league(listed, **(CERTAIN | {"data": True})).rows[0].interval.worst == 2


def test_weights_move_by_no_more_than_their_share() -> None:
    """A lead that no weight within a quarter can turn stands in every draw; a thin one does not."""
    only = CERTAIN | {"weight_shift": Decimal("0.25")}
    two = [
        entrant(all_points("50") | {"B1": known("90")}, "36.01"),
        entrant(all_points("50") | {"C1": known("90")}, "36.02"),
    ]
    # 25 x 0,75 < 20 x 1,25: these two weights may change places.
    assert league(two, **only).rows[0].interval.worst == 2
    far = [two[0], entrant(all_points("50") | {"G1": known("90")}, "36.03")]
    # 25 x 0,75 > 10 x 1,25: these may not.
    assert league(far, **only).rows[0].interval.worst == 1
    assert league(far, **only).rows[0].outranks_next_share == 1


def test_each_doubt_is_measured_alone() -> None:
    """Switched on alone a doubt makes all of the variance, and the others none."""
    listed = mixed(10)
    for factor, doubt in {
        "bobot": {"weight_shift": Decimal("0.25")},
        "normalisasi": {"normalisations": ["rubrik", "minmaks", "persentil"]},
        "agregasi": {"aggregations": ["aritmetik", "geometrik"]},
        "data": {"data": True},
    }.items():
        made = league(listed, draws=120, **(CERTAIN | doubt))
        assert {one.factor: one.share for one in made.factors} == {
            name: Decimal(name == factor) for name in ("bobot", "normalisasi", "agregasi", "data")
        }


def test_variance_and_intervals_are_those_of_the_ranks() -> None:
    """Ranks 1, 1, 2, 4 have variance 6/4 and lie between 1 and 4; what never moves has no share."""
    drawn = np.array([[1, 1, 2, 4]], dtype=np.uint16)
    assert variance(drawn) == Decimal("1.5")
    span = intervals(drawn)[0]
    assert (span.p05, span.p95, span.best, span.worst) == (1, 4, 1, 4)
    assert share_of_variance(variance(drawn), variance(drawn[:, :2])) is None
    hundred = np.arange(1, 102, dtype=np.uint16)[None, :]
    assert (intervals(hundred)[0].p05, intervals(hundred)[0].p95) == (6, 96)


def test_min_max_and_percentile_by_hand() -> None:
    """Values 0,2 0,5 and 1,4, of which the rubric stops at 1: 0, 25 and 100; ranks 0, 50, 100."""
    cells = [
        Cell(asked=True, known=True, points=Decimal(at), score=Decimal(at), low=Decimal(at),
             high=Decimal(at), value=Decimal(value))
        for at, value in ((20, "0.2"), (50, "0.5"), (100, "1.4"))
    ]  # fmt: skip
    assert over_range(cells) == [(0.0, 0.0), (25.0, 25.0), (100.0, 100.0)]
    assert over_ranks(cells) == [(0.0, 0.0), (50.0, 50.0), (100.0, 100.0)]
    capped = [*cells[:2], Cell(**(vars(cells[2]) | {"cap": Decimal(50), "score": Decimal(50)}))]
    assert over_range(capped)[2] == (50.0, 50.0)


def test_where_less_is_better_min_max_falls() -> None:
    """Values that fall while points rise are turned round, so that the best still gets 100."""
    cells = [
        Cell(asked=True, known=True, points=Decimal(at), score=Decimal(at), low=Decimal(at),
             high=Decimal(at), value=Decimal(value))
        for at, value in ((0, "9"), (40, "4"), (100, "1"))
    ]  # fmt: skip
    assert over_range(cells) == [(0.0, 0.0), (62.5, 62.5), (100.0, 100.0)]


def test_too_many_draws_are_refused_with_what_fits() -> None:
    """Draws that would not fit in memory are refused before they are begun."""
    with pytest.raises(UsageError, match="at most"):
        rank_draws(grid(mixed(6)), ALL, 10**9, seed=1)


def test_a_card_of_these_tests_scores_as_scoring_does() -> None:
    """The weight of what does not apply goes to its pillar: A2 counts 20 where A1 is not asked."""
    one = card(all_points("40") | {"A1": NOT_ASKED, "A2": known("90")})
    assert one.score == Decimal(50)


@pytest.mark.parametrize("factor", ["", "bobot", "normalisasi", "agregasi", "data"])
def test_a_plain_reckoning_gives_the_same_ranks(factor: str) -> None:
    """Whole matrices, one draw after the other, by other code: every rank of every draw agrees."""
    made = invented_grid(60)
    choice = ALL.only(factor) if factor else ALL
    ours = rank_draws(made, choice, 120, seed=9)
    assert np.array_equal(ours, plain_ranks(made, choice, 120, seed=9))
    assert len(np.unique(ours)) > 30


OTHER_MEANS = [
    (within, across)
    for within in ("arithmetic", "geometric", "harmonic", "weakest")
    for across in ("arithmetic", "geometric", "harmonic", "weakest")
]


@pytest.mark.parametrize("means", OTHER_MEANS)
@pytest.mark.parametrize("mode", ["ketat", "indikatif"])
def test_a_rubric_of_other_means_is_drawn_by_its_own(means: tuple[str, str], mode: str) -> None:
    """Without doubt the floating totals are the exact scores, whatever the rubric's means."""
    listed = [
        entrant({name: known(str(1 + (at * 37 + place * 23) % 99)) for place, name in
                 enumerate(WEIGHTS)} | {"C1": MISSING if at % 2 else known("44")},
                f"36.{at:02}", means=means, mode=mode)
        for at in range(6)
    ]  # fmt: skip
    made = grid(listed)
    floating = Totals(made, (), data=False)
    assert floating.undisturbed() == pytest.approx(made.points, abs=1e-9)
    sure = league(listed, draws=5, **CERTAIN)
    assert all({row.interval.best, row.interval.worst} == {row.rank} for row in sure.rows)
    for row in league(listed, draws=60).rows:
        assert 1 <= row.interval.best <= row.interval.p05 <= row.interval.p95 <= row.interval.worst
        assert row.interval.worst <= 6


def test_a_zero_under_a_geometric_rubric_stays_a_zero() -> None:
    """In mode ketat one gap makes a geometric pillar zero; drawn, it may be anything above."""
    two = [
        entrant(all_points("60"), "36.01", means=("geometric", "arithmetic")),
        entrant(all_points("90") | {"A1": MISSING}, "36.02", means=("geometric", "arithmetic")),
    ]
    made = league(two, draws=300, **(CERTAIN | {"data": True}))
    assert made.rows[0].region_code == "36.02"
    assert made.rows[0].score == Decimal(72)
    assert made.rows[0].interval.worst == 1


def test_the_weight_of_what_applies_to_nobody_stays_in_its_pillar() -> None:
    """Where A1 applies to nobody, A2 carries the 20 points of the pillar in every draw."""
    listed = [
        entrant(
            all_points("50") | {"A1": NOT_ASKED, "A2": known("100"), "B1": known("50")}, "36.01"
        ),
        entrant(all_points("50") | {"A1": NOT_ASKED, "B1": known("88")}, "36.02"),
    ]
    # 20 x 50 against 25 x 38: the first leads by half a point, and by the rubric's weights only.
    made = league(listed, draws=400, **(CERTAIN | {"weight_shift": Decimal("0.25")}))
    share = made.rows[0].outranks_next_share
    assert share is not None
    assert Decimal("0.35") < share < Decimal("0.75")
