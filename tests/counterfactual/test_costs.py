"""What steps cost: by dated rates and the region's own lines; where those lack, no amount."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from models import Fact, Quarter
from monev.prospect import Step
from monev.rubric import Rubric
from monev.rubric.shapes import Parameter, ParameterValue
from tests.counterfactual.regions import CALM, people, regions, told, world
from tests.facts import fact, packaged_rubric


def test_the_worked_example_of_the_domain() -> None:
    """6.164 workers x 12 months x Rp16.800 = Rp1.242.662.400, said with its sum and its source."""
    (step,) = told(world([people("BPU-RENTAN", 1_000, 14_328)], ["C4"])).single
    assert step.most == 6_164
    step = _full(people("BPU-RENTAN", 1_000, 14_328))
    assert step.quantity == 6_164
    assert step.amount_idr == 1_242_662_400
    assert step.amount_arithmetic == "6164 x 12 x 16800 = 1242662400"
    assert step.sentence.id == ("Lindungi 6.164 pekerja rentan selama 12 bulan = Rp1.242.662.400")
    assert [(one.name, one.value) for one in step.parameters] == [
        ("iuran_jkk_bpu_idr", Decimal(10_000)),
        ("iuran_jkm_bpu_idr", Decimal(6_800)),
    ]
    assert all(one.reference.startswith("PP 44/2015") for one in step.parameters)


def _full(*facts: Fact) -> Step:
    """The step of C4 where it cannot reach: taken as far as it gains."""
    scene = world([*facts, people("PU-NONASN", 1, 100)], ["C3", "C4", "A1", "K1", "B1"])
    return next(one for one in told(scene).single if one.lever == "C4_rentan")


def _with_rate(value: int, since: date) -> Rubric:
    """The packaged rules with another JKK contribution from a day on."""
    rubric = packaged_rubric()

    def dated(one: Parameter) -> Parameter:
        if one.id != "iuran_jkk_bpu_idr":
            return one
        before = one.values[0].model_copy(update={"until": date(since.year, since.month - 1, 30)})
        new = ParameterValue.model_validate(
            {"from": since, "value": value, "reference": "peraturan uji"}
        )
        return one.model_copy(update={"values": [before, new]})

    return rubric.model_copy(update={"parameters": [dated(one) for one in rubric.parameters]})


@pytest.mark.parametrize(
    ("quarter", "package", "reference"),
    [(3, 16_800, "PP 44/2015"), (4, 26_800, "peraturan uji")],
)
def test_a_new_rate_holds_from_its_day(quarter: int, package: int, reference: str) -> None:
    """A contribution raised on 1 October changes the cost in the fourth quarter, not the third."""
    rubric = _with_rate(20_000, date(2024, 10, 1))
    scene = world(
        [people("BPU-RENTAN", 10, 100)], ["C4"], rubric=rubric, quarter=Quarter(2024, quarter)
    )
    (step,) = told(scene).single
    assert step.amount_idr == step.quantity * 12 * package
    assert step.parameters[0].reference.startswith(reference)


def _non_asn(*lines: Fact) -> Step:
    scene = world([people("PU-NONASN", 40, 100), *lines], ["B1", "B2", "C3"])
    return next(one for one in told(scene).single if one.lever == "C3_non_asn")


def _line(rate: int | None, group: str = "PU-NONASN", **more: Any) -> Fact:
    return fact(
        "budget",
        group_code=group,
        persons=40,
        months=12,
        monthly_rate_idr=rate,
        allocation_idr=40 * 12 * 11_623,
        **more,
    )


def test_a_wage_is_never_guessed() -> None:
    """Non-ASN staff pay by their wage: without a line that states the contribution, no amount."""
    for lines in ([], [_line(None)], [_line(16_800, "BPU-RENTAN")]):
        step = _non_asn(*lines)
        assert step.amount_idr is None
        assert step.amount_arithmetic == ""
        assert "belum dapat dihitung" in step.sentence.id
        assert step.parameters == []


def test_the_groups_own_line_gives_its_contribution() -> None:
    """A line of Rp11.623 a month prices the group, and the amount leads back to the line's cell."""
    line = _line(11_623)
    step = _non_asn(line)
    assert step.amount_idr == step.quantity * 12 * 11_623
    cell = line.cell("monthly_rate_idr")
    assert (line.evidence_sha256, cell.locator) in {
        (one.evidence_sha256, one.locator) for one in step.inputs
    }


def test_two_rates_for_one_group_give_no_amount() -> None:
    """Which of two contributions the next person pays is not for us to choose."""
    step = _non_asn(_line(11_623), _line(12_000, agency="Dinas Pendidikan"))
    assert step.amount_idr is None
    assert "berbeda-beda" in step.amount_note.id


def test_parts_of_a_contribution_under_their_own_accounts_are_added() -> None:
    """JKK of Rp10.000 and JKM of Rp6.800 on two lines of one DPA: the next person costs both."""
    step = _non_asn(
        _line(10_000, account_code="5.1.02.02.02.0006"),
        _line(6_800, account_code="5.1.02.02.02.0007"),
    )
    assert step.amount_idr == step.quantity * 12 * 16_800


def test_administrative_steps_say_that_they_cost_no_contribution() -> None:
    """Zero rupiah is said in words, so that nobody takes it for a missing amount."""
    draft = fact("regulation", instrument="Perwal", title="jamsostek", stage=2)
    step = next(one for one in told(world([draft])).single if one.lever == "A1_undangkan")
    assert step.amount_idr == 0
    assert step.sentence.id.endswith("(tanpa biaya iuran)")


def test_insured_workers_are_also_budgeted_and_paid_for() -> None:
    """Ten more workers on a line that pays: persons, allocation and the share due by now go up."""
    line = fact(
        "budget",
        group_code="BPU-RENTAN",
        persons=40,
        months=12,
        allocation_idr=40 * 201_600,
        realised_idr=20 * 201_600,
        realised_on=date(2024, 9, 30),
    )
    scene = world([people("BPU-RENTAN", 10, 40), line], ["B1", "B2", "B3", "C4"])
    step = next(one for one in told(scene).single if one.lever == "C4_rentan")
    figures = next(one.figures for one in step.changes if one.kind == "baris")
    assert figures == {
        "allocation_idr": step.quantity * 201_600,
        "persons": step.quantity,
        "months": 12,
        "monthly_rate_idr": 16_800,
        "realised_idr": step.quantity * 16_800 * 9,
    }


@CALM
@given(regions())
def test_every_amount_is_its_own_arithmetic(facts: list[Fact]) -> None:
    """The printed sum comes to the printed amount, and a null amount says why."""
    found = told(world(facts))
    for step in (*found.single, *found.package):
        if step.amount_idr:
            left, right = step.amount_arithmetic.split(" = ")
            product = 1
            for factor in left.split(" x "):
                product *= int(factor)
            assert product == int(right) == step.amount_idr
        elif step.amount_idr is None:
            assert step.amount_note.id.startswith("biaya belum dapat dihitung")
