"""Bands and shares of completeness at their edges: exactly there, and a hair to either side.

Totals are put at the edge through answers, for every kind of government, mode and profile; nothing
is rounded on the way, however the weights fall.
"""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monev.rubric import Rubric, rules_in_force
from tests.facts import QUARTER, fact, row, scored
from tests.scoring.best_region import excellent
from tests.scoring.cases import case
from tests.scoring.plain_rules import (
    FULL,
    HAIR,
    KINDS,
    NOT_ASKED,
    adding_up_to,
    answers,
    card_of,
    plain,
    profiles,
    rubric_of,
    shifted,
    weights_of,
)

PLAIN = plain(rubric_of(""))
NAMES = weights_of(PLAIN, "kota")
EVEN = sorted(name for name, weight in NAMES.items() if weight in (2, 4, 5, 8, 10))
"""Indicators of which a point of the total is a decimal that ends: weights 2, 4, 5, 8 and 10."""
SPLIT_HAIR = Decimal("1E-20")
"""Large enough that a hundredth of it is still a digit of a decimal with 28 of them."""


def bands_of(rubric: Rubric) -> list[tuple[str, Decimal]]:
    """The bands in force with their lower edges, the best first."""
    bands = rules_in_force(rubric, "kota", QUARTER.end).bands.bands
    return sorted(((one.title.id, one.at_least) for one in bands), key=lambda one: -one[1])


@pytest.mark.parametrize("profile", profiles())
def test_every_edge_belongs_to_the_band_above(profile: str) -> None:
    """At each edge, 1e-25 above it and 1e-25 below it, in each kind of government and mode."""
    rubric = plain(rubric_of(profile))
    bands = bands_of(rubric)
    wrong = []
    for (above, edge), (below, _) in pairwise(bands):
        for kind in KINDS:
            for mode in ("ketat", "indikatif"):
                for points, wanted in ((edge, above), (edge + HAIR, above), (edge - HAIR, below)):
                    at = dict.fromkeys(weights_of(rubric, kind), points)
                    found = card_of(rubric, at, kind, mode)
                    if (found.band, found.score) != (wanted, points):
                        wrong.append((kind, mode, str(points), wanted, found.band, found.score))
    assert not wrong


@pytest.mark.parametrize("profile", profiles())
def test_the_bands_leave_no_gap(profile: str) -> None:
    """The lowest band begins at 0, none begins above 100, and no two begin at one score."""
    edges = [edge for _, edge in bands_of(rubric_of(profile))]
    assert edges[-1] == 0
    assert edges[0] < FULL
    assert len(set(edges)) == len(edges) > 1


@pytest.mark.parametrize("points", [0, 100])
def test_the_ends_have_a_band(points: int) -> None:
    """Nothing of everything and all of everything lie inside a band too."""
    card = card_of(PLAIN, dict.fromkeys(NAMES, points))
    assert (card.score, card.score_low, card.score_high) == (Decimal(points),) * 3
    assert card.band == bands_of(PLAIN)[0 if points else -1][0]


@pytest.mark.parametrize("edge", [85, 70, 55, 40])
def test_a_hair_in_one_indicator_decides(edge: int) -> None:
    """All others at the edge, the lightest indicator a hair below it: the lower band."""
    lightest = min(NAMES, key=lambda name: NAMES[name])
    titles = [title for title, _ in bands_of(PLAIN)]
    at = titles.index(next(title for title, bound in bands_of(PLAIN) if bound == edge))
    level: dict[str, Decimal | int] = dict.fromkeys(NAMES, edge)
    assert card_of(PLAIN, level).band == titles[at]
    assert card_of(PLAIN, level | {lightest: edge - SPLIT_HAIR}).band == titles[at + 1]
    assert card_of(PLAIN, level | {lightest: edge + SPLIT_HAIR}).band == titles[at]


@settings(max_examples=40)
@given(
    st.sampled_from([85, 70, 55, 40]),
    st.lists(st.sampled_from(EVEN), min_size=2, max_size=10, unique=True),
    st.integers(1, 14),
)
def test_what_cancels_out_leaves_the_edge(edge: int, names: list[str], apart: int) -> None:
    """Points above and below the edge that weigh the same add up to the edge itself."""
    points: dict[str, Decimal | int] = dict.fromkeys(NAMES, edge)
    for one, other in zip(names[::2], names[1::2], strict=False):
        points[one] = edge + Decimal(apart) / NAMES[one]
        points[other] = edge - Decimal(apart) / NAMES[other]
    found = card_of(PLAIN, points)
    assert (found.score, found.band) == (
        Decimal(edge),
        card_of(PLAIN, dict.fromkeys(NAMES, edge)).band,
    )


def test_three_thirds_are_one() -> None:
    """Three indicators of weight 4 a third above 55 and a fourth a whole point below: 55, Cukup."""
    level: dict[str, Decimal | int] = dict.fromkeys(NAMES, 55)
    thirds = [name for name, weight in NAMES.items() if weight == 4]
    assert len(thirds) >= 4
    facts = [fact("attestation", item=f"nilai_{name}", count=166, total=300) for name in thirds[:3]]
    rest = {name: points for name, points in level.items() if name not in thirds[:3]}
    found = scored([*facts, *answers(rest | {thirds[3]: 54})], rubric=PLAIN, mode="ketat")
    assert (found.score, found.band) == (Decimal(55), "Cukup")


