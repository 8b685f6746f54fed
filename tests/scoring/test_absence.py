"""Missing, not applicable and zero are three states; absence never becomes a number."""

from decimal import Decimal

import pytest

from models import Fact, Quarter
from monev.rubric import rules_in_force
from monev.scorecard import Scorecard
from tests.facts import QUARTER, fact, packaged_rubric, row, scored, with_values
from tests.scoring.cases import case

NO_BUMD = fact("attestation", item="punya_bumd", answer="tidak")
NONE_ACTIVE = fact("participation", segment="PU-BUMD", active_persons=0, eligible_persons=100)


def pick(*wanted: str) -> list[Fact]:
    """The facts of a full region whose segment, item or kind is among `wanted`."""
    names = set(wanted)
    return [
        one
        for one in case("kota_lengkap").made_facts()
        if names & {one.kind, getattr(one, "segment", ""), getattr(one, "item", "")}
    ]


@pytest.mark.parametrize("mode", ["ketat", "indikatif"])
@pytest.mark.parametrize("kind", ["provinsi", "kabupaten", "kota"])
def test_without_facts_there_is_no_score(kind: str, mode: str) -> None:
    """Nothing known gives no score, no band and a completeness of 0, between bounds 0 and 100."""
    card = scored([], kind=kind, mode=mode)
    assert (card.score, card.band, card.completeness) == (None, None, 0)
    assert (card.score_low, card.score_high) == (0, 100)
    assert card.band_reason == "tanpa_data"
    assert card.provisional
    assert all(pillar.score is None for pillar in card.pillars)


def test_only_context_is_still_no_score() -> None:
    """An award is told beside the score and never becomes one."""
    award = fact("context", category="penghargaan", text="Paritrana")
    assert scored([award]).score is None


def test_not_applicable_missing_and_zero_are_three_states() -> None:
    """No BUMD, no answer about BUMD, and no BUMD worker insured look different everywhere."""
    states = {
        name: row(scored(facts), "K1")
        for name, facts in (("none", [NO_BUMD]), ("unknown", []), ("zero", [NONE_ACTIVE]))
    }
    seen = {
        name: (one.status, one.value, one.score, one.low, one.high, one.effective_weight > 0)
        for name, one in states.items()
    }
    assert seen == {
        "none": ("tidak_berlaku", None, None, 0, 0, False),
        "unknown": ("data_tidak_tersedia", None, 0, 0, 100, True),
        "zero": ("dinilai", "0", 0, 0, 0, True),
    }


def test_the_three_states_stay_apart_in_json() -> None:
    """What is printed as JSON tells the three apart by status and by null."""
    for facts, status, value in (
        ([NO_BUMD], "tidak_berlaku", None),
        ([], "data_tidak_tersedia", None),
        ([NONE_ACTIVE], "dinilai", "0"),
    ):
        printed = row(scored(facts), "K1").model_dump(mode="json")
        assert (printed["status"], printed["value"]) == (status, value)


def test_what_does_not_apply_shows_who_said_so() -> None:
    """The statement that there is no BUMD stands in the trace with its cell."""
    (source,) = row(scored([NO_BUMD]), "K1").inputs
    assert source.value == "tidak"
    assert source.locator == NO_BUMD.cell("answer").locator


def test_completeness_counts_applicable_weight_only() -> None:
    """Without a BUMD the rest of the pillar is the whole of it: 4 + 2 of 6 points are 1."""
    asked = [NO_BUMD, *pick("ptsp", "jakon_nilai")]
    pillar = next(one for one in scored(asked).pillars if one.id == "K")
    assert pillar.completeness == 1


def test_strict_mode_counts_missing_as_nothing() -> None:
    """In mode ketat what is missing scores 0: K2 at 70 points of weight 4 gives 2.8 of 100."""
    card = scored([fact("attestation", item="ptsp", answer="sop")], mode="ketat")
    assert card.score == Decimal("2.8")
    assert card.score == card.score_low


def test_indicative_mode_leaves_missing_out() -> None:
    """In mode indikatif what is missing is left out: the only known indicator is the mean."""
    card = scored([fact("attestation", item="ptsp", answer="sop")], mode="indikatif")
    assert card.score == 70
    assert row(card, "K1").score is None
    assert (row(card, "K1").low, row(card, "K1").high) == (0, 100)


def test_both_modes_print_the_same_completeness_and_bounds() -> None:
    """How absence is counted changes the score, never what is known."""
    facts = [fact("attestation", item="ptsp", answer="sop")]
    strict, indicative = (scored(facts, mode=mode) for mode in ("ketat", "indikatif"))
    assert strict.completeness == indicative.completeness == Decimal("0.04")
    assert (strict.score_low, strict.score_high) == (indicative.score_low, indicative.score_high)


