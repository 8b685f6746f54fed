"""Records of one day and kind that differ: the worse is scored, whichever has the luckier id."""

from datetime import date
from typing import Any

import pytest

from models import Fact
from monev.scorecard import IndicatorScore
from tests.facts import QUARTER_END, fact, row, scored

ENACTED = date(2023, 1, 2)
TITLES = ["a", "b", "c", "d"]
"""Other titles give other ids: a tie that an id decides comes out differently among them."""


def told(indicator: str, *facts: Fact) -> IndicatorScore:
    """One indicator of a region that stated these facts."""
    return row(scored(list(facts)), indicator)


def perda(**values: Any) -> Fact:
    """A record of one and the same regional regulation, in force unless said otherwise."""
    same = {"instrument": "Perda", "number": "5", "year": 2023, "stage": 8, "status": "berlaku"}
    return fact("regulation", **{**same, "stage_on": ENACTED, **values})


def covered(segment: str, active: int | None, eligible: int | None, **more: Any) -> Fact:
    """Members of a group out of those who belong to it."""
    return fact(
        "participation",
        segment=segment,
        active_persons=active,
        eligible_persons=eligible,
        **more,
    )


@pytest.mark.parametrize("title", TITLES)
def test_a_rule_in_force_and_not_in_force_is_not_in_force(title: str) -> None:
    """Two registers differ about one rule: nothing is scored, everything is the bound."""
    found = told("A1", perda(source_title=title), perda(status="tidak_berlaku"))
    assert (found.value, found.best_value) == ("belum_ada", "perda_berlaku")
    assert (str(found.score), str(found.high)) == ("0", "100")


@pytest.mark.parametrize("title", TITLES)
def test_a_rule_that_may_not_be_in_force_passes_no_gate(title: str) -> None:
    """The ceiling for regions without a rule holds while two registers differ."""
    card = scored([perda(source_title=title), perda(status="tidak_berlaku")])
    assert "tanpa_regulasi_berlaku" in [gate.id for gate in card.gates]


@pytest.mark.parametrize("title", TITLES)
def test_of_two_lists_of_substance_the_shorter_is_scored(title: str) -> None:
    """One item against two for the same rule: one is scored, two are the bound."""
    found = told(
        "A2",
        perda(source_title=title, substance=["peserta"]),
        perda(substance=["peserta", "pembiayaan"]),
    )
    assert (found.value, found.best_value) == ("0.125", "0.25")


def test_a_register_that_says_nothing_of_the_substance_hides_nothing() -> None:
    """A later entry without substance leaves the substance that was read before."""
    found = told("A2", perda(substance=["peserta"], day=date(2024, 3, 1)), perda())
    assert found.value == "0.125"


def test_the_substance_of_a_draft_is_not_that_of_the_rule() -> None:
    """What a draft contained says nothing of the rule in force that does not state it."""
    draft = perda(stage=4, stage_on=date(2022, 5, 1), substance=["peserta"], status="berlaku")
    assert told("A2", draft, perda()).reason == "muatan_tidak_dinyatakan"


def test_the_substance_of_a_withdrawn_rule_counts_no_more() -> None:
    """A rule that was withdrawn since lends its substance to nobody."""
    gone = perda(stage=9, stage_on=date(2024, 5, 1), status="tidak_berlaku")
    assert told("A2", perda(substance=["peserta"]), gone).status == "data_tidak_tersedia"


@pytest.mark.parametrize("title", TITLES)
def test_of_two_reconciliations_of_one_span_the_worse_is_scored(title: str) -> None:
    """90 months paid against 900 for the same nine months and the same hundred persons."""
    rows = [
        fact("contribution", registered_persons=100, paid_person_months=paid, source_title=name)
        for paid, name in ((900, title), (90, "rekon"))
    ]
    found = told("B4", *rows)
    assert (found.value, found.best_value) == ("0.1", "1")


def test_a_span_that_ends_before_it_begins_is_not_understood() -> None:
    """Months told of backwards neither stop the region nor drop the group that they speak of."""
    good = fact("contribution", registered_persons=100, paid_person_months=900, group_code="A")
    bad = fact(
        "contribution",
        registered_persons=100,
        paid_person_months=900,
        group_code="B",
        span_start=date(2025, 7, 31),
    )
    assert told("B4", good, bad).reason == "jawaban_tidak_dipahami"


@pytest.mark.parametrize("title", TITLES)
def test_of_two_counts_of_reports_the_worse_is_scored(title: str) -> None:
    """Three of three reports in time against none of three."""
    on_time = [
        fact("attestation", item="laporan_tepat_waktu", count=count, total=3, source_title=name)
        for count, name in ((3, title), (0, "rekap"))
    ]
    found = told("G1", *on_time, fact("attestation", item="laporan_terlambat", count=0))
    assert (found.value, found.best_value) == ("0", "1")


def test_reports_out_of_two_totals_are_no_count() -> None:
    """One of one in time, none of three late: how many were due, nobody knows."""
    found = told(
        "G1",
        fact("attestation", item="laporan_tepat_waktu", count=1, total=1),
        fact("attestation", item="laporan_terlambat", count=0, total=3),
    )
    assert found.reason == "jawaban_bertentangan"


