"""Budget and contributions of several groups: none of them may vanish from the sum."""

from datetime import date
from decimal import Decimal

import pytest

from tests.facts import fact, row, scored


def test_a_group_that_stopped_paying_stays_in_the_sum() -> None:
    """9.000 of 9.000 and 3.000 of 9.000 person-months are two thirds: 33,3 points, not 100."""
    paying = fact(
        "contribution", group_code="BPU-RENTAN", registered_persons=1000, paid_person_months=9000
    )
    stopped = fact(
        "contribution",
        group_code="RTRW",
        span_end=date(2024, 3, 31),
        known_on=date(2024, 4, 5),
        registered_persons=1000,
        paid_person_months=3000,
    )
    found = row(scored([paying, stopped]), "B4")
    assert found.score is not None
    assert round(found.score, 1) == Decimal("33.3")


def test_a_later_span_of_one_group_replaces_its_earlier_one() -> None:
    """January to September holds January to March: the months are not counted twice."""
    spans = [
        fact(
            "contribution",
            group_code="RTRW",
            span_end=end,
            known_on=end,
            registered_persons=1000,
            paid_person_months=paid,
        )
        for end, paid in ((date(2024, 3, 31), 3000), (date(2024, 9, 30), 6750))
    ]
    assert row(scored(spans), "B4").score == 50


@pytest.mark.parametrize(("allocation", "months"), [(1_000_000_000, 12), (0, 0)])
def test_a_plan_for_nobody_is_not_out_of_scope(allocation: int, months: int) -> None:
    """Money for no one, or no money at all: the duty to budget still applies to the region."""
    line = fact("budget", group_code="RTRW", allocation_idr=allocation, persons=0, months=months)
    assert row(scored([line]), "B2").status != "tidak_berlaku"
