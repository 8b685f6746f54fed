"""G1 by our receipts, G4 by our own follow-up, P1 with the evidence of its kab/kota."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Fact, Quarter, Tier
from monev.known import Child, PastAction, ReportDue
from monev.rubric import rules_in_force
from monev.scorecard import IndicatorScore, Scorecard
from monev.scoring import score
from tests.facts import QUARTER, fact, known, packaged_rubric, row, scored

ON_TIME, LATE, MISSING, EXCUSED = "tepat", "terlambat", "belum", "dikecualikan"


def report(number: int, how: str) -> ReportDue:
    """A report of 2024 that came so, or did not."""
    quarter = Quarter(2024, number)
    days = {ON_TIME: quarter.due_date, LATE: quarter.due_date + timedelta(1)}
    return ReportDue(
        quarter=str(quarter),
        due_on=quarter.due_date,
        handed_in_on=days.get(how),
        evidence_sha256="e" * 64 if how in days else "",
        place=f"tanda terima laporan {quarter}" if how in days else "",
        excused=how == EXCUSED,
    )


def past(indicator: str, deadline: date, **more: Any) -> PastAction:
    """A recommendation of the first quarter."""
    name = f"36.72/2024-Q1/{indicator}{'-data' if more.get('asks_for_data') else ''}"
    basis = PastAction(
        *(name, indicator, "koordinasi", "Dinas", "Kerjakan.", deadline, "2024-Q1", 1),
        found_in="2024-Q2",
    )
    return replace(basis, **more)


def judged(
    facts: Sequence[Fact] = (), kind: str = "kota", mode: str = "", **beside: Any
) -> Scorecard:
    """Score a region with what our own books say of it."""
    rules = rules_in_force(packaged_rubric(), kind, QUARTER.end)
    return score(replace(known(facts, kind=kind), **beside), rules, mode)


@pytest.mark.parametrize("kind", ["kota", "kabupaten", "provinsi"])
def test_reports_on_time_count_whole_and_late_ones_half(kind: str) -> None:
    """One on time, one late, one missing: 1,5 of 3, each shown by its receipt."""
    due = (report(1, ON_TIME), report(2, LATE), report(3, MISSING))
    found = row(judged(kind=kind, reports_due=due), "G1")
    assert (found.status, found.value, found.score) == ("dinilai", "0.5", Decimal(50))
    assert {one.value for one in found.inputs} == {"2024-04-10", "2024-07-11", "belum diterima"}
    assert {one.evidence_sha256 for one in found.inputs} == {"e" * 64, ""}
    assert "belum ada tanda terima laporan 2024-Q3" in {one.locator for one in found.inputs}
    assert found.cap is None


@given(st.lists(st.sampled_from([ON_TIME, LATE, MISSING, EXCUSED]), min_size=1, max_size=3))
def test_the_share_is_exact_whatever_came(how: list[str]) -> None:
    """On time plus half of late, out of what is not excused; excused from all is not asked."""
    due = tuple(report(number, one) for number, one in enumerate(how, start=1))
    found = row(judged(reports_due=due), "G1")
    expected = len(how) - how.count(EXCUSED)
    if not expected:
        assert (found.status, found.reason) == ("tidak_berlaku", "tidak_ada_yang_dihitung")
        return
    twice = 2 * how.count(ON_TIME) + how.count(LATE)
    assert found.score is not None
    assert found.score * expected * 2 == pytest.approx(100 * twice, abs=Decimal("1e-20"))


def test_an_excused_report_that_came_counts() -> None:
    """A waiver takes no credit away: the report came in time."""
    due = (replace(report(1, ON_TIME), excused=True), report(2, MISSING))
    assert row(judged(reports_due=due), "G1").value == "0.5"


def test_our_receipts_outweigh_what_the_region_says() -> None:
    """It claims three of three in time; our books have one missing of two."""
    claims = [
        fact("attestation", item="laporan_tepat_waktu", count=3, total=3),
        fact("attestation", item="laporan_terlambat", count=0),
    ]
    due = (report(1, ON_TIME), report(2, MISSING))
    assert row(judged(claims, reports_due=due), "G1").value == "0.5"
    assert row(judged(claims), "G1").value == "1"


@pytest.mark.parametrize(("day", "told"), [(date(2024, 6, 30), ""), (date(2024, 6, 29), "usang")])
def test_without_receipts_own_counts_of_three_months_stand_in(day: date, told: str) -> None:
    """Counts of 30 June still speak for the third quarter, those of a day earlier do not."""
    claims = [
        fact("attestation", item="laporan_tepat_waktu", count=1, total=2, day=day),
        fact("attestation", item="laporan_terlambat", count=1),
    ]
    found = row(judged(claims), "G1")
    assert found.reason == ("jawaban_usang" if told else "")
    assert found.value == (None if told else "0.75")


DUE, LATER = date(2024, 10, 10), date(2024, 10, 11)


def test_g4_is_what_is_closed_out_of_what_was_due() -> None:
    """K2 done, G3 short, data for C1 out, data for G2 in; A1 not due, G4 never: 2 of 4."""
    facts = [
        fact("attestation", item="ptsp", answer="sistem"),
        fact("attestation", item="pemadanan_nik", answer="perjanjian"),
        fact("attestation", item="tim_sk", answer="ya"),
        fact("attestation", item="tim_rapat", count=0),
    ]
    actions = (
        *(past("K2", DUE), past("G3", DUE), past("C1", DUE, asks_for_data=True)),
        *(past("G2", DUE, asks_for_data=True), past("A1", LATER), past("G4", DUE)),
    )
    card = judged(facts, past_actions=actions)
    found = row(card, "G4")
    assert (found.value, found.score) == ("0.5", Decimal(50))
    counts = {one.title: one.items for one in found.counts}
    assert counts["rekomendasi_selesai"] == ["36.72/2024-Q1/K2", "36.72/2024-Q1/G2-data"]
    assert len(counts["rekomendasi_jatuh_tempo"]) == 4
    states = {one.indicator: (one.status, one.since) for one in card.follow_up}
    assert states == {
        "K2": ("selesai", "2024-Q3"),
        "G3": ("lewat_tenggat", "2024-Q3"),
        "C1": ("lewat_tenggat", "2024-Q3"),
        "G2": ("selesai", "2024-Q3"),
        "A1": ("terbuka", "2024-Q1"),
        "G4": ("lewat_tenggat", "2024-Q3"),
    }


def test_an_input_of_g4_leads_to_the_evaluation_that_asked_and_says_which_scored() -> None:
    """Quarter and revision of the evaluation it was read from; the score is this quarter's."""
    facts = [fact("attestation", item="ptsp", answer="sop")]
    (told,) = row(judged(facts, past_actions=(past("K2", DUE),)), "G4").inputs
    assert told.value == "70"
    assert told.locator == (
        "rekomendasi 36.72/2024-Q1/K2 dalam hasil monev 2024-Q2 revisi 1; "
        "nilai K2 menurut evaluasi 2024-Q3 ini"
    )
    assert (told.source_title, told.known_on) == ("Hasil monev 2024-Q2", date(2024, 7, 10))


