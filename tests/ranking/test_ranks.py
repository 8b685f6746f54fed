"""Exact ranks: ties, thresholds, themes, other rubrics; and what no order of input may change."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monev.errors import CatalogueError, UsageError
from monev.ranking.compose import Means, composed, means_of
from monev.ranking.entrants import ranks_of
from monev.ranking.settings import load_league_settings, read_league_settings
from monev.yaml_file import YamlFile, catalogue_folder
from tests.facts import fact, scored
from tests.ranking.tables import (
    CERTAIN,
    MISSING,
    NOT_ASKED,
    WEIGHTS,
    Told,
    all_points,
    entrant,
    known,
    league,
    ranks,
)

tenths = st.integers(0, 1000).map(lambda tenth: str(Decimal(tenth) / 10))
told = st.one_of(
    tenths.map(known),
    st.tuples(tenths, tenths).map(
        lambda two: known(min(two, key=Decimal), best=max(two, key=Decimal))
    ),
    st.just(MISSING),
    st.just(NOT_ASKED),
)
regions = st.lists(st.fixed_dictionaries(dict.fromkeys(WEIGHTS, told)), min_size=1, max_size=7).map(
    lambda rows: [entrant(row, f"36.{at:02}") for at, row in enumerate(rows)]
)


def test_ties_stay_ties_and_leave_a_gap() -> None:
    """Two equal scores share the better rank and the next one is third."""
    assert ranks_of([Decimal(50), Decimal(70), Decimal(70), Decimal(1)]) == [3, 1, 1, 4]
    made = league(
        [entrant(all_points(one), f"36.0{at}") for at, one in enumerate(("50", "70", "70"))]
    )
    assert ranks(made) == {"36.01": 1, "36.02": 1, "36.00": 3}
    assert [row.tied for row in made.rows] == [True, True, False]


def test_a_printed_tie_is_no_tie() -> None:
    """Scores that print alike are told apart: ranks come from what is not rounded."""
    close = [entrant(all_points("70.01"), "36.01"), entrant(all_points("70.02"), "36.02")]
    assert ranks(league(close)) == {"36.02": 1, "36.01": 2}


def test_noise_of_division_makes_no_rank() -> None:
    """A third reached by two ways of redistributed weight is one score, not two."""
    assert ranks_of([Decimal(1) / 3, Decimal("0.3333333333330")]) == [1, 2]
    same = [Decimal(100) / 3, Decimal("33.33333333333333333333333334")]
    assert ranks_of([one.quantize(Decimal("1e-12")) for one in same]) == [1, 1]


def test_below_the_threshold_nobody_is_ranked() -> None:
    """A region of which too little is known stands apart with the reason, not at the end."""
    little = {name: known("100") if name == "A1" else MISSING for name in WEIGHTS}
    made = league(
        [entrant(all_points("30"), "36.01"), entrant(little, "36.02"), entrant({}, "36.03")]
    )
    assert ranks(made) == {"36.01": 1}
    apart = {one.region_code: (one.reason, one.told.id) for one in made.unranked}
    assert apart == {
        "36.02": ("kelengkapan_kurang", "kelengkapan data 12% di bawah 40%"),
        "36.03": ("tanpa_data", "belum ada data"),
    }


def test_a_theme_asks_for_its_own_data_only() -> None:
    """Complete on regulation and silent elsewhere: ranked there, provisional, and nowhere else."""
    row = {name: known("80") if name[0] == "A" else MISSING for name in WEIGHTS}
    both = [entrant(row, "36.01"), entrant(all_points("70"), "36.02")]
    assert ranks(league(both, theme="regulasi")) == {"36.01": 1, "36.02": 2}
    assert league(both, theme="regulasi").rows[0].provisional
    assert ranks(league(both)) == {"36.02": 1}
    assert league(both, theme="cakupan").unranked[0].reason == "tanpa_data"


def test_a_theme_scores_like_its_pillar() -> None:
    """The theme of coverage is the weighted mean of C1 and C2: (20 x 90 + 15 x 20) / 35."""
    row = all_points("10") | {"C1": known("90"), "C2": known("20")}
    assert league([entrant(row)], theme="cakupan").rows[0].score == Decimal(60)


def test_a_theme_that_does_not_apply_is_no_last_place() -> None:
    """A region that has no budget of its own is not ranked by budget."""
    row = all_points("10") | {"B1": NOT_ASKED}
    made = league([entrant(row, "36.01"), entrant(all_points("5"), "36.02")], theme="anggaran")
    assert ranks(made) == {"36.02": 1}
    assert made.unranked[0].reason == "tidak_berlaku"


def test_scores_of_two_rubrics_are_not_compared() -> None:
    """Of two versions the one of most regions is ranked; the other is named beside it."""
    made = league(
        [
            entrant(all_points("50"), "36.01"),
            entrant(all_points("60"), "36.02"),
            entrant(all_points("99"), "36.03", version="2.0"),
        ]
    )
    assert ranks(made) == {"36.02": 1, "36.01": 2}
    assert [(one.region_code, one.reason) for one in made.unranked] == [("36.03", "rubrik_berbeda")]
    assert "2.0" in made.unranked[0].told.en


@given(regions, st.integers(0, 2**32))
@settings(max_examples=25, deadline=None)
def test_the_order_of_regions_changes_nothing(listed: list, seed: int) -> None:
    """Shuffled regions give the same league to the byte, intervals and shares too."""
    mixed = list(listed)
    Random(seed).shuffle(mixed)
    assert league(mixed, draws=40).model_dump_json() == league(listed, draws=40).model_dump_json()


@given(regions)
@settings(max_examples=25, deadline=None)
def test_without_doubt_the_interval_is_the_rank(listed: list) -> None:
    """Where nothing is in doubt, every end of the interval is the exact rank, ties included."""
    made = league(listed, draws=7, **CERTAIN)
    for row in made.rows:
        assert {row.interval.p05, row.interval.p95, row.interval.best, row.interval.worst} == {
            row.rank
        }
    assert all(one.share is None for one in made.factors)


@given(regions)
@settings(max_examples=25, deadline=None)
def test_the_whole_is_ranked_by_the_scorecard(listed: list) -> None:
    """The score of the overall league is the scorecard's own, and ranks follow it."""
    made = league(listed, draws=2)
    cards = {one.code: one.card for one in listed}
    assert all(row.score == cards[row.region_code].score for row in made.rows)
    scores = [row.score for row in made.rows]
    assert scores == sorted(scores, reverse=True)
    ranked = {row.region_code for row in made.rows}
    assert ranked == {code for code, one in cards.items() if one.band is not None}


