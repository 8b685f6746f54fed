"""What is missing is asked for and never promised; what is not stated is never made up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Fact
from monev.counterfactual.levers import load_levers
from tests.counterfactual.regions import CALM, people, regions, told, world
from tests.facts import fact, without_field
from tests.scoring.cases import case
from tests.scoring.strategies import fact_sets, kinds


@CALM
@given(fact_sets(), kinds, st.sampled_from(["ketat", "indikatif"]))
def test_an_indicator_without_data_gives_no_step(facts: list[Fact], kind: str, mode: str) -> None:
    """Steps stand on what is scored; every gap is in the list of data wanted, with two bounds."""
    scene = world(facts, kind=kind, mode=mode)
    found = told(scene)
    missing = {one.id for one in scene[2].indicators if one.status == "data_tidak_tersedia"}
    assert not missing & {one.indicator for one in (*found.single, *found.package)}
    assert missing <= {one.indicator for one in found.data_wanted}
    for one in found.data_wanted:
        assert one.gain_low <= one.gain_high
        assert mode == "indikatif" or one.gain_low >= 0


def test_without_a_single_fact_everything_is_asked_and_nothing_promised() -> None:
    """No facts: no step, no package, no band; the heaviest answers come first."""
    found = told(world([]))
    assert (found.score, found.band, found.next_band) == (None, None, None)
    assert (found.single, found.package, found.minimal) == ([], [], False)
    weights = [one.completeness for one in found.data_wanted]
    assert weights == sorted(weights, reverse=True)
    assert sum(weights) == 1


def test_the_data_for_a_band_are_the_fewest_that_lift_completeness() -> None:
    """From 15% to 40%: C1, B2 and C3 bring 26 points of weight; one answer fewer does not do."""
    found = told(world(case("kota_menurut_pemberitaan").made_facts()))
    assert found.data_for_band == ["C1", "B2", "C3"]
    share = {one.indicator: one.completeness for one in found.data_wanted}
    assert Decimal("0.15") + sum(share[one] for one in found.data_for_band) >= Decimal("0.4")
    assert Decimal("0.15") + sum(share[one] for one in found.data_for_band[:2]) < Decimal("0.4")
    assert len(found.data_for_final) > len(found.data_for_band)
    assert found.next_band is None
    assert not any(one.reaches for one in found.single)


@pytest.mark.parametrize("segment", ["BPU-RENTAN", "PU-NONASN"])
def test_an_unknown_number_of_eligible_workers_is_not_guessed(segment: str) -> None:
    """Without the total they belong to, the active workers give no step and no limit."""
    name = {"BPU-RENTAN": "C4", "PU-NONASN": "C3"}[segment]
    found = told(world([without_field(people(segment, 4, 10), "eligible_persons")], [name]))
    assert found.single == []
    assert [one.indicator for one in found.data_wanted] == [name]


def test_a_percentage_alone_gives_no_persons() -> None:
    """53% of an unknown number of workers: the persons are asked for, no step is told."""
    facts = [
        fact("participation", segment="SEMUA", coverage_pct=30),
        fact("target", coverage_pct=60),
    ]
    found = told(world(facts, ["C1"]))
    assert found.single == []
    (wanted,) = found.data_wanted
    assert wanted.indicator == "C1"
    assert wanted.gain_low == wanted.gain_high == 0
    assert "jumlah orang" in wanted.sentence.id


@CALM
@given(regions())
def test_no_step_leads_past_what_was_stated(facts: list[Fact]) -> None:
    """Hypothetical workers never exceed the eligible ones, and payments never the allocation."""
    scene = world(facts)
    eligible = {
        one.fact_id: (one.active_persons or 0, one.eligible_persons)
        for one in scene[0].participation
    }
    for step in told(scene).single:
        for change in step.changes:
            if change.field == "active_persons":
                active, most = eligible[change.fact_id]
                assert most is not None
                assert active + change.amount <= most


def test_every_indicator_that_a_region_moves_has_a_lever() -> None:
    """All but C2 (it follows C1) and P1, P2 (they are for the kab/kota) can be moved by a lever."""
    moved = {name for one in load_levers().levers for name in one.moves}
    asked = {one.indicator.id for one in world([], kind="provinsi")[1].rules}
    assert asked - moved == {"P1", "P2"}
