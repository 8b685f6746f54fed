"""A hand-in on the working day after a due day that was off: on time, and nothing else changes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bench.trace_checker import check
from models import Quarter, Region
from monev.assess_region import Assessment, assess
from monev.assess_region import _listed as hashed
from monev.hand_ins import hand_in_of, standings_of
from monev.own_books import reports_due
from monev.settings import Settings
from monev.submissions import Standing
from monev.workspace import Workspace, open_workspace
from tests.facts import row
from tests.test_own_books import CODE, OTHER, received

FIRST, SECOND = Quarter(2024, 1), Quarter(2024, 2)
LEBARAN, LAST = date(2024, 4, 10), date(2024, 4, 16)
"""The 10th of April 2024 was Lebaran; the first working day from it was Tuesday the 16th."""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A new workspace."""
    place = open_workspace(Settings(workspace=tmp_path / "w"))
    yield place
    place.store.engine.dispose()


def region_of(workspace: Workspace, code: str = CODE) -> Region:
    """A government of the register."""
    return workspace.register.regions[code]


def assessed(workspace: Workspace, quarter: Quarter) -> Assessment:
    """What the region's evaluation of a quarter comes to."""
    return assess(workspace, region_of(workspace), quarter)


@pytest.mark.parametrize(
    ("day", "standing", "first", "second"),
    [
        (LEBARAN, Standing.ON_TIME, "1", "1"),
        (date(2024, 4, 15), Standing.ON_TIME, "1", "1"),
        (LAST, Standing.ON_TIME, "1", "1"),
        (date(2024, 4, 17), Standing.LATE, "0", "0.75"),
    ],
)
def test_on_time_until_the_next_working_day(
    workspace: Workspace, day: date, standing: Standing, first: str, second: str
) -> None:
    """Up to the 16th it counts whole, in its own quarter too; from the 17th it is late."""
    received(workspace, OTHER, FIRST, date(2024, 4, 5))
    received(workspace, CODE, FIRST, day)
    received(workspace, CODE, SECOND, date(2024, 7, 9))
    assert hand_in_of(workspace, region_of(workspace), FIRST).standing is standing
    assert standings_of(workspace, FIRST)[CODE] is standing
    assert row(assessed(workspace, FIRST).scorecard, "G1").value == first
    assert row(assessed(workspace, SECOND).scorecard, "G1").value == second


def test_the_receipt_says_until_when_only_where_it_mattered(workspace: Workspace) -> None:
    """Who came by the 10th, or late, has the receipt it always had."""
    came = {CODE: LAST, OTHER: LEBARAN, "36.71": date(2024, 4, 17)}
    for code, day in came.items():
        received(workspace, code, FIRST, day)
    told = {}
    for code in came:
        (one,) = reports_due(workspace, region_of(workspace, code), SECOND)
        assert one.due_on == LEBARAN
        told[code] = (one.on_time_until, one.place)
    bare = (None, "tanda terima laporan 2024-Q1")
    shifted = (LAST, "tanda terima laporan 2024-Q1, tepat waktu sampai 2024-04-16")
    assert told == {CODE: shifted, OTHER: bare, "36.71": bare}


def test_a_quarter_opened_on_the_moved_day_is_open(workspace: Workspace) -> None:
    """Where everybody waited for the 16th, the others are missing and not unknown."""
    received(workspace, OTHER, FIRST, LAST)
    (one,) = reports_due(workspace, region_of(workspace), FIRST)
    assert one.still_out
    assert standings_of(workspace, FIRST)[CODE] is Standing.MISSING


def test_the_cut_off_of_other_quarters_stays(workspace: Workspace) -> None:
    """A report of an earlier quarter is no more known on a moved day than it was before."""
    year = [Quarter(2021, number) for number in (1, 2)]
    received(workspace, OTHER, year[0], date(2021, 4, 9))
    received(workspace, CODE, year[0], date(2021, 7, 12))  # the 10th was a Saturday
    first, *_ = reports_due(workspace, region_of(workspace), year[1])
    assert (first.quarter, first.handed_in_on) == ("2021-Q1", None)


def test_hashes_change_only_by_a_hand_in_on_a_moved_day(workspace: Workspace) -> None:
    """What is hashed of a report names the moved day where it counted, else what it always was."""
    early = received(workspace, CODE, FIRST, date(2024, 4, 9))
    moved = received(workspace, OTHER, FIRST, LAST)
    (one,) = reports_due(workspace, region_of(workspace), SECOND)
    place = "tanda terima laporan 2024-Q1"
    assert hashed(one) == ["2024-Q1", "2024-04-10", "2024-04-09", early, place, "False"]
    (one,) = reports_due(workspace, region_of(workspace, OTHER), SECOND)
    place += ", tepat waktu sampai 2024-04-16"
    listed = ["2024-Q1", "2024-04-10", "2024-04-16", moved, place, "False", "2024-04-16"]
    assert hashed(one) == listed


def test_the_trace_of_a_moved_day_is_redone_by_another_program(workspace: Workspace) -> None:
    """The checker, which knows no calendar, counts the report as on time from the trace alone."""
    received(workspace, CODE, FIRST, LAST)
    received(workspace, CODE, SECOND, date(2024, 7, 9))
    card = assessed(workspace, SECOND).scorecard
    assert row(card, "G1").value == "1"
    trace = card.model_dump(mode="json")
    assert not [one for one in check(trace) if "G1" in str(one)]
    for one in trace["indicators"]:
        for each in one["inputs"]:
            each["locator"] = each["locator"].partition(", tepat")[0]
    assert [one for one in check(trace) if "G1" in str(one)]
