"""Edits of known facts: each hits the fact it names, after any others, and nothing else."""

from decimal import Decimal

import pytest

from models import Fact
from monev.counterfactual.changes import apply_changes
from monev.errors import UsageError
from monev.prospect import MARK, Change
from tests.facts import fact, known


def people(persons: int) -> Fact:
    """A count of insured people."""
    return fact("participation", segment="SEMUA", active_persons=persons, eligible_persons=100)


def added(to: str, persons: int) -> Change:
    """So many more insured people."""
    return Change(kind="tambah", fact_id=to, field="active_persons", amount=Decimal(persons))


def test_edits_add_up_on_the_fact_they_name() -> None:
    """Two edits of one fact and one of another, with a line added between them, all stay."""
    first, other, line = people(10), people(20), fact("budget", allocation_idr=5)
    before = known([first, other, line])
    new = Change(kind="baris", fact_id=line.fact_id, text="tambahan", figures={"persons": 3})
    steps = [added(first.fact_id, 1), new, added(other.fact_id, 5), added(first.fact_id, 2)]
    after = apply_changes(before, steps)
    counted = {one.fact_id: one.active_persons for one in after.participation}
    assert counted == {first.fact_id: 13, other.fact_id: 25}
    assert [one.fact_id for one in after.participation] == [
        one.fact_id for one in before.participation
    ]
    assert [one.persons for one in after.budget] == [None, 3]
    assert {one.source_title for one in after.participation} == {MARK}


def test_the_facts_given_stay_as_they_were() -> None:
    """A hypothesis never reaches the facts it is drawn from."""
    given = known([people(10)])
    (one,) = given.participation
    apply_changes(given, [added(one.fact_id, 7)])
    assert given.participation[0] is one
    assert one.active_persons == 10
    assert one.source_title != MARK


def test_a_line_that_was_added_can_be_changed_too() -> None:
    """Also what a step has brought in is found by its id."""
    line = fact("budget", allocation_idr=5)
    new = Change(kind="baris", fact_id=line.fact_id, text="baru", figures={"allocation_idr": 8})
    more = Change(
        kind="tambah",
        fact_id=f"{line.fact_id} baru",
        field="allocation_idr",
        amount=Decimal(2),
    )
    after = apply_changes(known([line]), [new, more])
    assert [one.allocation_idr for one in after.budget] == [5, 10]


def test_an_unknown_fact_is_named() -> None:
    """A step for other facts is refused, with the fact it asked for."""
    with pytest.raises(
        UsageError, match=r"'nobody' is not among the known facts of 36\.72 2024-Q3"
    ):
        apply_changes(known([people(1)]), [added("nobody", 1)])
