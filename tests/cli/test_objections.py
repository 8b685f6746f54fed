"""`monev objections`: what is contested, what is overdue, what came of it."""

import json
from dataclasses import replace
from pathlib import Path

from monev.objections import decline
from monev.settings import Settings
from monev.workspace import open_workspace
from tests.cli.running import Run
from tests.objections import CITRA, IN_TIME, contest, value_of

WHY = "surat tidak menyebut angka itu"


def test_objections_are_listed_with_state_due_day_and_answer(filled: Path, run: Run) -> None:
    """An old open one is overdue; the declined one shows its reason; other quarters are empty."""
    assert (
        "0 objections for 2024-Q3: 0 open, 0 of them overdue."
        in run("objections", "--period", "2024-Q3").output
    )
    place = replace(open_workspace(Settings(workspace=filled)), now=lambda: IN_TIME)
    contest(place)
    other = contest(place, "2.000", value=value_of(place, "C5", "active_persons"))
    decline(place, other.number, CITRA, WHY)
    place.store.engine.dispose()
    shown = " ".join(run("objections", "--period", "2024-Q3", "--region", "36.72").output.split())
    assert "53% -> 61.5%" in shown
    assert "2 objections for 2024-Q3: 1 open, 1 of them overdue." in shown
    told = json.loads(run("objections", "--period", "2024-Q3", "--json").stdout)
    assert [(one["state"], one["answer"]) for one in told] == [("open", None), ("declined", WHY)]
    assert told[0]["due_on"] == "2024-10-21"
    assert (
        json.loads(run("objections", "--period", "2024-Q3", "--region", "36.74", "--json").stdout)
        == []
    )