@pytest.mark.parametrize("left_out", [["C6"], ["K1"], ["C6", "K1"], ["G4", "K3"], ["A2"], ["G1"]])
@pytest.mark.parametrize("kind", KINDS)
def test_equal_points_are_the_total_whatever_does_not_apply(kind: str, left_out: list[str]) -> None:
    """Where all that is asked stands at an edge, so do total and bounds, and so does the band."""
    rubric = rubric_of("")
    for band, edge in bands_of(rubric):
        points: dict[str, Decimal | str] = dict.fromkeys(weights_of(rubric, kind), edge)
        points |= dict.fromkeys(left_out, NOT_ASKED)
        found = card_of(PLAIN, points, kind)
        assert (found.score, found.score_low, found.score_high) == (edge, edge, edge)
        assert (found.band, found.completeness) == (band, Decimal(1))
        carried = sum(one.effective_weight for one in found.indicators)
        assert abs(carried - FULL) < SPLIT_HAIR


def test_a_pillar_that_does_not_apply_hands_its_weight_on() -> None:
    """If all of pillar K does not apply, the other pillars carry its 10 points in proportion."""
    points: dict[str, int | str] = dict.fromkeys(NAMES, 85)
    card = card_of(PLAIN, points | dict.fromkeys(["K1", "K2", "K3"], NOT_ASKED))
    carried: dict[str, Decimal] = {}
    for one in card.indicators:
        carried[one.pillar] = carried.get(one.pillar, Decimal(0)) + one.effective_weight
    assert carried.pop("K") == 0
    assert {name: round(weight, 6) for name, weight in carried.items()} == {
        name: round(Decimal(weight) * 100 / 90, 6)
        for name, weight in (("A", 20), ("B", 25), ("C", 35), ("G", 10))
    }


def test_redistributed_weight_stays_in_its_pillar() -> None:
    """Without a BUMD, K2 and K3 carry the 4 points of K1 and no other pillar changes."""
    card = scored([fact("attestation", item="punya_bumd", answer="tidak")])
    assert round(row(card, "K2").effective_weight + row(card, "K3").effective_weight, 20) == 10
    assert row(card, "A1").effective_weight == 10


EDGES = [
    pytest.param("no_band_below", id="no-band-below"),
    pytest.param("provisional_below", id="provisional-below"),
]


@pytest.mark.parametrize("mode", ["ketat", "indikatif"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("profile", profiles())
@pytest.mark.parametrize("threshold", EDGES)
def test_completeness_at_its_edge_is_enough(
    threshold: str, profile: str, kind: str, mode: str
) -> None:
    """At 0.40 there is a band and at 0.70 it is firm; a hair of weight less, and it is not."""
    rubric = plain(rubric_of(profile))
    edge: Decimal = getattr(rules_in_force(rubric, kind, QUARTER.end).missing, threshold)
    there, outside = adding_up_to(rubric, kind, edge * FULL)
    inside = there[0]
    lower, higher = (
        shifted(rubric, inside, outside, HAIR),
        shifted(rubric, outside, inside, HAIR),
    )
    for rules, fits, share in (
        (rubric, True, edge),
        (lower, False, edge - HAIR / 100),
        (higher, True, edge + HAIR / 100),
    ):
        card = card_of(rules, dict.fromkeys(there, 90), kind, mode)
        assert card.completeness == share
        if threshold == "no_band_below":
            assert (card.band is not None) is fits
            assert card.band_reason == ("" if fits else "kelengkapan_kurang")
            assert card.provisional
        else:
            assert card.provisional is not fits
            assert card.band is not None
        assert card.score is not None


def test_completeness_at_its_edge_through_thirds() -> None:
    """Without G1 the other three of pillar G carry 3 1/3 each: with A and K that is 0.40."""
    weights = weights_of(PLAIN, "kota")
    pillars = {one.id: one.pillar for one in PLAIN.indicators}
    points: dict[str, int | str] = {name: 90 for name in weights if pillars[name] in "AKG"}
    card = card_of(PLAIN, points | {"G1": NOT_ASKED})
    assert card.completeness == Decimal("0.4")
    assert card.band is not None


def test_an_open_error_makes_the_band_provisional() -> None:
    """A finding of severity galat leaves the band and says that it does not stand yet."""
    card = scored(excellent(), open_errors=True)
    assert (card.band, card.provisional) == ("Sangat Baik", True)
    assert not scored(excellent()).provisional


def test_everything_at_its_target_is_a_hundred() -> None:
    """The best region there can be scores exactly 100, is complete, and has nothing left to do."""
    card = scored(excellent())
    assert (card.score, card.score_low, card.score_high) == (FULL, FULL, FULL)
    assert (card.completeness, card.band, card.actions) == (Decimal(1), "Sangat Baik", [])


def test_a_full_region_has_the_band_of_its_score() -> None:
    """A rule in force and an allocation: no gate holds, and the band is that of 60.25."""
    card = scored(case("kota_lengkap").made_facts())
    assert (card.score, card.gates, card.band) == (Decimal("60.25"), [], "Cukup")
