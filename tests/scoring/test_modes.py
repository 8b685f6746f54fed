"""Two ways to count absence: *ketat* takes it as 0 and *indikatif* leaves it out, all else alike.

Whatever is known of a region, the modes agree on every value, on bounds, completeness and gates.
"""

from decimal import Decimal

import pytest
from hypothesis import given, settings

from models import Fact
from monev.scorecard import Scorecard
from tests.facts import row, scored
from tests.scoring.best_region import excellent
from tests.scoring.plain_rules import (
    KINDS,
    NOT_ASKED,
    card_of,
    plain,
    profiles,
    rubric_of,
    weights_of,
    with_head,
)
from tests.scoring.rich_regions import children_of, facts_of
from tests.scoring.strategies import fact_sets, kinds

PLAIN = plain(rubric_of(""))
WEIGHTS = weights_of(PLAIN, "kota")
PILLARS = {one.id: one.pillar for one in PLAIN.indicators}
MODES = ("ketat", "indikatif")
MISSING = "data_tidak_tersedia"


def both(facts: list[Fact], kind: str) -> tuple[Scorecard, Scorecard]:
    """The same region counted strictly and leniently."""
    return scored(facts, kind=kind, mode="ketat"), scored(facts, kind=kind, mode="indikatif")


@settings(max_examples=60)
@given(fact_sets(), kinds)
def test_only_what_is_missing_differs(facts: list[Fact], kind: str) -> None:
    """All of an indicator is alike but the score of absence: 0 in one mode, none in the other."""
    strict, lenient = both(facts, kind)
    for one, other in zip(strict.indicators, lenient.indicators, strict=True):
        assert one.model_copy(update={"score": other.score}) == other
        if one.status == MISSING:
            assert (one.score, other.score) == (Decimal(0), None)
        else:
            assert one.score == other.score
    assert (strict.completeness, strict.gates, strict.duties) == (
        *(lenient.completeness, lenient.gates, lenient.duties),
    )
    assert (strict.score_low, strict.score_high) == (lenient.score_low, lenient.score_high)
    assert strict.provisional == lenient.provisional


@settings(max_examples=60)
@given(fact_sets(), kinds)
def test_strict_is_the_lower_and_both_lie_within_the_bounds(facts: list[Fact], kind: str) -> None:
    """Strict counts as if all unknown were nothing: the lower bound; lenient lies above it."""
    strict, lenient = both(facts, kind)
    assert (strict.score is None) == (lenient.score is None) == (strict.completeness == 0)
    if strict.score is not None and lenient.score is not None:
        assert 0 <= strict.score_low == strict.score <= lenient.score
        assert lenient.score <= lenient.score_high <= 100


@pytest.mark.parametrize("kind", KINDS)
def test_where_nothing_is_missing_the_modes_are_one(kind: str) -> None:
    """The rich regions are complete: the cards differ in the name of the mode alone."""
    facts, children = facts_of(kind), children_of(kind)
    strict, lenient = (
        scored(facts, kind=kind, mode=mode, children=children) for mode in ("ketat", "indikatif")
    )
    assert strict.completeness == 1
    assert strict.model_copy(update={"mode": "indikatif"}) == lenient


@pytest.mark.parametrize("profile", profiles())
@pytest.mark.parametrize("mode", ["ketat", "indikatif"])
@pytest.mark.parametrize("kind", KINDS)
def test_without_facts_neither_mode_has_a_score(kind: str, mode: str, profile: str) -> None:
    """Nothing known: no score, no band, no pillar with a number, open from 0 to 100."""
    card = scored([], kind=kind, mode=mode, rubric=rubric_of(profile))
    assert (card.score, card.band, card.band_reason) == (None, None, "tanpa_data")
    assert {one.score for one in card.pillars} == {None}
    assert [card.completeness, card.score_low, card.score_high] == [0, 0, 100]
    assert card.provisional
    assert {one.value for one in card.indicators} == {None}


def test_an_absent_indicator_is_nothing_or_not_counted() -> None:
    """One indicator of pillar G at 50 and the rest of it unknown: 50 alone, or 50 x 4/10."""
    points: dict[str, int | str] = {name: 50 for name in WEIGHTS if PILLARS[name] != "G"}
    strict, lenient = (card_of(PLAIN, points | {"G1": 50}, mode=one) for one in MODES)
    assert [one.score for one in strict.pillars if one.id == "G"] == [20]
    assert [one.score for one in lenient.pillars if one.id == "G"] == [50]
    assert [strict.score, lenient.score] == [47, 50]


def test_an_absent_pillar_is_nothing_or_not_counted() -> None:
    """All but pillar G at 50: 45 in mode ketat, 50 in mode indikatif, and 0.9 complete in both."""
    points: dict[str, int | str] = {name: 50 for name in WEIGHTS if PILLARS[name] != "G"}
    strict, lenient = (card_of(PLAIN, points, mode=one) for one in MODES)
    assert [strict.score, lenient.score] == [45, 50]
    assert [strict.completeness, lenient.completeness] == [Decimal("0.9")] * 2
    assert {one.score for card in (strict, lenient) for one in card.pillars if one.id == "G"} == {
        None
    }


@pytest.mark.parametrize("mode", MODES)
def test_what_is_not_asked_is_absent_in_no_mode(mode: str) -> None:
    """Not applicable costs nothing in either mode: no score, no bound, no completeness."""
    points: dict[str, int | str] = dict.fromkeys(WEIGHTS, 50)
    card = card_of(PLAIN, points | dict.fromkeys(["K1", "C6"], NOT_ASKED), mode=mode)
    assert [card.score, card.score_low, card.score_high, card.completeness] == [50, 50, 50, 1]
    for name in ("K1", "C6"):
        found = row(card, name)
        assert (found.status, found.score, found.points) == (NOT_ASKED, None, None)


@pytest.mark.parametrize("mode", MODES)
def test_the_rubric_s_own_mode_is_taken_where_none_is_asked_for(mode: str) -> None:
    """An empty mode is that of the rules; a mode asked for is taken before it."""
    *_, last = PLAIN.head.missing
    rubric = with_head(PLAIN, missing=[last.model_copy(update={"mode": mode})])
    assert card_of(rubric, {"A1": 50}, mode="").mode == mode
    for asked in MODES:
        assert card_of(rubric, {"A1": 50}, mode=asked).mode == asked


def test_the_catalogue_counts_strictly() -> None:
    """The packaged rules take absence as 0, so that silence never pays."""
    assert scored(excellent()).mode == "ketat"
