"""Stand-ins that say so, enough data or none, ranks with ties, bands with edges."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from monev.composite.missing import (
    CarriedForward,
    MissingPolicy,
    PeerMedian,
    StandIn,
    carried_forward,
    completeness,
    enough,
    median,
    peer_median,
)
from monev.composite.ranks import (
    Band,
    Condition,
    band_of,
    capped,
    faults_of,
    lower_band,
    ranks,
)

scores = st.lists(
    st.one_of(st.none(), st.fractions(min_value=0, max_value=100, max_denominator=3)), max_size=12
)
BANDS = [
    Band(title="Baik", at_least=Decimal(70)),
    Band(title="Cukup", at_least=Decimal(40), below=Decimal(70)),
    Band(title="Kurang", at_least=Decimal(0)),
]


def test_the_median_of_peers_says_what_it_is() -> None:
    """The stand-in carries its policy; too few peers give none."""
    three = [Fraction(n) for n in (5, 1, 9)]
    assert peer_median(three, PeerMedian()) == StandIn("peer_median", value=Fraction(5))
    assert peer_median(three, PeerMedian(peers_at_least=4)) is None
    assert peer_median([], PeerMedian()) is None
    assert median([Fraction(1), Fraction(2)]) == Fraction(3, 2)


@pytest.mark.parametrize(
    ("earlier", "age", "taken"),
    [(7, 2, True), (7, 3, False), (7, None, False), (None, 0, False), (7, -1, False)],
)
def test_an_earlier_value_has_an_age_limit(
    earlier: int | None, age: int | None, taken: bool
) -> None:
    """The limit itself is young enough; an unknown or negative age is not."""
    policy = CarriedForward(value_column="v", age_column="a", age_at_most=Decimal(2))
    found = carried_forward(
        None if earlier is None else Fraction(earlier),
        None if age is None else Fraction(age),
        policy,
    )
    assert (found is not None) == taken


def test_one_policy_per_indicator() -> None:
    """Two policies at once, or none, are refused."""
    for wrong in ({}, {"worst": True, "best": True}):
        with pytest.raises(ValidationError, match="exactly one"):
            MissingPolicy.model_validate(wrong)


def test_availability_counts_weight_and_its_edge() -> None:
    """The threshold itself is enough; nothing known is never enough, not even for 0."""
    parts = [(Fraction(3), True), (Fraction(1), False)]
    share = completeness(parts)
    assert share == Fraction(3, 4)
    assert enough(share, Fraction(3, 4))
    assert not enough(share, Fraction(4, 5))
    assert completeness([]) is None
    assert not enough(Fraction(0), Fraction(0))
    assert not enough(None, Fraction(0))


def test_ranks_leave_out_what_ties_take() -> None:
    """1, 2, 2, 4, and no rank without a score."""
    some = [Fraction(8), None, Fraction(9), Fraction(8), Fraction(1)]
    assert ranks(some) == [2, None, 1, 2, 4]


def test_ranks_see_what_print_does_not() -> None:
    """Scores that print alike are not equal."""
    assert ranks([Fraction(1, 3), Fraction(333333, 1000000)]) == [1, 2]


@settings(max_examples=40, deadline=None)
@given(scores=scores, seed=st.randoms(use_true_random=False))
def test_equal_scores_have_equal_ranks(scores: list[Fraction | None], seed: Random) -> None:
    """Equal scores share a rank, a better score has a better one, in any order of units."""
    found = ranks(scores)
    mixed = list(range(len(scores)))
    seed.shuffle(mixed)
    assert ranks([scores[at] for at in mixed]) == [found[at] for at in mixed]
    for mine, my_rank in zip(scores, found, strict=True):
        better = sum(other is not None and mine is not None and other > mine for other in scores)
        assert my_rank == (None if mine is None else 1 + better)


@settings(max_examples=40, deadline=None)
@given(one=st.fractions(0, 100), other=st.fractions(0, 100))
def test_bands_are_monotone(one: Fraction, other: Fraction) -> None:
    """A higher score never has a lower band."""
    low, high = sorted((one, other))
    assert BANDS.index(band_of(low, BANDS)) >= BANDS.index(band_of(high, BANDS))


def test_an_edge_belongs_to_the_upper_band() -> None:
    """70 is Baik, a hair below is Cukup; of two bands the lower one caps."""
    assert band_of(Fraction(70), BANDS).title == "Baik"
    assert band_of(Fraction(70) - Fraction(1, 10**30), BANDS).title == "Cukup"
    assert lower_band(BANDS[0], BANDS[2], BANDS) == BANDS[2]
    assert capped(Fraction(80), Decimal(50)) == 50
    assert capped(Fraction(30), Decimal(50)) == 30


@pytest.mark.parametrize(
    ("bands", "from_zero", "said"),
    [
        ([], True, "at least one band"),
        ([("A", 50, None)], True, "needs at_least: 0"),
        ([("A", 50, None), ("B", 0, None)], False, "needs no at_least"),
        ([("A", None, None), ("B", 0, None)], True, "only the lowest"),
        ([("A", 50, None), ("B", 50, None)], True, "list bands falling"),
        ([("A", 50, None), ("B", 0, 40)], True, "gap from 40 to 50"),
        ([("A", 50, None), ("B", 0, 60)], True, "overlap from 50 to 60"),
        ([("A", 50, 90), ("B", 0, None)], True, "no upper end"),
        ([("A", 50, None), ("B", 0, 50)], True, ""),
        ([("A", 50, None), ("B", None, None)], False, ""),
    ],
)
def test_faults_of_bands_are_named(
    bands: list[tuple[str, int | None, int | None]], from_zero: bool, said: str
) -> None:
    """Gaps, overlaps, a wrong order and a missing zero band each have their sentence."""
    made = [
        Band.model_validate({"title": title, "at_least": at_least, "below": below})
        for title, at_least, below in bands
    ]
    found = faults_of(made, from_zero=from_zero)
    assert (said in found) if said else found == ""


@pytest.mark.parametrize(
    ("condition", "value", "met"),
    [
        ({"one_of": ["perda"]}, "perda", True),
        ({"one_of": ["perda"]}, "rancangan", False),
        ({"one_of": ["perda"]}, None, False),
        ({"one_of": ["1"]}, Fraction(1), False),
        ({"at_least": 50}, Fraction(50), True),
        ({"at_least": 50, "below": 60}, Fraction(60), False),
        ({"below": 60}, "perda", False),
        ({"below": 60}, None, False),
    ],
)
def test_conditions(condition: dict[str, object], value: Fraction | str | None, met: bool) -> None:
    """Words against words, numbers against numbers, half-open; no value meets nothing."""
    assert Condition.model_validate(condition).met_by(value) is met


@pytest.mark.parametrize("condition", [{}, {"one_of": ["a"], "below": 3}])
def test_a_condition_is_words_or_numbers(condition: dict[str, object]) -> None:
    """Nothing, or both at once, is refused."""
    with pytest.raises(ValidationError, match="either one_of or"):
        Condition.model_validate(condition)
