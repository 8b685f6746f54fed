"""A gate puts a ceiling on the band: it holds unless passed, caps and never lifts.

Each gate of each profile is tried with every value that its indicator can have, without evidence,
and where it is not asked; then with the facts that the real formulas read.
"""

from collections.abc import Mapping
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import Fact
from monev.rubric import Rubric, rules_in_force
from monev.rubric.shapes import Gate
from monev.scorecard import Scorecard
from monev.wording import Wording
from tests.facts import QUARTER, fact, row, scored
from tests.scoring.best_region import excellent
from tests.scoring.cases import case
from tests.scoring.plain_rules import (
    KINDS,
    NOT_ASKED,
    card_of,
    plain,
    profiles,
    rubric_of,
    stepped,
    weights_of,
    with_head,
)

PACKAGED = rubric_of("")
PLAIN = plain(PACKAGED)
TITLES = [one.title.id for one in rules_in_force(PACKAGED, "kota", QUARTER.end).bands.bands]
EVERY_GATE = [
    pytest.param(profile, gate.id, id=f"{profile or 'bawaan'}-{gate.id}")
    for profile in profiles()
    for gate in rubric_of(profile).head.gates
]
DRAFT = fact("regulation", instrument="Perwal", title="Rancangan", stage=2)


def bands_of(rubric: Rubric) -> list[str]:
    """The bands of a rubric from the best to the worst."""
    bands = rules_in_force(rubric, "kota", QUARTER.end).bands.bands
    return [one.title.id for one in sorted(bands, key=lambda each: each.at_least, reverse=True)]


def steps_of(rubric: Rubric, gate: Gate) -> Mapping[str, Decimal]:
    """The values that a gate's indicator can have, with their points."""
    one = next(one for one in rubric.indicators if one.id == gate.indicator)
    return next(scale.steps for scale in one.scale if scale.holds_on(QUARTER.end)) or {}


def tried(profile: str, name: str, answer: str | None, kind: str = "kota") -> Scorecard:
    """The card of a region at 100 in all but one gate's indicator, under that gate alone."""
    packaged = rubric_of(profile)
    gate = next(one for one in packaged.head.gates if one.id == name)
    rubric = stepped(plain(packaged), gate.indicator, steps_of(packaged, gate))
    points: dict[str, int | str] = dict.fromkeys(weights_of(rubric, kind), 100)
    del points[gate.indicator]
    if answer is not None:
        points[gate.indicator] = answer
    return card_of(with_head(rubric, gates=[gate]), points, kind)


def own_band(card: Scorecard, rubric: Rubric) -> str:
    """The band of a card's score where no gate holds."""
    bands = rules_in_force(rubric, "kota", QUARTER.end).bands.bands
    assert card.score is not None
    reached = [one for one in bands if card.score >= one.at_least]
    return max(reached, key=lambda one: one.at_least).title.id


def worse(rubric: Rubric, *bands: str) -> str:
    """The worst of some bands."""
    return max(bands, key=bands_of(rubric).index)


@pytest.mark.parametrize(("profile", "name"), EVERY_GATE)
def test_a_gate_passes_with_its_values_and_with_no_other(profile: str, name: str) -> None:
    """Every step of the indicator: the gate holds exactly where the value is not among its own."""
    rubric = rubric_of(profile)
    gate = next(one for one in rubric.head.gates if one.id == name)
    steps = steps_of(rubric, gate)
    assert set(gate.passes_with) < set(steps)
    for kind, answer in product(KINDS, steps):
        card = tried(profile, name, answer, kind)
        holds = [one.id for one in card.gates]
        assert holds == ([] if answer in gate.passes_with else [name]), (kind, answer)
        ceiling = [gate.band_at_most] if holds else []
        assert card.band == worse(rubric, own_band(card, rubric), *ceiling), (kind, answer)


@pytest.mark.parametrize(("profile", "name"), EVERY_GATE)
def test_what_is_not_evidenced_does_not_pass(profile: str, name: str) -> None:
    """Without an answer the gate holds, and says why and how far it lets the band go."""
    gate = next(one for one in rubric_of(profile).head.gates if one.id == name)
    card = tried(profile, name, None)
    assert row(card, gate.indicator).status == "data_tidak_tersedia"
    assert [(one.id, one.band_at_most, one.reason) for one in card.gates] == [
        (gate.id, gate.band_at_most, gate.reason)
    ]
    assert card.band == gate.band_at_most