def test_the_mode_of_the_rubric_is_strict() -> None:
    """Without a word about the mode, absence counts nothing."""
    rules = rules_in_force(packaged_rubric(), "kota", QUARTER.end)
    assert rules.missing.mode == "ketat"
    assert scored([]).mode == "ketat"


REGULATION = ("regulation", "tarif_mutakhir", "selaras_provinsi")  # A1 10, A2 7, A3 3
BUDGET = ("budget", "rkpd_memuat", "contribution")  # B1 5, B2 8, B3 6, B4 4, B5 2
AT_40 = (
    "regulation",
    "PU-NONASN",
    "BPU-RENTAN",
    "ptsp",
    "laporan_tepat_waktu",
    "laporan_terlambat",
)
BELOW_40 = (*AT_40[:3], "PU-DESA", "RTRW", "BPU-KADER", *AT_40[4:])  # C5 (3) instead of K2 (4)
AT_70 = (
    *(*REGULATION, *BUDGET, "PU-NONASN", "BPU-RENTAN", "ADHOC-KPU", "ADHOC-BAWASLU"),
    *("ptsp", "laporan_tepat_waktu", "laporan_terlambat"),
)
BELOW_70 = (
    *(*REGULATION, *BUDGET, "PU-NONASN", "BPU-RENTAN", "PU-DESA", "RTRW", "BPU-KADER"),
    *("ADHOC-KPU", "ADHOC-BAWASLU", "ptsp"),
)


@pytest.mark.parametrize(
    ("names", "share", "has_band", "provisional"),
    [
        (BELOW_40, "0.39", False, True),
        (AT_40, "0.40", True, True),
        (BELOW_70, "0.69", True, True),
        (AT_70, "0.70", True, False),
    ],
)
def test_completeness_edges(
    names: tuple[str, ...], share: str, has_band: bool, provisional: bool
) -> None:
    """Below 40% of the weight there is no band, below 70% it is provisional; the edge is above."""
    card = scored(pick(*names))
    assert card.completeness == Decimal(share)
    assert (card.band is not None, card.provisional) == (has_band, provisional)
    assert card.band_reason == ("" if has_band else "kelengkapan_kurang")


# In 2025 election staff are not asked for: pillar C is 33 points that carry 35. B1 (5) is added to
# 35 (C) for 40, and to 65 (A, C, K) for 70.
ALL_OF_C = ("SEMUA", "PU-NONASN", "BPU-RENTAN", "PU-DESA", "RTRW", "BPU-KADER")
ALL_OF_K = ("PU-BUMD", "ptsp", "jakon_nilai")
PLANNED = ("rkpd_memuat", "apbd_memuat")


def _in_2025(*names: str) -> Scorecard:
    facts = [_a_year_later(one) for one in pick(*names)]
    facts.append(fact("attestation", day=Quarter(2025, 3).end, item="apbd_memuat", answer="ya"))
    return scored(facts, Quarter(2025, 3))


def _a_year_later(one: Fact) -> Fact:
    days = {name: getattr(one, name, None) for name in ("known_on", "as_of", "due_on", "stage_on")}
    later = {name: day.replace(year=day.year + 1) for name, day in days.items() if day is not None}
    return with_values(one, **later)


@pytest.mark.parametrize(
    ("names", "share"),
    [((*ALL_OF_C, *PLANNED), "0.40"), ((*REGULATION, *ALL_OF_C, *ALL_OF_K, *PLANNED), "0.70")],
)
def test_completeness_edges_hold_where_weights_are_redistributed(
    names: tuple[str, ...], share: str
) -> None:
    """Weights of 35/33 have no end in decimals; a region at the edge must not fall below it."""
    card = _in_2025(*names)
    assert card.completeness.quantize(Decimal("1e-9")) == Decimal(share)
    assert card.completeness >= Decimal(share)


@pytest.mark.parametrize("answer", ["", "tidak_berlaku"])
def test_an_unanswered_step_is_not_a_no(answer: str) -> None:
    """An empty answer is missing and "tidak berlaku" does not apply; neither scores as "tidak"."""
    said = [fact("attestation", item="ptsp", answer=answer)] if answer else []
    assert row(scored(said), "K2").status == ("tidak_berlaku" if answer else "data_tidak_tersedia")
    no = row(scored([fact("attestation", item="ptsp", answer="tidak")]), "K2")
    assert (no.status, no.score) == ("dinilai", 0)
