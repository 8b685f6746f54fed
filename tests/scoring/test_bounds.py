"""What holds for every set of facts: bounds, weights, modes, and the same outcome every time."""

from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from models import Fact, Tier
from monev.scorecard import IndicatorScore, PillarScore, Scorecard
from tests.facts import row, scored
from tests.scoring.strategies import fact_sets, kinds

HAIR = Decimal("1e-20")


@given(fact_sets(), kinds)
def test_the_score_lies_between_its_bounds(facts: list[Fact], kind: str) -> None:
    """For every indicator, pillar and the total: 0 <= low <= score <= high <= 100."""
    card = scored(facts, kind=kind, mode="ketat")
    rows: list[IndicatorScore | PillarScore] = [*card.indicators, *card.pillars]
    for one in rows:
        assert 0 <= one.low <= one.high <= 100 + HAIR
        assert one.score is None or one.low <= one.score <= one.high
    assert 0 <= card.score_low <= card.score_high <= 100 + HAIR
    assert card.score is None or card.score_low <= card.score <= card.score_high


@given(fact_sets(), kinds)
def test_effective_weights_add_up_to_a_hundred(facts: list[Fact], kind: str) -> None:
    """Whatever does not apply, the weights of what applies are points of a hundred."""
    rows = scored(facts, kind=kind).indicators
    assert abs(sum((one.effective_weight for one in rows), -Decimal(100))) < HAIR
    assert all((one.effective_weight == 0) == (one.status == "tidak_berlaku") for one in rows)


@given(fact_sets(), kinds)
def test_the_strict_score_is_the_lower_bound(facts: list[Fact], kind: str) -> None:
    """In mode ketat everything missing is worst: the score and its lower bound are one."""
    card = scored(facts, kind=kind, mode="ketat")
    assert card.score is None or card.score == card.score_low


@given(fact_sets(), kinds)
def test_the_indicative_score_leaves_out_what_is_missing(facts: list[Fact], kind: str) -> None:
    """In mode indikatif pillars are means of what is known, never below the strict score."""
    card = scored(facts, kind=kind, mode="indikatif")
    seen = [one for one in card.indicators if one.status == "dinilai"]
    assert all(one.score is None for one in card.indicators if one.status != "dinilai")
    if card.score is None:
        assert not seen
        return
    pillars = [
        (_mean([(one.score or Decimal(0), one.weight) for one in seen if one.pillar == name]), full)
        for name, full in ((one.id, one.effective_weight) for one in card.pillars)
        if any(one.pillar == name for one in seen)
    ]
    assert abs(card.score - _mean(pillars)) < HAIR
    strict = scored(facts, kind=kind, mode="ketat").score
    assert strict is not None
    assert card.score >= strict - HAIR


def _mean(pairs: list[tuple[Decimal, Decimal]]) -> Decimal:
    return sum((value * weight for value, weight in pairs), Decimal(0)) / sum(
        (weight for _, weight in pairs), Decimal(0)
    )


@given(fact_sets(), kinds)
def test_the_width_of_the_bounds_is_what_is_not_known(facts: list[Fact], kind: str) -> None:
    """What is missing opens the bounds by its whole weight; nothing known closes them silently."""
    card = scored(facts, kind=kind)
    missing = [one for one in card.indicators if one.status == "data_tidak_tersedia"]
    assert all((one.low, one.high) == (0, 100) for one in missing)
    weight = sum((one.effective_weight for one in missing), Decimal(0))
    assert abs((1 - card.completeness) * 100 - weight) < HAIR
    assert card.score_high - card.score_low >= weight - HAIR


@given(fact_sets(), kinds)
def test_a_band_needs_enough_data(facts: list[Fact], kind: str) -> None:
    """A band stands if and only if completeness reaches 40%; else a reason stands."""
    card = scored(facts, kind=kind)
    assert (card.band is not None) == (card.completeness >= Decimal("0.4"))
    assert bool(card.band_reason) == (card.band is None)
    assert card.provisional == (card.completeness < Decimal("0.7"))


@given(fact_sets(), kinds, st.randoms(use_true_random=False))
def test_the_same_facts_give_the_same_json(facts: list[Fact], kind: str, chance: Random) -> None:
    """Twice, and in any order: byte for byte the same trace."""
    shuffled = list(facts)
    chance.shuffle(shuffled)
    assert (
        scored(shuffled, kind=kind).model_dump_json() == scored(facts, kind=kind).model_dump_json()
    )


@given(fact_sets(), kinds)
def test_a_trace_survives_being_stored(facts: list[Fact], kind: str) -> None:
    """JSON and back is the same scorecard, every decimal to its last digit."""
    card = scored(facts, kind=kind)
    assert Scorecard.model_validate_json(card.model_dump_json()) == card
    assert Scorecard.model_validate(card.model_dump(mode="json")) == card


@settings(max_examples=60)
@given(fact_sets())
def test_every_input_leads_back_to_a_cell(facts: list[Fact]) -> None:
    """Each input of the trace names file, locator and raw text of a cell that a fact has."""
    cells = {
        (one.evidence_sha256, f"{one.kind}.{name}", cell["locator"], cell["raw"])
        for one in facts
        for name, cell in one.cells.items()
    }
    for one in scored(facts).indicators:
        for each in one.inputs:
            assert (each.evidence_sha256, each.name, each.locator, each.raw) in cells


@settings(max_examples=60)
@given(fact_sets())
def test_press_figures_never_score_above_documents(facts: list[Fact]) -> None:
    """The same statements, all from the press, reach at most what they reach as documents."""
    press = scored([one.model_copy(update={"tier": Tier.PRESS}) for one in facts])
    document = scored([one.model_copy(update={"tier": Tier.DOCUMENT}) for one in facts])
    for one in press.indicators:
        assert (one.score or 0) <= (row(document, one.id).score or 0)
