"""The trace explains the score: a person with the sheet in hand can redo every sum."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models import Fact
from monev.known import Child
from monev.profile import Profile
from monev.rubric import rules_in_force
from monev.scoring import profile
from tests.facts import QUARTER, cell_places, fact, known, packaged_rubric, row, scored
from tests.scoring.cases import case

RICH = case("kota_lengkap").made_facts()
CARD = scored(RICH)


def told(*facts: Fact) -> Profile:
    """The profile of a region that stated `facts`."""
    return profile(known(facts), rules_in_force(packaged_rubric(), "kota", QUARTER.end))


def test_every_measured_indicator_names_its_inputs() -> None:
    """No score without a source: each has inputs, arithmetic, a scale and its reference."""
    for one in CARD.indicators:
        assert one.status == "dinilai"
        assert one.inputs, one.id
        assert one.arithmetic, one.id
        assert one.scale, one.id
        assert one.scale_reference, one.id


def test_every_input_is_a_cell_of_a_fact() -> None:
    """File, locator and raw text of each input stand in the facts exactly so."""
    places = cell_places(RICH)
    for one in CARD.indicators:
        for each in one.inputs:
            assert (each.evidence_sha256, each.locator, each.raw) in places


def test_inputs_name_source_tier_and_day() -> None:
    """Who said it, when it became known, and what kind of source it is."""
    for one in CARD.indicators:
        for each in one.inputs:
            assert each.source_title.startswith("Berkas")
            assert each.source_publisher == "Pemerintah Kota Contoh"
            assert each.tier == "instrumen"
            assert each.known_on <= QUARTER.due_date


ARITHMETIC = {
    "A2": "6 / 8 = 0.75",
    "A3": "(1 + 1 + 0) / 3 = 0.666667",
    "B4": "6750 / (1000 x 9) = 0.75",
    "C1": "26 / 40 = 0.65",
    "C2": "26 - 20 = 6",
    "C3": "1500 / 2000 = 0.75",
    "C6": "(900 + 100) / (1000 + 250) = 0.8",
    "G1": "(2 + 1 / 2) / 4 = 0.625",
    "G2": "40 x 1 + 60 x (1 >= 2) = 40",
    "K3": "3 / 4 = 0.75",
}


@pytest.mark.parametrize(("indicator", "line"), ARITHMETIC.items())
def test_the_arithmetic_can_be_redone(indicator: str, line: str) -> None:
    """The sum is printed with its terms, rounded for the eye only."""
    assert row(CARD, indicator).arithmetic == line


@pytest.mark.parametrize(
    ("indicator", "parts"),
    [
        ("B2", ["1008000000 + 504000000", "12000 x 12 x 16800 + 3000 x 12 x 16800", "= 0.5"]),
        ("B3", ["500000000 + 265450000", "1008000000 + 504000000", "x 9 / 12) = 0.675"]),
    ],
)
def test_every_budget_line_stands_in_the_sum(indicator: str, parts: list[str]) -> None:
    """Two lines of one budget are two terms each, in whatever order they came."""
    line = row(CARD, indicator).arithmetic
    for part in parts:
        turned = " + ".join(reversed(part.split(" + ")))
        assert part in line or turned in line, (part, line)


def test_a_part_of_a_sum_stands_on_its_own_line() -> None:
    """The package of JKK and JKM is a step with its own sum, and the need calls it by name."""
    found = row(CARD, "B2")
    assert [(one.id, one.title, one.arithmetic) for one in found.steps] == [
        ("s1", "paket_jkk_jkm_bpu", "10000 + 6800 = 16800")
    ]
    assert found.expression == "(m1 + m2) / (m3 * m4 * s1 + m5 * m6 * s1)"


def test_nothing_is_rounded_inside() -> None:
    """Two thirds stay two thirds: the score carries all digits that a decimal has."""
    assert str(row(CARD, "A3").score).startswith("66.66666666666666666666666")


def test_parameters_of_the_need_are_named() -> None:
    """Rp10.000 JKK and Rp6.800 JKM stand in the trace with the regulation they come from."""
    used = {one.name: one for one in row(CARD, "B2").parameters}
    assert {name: one.value for name, one in used.items()} == {
        "iuran_jkk_bpu_idr": 10000,
        "iuran_jkm_bpu_idr": 6800,
    }
    assert all(one.reference.startswith("PP 44/2015") for one in used.values())


def test_the_score_is_the_sum_of_its_parts() -> None:
    """Points x effective weight, added up over the indicators, give the total again."""
    total = sum(
        ((one.score or Decimal(0)) * one.effective_weight for one in CARD.indicators), Decimal(0)
    )
    assert CARD.score == Decimal("60.25")
    assert abs(total / 100 - CARD.score) < Decimal("1e-24")


def test_the_trace_bears_a_version() -> None:
    """The shape of the trace bears a version, so that stored ones can be told apart."""
    assert CARD.trace_version == "2"
    assert CARD.model_dump(mode="json")["trace_version"] == "2"


@pytest.mark.parametrize("indicator", ["P1", "P2"])
def test_a_province_s_shares_name_its_kabkota(indicator: str) -> None:
    """Which kab/kota were counted, and from which revision, stands in the trace."""
    children = [
        Child(f"33.{n:02}", f"Kab {n}", True, Decimal(60), "Cukup", 1) for n in range(1, 11)
    ]
    assert row(scored([], kind="provinsi", children=children), indicator).inputs


def test_a_line_without_an_amount_can_be_told() -> None:
    """A row of the instrument with persons and months only must not end the evaluation."""
    line = fact("budget", group_code="RTRW", persons=10, months=12)
    assert told(line).budget[0].persons == 10


@pytest.mark.parametrize("values", [{}, {"shortfall_idr": 5}])
def test_a_span_without_money_can_be_told(values: dict[str, Any]) -> None:
    """A row with its span and group only, or with a shortfall only, must not end the evaluation."""
    assert told(fact("contribution", group_code="BPU-RENTAN", **values)).money


def test_money_spent_too_late_stands_nowhere() -> None:
    """Spending of 1 October is not shown as the source of a row of the third quarter."""
    line = fact("budget", group_code="RTRW", realised_idr=712, realised_on=date(2024, 10, 1))
    assert "712" not in told(line).model_dump_json()
