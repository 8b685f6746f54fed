"""The time keeper on a real engine: what is due is done once, and what goes wrong is told."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flows.keep_time import keep_time
from flows.quarterly import EXCEPTIONS, quarterly_evaluation
from models import DutyOutcome, Quarter
from models.quarter import JAKARTA
from monev.calendar import load_calendar
from monev.duties import EVALUATION, REFRESH
from monev.settings import Settings
from monev.take_duties import carry_out, due_now
from monev.workspace import Workspace, open_workspace
from tests.fetch.server import Portal, body, running
from tests.notify.mail_server import MailRoom, mail_room

PERIOD = "2024-Q3"

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace without a fact, so that evaluations are over at once."""
    place = open_workspace(Settings(workspace=tmp_path / "leer"))
    yield place
    place.store.engine.dispose()


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    """A webhook that the settings name."""
    with running() as one:
        one.on("/hook", body(b"ok"))
        monkeypatch.setenv("MONEV_WEBHOOK_URL", one.at("/hook"))
        yield one


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailRoom]:
    """A mail server that the settings name, with an address for runs."""
    who = tmp_path / "penerima.yaml"
    who.write_text("runs: [monev@kantor.invalid]", encoding="utf-8")
    with mail_room() as one:
        monkeypatch.setenv("MONEV_SMTP_URL", f"smtp://localhost:{one.port}")
        monkeypatch.setenv("MONEV_MAIL_FROM", "monev@contoh.invalid")
        monkeypatch.setenv("MONEV_RECIPIENTS", str(who))
        yield one


def kept(place: Workspace, **more: Any) -> Any:
    """One look of the time keeper at a workspace; returns the state of its run."""
    return keep_time(workspace=str(place.store.root), return_state=True, **more)


def test_what_is_due_is_done_and_the_second_look_finds_nothing(empty: Workspace) -> None:
    """The newest quarter and the draft of the open one are run; the books say so."""
    today = empty.now().astimezone(JAKARTA).date()
    open_now = load_calendar().open_quarter(today)
    first = kept(empty).result()["done"]
    done = {one["duty"]: (one["period"], one["outcome"]) for one in first}
    assert done[EVALUATION] == (str(open_now.previous()), "selesai")
    assert done[REFRESH] == (str(open_now), "selesai")
    assert kept(empty).result() == {"done": []}
    rows = empty.store.duties()
    assert {one.outcome for one in rows} == {DutyOutcome.DONE}
    assert {one.attempts for one in rows} == {1}


def test_somebody_elses_duty_is_left_alone(empty: Workspace) -> None:
    """Another worker has begun both: this one does nothing and ends well."""
    for duty in due_now(empty):
        assert empty.store.claim_duty(duty.name, str(duty.quarter), duty.due_on, empty.now())
    state = kept(empty)
    assert (state.name, state.result()) == ("Completed", {"done": []})


def test_a_duty_that_fails_is_told_and_stops_no_other(
    empty: Workspace, office: Portal, tmp_path: Path
) -> None:
    """A list of portals that is not there: both runs fail, both are noted, the webhook hears it."""
    state = kept(empty, portals=str(tmp_path / "tidak-ada.yaml"))
    assert (state.is_completed(), state.name) == (True, EXCEPTIONS)
    assert "tidak-ada.yaml" in (state.message or "")
    rows = [one for one in empty.store.duties() if one.name in {EVALUATION, REFRESH}]
    assert [one.outcome for one in rows] == [DutyOutcome.FAILED] * 2
    told = [json.loads(one) for one in office.bodies]
    assert [(one["event"], one["outcome"]) for one in told] == [("duty_failed", "gagal")] * 2
    assert kept(empty).result() == {"done": []}


def test_a_run_with_exceptions_is_told_by_letter_and_webhook(
    workspace: Workspace, office: Portal, room: MailRoom
) -> None:
    """One region cannot be filed: its line reaches both, the report of the other is there."""
    _block(workspace, "36.74")
    state = _evaluated(workspace)
    assert (state.name, state.result()["undelivered"]) == (EXCEPTIONS, [])
    (letter,) = room.letters
    assert letter["To"] == "monev@kantor.invalid"
    assert "36.74 Kota Tangerang Selatan" in letter.get_content()
    (told,) = [json.loads(one) for one in office.bodies]
    assert (told["event"], told["exceptions_total"]) == ("run_with_exceptions", 1)
    assert (told["period"], told["evaluated"]) == (PERIOD, 1)


def test_a_message_that_fails_is_said_and_costs_nothing(
    workspace: Workspace, office: Portal
) -> None:
    """The webhook is gone: the run ends as it would, and its message says who was not told."""
    office.on("/hook", body(b"", status=410))
    _block(workspace, "36.74")
    state = _evaluated(workspace)
    assert state.name == EXCEPTIONS
    assert "36.74" in (state.message or "")
    assert "nobody was told by webhook: " in (state.message or "")
    assert "/hook" not in (state.message or "")
    assert state.result()["evaluated"] == 1


def test_a_clean_run_tells_nobody(workspace: Workspace, office: Portal) -> None:
    """No exceptions, no message."""
    assert (
        quarterly_evaluation(
            period=PERIOD, regions=["36.72"], recaps=False, workspace=str(workspace.store.root)
        )["undelivered"]
        == []
    )
    assert office.bodies == []


def test_letters_are_sent_when_a_reminder_is_due(empty: Workspace, room: MailRoom) -> None:
    """On 9 October 2026 the last reminder goes out, once, to those with an address."""
    from flows.keep_time import _Orders, _work_of

    who = Path(str(Settings().recipients))
    who.write_text("reminders: {'36': [dinas@banten.invalid]}", encoding="utf-8")
    noon = datetime(2026, 10, 9, 5, tzinfo=UTC)
    place = replace(empty, settings=Settings(workspace=empty.store.root), now=lambda: noon)
    orders = _Orders(place, None, None, str(place.store.root))
    (duty,) = [one for one in due_now(place) if one.name == "reminder-1"]
    assert duty.quarter == Quarter(2026, 3)
    carried = carry_out(place, duty, _work_of(duty, orders))
    assert carried is not None
    assert carried.ended.note == "1 letters sent, 37 provinces without an address"
    assert [one["To"] for one in room.letters] == ["dinas@banten.invalid"]
    assert not [one for one in due_now(place) if one.name == "reminder-1"]


def _evaluated(workspace: Workspace) -> Any:
    return quarterly_evaluation(
        period=PERIOD,
        regions=["36.72", "36.74"],
        recaps=False,
        workspace=str(workspace.store.root),
        return_state=True,
    )


def _block(workspace: Workspace, code: str) -> None:
    """Put a file where the folder of a region's reports belongs, so that filing must fail."""
    place = workspace.store.root / "reports" / PERIOD / code
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("no folder", encoding="utf-8")
