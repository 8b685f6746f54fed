"""The package: it reaches, nothing cheaper does, and a ceiling is lifted first."""

from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import Fact
from monev.counterfactual.changes import apply_changes
from monev.counterfactual.levers import load_levers
from monev.counterfactual.options import options_of
from monev.counterfactual.scene import Option, Scene
from monev.prospect import Prospect
from monev.rubric.shapes import AggregationRule
from monev.scoring import verdict
from tests.counterfactual.regions import (
    CALM,
    SUBSTANCE,
    World,
    after,
    answer,
    counted,
    our_books,
    people,
    place,
    regions,
    told,
    world,
)
from tests.facts import fact, packaged_rubric
from tests.scoring.cases import case

FEW = [
    ("C3", "C4", "B2"),
    ("C1", "C4", "K1"),
    ("A1", "C5"),
    ("B4", "C4", "G1"),
    ("A1", "B1", "C4"),
    ("A2", "C4", "G4"),
    ("G2", "K2", "C4"),
]
Key = tuple[int, int, int, list[str]]


@CALM
@given(
    regions(),
    st.sampled_from(["kota", "provinsi"]),
    st.sampled_from(["ketat", "indikatif"]),
    our_books(),
)
def test_applying_the_package_reaches_the_band(
    facts: list[Fact], kind: str, mode: str, books: dict[str, Any]
) -> None:
    """The changed facts, scored as a whole, have the band that was aimed at and the score told."""
    scene = world(facts, kind=kind, mode=mode, **books)
    found = told(scene)
    if not found.package:
        assert (found.score_after, found.band_after) == (found.score, found.band)
        return
    card = after(scene, found.package)
    assert place(scene, card.band) <= place(scene, found.next_band)
    assert (card.score, card.band) == (found.score_after, found.band_after)
    assert found.package[-1].score_after == card.score
    assert found.package[-1].reaches
    for number in range(len(found.package)):
        others = [one for place_, one in enumerate(found.package) if place_ != number]
        assert place(scene, after(scene, others).band) > place(scene, found.next_band)


@settings(CALM, max_examples=25)
@given(regions(), st.sampled_from(FEW))
def test_brute_force_finds_no_cheaper_package(facts: list[Fact], only: tuple[str, ...]) -> None:
    """All quantities of all levers are scored: none that reaches stands before the package told."""
    scene = world(facts, only)
    found = told(scene)
    if found.next_band is None:
        return
    options = options_of(Scene(*scene, load_levers()))
    grids = [_quantities(one) for one in options]
    best: Key | None = None
    for quantities in product(*grids):
        key = _key(options, quantities)
        if (best is None or key < best) and _reaches(scene, found, options, quantities):
            best = key
    own = _own(found)
    if best is None:
        assert own is None
    else:
        assert own is not None
        assert own <= best or not found.minimal
        assert found.minimal_whole
        assert found.minimal or "B2" in only


