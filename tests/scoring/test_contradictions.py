"""Statements that contradict each other, hide each other, or are too old: nobody gains by them."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from models import Fact
from monev.scorecard import IndicatorScore
from tests.facts import QUARTER_END, fact, row, scored

OLD = date(2021, 6, 30)


def told(indicator: str, *facts: Fact) -> IndicatorScore:
    """One indicator of a region that stated these facts."""
    return row(scored(list(facts)), indicator)


def covered(active: int, eligible: int | None, day: date = QUARTER_END, **more: str) -> Fact:
    """Members of the non-ASN staff."""
    values = {"segment": "PU-NONASN", "active_persons": active, "eligible_persons": eligible}
    return fact("participation", day=day, **{**values, **more})


@pytest.mark.parametrize("title", ["a", "b", "c", "d"])
def test_of_two_counts_of_one_day_the_worse_is_scored(title: str) -> None:
    """90 against 10 of 100: the lower is scored, the higher is the bound, whoever says it."""
    found = told("C3", covered(90, 100, source_title=title), covered(10, 100))
    assert (found.value, found.best_value) == ("0.1", "0.9")
    assert (found.low, found.high) == (0, 80)


@pytest.mark.parametrize("words", list(permutations(["sistem", "tidak"])))
def test_of_two_answers_of_one_day_the_worse_is_scored(words: tuple[str, str]) -> None:
    """ "Applied in the system" against "no": no points, and all of them as the bound."""
    found = told("K2", *(fact("attestation", item="ptsp", answer=one) for one in words))
    assert (found.value, found.best_value) == ("tidak", "sistem")
    assert (found.score, found.high) == (0, 100)


def test_three_answers_are_no_answer() -> None:
    """Three words for one item on one day: nobody knows which holds."""
    answers = [fact("attestation", item="ptsp", answer=one) for one in ("sistem", "sop", "tidak")]
    assert told("K2", *answers).reason == "jawaban_bertentangan"


def test_an_answer_in_an_unknown_word_is_missing() -> None:
    """A word that the rubric does not know is no answer, and no reason to stop the region."""
    found = told("K2", fact("attestation", item="ptsp", answer="entah"))
    assert (found.status, found.reason) == ("data_tidak_tersedia", "jawaban_tidak_dipahami")


@pytest.mark.parametrize("word", ["tidak tahu", "tidak_berlaku"])
def test_an_unknown_word_is_not_a_no(word: str) -> None:
    """An item of A3 answered with another word leaves the indicator open, not at zero."""
    rule = fact("regulation", instrument="Perwal", number="1", year=2023, stage=8, status="berlaku")
    answers = [
        fact("attestation", item="tarif_mutakhir", answer=word),
        fact("attestation", item="selaras_provinsi", answer="ya"),
    ]
    found = told("A3", rule, *answers)
    assert (found.status, found.reason) == ("data_tidak_tersedia", "jawaban_tidak_dipahami")


def test_a_target_of_a_group_is_no_target_of_all() -> None:
    """Coverage of everybody is never measured against the target of vulnerable workers."""
    reached = fact("participation", segment="SEMUA", coverage_pct=20)
    goal = fact("target", coverage_pct=20, group_code="BPU-RENTAN")
    assert told("C1", reached, goal).reason == "target_tahun_berjalan_tidak_ada"


def test_the_family_named_first_is_the_target() -> None:
    """The own target goes before a UCJ target of the same day, as the rubric lists them."""
    reached = fact("participation", segment="SEMUA", coverage_pct=20)
    goals = [
        fact("target", family="UCJ", coverage_pct=90),
        fact("target", family="daerah", coverage_pct=40),
    ]
    assert told("C1", reached, *goals).value == "0.5"


def test_two_targets_of_one_family_and_day_are_two_readings() -> None:
    """40% and 80% stated on one day: the farther is scored, the nearer is the bound."""
    reached = fact("participation", segment="SEMUA", coverage_pct=20)
    goals = [fact("target", coverage_pct=one) for one in (40, 80)]
    found = told("C1", reached, *goals)
    assert (found.value, found.best_value) == ("0.25", "0.5")


def test_members_without_their_total_hide_nothing() -> None:
    """10 active now without the total: the 90 of 100 of March must not stand in."""
    earlier, now = covered(90, 100, day=date(2024, 3, 31)), covered(10, None)
    assert told("C3", earlier, now).reason == "pembanding_tidak_dinyatakan"


def test_a_clipping_without_a_total_does_not_hide_the_count() -> None:
    """A newer number from the press takes nothing from the region's own complete count."""
    earlier = covered(90, 100, day=date(2024, 3, 31))
    assert told("C3", earlier, covered(10, None, tier="media")).value == "0.9"


