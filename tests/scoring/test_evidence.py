"""A draft is no rule and a statement is no document: what lacks its evidence is held back."""

from decimal import Decimal
from typing import Any

import pytest

from models import Fact
from monev.scorecard import IndicatorScore, Scorecard
from tests.facts import as_tier, fact, row, scored
from tests.scoring.cases import case

FULL = ["dokumen_resmi", "data_bpjs_tk", "instrumen", "simulasi"]
BARE = ["rilis", "media", "kutipan_ulang"]
RICH = case("kota_lengkap").made_facts()
RULE_KINDS = ["Perda", "Qanun", "Perdasus", "Perdasi", "Pergub", "Perbup", "Perwal"]
ITEMS = ["peserta", "non_asn", "desa", "rentan", "pembiayaan", "syarat_izin", "monev_pelaporan"]


def rule(instrument: str, stage: int, status: str = "tidak_diketahui", **more: Any) -> Fact:
    """A regulation at a stage."""
    return fact("regulation", instrument=instrument, title="x", stage=stage, status=status, **more)


def a1(*facts: Fact) -> Decimal:
    """Points of A1."""
    return row(scored(list(facts)), "A1").score or Decimal(0)


@pytest.mark.parametrize("instrument", RULE_KINDS)
@pytest.mark.parametrize("stage", range(8))
def test_a_draft_never_scores_like_an_enacted_rule(instrument: str, stage: int) -> None:
    """Every stage before "in force" stays below the same instrument in force, whatever it says."""
    assert a1(rule(instrument, stage, "berlaku")) < a1(rule(instrument, 8, "berlaku"))


@pytest.mark.parametrize("instrument", RULE_KINDS)
def test_a_rule_of_unknown_status_is_not_in_force(instrument: str) -> None:
    """Printed but not evidenced to be in force: below the rule in force, and the gate holds."""
    card = scored([rule(instrument, 8)])
    assert row(card, "A1").value == "penetapan"
    assert "tanpa_regulasi_berlaku" in [gate.id for gate in card.gates]


def test_stages_of_a_draft_never_fall_as_it_advances() -> None:
    """From proposal to enactment the points rise or stay."""
    points = [a1(rule("Perwal", stage)) for stage in range(8)]
    assert points == sorted(points)
    assert points == [0, 10, 20, 30, 40, 40, 60, 60]


def test_a_draft_beside_a_rule_changes_nothing() -> None:
    """A region with a rule in force and a revision under way has its rule."""
    force = rule("Perwal", 8, "berlaku")
    assert a1(force, rule("Perda", 3)) == a1(force) == 85


@pytest.mark.parametrize("instrument", ["MoU", "PKS", "Nota Kesepahaman"])
def test_an_agreement_is_no_regulation(instrument: str) -> None:
    """A memorandum in force is no legal instrument of the region: it has no points in A1."""
    assert a1(rule(instrument, 8, "berlaku")) == 0


@pytest.mark.parametrize("stage", [2, 6, 9])
def test_substance_is_that_of_rules_in_force(stage: int) -> None:
    """Items of a draft or of a withdrawn rule are not items that anybody can rely on."""
    force = row(scored([rule("Perwal", 8, "berlaku", substance=ITEMS)]), "A2")
    other = row(scored([rule("Perwal", stage, substance=ITEMS)]), "A2")
    assert (other.score or 0) < (force.score or 0)


@pytest.mark.parametrize("tier", BARE)
def test_a_press_statement_counts_at_most_half(tier: str) -> None:
    """The same figures from the press: every score is cut at 50 and says that it was."""
    for one, full in _both(tier):
        assert one.points == full.points, one.id
        assert one.cap == 50, one.id
        assert one.score == min(full.score or Decimal(0), Decimal(50)), one.id
        assert one.high <= 50, one.id


@pytest.mark.parametrize("tier", FULL)
def test_a_document_counts_in_full(tier: str) -> None:
    """The same figures from documents are cut nowhere."""
    for one, full in _both(tier):
        assert (one.cap, one.score) == (None, full.score), one.id


def _both(tier: str) -> list[tuple[IndicatorScore, IndicatorScore]]:
    found = scored(as_tier(RICH, tier))
    full = scored(RICH)
    return [(one, row(full, one.id)) for one in found.indicators if one.status == "dinilai"]


def test_the_cap_needs_only_one_bare_input() -> None:
    """Members from the press over workers from a document are still a press figure."""
    document = as_tier(RICH, "dokumen_resmi")
    mixed = [
        as_tier([one], "media")[0] if getattr(one, "segment", "") == "RTRW" else one
        for one in document
    ]
    groups = row(scored(mixed), "C5")
    assert groups.cap == 50
    assert row(scored(document), "C5").cap is None


def test_a_capped_duty_is_partly_met_at_most() -> None:
    """A rule in force by press reports alone does not fulfil the duty to enact one."""
    for tier, status in (("media", "sebagian"), ("dokumen_resmi", "terpenuhi")):
        card = scored([rule("Perda", 8, "berlaku", tier=tier)])
        assert _duty(card, "D1") == status


def _duty(card: Scorecard, name: str) -> str:
    return next(one.status for one in card.duties if one.id == name)


def test_a_press_report_does_not_weaken_a_document() -> None:
    """A documented peraturan wali kota keeps its 85 when the press adds a perda without a copy."""
    documented = rule("Perwal", 8, "berlaku", tier="dokumen_resmi")
    assert a1(documented, rule("Perda", 8, "berlaku", tier="media")) >= a1(documented)


def test_an_old_stage_told_late_does_not_undo_a_rule() -> None:
    """A later report of the drafting of a rule that is in force by now does not make it a draft."""
    force: dict[str, Any] = {"instrument": "Perwal", "number": "5", "year": 2024}
    enacted = fact("regulation", **force, stage=8, status="berlaku", known_on="2024-09-01")
    retold = fact(
        "regulation", **force, stage=2, stage_on="2024-02-01", known_on="2024-09-20", tier="media"
    )
    assert a1(enacted, retold) == 85


def test_a_source_named_by_the_press_is_capped() -> None:
    """Funding sources that only the press names are half evidence, with or without an amount."""
    lines = [
        fact("budget", tier="media", funding_source=source, group_code="BPU-RENTAN", persons=10)
        for source in ("CSR", "APBDES")
    ]
    assert (row(scored(lines), "B5").score or 0) <= 50


def test_a_plan_named_by_the_press_is_capped() -> None:
    """An RKPD line that only the press tells of makes the pair half evidence."""
    facts = [
        fact("budget", stage="RKPD", allocation_idr=5, tier="media"),
        fact("budget", stage="APBD", allocation_idr=5, tier="dokumen_resmi"),
    ]
    found = row(scored(facts), "B1")
    assert found.value == "rkpd_dan_apbd"
    assert found.cap == 50


def test_a_rule_retold_by_the_press_stays_documented() -> None:
    """An article that names a rule of 2022 leaves its copy, its substance and its gate standing."""
    same: dict[str, Any] = {"instrument": "Perwal", "number": "5", "year": 2022, "stage": 8}
    copy = fact(
        "regulation",
        **same,
        status="berlaku",
        stage_on="2022-01-10",
        substance=ITEMS,
        tier="dokumen_resmi",
    )
    retold = fact("regulation", **same, stage_on="2024-09-12", known_on="2024-09-12", tier="media")
    alone, both = scored([copy]), scored([copy, retold])
    assert [gate.id for gate in both.gates] == [gate.id for gate in alone.gates]
    assert row(both, "A1").score == row(alone, "A1").score == 85
    assert row(both, "A2").score == row(alone, "A2").score