def _quantities(option: Option) -> list[int]:
    """All quantities of a small option; of money none, all, and some between."""
    if option.limit <= 12:
        return list(range(option.limit + 1))
    return sorted({option.limit * part // 6 for part in range(7)})


def _key(options: list[Option], quantities: tuple[int, ...]) -> Key:
    taken = [(one, n) for one, n in zip(options, quantities, strict=True) if n]
    amounts = [one.amount_idr(n) for one, n in taken]
    unknown = sum(one is None for one in amounts)
    return unknown, sum(one or 0 for one in amounts), len(taken), sorted(x.id for x, _ in taken)


def _own(found: Prospect) -> Key | None:
    if not found.package:
        return None
    amounts = [one.amount_idr for one in found.package]
    unknown = sum(one is None for one in amounts)
    names = sorted(one.lever for one in found.package)
    return unknown, sum(one or 0 for one in amounts), len(names), names


def _reaches(
    scene: World, found: Prospect, options: list[Option], quantities: tuple[int, ...]
) -> bool:
    known, rules, card = scene
    changes = [c for one, n in zip(options, quantities, strict=True) if n for c in one.changes(n)]
    outcome = verdict(apply_changes(known, changes), rules, card.mode)
    return place(scene, outcome.band) <= place(scene, found.next_band)


@pytest.mark.parametrize("active", [(200, 300, 2_000), (900, 10, 2_000), (300, 10, 12_000)])
def test_among_whole_steps_none_is_cheaper_for_thousands_of_workers(
    active: tuple[int, int, int],
) -> None:
    """Every set of paid levers in full with the least of one more costs as much or more."""
    scene = world(
        [
            people("SEMUA", active[0] * 10, 10_000),
            fact("target", coverage_pct=90),
            people("BPU-RENTAN", active[1], active[2]),
            people("BPU-KADER", 100, 400),
            *(people(name, 100, 400) for name in ("PU-DESA", "RTRW")),
            fact("contribution", group_code="BPU", registered_persons=90, paid_person_months=500),
        ],
        ["B4", "C1", "C4", "C5"],
    )
    found = told(scene)
    assert found.next_band is not None
    every = options_of(Scene(*scene, load_levers()))
    options = [one for one in every if one.price.unit_idr]
    costs = []
    for size in range(len(options)):
        for whole in combinations(options, size):
            for last in options:
                if last not in whole:
                    costs.append(_cost(scene, found, [*whole], last))
    known = [one for one in costs if one is not None]
    assert known
    assert found.package_amount_idr is not None
    assert 0 < found.package_amount_idr <= min(known)
    assert found.minimal_whole


def _cost(scene: World, found: Prospect, whole: list[Option], last: Option) -> int | None:
    """The cost of some options in full with the least of one more, by halving."""
    options = [*whole, last]
    full = tuple(one.limit for one in whole)
    if not _reaches(scene, found, options, (*full, last.limit)):
        return None
    low, high = 0, last.limit
    while high - low > 1:
        middle = (low + high) // 2
        enough = _reaches(scene, found, options, (*full, middle))
        low, high = (low, middle) if enough else (middle, high)
    amounts = [one.amount_idr(n) or 0 for one, n in zip(options, (*full, high), strict=True)]
    return sum(amounts)


def test_what_costs_nothing_is_done_before_anything_is_paid() -> None:
    """The full region reaches 70 by seven steps that cost no contribution: 0 rupiah, proven."""
    found = told(world(case("kota_lengkap").made_facts()))
    assert (found.package_amount_idr, found.minimal, found.minimal_whole) == (0, True, True)
    assert all(one.amount_idr == 0 for one in found.package)
    assert (found.band, found.next_band, found.band_after) == ("Cukup", "Baik", "Baik")


def test_fewer_steps_where_the_money_is_the_same() -> None:
    """Two free steps of which one is enough: one is told, the first by its name."""
    scene = world([answer("ptsp", "sop"), answer("pemadanan_nik", "perjanjian")], ["K2", "G3"])
    found = told(scene)
    assert [one.lever for one in found.package] == ["G3_pemadanan"]
    assert found.minimal


def test_a_ceiling_is_lifted_first() -> None:
    """Score enough for Baik but no rule in force: the band is held, and only enactment frees it."""
    draft = fact("regulation", instrument="Perwal", title="jamsostek", stage=2)
    facts = [draft, people("BPU-RENTAN", 60, 100), people("PU-NONASN", 99, 100)]
    scene = world([*facts, answer("ptsp", "sistem")], ["A1", "C3", "C4", "K2"])
    found = told(scene)
    assert (found.band, found.next_band) == ("Cukup", "Baik")
    assert found.score is not None
    assert found.score >= 70
    assert found.held_by == ["tanpa_regulasi_berlaku"]
    assert "tertahan oleh: belum terbukti ada Perda atau Perkada" in found.note.id
    assert [one.lever for one in found.single if one.reaches] == ["A1_undangkan"]
    (step,) = found.package
    assert step.lifts == ["tanpa_regulasi_berlaku"]
    assert step.sentence.id.startswith("Undangkan Raperwal")


def test_points_alone_do_not_lift_a_ceiling() -> None:
    """Score enough for Baik, nothing known of a rule: no step reaches, the rule is asked for."""
    facts = [
        *(people("BPU-RENTAN", 60, 100), people("PU-NONASN", 95, 100)),
        *(answer("ptsp", "sistem"), answer("rkpd_memuat", "ya"), answer("apbd_memuat", "ya")),
        *(answer("tim_sk", "ya"), counted("tim_rapat", 2), answer("pemadanan_nik", "ya")),
    ]
    found = told(world(facts, ["A1", "B1", "C3", "C4", "G2", "G3", "K2"]))
    assert (found.band, found.next_band) == ("Cukup", "Baik")
    assert found.score is not None
    assert found.score >= 70
    assert [one.lever for one in found.single] == ["C3_non_asn"]
    assert not any(one.reaches for one in found.single)
    assert (found.package, found.minimal) == ([], False)
    assert "tertahan oleh" in found.note.id
    assert [one.indicator for one in found.data_wanted] == ["A1"]


def test_a_rule_in_force_with_all_its_substance_asks_for_no_more() -> None:
    """Nothing to add to a Perda that holds all eight items."""
    rule = fact(
        "regulation",
        instrument="Perda",
        number="1",
        year=2023,
        stage=8,
        status="berlaku",
        substance=SUBSTANCE,
    )
    assert told(world([rule], ["A1", "A2"])).single == []


def test_another_way_of_adding_up_is_followed() -> None:
    """Under a geometric total steps are the whole scorecard's still, and no proof is claimed."""
    rubric = packaged_rubric()
    rule = AggregationRule.model_validate(
        {"from": "2021-03-25", "reference": "usulan", "within": "arithmetic", "across": "geometric"}
    )
    head = rubric.head.model_copy(update={"aggregation": [rule]})
    scene = world(
        case("kota_lengkap").made_facts(), rubric=rubric.model_copy(update={"head": head})
    )
    found = told(scene)
    assert found.package
    assert (found.minimal, found.minimal_whole) == (False, False)
    for steps in (*([one] for one in found.single), found.package):
        card = after(scene, steps)
        assert (card.score, card.band) == (steps[-1].score_after, steps[-1].band_after)
    assert found.band_after == found.next_band
