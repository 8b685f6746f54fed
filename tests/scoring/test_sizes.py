"""Figures and lists of absurd size: scored exactly, written down, or refused; never a crash."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from monev.scoring.term import Sum, literal, shown, total
from monev.sources.reading import RefusedFactError
from tests.facts import fact, row, scored

LINES = 1_500


def test_a_budget_of_many_lines_is_added_up_exactly() -> None:
    """More lines than calls may nest: the ratio is that of plain integers."""
    facts = [
        fact(
            "budget",
            listing="DPA",
            agency=f"OPD {number}",
            evidence_sha256="0" * 64,
            allocation_idr=1_000_003 + number,
            persons=1,
            months=12,
            realised_idr=number,
        )
        for number in range(LINES)
    ]
    found = row(scored(facts), "B2")
    allocated = sum(1_000_003 + number for number in range(LINES))
    assert found.value is not None
    assert abs(Fraction(found.value) - Fraction(allocated, LINES * 12 * 16_800)) < Fraction(
        1, 10**20
    )
    assert found.expression.count(" + ") == 2 * (LINES - 1) + found.expression.count("p")


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 9])
def test_a_long_sum_is_written_in_its_order(size: int) -> None:
    """However the addition nests, the terms stand from first to last without parentheses."""
    made = total(literal(number) for number in range(1, size + 1))
    assert Sum().expression(made) == " + ".join(str(number) for number in range(1, size + 1))
    assert made.value == sum(range(1, size + 1))


def test_nothing_at_all_adds_up_to_zero() -> None:
    """The empty sum."""
    assert total([]).value == 0


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (Fraction(10**30), "1" + "0" * 30),
        (Fraction(-(10**30)), "-1" + "0" * 30),
        (Fraction(10**24 + 1, 2), "500000000000000000000000.5"),
        (Fraction(1, 10**12), "0"),
        (Fraction(2, 3), "0.666667"),
        (Fraction(0), "0"),
    ],
)
def test_a_number_of_any_size_can_be_printed(number: Fraction, printed: str) -> None:
    """The arithmetic prints six decimals of numbers that have more digits than a decimal keeps."""
    assert shown(number) == printed


def test_a_huge_count_is_scored_like_any_other() -> None:
    """A third of 3e30 is a third."""
    found = row(
        scored(
            [
                fact(
                    "attestation",
                    item="jakon_nilai",
                    count=Decimal(10**30),
                    total=Decimal(3 * 10**30),
                )
            ]
        ),
        "K3",
    )
    assert found.value == "0." + "3" * 28


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("participation", "active_persons", 10**15),
        ("budget", "persons", 2**31),
        ("budget", "allocation_idr", 2**63),
        ("budget", "fiscal_year", 20_240),
        ("contribution", "shortfall_idr", -(2**63)),
        ("attestation", "count", Decimal("1E+5000")),
        ("target", "change_value", Decimal("1E-5000")),
    ],
)
def test_a_figure_that_no_database_keeps_is_refused_by_its_field(
    kind: str, field: str, value: Any
) -> None:
    """What PostgreSQL could not store is refused while it is read, on SQLite too."""
    needed = {
        "participation": {"segment": "RTRW"},
        "attestation": {"item": "jakon_nilai"},
    }
    with pytest.raises(RefusedFactError) as refused:
        fact(kind, **{**needed.get(kind, {}), field: value})
    assert refused.value.field == field
