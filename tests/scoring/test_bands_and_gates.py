"""Bands meet at their edges, gates put a ceiling on them, and open errors make them provisional."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Fact
from monev.rubric import rules_in_force
from monev.scorecard import GateResult, IndicatorScore
from monev.scoring.combine import (
    applicable,
    band_of,
    completeness,
    weighted,
    with_effective_weights,
)
from monev.scoring.indicator import score_indicator
from monev.wording import Wording
from tests.facts import QUARTER, fact, known, packaged_rubric, row, scored
from tests.scoring.best_region import excellent
from tests.scoring.cases import case

RULES = rules_in_force(packaged_rubric(), "kota", QUARTER.end)
BANDS = ["Sangat Baik", "Baik", "Cukup", "Kurang", "Sangat Kurang"]
HAIR = Decimal("0.0000000001")
RICH = case("kota_lengkap").made_facts()


def gate(at_most: str) -> GateResult:
    """A gate that holds."""
    return GateResult(id="x", band_at_most=at_most, reason=Wording(id="x", en="x"))


@pytest.mark.parametrize(
    ("edge", "above", "below"),
    [
        (85, "Sangat Baik", "Baik"),
        (70, "Baik", "Cukup"),
        (55, "Cukup", "Kurang"),
        (40, "Kurang", "Sangat Kurang"),
    ],
)
def test_an_edge_belongs_to_the_upper_band(edge: int, above: str, below: str) -> None:
    """At the edge and a hair above it is the upper band, a hair below it the lower one."""
    assert band_of(Decimal(edge), [], RULES) == above
    assert band_of(edge + HAIR, [], RULES) == above
    assert band_of(edge - HAIR, [], RULES) == below


@pytest.mark.parametrize(("score", "band"), [(0, "Sangat Kurang"), (100, "Sangat Baik")])
def test_the_ends_have_a_band(score: int, band: str) -> None:
    """Nothing and everything lie inside a band too."""
    assert band_of(Decimal(score), [], RULES) == band


@given(st.decimals(0, 100, places=6), st.lists(st.sampled_from(BANDS), max_size=3))
def test_a_gate_only_lowers_and_never_raises(score: Decimal, ceilings: list[str]) -> None:
    """Under gates the band is the worst of the score's own band and of all ceilings."""
    own = band_of(score, [], RULES)
    found = band_of(score, [gate(one) for one in ceilings], RULES)
    assert BANDS.index(found) == max(BANDS.index(one) for one in [own, *ceilings])


def swapped(facts: list[Fact], out: str, *ins: Fact) -> list[Fact]:
    """The facts without those of a kind, item or segment, and with others instead."""
    left = [
        one
        for one in facts
        if out not in (one.kind, getattr(one, "item", ""), getattr(one, "segment", ""))
    ]
    return [*left, *ins]


def test_a_full_region_meets_no_gate() -> None:
    """A rule in force and an allocation: the band is that of the score."""
    card = scored(RICH)
    assert (card.gates, card.band) == ([], "Cukup")


def test_everything_at_its_target_is_a_hundred() -> None:
    """The best region there can be scores exactly 100, is complete, and has nothing left to do."""
    card = scored(excellent())
    assert (card.score, card.score_low, card.score_high) == (100, 100, 100)
    assert (card.completeness, card.band, card.actions) == (1, "Sangat Baik", [])


@pytest.mark.parametrize(
    "instead",
    [
        [],
        [fact("regulation", instrument="Perwal", title="x", stage=2)],
        [fact("regulation", instrument="Perda", number="1", year=2023, stage=6)],
        [
            fact(
                "regulation",
                instrument="Keputusan",
                number="1",
                year=2023,
                stage=8,
                status="berlaku",
            )
        ],
        [fact("regulation", instrument="Perda", number="1", year=2019, stage=9)],
    ],
    ids=["unknown", "draft", "not-yet-in-force", "decree", "withdrawn"],
)
def test_without_a_rule_in_force_cukup_is_the_most(instead: list[Fact]) -> None:
    """However good the rest: drafts, decrees, withdrawn and unknown rules pass no gate."""
    card = scored(swapped(excellent(), "regulation", *instead))
    assert card.score is not None
    assert card.score > 70
    assert [one.id for one in card.gates] == ["tanpa_regulasi_berlaku"]
    assert card.band == "Cukup"