def test_a_theme_added_by_a_policy_officer_is_a_league() -> None:
    """A theme needs no code: two indicators under a new name are read and ranked."""
    text = (catalogue_folder("leagues.yaml")).read_text("utf-8")
    words = "title: {id: Tertib, en: Orderly}, indicators: [G1, K1], reference: usulan"
    more = f"  - {{id: tertib, {words}}}\n"
    found = read_league_settings(
        YamlFile("leagues.yaml", text.replace("\n# Every draw", more + "\n# Every draw", 1))
    )
    assert found.theme("tertib").indicators == ["G1", "K1"]
    assert {one.id for one in found.themes} - {one.id for one in load_league_settings().themes} == {
        "tertib"
    }


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("pillars: [C]", "pillars: [C, C]", "stands twice"),
        ("pillars: [C]", "pillars: [C]\n    whole: true", "exactly one"),
        ("id: cakupan", "id: keseluruhan", "stands twice"),
        ("weight_shift: 0.25", "weight_shift: 1.5", "less than 1"),
        ("minmaks", "zscore", "zscore"),
        ("seed: 20210325", "sead: 20210325", "doubt.seed: missing"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(old: str, new: str, said: str) -> None:
    """A slip in the catalogue is named with its file and line."""
    text = catalogue_folder("leagues.yaml").read_text("utf-8").replace(old, new, 1)
    with pytest.raises(CatalogueError, match=said) as raised:
        read_league_settings(YamlFile("leagues.yaml", text))
    assert raised.value.line > 1


def test_an_unknown_theme_names_those_there_are() -> None:
    """Asked for a theme that does not exist, the answer lists the themes."""
    with pytest.raises(UsageError, match="cakupan"):
        load_league_settings().theme("inovasi")


def test_a_value_can_be_told() -> None:
    """The tables of these tests say what they mean: two readings are open, one is not."""
    two = entrant({"A1": known("10", best="30"), "A2": Told(points="5")}).card.indicators
    assert (two[0].low, two[0].high, two[1].high) == (Decimal(10), Decimal(30), Decimal(5))


@pytest.mark.parametrize("mode", ["ketat", "indikatif"])
def test_the_sum_of_a_theme_is_that_of_scoring(mode: str) -> None:
    """Of a really scored region, every pillar and the whole come out as scoring has them."""
    facts = [
        fact("regulation", instrument="Perwal", stage=8, status="berlaku"),
        fact("participation", segment="SEMUA", active_persons=30, eligible_persons=90),
        fact("participation", segment="PU-NONASN", active_persons=80, eligible_persons=90),
        fact("target", coverage_pct="55"),
    ]
    real = scored(facts, mode=mode)
    assert real.score is not None
    rows = [one for one in real.indicators if one.weight > 0]
    assert _close(composed(rows, lambda one: one.score, means_of(real)), real.score)
    for pillar in real.pillars:
        own = [one for one in rows if one.pillar == pillar.id]
        known_share = composed(own, lambda one: int(one.status == "dinilai"), Means())
        assert _close(known_share, pillar.completeness)
        if pillar.score is not None:
            assert _close(composed(own, lambda one: one.score, means_of(real)), pillar.score)


def _close(one: Fraction | None, other: Decimal) -> bool:
    return one is not None and abs(one - Fraction(other)) < Fraction(1, 10**20)
