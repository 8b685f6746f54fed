"""From the words of a request to a quarter and a plan."""

from datetime import datetime

import pytest

from flows.scope import planned, quarter_of
from models import Quarter
from models.quarter import JAKARTA
from monev.errors import AmbiguousRegionError, UnknownRegionError, UsageError
from monev.workspace import Workspace

Q3 = Quarter(2024, 3)


def test_no_period_is_the_quarter_just_ended_in_jakarta() -> None:
    """At 00:30 on 1 October in Jakarta it is still September in UTC; Q3 has ended all the same."""
    assert quarter_of(None, datetime(2024, 10, 1, 0, 30, tzinfo=JAKARTA)) == Q3
    assert quarter_of(None, datetime(2024, 9, 30, 23, 30, tzinfo=JAKARTA)) == Quarter(2024, 2)


def test_an_unreadable_period_is_refused() -> None:
    """The message names the forms that are understood."""
    with pytest.raises(UsageError, match="TW III 2024"):
        quarter_of("Q3", datetime.now(JAKARTA))


def test_one_province_leaves_all_others_out(workspace: Workspace) -> None:
    """With a province, plan and list of those without data speak of that province only."""
    plan = planned(workspace, Q3, None, "Provinsi Banten")
    assert "36.72" in plan.regions
    assert {code[:2] for code in (*plan.regions, *plan.without_data)} == {"36"}


def test_a_named_region_is_planned_without_data(workspace: Workspace) -> None:
    """Whoever asks for a region by name gets its report, even where nothing is known of it."""
    plan = planned(workspace, Q3, ["Kabupaten Lebak"], None)
    assert plan.regions == ("36.02",)


@pytest.mark.parametrize(
    ("regions", "province", "error"),
    [
        (["Tangerang"], None, AmbiguousRegionError),
        (["36.99"], None, UnknownRegionError),
        (["31.71"], None, UsageError),
        (["36.72"], "36", UsageError),
        (None, "36.72", UnknownRegionError),
    ],
)
def test_names_that_lead_nowhere_are_refused(
    workspace: Workspace, regions: list[str] | None, province: str | None, error: type[UsageError]
) -> None:
    """Ambiguous, unknown and administrative names stop a request before anything runs."""
    with pytest.raises(error):
        planned(workspace, Q3, regions, province)