@pytest.mark.parametrize("answer", ["tidak", None])
def test_without_an_allocation_kurang_is_the_most(answer: str | None) -> None:
    """A region that says it set nothing aside, or does not say, is Kurang at most."""
    said = [] if answer is None else [fact("attestation", item="apbd_memuat", answer=answer)]
    card = scored(swapped(excellent(), "budget", *said))
    assert card.score is not None
    assert card.score > 55
    assert [one.id for one in card.gates] == ["tanpa_alokasi_apbd"]
    assert card.band == "Kurang"


def test_a_gate_never_changes_the_score() -> None:
    """The gate is a ceiling on the word; the number and its bounds stay what they were."""
    draft = fact("regulation", instrument="Perwal", title="x", stage=2)
    card = scored(swapped(excellent(), "regulation", draft))
    whole = sum((one.score or Decimal(0)) * one.effective_weight for one in card.indicators)
    assert card.score == whole / 100


def test_an_open_error_makes_the_band_provisional() -> None:
    """A finding of severity galat leaves the band and says that it does not stand yet."""
    card = scored(excellent(), open_errors=True)
    assert (card.band, card.provisional) == ("Sangat Baik", True)
    assert not scored(excellent()).provisional


@pytest.mark.parametrize("edge", [85, 70, 55, 40])
@pytest.mark.parametrize("left_out", [["C6"], ["K1"], ["C6", "K1"], ["G4", "K3"], ["A2"]])
@pytest.mark.parametrize("kind", ["kota", "provinsi"])
def test_weights_add_up_to_a_hundred_and_means_keep_equal_scores(
    kind: str, left_out: list[str], edge: int
) -> None:
    """Where every indicator stands alike, so does the total, whatever does not apply."""
    rows = level(kind, left_out, edge)
    total = weighted([(one.low, one.effective_weight) for one in applicable(rows)])
    assert total is not None
    assert abs(total - edge) < HAIR
    assert abs(sum((one.effective_weight for one in rows), -Decimal(100))) < HAIR
    assert completeness(rows) == 1


@pytest.mark.parametrize(
    ("kind", "left_out"),
    [("kota", ["A2"]), ("kota", ["A1", "B1", "B5"]), ("provinsi", ["A1", "A2", "C6"])],
)
def test_equal_scores_at_an_edge_keep_their_band(kind: str, left_out: list[str]) -> None:
    """A region that stands at 85 in everything is Sangat Baik, whatever does not apply to it."""
    rows = level(kind, left_out, 85)
    total = weighted([(one.low, one.effective_weight) for one in applicable(rows)])
    assert total is not None
    assert band_of(total, [], RULES) == "Sangat Baik"


def level(kind: str, left_out: list[str], points: int) -> list[IndicatorScore]:
    """All indicators of a kind at the same points, some of them not applicable."""
    rules = rules_in_force(packaged_rubric(), kind, QUARTER.end)
    blank = [score_indicator(rule, known([], kind=kind), rules, "ketat") for rule in rules.rules]
    alike = {"status": "dinilai", "score": Decimal(points), "low": Decimal(points)}
    return with_effective_weights(
        [
            one.model_copy(update={"status": "tidak_berlaku"} if one.id in left_out else alike)
            for one in blank
        ]
    )


def test_a_pillar_that_does_not_apply_hands_its_weight_on() -> None:
    """If all of pillar K does not apply, the other pillars carry its 10 points in proportion."""
    rows = level("kota", ["K1", "K2", "K3"], 85)
    carried: dict[str, Decimal] = {}
    for one in rows:
        carried[one.pillar] = carried.get(one.pillar, Decimal(0)) + one.effective_weight
    assert carried["K"] == 0
    assert {name: round(weight, 6) for name, weight in carried.items() if name != "K"} == {
        name: round(Decimal(weight) * 100 / 90, 6)
        for name, weight in (("A", 20), ("B", 25), ("C", 35), ("G", 10))
    }


def test_redistributed_weight_stays_in_its_pillar() -> None:
    """Without a BUMD, K2 and K3 carry the 4 points of K1 and no other pillar changes."""
    card = scored([fact("attestation", item="punya_bumd", answer="tidak")])
    assert row(card, "K2").effective_weight + row(card, "K3").effective_weight == 10
    assert row(card, "A1").effective_weight == 10
