"""A revision still holds while inputs and outcome are what they were; else the reason is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models import Quarter
from monev.evaluate_region import NEW_LOOK, evaluate_region
from monev.held_back import held_back
from monev.settings import Settings
from monev.still_holds import NEW_INPUTS, NEW_SUMS
from monev.workspace import Workspace, open_workspace
from tests.evaluations import filed, told
from tests.facts import fact
from tests.test_publication_lock import new_fact, published, with_letterhead

QUARTER = Quarter(2024, 3)
CODE = "36.72"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace in which one kota has a fact with an error, and an evaluation."""
    opened = open_workspace(Settings(workspace=tmp_path / "w"))
    counts = {"active_persons": 1000, "eligible_persons": 900}
    told(opened, CODE, [fact("participation", segment="SEMUA", **counts)])
    filed(opened, CODE, QUARTER)
    yield opened
    opened.store.engine.dispose()


def as_reckoned_before(place: Workspace, statement: str) -> None:
    """Leave in the books what an older Monev came to from the same inputs."""
    with place.store.engine.begin() as connection:
        connection.exec_driver_sql(statement)


def again(place: Workspace) -> tuple[int, str]:
    """Number and reason of the revision in force after one more regular run."""
    found = evaluate_region(place, CODE, QUARTER).evaluation
    return found.revision, found.reason


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evaluation SET score = '99.5'",
        "UPDATE evaluation SET score_high = '99.5'",
        "UPDATE evaluation SET completeness = '0.5'",
        "UPDATE evaluation SET band = 'Patuh'",
        "UPDATE evaluation SET provisional = NOT provisional",
        "UPDATE indicator_result SET score = '12.5' WHERE indicator = 'B1'",
        "UPDATE indicator_result SET status = 'dinilai' WHERE indicator = 'B1'",
        "DELETE FROM indicator_result WHERE indicator = 'B1'",
    ],
)
def test_other_figures_from_the_same_inputs_are_filed(place: Workspace, statement: str) -> None:
    """After a mended sum the region gets a revision that says so, once."""
    as_reckoned_before(place, statement)
    assert again(place) == (2, NEW_SUMS)
    assert again(place) == (2, NEW_SUMS)


def test_a_mended_sum_is_held_back_by_publication(place: Workspace) -> None:
    """What was published stays, and whoever may correct it is told."""
    published(place)
    assert held_back(place, QUARTER) == []
    as_reckoned_before(place, "UPDATE evaluation SET score = '99.5'")
    assert again(place)[0] == 1
    assert evaluate_region(place, CODE, QUARTER).held
    assert held_back(place, QUARTER) == [CODE]


def test_inputs_are_the_reason_where_they_moved_too(place: Workspace) -> None:
    """New facts come before other sums, and both before another look."""
    as_reckoned_before(place, "UPDATE evaluation SET score = '99.5'")
    new_fact(place)
    assert again(place) == (2, NEW_INPUTS)


def test_another_look_is_the_last_reason(place: Workspace, tmp_path: Path) -> None:
    """Same inputs, same figures, other letterhead."""
    assert again(place)[0] == 1
    assert again(with_letterhead(place, tmp_path)) == (2, NEW_LOOK)


def test_a_finding_that_says_more_is_an_input(place: Workspace) -> None:
    """The finding stands in other words: what the report says of it is out of date."""
    assert place.store.findings_of(1)
    as_reckoned_before(place, "UPDATE finding SET message_id = 'lain' WHERE evaluation_id = 1")
    assert again(place) == (2, NEW_INPUTS)