@pytest.mark.parametrize("title", TITLES)
def test_a_rise_from_two_bases_is_two_targets(title: str) -> None:
    """Ten points on 10% or on 40%: coverage of 50% is measured against 50% and against 20%."""
    set_on = date(2024, 2, 1)
    found = told(
        "C1",
        fact("participation", segment="SEMUA", coverage_pct=50),
        fact(
            "participation",
            segment="SEMUA",
            coverage_pct=40,
            day=date(2024, 1, 31),
            source_title=title,
        ),
        fact("participation", segment="SEMUA", coverage_pct=10, day=date(2024, 1, 31)),
        fact("target", day=set_on, change_value=10, change_reading="poin"),
    )
    assert (found.value, found.best_value) == ("1", "2.5")


@pytest.mark.parametrize("title", TITLES)
def test_a_rise_over_two_earlier_figures_is_the_smaller_one(title: str) -> None:
    """50% now over 40% or 10% a year ago: ten points are scored, forty are the bound."""
    year_ago = date(2023, 9, 30)
    same: dict[str, Any] = {"segment": "SEMUA", "definition": "aktif per angkatan kerja"}
    found = told(
        "C2",
        fact("participation", coverage_pct=50, **same),
        fact("participation", coverage_pct=40, day=year_ago, source_title=title, **same),
        fact("participation", coverage_pct=10, day=year_ago, **same),
    )
    assert (found.value, found.best_value) == ("10", "40")


def test_one_figure_in_two_files_is_no_contradiction() -> None:
    """The same percentage in two documents of one day is compared like any other."""
    same: dict[str, Any] = {"segment": "SEMUA", "definition": "aktif per angkatan kerja"}
    found = told(
        "C2",
        fact("participation", coverage_pct=50, **same),
        fact("participation", coverage_pct=50, **same),
        fact("participation", coverage_pct=40, day=date(2023, 9, 30), **same),
    )
    assert found.value == "10"


def test_election_staff_is_summed_the_worst_way() -> None:
    """1 of 10 or 200 of 1000, and 90 of 100 or 1 of 1: of the four sums the lowest is scored."""
    found = told(
        "C6",
        covered("ADHOC-KPU", 1, 10),
        covered("ADHOC-KPU", 200, 1000),
        covered("ADHOC-BAWASLU", 90, 100),
        covered("ADHOC-BAWASLU", 1, 1),
    )
    assert found.expression.count("m") == 4
    assert found.value is not None
    assert found.value.startswith("0.1818")
    assert found.best_value is not None
    assert found.best_value.startswith("0.8272")


def test_a_percentage_beside_a_count_of_election_staff_is_not_passed_over() -> None:
    """Nine of ten counted, 10% stated on the same day: the sum stays open."""
    found = told(
        "C6",
        covered("ADHOC-KPU", 9, 10),
        covered("ADHOC-BAWASLU", 9, 10),
        covered("ADHOC-KPU", None, None, coverage_pct=10),
    )
    assert found.status == "data_tidak_tersedia"


@pytest.mark.parametrize(("indicator", "item"), [("K2", "ptsp"), ("K3", "jakon_nilai")])
def test_what_did_not_apply_years_ago_may_apply_today(indicator: str, item: str) -> None:
    """ "Does not apply" of 2021 exempts nobody in 2024."""
    old = fact("attestation", item=item, answer="tidak_berlaku", day=date(2021, 6, 30))
    assert told(indicator, old).reason == "jawaban_usang"
    now = fact("attestation", item=item, answer="tidak_berlaku", day=QUARTER_END)
    assert told(indicator, now).status == "tidak_berlaku"


@pytest.mark.parametrize("names", [("DPA", "LRA"), ("LRA", "DPA")])
def test_of_two_lists_of_one_day_the_smaller_budget_stands(names: tuple[str, str]) -> None:
    """Rp1.008.000 against Rp2.016.000 for ten persons: whatever the lists are called."""
    lines = [
        fact("budget", allocation_idr=amount, persons=10, months=12, listing=name)
        for amount, name in zip((2_016_000, 1_008_000), names, strict=True)
    ]
    assert told("B2", *lines).value == "0.5"


@pytest.mark.parametrize("names", [("S1", "S2"), ("S2", "S1")])
def test_of_two_lists_of_payments_the_smaller_stands(names: tuple[str, str]) -> None:
    """Rp700 or Rp75 spent of Rp1.000 by September: the tenth of what was due is scored."""
    lines = [
        fact("budget", realised_idr=amount, listing=name)
        for amount, name in zip((700, 75), names, strict=True)
    ]
    assert told("B3", fact("budget", allocation_idr=1_000, listing="DPA"), *lines).value == "0.1"


@pytest.mark.parametrize("part", [{"payer": "APBD"}, {"scope": "tanpa_adhoc"}])
def test_a_rise_is_never_taken_over_a_part(part: dict[str, Any]) -> None:
    """50% of everybody is compared with 45% of everybody, not with the 10% whom the APBD pays."""
    same: dict[str, Any] = {"segment": "SEMUA", "definition": "aktif per angkatan kerja"}
    found = told(
        "C2",
        fact("participation", coverage_pct=50, **same),
        fact("participation", coverage_pct=10, day=date(2023, 9, 30), **same, **part),
        fact("participation", coverage_pct=45, day=date(2023, 9, 29), **same),
    )
    assert found.value == "5"


def test_a_source_that_gives_nothing_is_no_source() -> None:
    """A DBH line of Rp0 adds no source of funds, and a plan of Rp0 is no plan."""
    lines = [
        fact("budget", allocation_idr=1000, listing="DPA"),
        fact("budget", allocation_idr=0, listing="DPA", funding_source="DBH"),
        fact("budget", allocation_idr=0, stage="RKPD"),
    ]
    assert told("B5", *lines).value == "0"
    assert told("B1", *lines).value == "hanya_apbd"