@pytest.mark.parametrize(("profile", "name"), EVERY_GATE)
def test_what_is_not_asked_holds_nobody_back(profile: str, name: str) -> None:
    """Where the gate's indicator does not apply there is no gate: the band is that of the score."""
    card = tried(profile, name, NOT_ASKED)
    assert card.gates == []
    assert card.band == bands_of(rubric_of(profile))[0]


@pytest.mark.parametrize("profile", profiles())
def test_of_two_gates_the_lower_counts(profile: str) -> None:
    """In whichever order the rules list them, every pair of ceilings leaves the lower one."""
    packaged = rubric_of(profile)
    titles = bands_of(packaged)
    points: dict[str, int | str] = dict.fromkeys(weights_of(packaged, "kota"), 100)
    rubric = plain(packaged)
    for first, second in product(titles, titles):
        gates = [gate_at(first, "A1"), gate_at(second, "B1")]
        card = card_of(with_head(rubric, gates=gates), points)
        assert len(card.gates) == 2
        assert card.band == max(first, second, key=titles.index)


def gate_at(ceiling: str, indicator: str) -> Gate:
    """A gate that nothing passes."""
    return Gate(
        id=f"uji_{indicator}",
        indicator=indicator,
        passes_with=["tidak pernah"],
        band_at_most=ceiling,
        reason=Wording(id="uji", en="test"),
    )


@settings(max_examples=40)
@given(st.integers(0, 100), st.lists(st.sampled_from(TITLES), max_size=3))
def test_a_gate_only_lowers_and_never_raises(points: int, ceilings: list[str]) -> None:
    """Under gates the band is the worst of the score's own band and of all ceilings."""
    gates = [gate_at(one, name) for one, name in zip(ceilings, ("A1", "B1", "C1"), strict=False)]
    level: dict[str, int | str] = dict.fromkeys(weights_of(PACKAGED, "kota"), points)
    free = card_of(PLAIN, level)
    held = card_of(with_head(PLAIN, gates=gates), level)
    assert free.band is not None
    assert held.band == worse(PACKAGED, free.band, *ceilings)
    assert (held.score, held.score_low, held.score_high) == (
        *(free.score, free.score_low, free.score_high),
    )


def test_a_gate_gives_no_band_where_there_is_none() -> None:
    """Where too little is known for a band, a ceiling is no band either."""
    card = card_of(plain(PACKAGED, gates=True), {"C1": 100})
    assert card.gates
    assert (card.band, card.band_reason) == (None, "kelengkapan_kurang")


@pytest.mark.parametrize("mode", ["ketat", "indikatif"])
def test_gates_hold_alike_in_both_modes(mode: str) -> None:
    """What is missing weighs nothing in mode indikatif, and still passes no gate."""
    level: dict[str, int | str] = dict.fromkeys(weights_of(PACKAGED, "kota"), 100)
    del level["A1"], level["B1"]
    card = card_of(plain(PACKAGED, gates=True), level, mode=mode)
    assert [one.id for one in card.gates] == ["tanpa_regulasi_berlaku", "tanpa_alokasi_apbd"]
    assert card.band == "Kurang"


def swapped(out: str, *ins: Fact) -> list[Fact]:
    """The best region without its facts of a kind, item or segment, and with others instead."""
    left = [
        one
        for one in excellent()
        if out not in (one.kind, getattr(one, "item", ""), getattr(one, "segment", ""))
    ]
    return [*left, *ins]


def rule(instrument: str, stage: int, status: str = "tidak_diketahui", **others: Any) -> Fact:
    """A numbered instrument of 2023."""
    return fact(
        "regulation",
        instrument=instrument,
        number="1",
        stage=stage,
        status=status,
        **({"year": 2023} | others),
    )


