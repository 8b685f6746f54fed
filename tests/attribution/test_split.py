"""A change of score is split without a residual, whatever changed and in whatever order."""

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from models import Fact
from monev.attribution import TOTAL, Basis, Split, differing, mixed, scored, split
from monev.known import Child
from monev.rubric import load_rubric, rules_in_force
from tests.attribution.worlds import World, remembering, worlds
from tests.facts import QUARTER, fact, known, packaged_rubric
from tests.scoring.best_region import excellent

WORLDS, PAIRS = 10, 100
TINY = Fraction(1, 10**20)


def basis(facts: list[Fact], kind: str = "kota", mode: str = "ketat", profile: str = "") -> Basis:
    """An evaluation of these facts."""
    rubric = load_rubric(profile=profile) if profile else packaged_rubric()
    return Basis(known(facts, kind=kind), rules_in_force(rubric, kind, QUARTER.end), mode)


def test_a_thousand_pairs_leave_no_residual() -> None:
    """In ten worlds a hundred pairs each: the shares add up to the change, to the last digit.

    A pair without a split is not counted: every way from one to the other passes a mixture of
    which nothing is known.
    """
    compared: list[int] = []

    @settings(max_examples=WORLDS, deadline=None, suppress_health_check=list(HealthCheck))
    @given(worlds(), st.integers(0, 2**32))
    def pairs_of(world: World, seed: int) -> None:
        scorer, chance = remembering(), random.Random(seed)
        every = [one for one in world.all_bases() if scorer(one) is not None]
        assume(len(every) >= 8)
        compared.append(0)
        while compared[-1] < PAIRS:
            before, after = chance.sample(every, 2)
            found = split(before, after, scorer)
            if found is not None:
                parts = [one.get(TOTAL, Fraction(0)) for one in found.shares.values()]
                change = scorer(after)[TOTAL] - scorer(before)[TOTAL]
                assert sum(parts, Fraction(0)) == change
                assert set(found.shares) == set(differing(before, after))
                compared[-1] += 1

    pairs_of()
    assert sum(compared) >= WORLDS * PAIRS  # not satisfied by examples that compare nothing


def value(one: Basis) -> Fraction:
    """The score of an evaluation that has one."""
    found = scored(one)
    assert found is not None
    return found[TOTAL]


def total(found: Split | None) -> dict[str, Fraction]:
    """The shares of the total score by factor."""
    assert found is not None
    return {name: one.get(TOTAL, Fraction(0)) for name, one in found.shares.items()}


def test_what_does_not_differ_has_no_share() -> None:
    """Of two equal evaluations nothing differs, and nothing has a share."""
    one = basis(excellent())
    found = split(one, basis(list(one.known.all)))
    assert found is not None
    assert dict(found.shares) == {}


def test_one_factor_alone_bears_the_whole_change() -> None:
    """Where only the facts differ, the whole change is the data's; only the rules, the rules'."""
    facts = excellent()
    old, new = basis(facts[:-1]), basis(facts)
    change = value(new) - value(old)
    assert change
    assert total(split(old, new)) == {"data": change}
    other = replace(new, rules=basis([], profile="kenaikan_20").rules)
    change = value(other) - value(new)
    assert change
    assert total(split(new, other)) == {"rule": change}


def test_a_split_turned_round_is_its_own_negative() -> None:
    """From the later to the earlier evaluation every share is the same with the other sign."""
    facts = excellent()
    old = basis(facts[::2], mode="indikatif")
    new = basis(facts, profile="kenaikan_20")
    there, back = total(split(old, new)), total(split(new, old))
    assert set(there) == {"data", "rule", "method"}
    assert there == {name: -one for name, one in back.items()}


def test_two_factors_share_what_they_do_together_in_halves() -> None:
    """The Shapley value of two factors, worked out by hand from the four corners."""
    facts = excellent()
    old, new = basis(facts[:20]), basis(facts, mode="indikatif")
    assert differing(old, new) == ("data", "method")
    corner = {
        name: value(mixed(old, new, frozenset(changed)))
        for name, changed in (("", ()), ("d", ("data",)), ("m", ("method",)))
    }
    both = value(new)
    data = ((corner["d"] - corner[""]) + (both - corner["m"])) / 2
    method = ((corner["m"] - corner[""]) + (both - corner["d"])) / 2
    assert corner["m"] != corner[""]
    assert total(split(old, new)) == {"data": data, "method": method}