def test_what_was_done_early_counts_when_it_falls_due() -> None:
    """K2 was closed in the second quarter, due in the third: 1 of 2, though its score fell since.

    Asked anew, it carries a new number.
    """
    facts = [
        fact("attestation", item="ptsp", answer="sop"),
        fact("attestation", item="pemadanan_nik", answer="tidak"),
    ]
    early = past("K2", DUE, closed_in="2024-Q2")
    card = judged(facts, past_actions=(early, past("G3", DUE)))
    assert row(card, "G4").value == "0.5"
    assert "selesai menurut evaluasi 2024-Q2" in row(card, "G4").inputs[0].locator
    again = next(one for one in card.actions if one.indicator == "K2")
    assert (again.id, again.issued_in) == ("36.72/2024-Q3/K2", "2024-Q3")


def test_nothing_due_of_ours_leaves_the_regions_own_matrix() -> None:
    """Nothing asked before, not due, G4 itself, or no longer asked: 1 of 4 as the region says."""
    matrix = fact("attestation", item="tindak_lanjut", count=1, total=4)
    stays_away = fact("attestation", item="ptsp", answer="tidak_berlaku")
    for actions in ((), (past("A1", LATER),), (past("G4", DUE),), (past("K2", DUE),)):
        found = row(judged([matrix, stays_away], past_actions=actions), "G4")
        assert found.value == "0.25", actions


@pytest.mark.parametrize("mode", ["ketat", "indikatif"])
def test_absence_closes_nothing_in_either_mode(mode: str) -> None:
    """The zero of absence is no score: the request for data stays open, and G4 is 0 of 1."""
    card = judged(mode=mode, past_actions=(past("K2", DUE, asks_for_data=True),))
    assert (card.follow_up[0].status, card.follow_up[0].score) == ("lewat_tenggat", None)
    assert row(card, "G4").value == "0"


def test_the_press_closes_a_request_for_data_but_not_for_the_deed() -> None:
    """Capped at 50, a reported deed is known of but not done."""
    facts = [fact("attestation", item="ptsp", answer="sistem", tier="media")]
    data, deed = past("K2", DUE, asks_for_data=True), past("K2", DUE)
    card = judged(facts, past_actions=(data, deed))
    assert [one.status for one in card.follow_up] == ["selesai", "lewat_tenggat"]
    assert [one.done_at for one in card.follow_up] == [Decimal(0), Decimal(100)]


def p1(*tiers: Tier) -> IndicatorScore:
    """P1 of a province whose kab/kota all have a rule, known from these kinds of source."""
    children = [
        Child(f"33.{place:02}", f"Kabupaten {place}", True, None, regulation_tier=tier)
        for place, tier in enumerate(tiers, start=1)
    ]
    return row(scored([], kind="provinsi", children=children), "P1")


@pytest.mark.parametrize("tier", list(Tier))
def test_p1_keeps_the_evidence_of_its_kabkota(tier: Tier) -> None:
    """One rule that is known from a bare report only caps the share at 50, all else does not."""
    full = {Tier(one) for one in rules().evidence.full_tiers}
    found = p1(Tier.EVALUATION, tier)
    assert found.points == 100
    assert found.score == (100 if tier in full else 50)
    assert found.cap == (None if tier in full else 50)
    assert tier in {one.tier for one in found.inputs}


def rules() -> Any:
    """The packaged rules for a province."""
    return rules_in_force(packaged_rubric(), "provinsi", QUARTER.end)