NO_RULE = {
    "nothing known": [],
    "nothing there": [rule("Perda", 0)],
    "a draft": [DRAFT],
    "agreed on": [rule("Perda", 5)],
    "enacted, not in force": [rule("Perda", 6)],
    "promulgated, not in force": [rule("Perda", 7)],
    "stage 8, in force unsaid": [rule("Perda", 8)],
    "a decree": [rule("Keputusan", 8, "berlaku")],
    "an instruction": [rule("Instruksi", 8, "berlaku")],
    "a circular": [rule("Surat Edaran", 8, "berlaku")],
    "withdrawn": [rule("Perda", 9, year=2019)],
    "said to be no longer in force": [rule("Perda", 8, "tidak_berlaku")],
    "a memorandum": [rule("Nota Kesepahaman", 8, "berlaku")],
    "enacted a day after the quarter": [
        rule("Perda", 8, "berlaku", stage_on=QUARTER.next().start, known_on=QUARTER.due_date)
    ],
}
A_RULE = {
    "a Perda": [rule("Perda", 8, "berlaku")],
    "a Qanun": [rule("Qanun", 8, "berlaku")],
    "a Perwal": [rule("Perwal", 8, "berlaku")],
    "a Perbup": [rule("Perbup", 8, "berlaku")],
    "both": [rule("Perda", 8, "berlaku"), rule("Perwal", 8, "berlaku")],
    "a Perwal and a draft": [rule("Perwal", 8, "berlaku"), DRAFT],
}


@pytest.mark.parametrize("instead", NO_RULE.values(), ids=list(NO_RULE))
def test_without_a_rule_in_force_cukup_is_the_most(instead: list[Fact]) -> None:
    """However good the rest: what is no rule in force on the last day passes no gate."""
    card = scored(swapped("regulation", *instead))
    assert card.score is not None
    assert card.score > 70
    assert [one.id for one in card.gates] == ["tanpa_regulasi_berlaku"]
    assert card.band == "Cukup"


@pytest.mark.parametrize("instead", A_RULE.values(), ids=list(A_RULE))
def test_a_rule_in_force_passes(instead: list[Fact]) -> None:
    """A Perda, a Perkada or both, each evidenced to be in force."""
    card = scored(swapped("regulation", *instead))
    assert (card.gates, card.band) == ([], "Sangat Baik")


NO_MONEY = {
    "nothing known": [],
    "a plain no": [fact("attestation", item="apbd_memuat", answer="tidak")],
    "an answer that is neither": [fact("attestation", item="apbd_memuat", answer="sebagian")],
    "planned only": [fact("budget", stage="RKPD", allocation_idr=5, group_code="RTRW")],
    "an allocation of zero": [fact("budget", allocation_idr=0, group_code="RTRW")],
    "spent, nothing allocated": [fact("budget", realised_idr=5, group_code="RTRW")],
    "last year's": [fact("budget", fiscal_year=2023, allocation_idr=5, group_code="RTRW")],
}


@pytest.mark.parametrize("instead", NO_MONEY.values(), ids=list(NO_MONEY))
def test_without_an_allocation_kurang_is_the_most(instead: list[Fact]) -> None:
    """A region that set nothing aside this year, or does not say so, is Kurang at most."""
    card = scored(swapped("budget", *instead))
    assert card.score is not None
    assert card.score > 55
    assert [one.id for one in card.gates] == ["tanpa_alokasi_apbd"]
    assert card.band == "Kurang"


@pytest.mark.parametrize("planned", ["ya", "tidak"])
def test_an_allocation_passes_with_or_without_a_plan(planned: str) -> None:
    """What stands in the APBD passes, whether the RKPD held it or not."""
    facts = swapped("rkpd_memuat", fact("attestation", item="rkpd_memuat", answer=planned))
    card = scored(facts)
    assert (row(card, "B1").value, card.gates) == (
        "rkpd_dan_apbd" if planned == "ya" else "hanya_apbd",
        [],
    )


def test_without_rule_and_money_the_lower_ceiling_counts() -> None:
    """Cukup for want of a rule and Kurang for want of money: Kurang, and both are told."""
    facts = [one for one in swapped("regulation") if one.kind != "budget"]
    card = scored([*facts, fact("attestation", item="apbd_memuat", answer="tidak")])
    assert {one.id for one in card.gates} == {"tanpa_regulasi_berlaku", "tanpa_alokasi_apbd"}
    assert card.band == "Kurang"


def test_gates_do_not_lift_a_weak_region() -> None:
    """A region below 40 stays Sangat Kurang though its ceilings are Cukup and Kurang."""
    facts = [one for one in case("kota_lengkap").made_facts() if one.kind not in _STRONG]
    card = scored(facts)
    assert len(card.gates) == 2
    assert card.score is not None
    assert card.score < 40
    assert card.band == "Sangat Kurang"


_STRONG = {"regulation", "budget"}
