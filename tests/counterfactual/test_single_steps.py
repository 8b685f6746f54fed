"""Single steps: each is proven by scoring the facts as they would be, and none is too large."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from models import Fact
from monev.counterfactual.changes import apply_changes
from monev.counterfactual.levers import load_levers
from monev.counterfactual.options import options_of
from monev.counterfactual.scene import Scene
from monev.scoring import score, verdict
from tests.counterfactual.regions import (
    CALM,
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
from tests.facts import fact, scored
from tests.scoring.best_region import excellent
from tests.scoring.cases import case

SMALL = settings(CALM, max_examples=30)
MODES = st.sampled_from(["ketat", "indikatif"])
KINDS = st.sampled_from(["kota", "kabupaten", "provinsi"])


@CALM
@given(regions(), KINDS, MODES, our_books())
def test_what_a_step_brings_is_what_the_whole_scorecard_says(
    facts: list[Fact], kind: str, mode: str, books: dict[str, Any]
) -> None:
    """Score and band after every single step are those of the changed facts, scored as a whole."""
    scene = world(facts, kind=kind, mode=mode, **books)
    found = told(scene)
    for step in found.single:
        card = after(scene, [step])
        assert (card.score, card.band) == (step.score_after, step.band_after), step.lever
        assert step.gain > 0 or step.lifts
        arrived = place(scene, card.band) <= place(scene, found.next_band)
        assert step.reaches == (found.next_band is not None and arrived)


@SMALL
@given(regions(), st.sampled_from([("C4",), ("C3", "B2"), ("A2", "G1"), ("B4",), ("C1", "C5")]))
def test_no_smaller_quantity_reaches_the_band(facts: list[Fact], only: tuple[str, ...]) -> None:
    """Every quantity of every lever is scored: the least that reaches is the one that is told."""
    scene = world(facts, only)
    found = told(scene)
    if found.next_band is None:
        return
    least = {one.lever: one.quantity for one in found.single if one.reaches}
    for option in options_of(Scene(*scene, load_levers())):
        if option.limit <= 150:
            wanted = [n for n in range(1, option.limit + 1) if _reaches(scene, option.changes(n))]
            assert least.get(option.id) == (wanted[0] if wanted else None), option.id


def _reaches(scene: World, changes: list[Any]) -> bool:
    known, rules, card = scene
    found = verdict(apply_changes(known, changes), rules, card.mode)
    return place(scene, found.band) < place(scene, card.band)


@SMALL
@given(regions(), st.sampled_from(["B2", "B3", "C4", "C1"]))
def test_one_unit_less_does_not_reach(facts: list[Fact], name: str) -> None:
    """A rupiah, a thousand rupiah or a person fewer leaves the region in its band."""
    scene = world(facts, [name, "B1"])
    options = {one.id: one for one in options_of(Scene(*scene, load_levers()))}
    for step in told(scene).single:
        if step.reaches:
            assert _reaches(scene, step.changes)
            fewer = options[step.lever].changes(step.quantity - 1) if step.quantity > 1 else []
            assert not _reaches(scene, fewer)


def test_the_cheapest_single_step_comes_first() -> None:
    """Steps that reach stand first, the cheapest before the dearer; the rest by what they bring."""
    steps = told(
        world(
            [
                people("BPU-RENTAN", 10, 100),
                people("SEMUA", 200, 1000),
                fact("target", coverage_pct=30),
            ],
            ["C1", "C4"],
        )
    ).single
    assert [(one.lever, one.reaches) for one in steps] == [
        ("C4_rentan", True),
        ("C1_cakupan", True),
    ]
    assert (steps[0].amount_idr or 0) < (steps[1].amount_idr or 0)


def test_a_file_that_lies_there_twice_takes_no_step_away() -> None:
    """To pay more of what is allocated brings the same, though a copy still tells of less."""
    stated: dict[str, Any] = {"listing": "LRA", "agency": "Dinsos", "persons": 10, "months": 12}
    paid = fact(
        "budget",
        **(stated | {"allocation_idr": 2_016_000, "realised_idr": 100_000}),
        realised_on=date(2024, 9, 30),
        evidence_sha256="1" * 64,
    )
    copy = paid.model_copy(update={"evidence_sha256": "2" * 64}).identified()
    alone, twice = (world(facts, ["B1", "B2", "B3"]) for facts in ([paid], [paid, copy]))
    assert twice[2].score == alone[2].score
    brought = [
        [(one.lever, one.quantity, one.gain, one.score_after) for one in told(scene).single]
        for scene in (alone, twice)
    ]
    assert "B3" in {one.indicator for one in told(twice).single}
    assert brought[0] == brought[1]
    for step in told(twice).single:
        assert after(twice, [step]).score == step.score_after


def test_insuring_stops_at_those_who_are_eligible() -> None:
    """Of 10 eligible workers 4 are active: at most 6 more, and no more than the scale rewards."""
    steps = {one.lever: one for one in told(world([people("PU-NONASN", 4, 10)], ["C3"])).single}
    assert steps["C3_non_asn"].most == 6
    steps = {one.lever: one for one in told(world([people("BPU-RENTAN", 1, 10)], ["C4"])).single}
    assert steps["C4_rentan"].most == 4


def test_a_draft_is_enacted_and_a_new_act_is_another_step() -> None:
    """A Raperwal in drafting can become a Perwal in force; a Perda would be a second deed."""
    draft = fact("regulation", instrument="Perwal", title="jamsostek", stage=2)
    steps = [one for one in told(world([draft])).single if one.lever == "A1_undangkan"]
    assert {one.sentence.id.split(" sehingga")[0] for one in steps} == {
        "Undangkan Raperwal “jamsostek”",
        "Undangkan Perda baru",
    }
    assert all(one.lifts == ["tanpa_regulasi_berlaku"] for one in steps)


def test_a_late_report_counts_half_and_the_next_one_whole() -> None:
    """Of four reports one came on time, one late: two are still out, each worth half of one."""
    scene = world([counted("laporan_tepat_waktu", 1, 4), counted("laporan_terlambat", 1)], ["G1"])
    steps = {one.lever: one for one in told(scene).single}
    late = steps["G1_tertunggak"]
    assert (late.quantity, late.most, late.gain) == (1, 2, Decimal("12.5"))
    assert "paling lambat tanggal 10" in steps["G1_berikut"].sentence.id


def test_climbing_from_sop_to_the_system() -> None:
    """K2 stands at the SOP: the only rung left is the licensing system."""
    (step,) = told(world([answer("ptsp", "sop")], ["K2"])).single
    assert (step.quantity, step.most, step.gain) == (1, 1, Decimal(30))
    assert "sistem perizinan" in step.sentence.id


def test_evidence_lifts_the_cap_and_nothing_else() -> None:
    """A clipping that says "berlaku" counts 50; the same rule with its document counts 85."""
    told_of = fact(
        "regulation",
        instrument="Perwal",
        number="5",
        year=2022,
        stage=8,
        status="berlaku",
        tier="media",
    )
    steps = {one.lever: one for one in told(world([told_of], ["A1"])).single}
    assert steps["A1_bukti"].gain == Decimal(35)
    assert steps["A1_bukti"].amount_idr == 0
    assert [one.kind for one in steps["A1_bukti"].changes] == ["bukti"]


def test_nothing_is_left_to_do_for_the_best_region() -> None:
    """At a hundred points there is no step, no package and no data wanted, but what keeps it."""
    found = told(world(excellent()))
    assert (found.band, found.next_band, found.held_by) == ("Sangat Baik", None, [])
    assert (found.single, found.package, found.data_wanted) == ([], [], [])
    assert [one.indicator for one in found.kept_by] == ["A1", "B1"]


def test_in_the_highest_band_the_remaining_gains_are_told_but_reach_nothing() -> None:
    """Above 85 points steps still gain: 30 of the 6,67 points of K2, as K1 does not apply."""
    scene = world(
        [one for one in excellent() if getattr(one, "item", "") != "ptsp"] + [answer("ptsp", "sop")]
    )
    found = told(scene)
    assert (found.band, found.next_band, found.package) == ("Sangat Baik", None, [])
    assert [(one.lever, one.gain, one.reaches) for one in found.single] == [
        ("K2_ptsp", Decimal(2), False)
    ]


def test_the_facts_of_a_step_bear_the_mark_of_a_hypothesis() -> None:
    """Each changed fact says that it is a step; the given facts stay as they are."""
    scene = world(case("kota_lengkap").made_facts())
    known = scene[0]
    before = [one.model_dump() for one in known.all]
    titles = {one.source_title for one in known.all}
    for step in told(scene).single:
        changed = apply_changes(known, step.changes)
        new = [one for one in changed.all if one.source_title not in titles]
        assert new or any(one.kind == "laporan" for one in step.changes)
        assert {one.source_title for one in new} <= {"langkah yang dihitung"}
    assert [one.model_dump() for one in known.all] == before


def test_the_same_facts_give_the_same_steps() -> None:
    """Twice the same facts: byte for byte the same answer."""
    facts = case("kota_lengkap").made_facts()
    one, two = told(world(facts)), told(world(facts))
    assert one.model_dump_json() == two.model_dump_json()
    assert score(*world(facts)[:2]) == scored(facts)