def test_shares_of_indicators_add_up_to_their_factor() -> None:
    """What the indicators add to each factor is the factor, but for the last of 28 digits."""
    facts = excellent()
    found = split(basis(facts[:15]), basis(facts, mode="indikatif", profile="kenaikan_20"))
    assert found is not None
    for values in found.shares.values():
        parts = sum((one for key, one in values.items() if key != TOTAL), Fraction(0))
        assert abs(parts - values.get(TOTAL, Fraction(0))) < TINY


def test_peers_alone_move_a_province() -> None:
    """Kab/kota that gained a rule move the province by its P1, and that is the peers' doing."""
    facts = excellent()
    old, new = (
        replace(
            one,
            known=replace(
                one.known,
                children=tuple(
                    Child(f"33.{place:02}", "x", place < ruled, Decimal(60), "Cukup")
                    for place in range(10)
                ),
            ),
        )
        for one, ruled in ((basis(facts, "provinsi"), 4), (basis(facts, "provinsi"), 9))
    )
    found = split(old, new)
    assert found is not None
    assert set(found.shares) == {"peers"}
    assert set(found.shares["peers"]) - {TOTAL} == {"P1"}


def test_an_end_without_score_is_not_split() -> None:
    """Nothing known is no number, so no share of a change is made up."""
    assert split(basis([]), basis(excellent())) is None
    assert split(basis(excellent()), basis([])) is None


def test_a_mixture_without_score_is_passed_by() -> None:
    """A province known only by its own facts, later only by its kab/kota, is split another way.

    With the facts gone and the kab/kota not there yet nothing is known; the one order that passes
    there is left out and the other one still adds up.
    """
    answer = fact("attestation", item="ptsp", answer="sop")
    peers = tuple(Child(f"33.{n:02}", "x", True, Decimal(60), "Cukup") for n in range(5))
    old = basis([answer], "provinsi")
    new = basis([], "provinsi")
    new = replace(new, known=replace(new.known, children=peers))
    found = split(old, new)
    assert found is not None
    assert (found.orders, found.orders_used) == (2, 1)
    change = value(new) - value(old)
    assert sum(total(found).values()) == change


def test_rules_that_cannot_rate_the_other_sides_facts_are_passed_by() -> None:
    """A category that only the later rules know cannot be scored by the earlier ones."""
    plain = packaged_rubric()
    narrow = plain.model_copy(
        update={
            "sha256": "e" * 64,
            "indicators": [
                one.model_copy(
                    update={
                        "scale": [
                            scale.model_copy(
                                update={
                                    "steps": {k: v for k, v in scale.steps.items() if k != "sop"}
                                }
                            )
                            for scale in one.scale
                            if scale.steps
                        ]
                    }
                )
                if one.id == "K2"
                else one
                for one in plain.indicators
            ],
        }
    )
    old = replace(
        basis([fact("attestation", item="ptsp", answer="sistem")]),
        rules=rules_in_force(narrow, "kota", QUARTER.end),
    )
    new = basis([fact("attestation", item="ptsp", answer="sop")])
    found = split(old, new)
    assert found is not None
    assert (found.orders, found.orders_used) == (2, 1)


@pytest.mark.parametrize("mode", ["ketat", "indikatif"])
def test_the_mean_is_the_sum_of_its_parts(mode: str) -> None:
    """The parts of one evaluation add up to its score; without a score there are no parts."""
    for facts in (excellent(), excellent()[::3]):
        parts = scored(basis(facts, mode=mode))
        assert parts is not None
        assert abs(sum(one for key, one in parts.items() if key) - parts[TOTAL]) < TINY
    assert scored(basis([], mode=mode)) is None


def test_of_another_mean_no_part_is_told() -> None:
    """A geometric mean is no sum, so its change is split by factor and not by indicator."""
    old, new = basis(excellent()[:20]), basis(excellent())
    head = new.rules.aggregation.model_copy(update={"within": "geometric"})
    new = replace(new, rules=replace(new.rules, aggregation=head))
    found = split(old, new)
    assert found is not None
    assert set(found.shares) == {"data", "method"}
    assert {key for values in found.shares.values() for key in values} <= {TOTAL}
    assert sum(total(found).values()) == value(new) - value(old)