def test_lines_of_one_list_that_look_alike_are_both_counted() -> None:
    """Two rows of one DPA for the same group are two amounts of money."""
    line = {"listing": "DPA", "group_code": "RTRW", "evidence_sha256": "0" * 63 + "1"}
    facts = [
        fact("budget", **line, allocation_idr=one, persons=100, months=12)
        for one in (1_000, 20_160_000)
    ]
    found = told("B2", *facts)
    assert found.value is not None
    assert Decimal(found.value) == Decimal(20_161_000) / Decimal(2 * 100 * 12 * 16_800)


@pytest.mark.parametrize(
    ("indicator", "facts"),
    [
        ("B1", [fact("attestation", item="apbd_memuat", answer="ya", day=OLD)]),
        ("K3", [fact("attestation", item="jakon_nilai", count=1, total=1, day=OLD)]),
        (
            "G2",
            [
                fact("attestation", item="tim_sk", answer="ya", day=OLD),
                fact("attestation", item="tim_rapat", count=2),
            ],
        ),
        ("K2", [fact("attestation", item="ptsp", answer="sistem", day=OLD)]),
    ],
    ids=["B1", "K3", "G2", "K2"],
)
def test_an_old_answer_is_no_answer_of_today(indicator: str, facts: list[Fact]) -> None:
    """What was said in 2021 neither scores nor passes a gate in 2024."""
    card = scored(facts)
    assert row(card, indicator).status == "data_tidak_tersedia"
    assert "tanpa_alokasi_apbd" in [gate.id for gate in card.gates]


def test_months_nobody_tells_of_are_not_taken_as_paid() -> None:
    """July to September paid in full: 300 of 900 counts, all of it is the bound."""
    span = {"span_start": date(2024, 7, 1), "span_end": date(2024, 9, 30)}
    found = told("B4", fact("contribution", **span, registered_persons=100, paid_person_months=300))
    assert found.value is not None
    assert round(Decimal(found.value), 6) == Decimal("0.333333")
    assert found.best_value == "1"


def test_spans_that_follow_each_other_are_added() -> None:
    """A bad first half year is not forgotten for a good third quarter: 900 of 1.800 months."""
    halves = [
        (date(2024, 1, 1), date(2024, 6, 30), 300),
        (date(2024, 7, 1), date(2024, 9, 30), 600),
    ]
    facts = [
        fact(
            "contribution",
            span_start=start,
            span_end=end,
            registered_persons=200,
            paid_person_months=paid,
        )
        for start, end, paid in halves
    ]
    assert told("B4", *facts).value == "0.5"


def test_a_count_above_its_total_is_no_count() -> None:
    """Nine of three reports in time, five of three contracts: nobody knows what was meant."""
    early = fact("attestation", item="laporan_tepat_waktu", count=9, total=3)
    late = fact("attestation", item="laporan_terlambat", count=0, total=3)
    assert told("G1", early, late).reason == "hitungan_melebihi_total"
    works = fact("attestation", item="jakon_nilai", count=5, total=3)
    assert told("K3", works).reason == "hitungan_melebihi_total"


def test_a_rule_that_only_sets_a_condition_stands_in_the_trace() -> None:
    """How old a figure may be decided whether it counts: the limit is named with its reference."""
    found = told("C3", covered(90, 100))
    assert [(one.name, one.reference) for one in found.parameters] == [
        ("umur_data_bulan", "usulan")
    ]


def test_more_members_than_there_can_be_are_no_coverage() -> None:
    """150 active of 100: full points for a count that cannot be right would be a gift."""
    found = told("C3", covered(150, 100))
    assert (found.status, found.reason) == ("data_tidak_tersedia", "hitungan_melebihi_total")


def test_a_part_of_a_group_is_not_the_group() -> None:
    """99 of 100 without the temporary staff takes nothing from 10 of 100 for everybody."""
    part = covered(99, 100, scope="tanpa_adhoc")
    assert told("C3", covered(10, 100, day=date(2024, 8, 31)), part).value == "0.1"
