"""Keep time: look several times a day what is due, and do it once. What is due is decided below."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.quarterly import EXCEPTIONS, quarterly_evaluation
from flows.scope import open_at
from models import DutyOutcome
from monev.duties import EVALUATION, REFRESH, Duty
from monev.errors import MonevError
from monev.notify import Notice, tell
from monev.remind import reminders_of, send_reminders
from monev.take_duties import CarriedOut, Ended, carry_out, due_now
from monev.workspace import Workspace


@dataclass(frozen=True)
class _Orders:
    """What a duty is carried out with, as the flow was told it."""

    place: Workspace
    inbox: str | None
    portals: str | None
    workspace: str | None


@flow(name="keep-time", flow_run_name="keep time")
def keep_time(
    inbox: str | None = None, portals: str | None = None, workspace: str | None = None
) -> Any:
    """Do what the calendar asks for now: evaluation, refresh of drafts, reminders. Each once.

    Ends as `CompletedWithExceptions` where a duty failed or ended with exceptions.

    Args:
        inbox: Folder or object-store address to collect from first, as the worker sees it.
        portals: An `endpoints.yaml` naming the portals to ask first, as the worker sees it.
        workspace: Folder of the workspace; empty for the one of the worker.
    """
    orders = _Orders(open_at(workspace).workspace, inbox, portals, workspace)
    done = []
    for duty in due_now(orders.place):
        carried = carry_out(orders.place, duty, _work_of(duty, orders))
        if carried is not None:
            done.append(carried)
            _tell_failure(orders.place, carried)
    return _ended(done)


def _work_of(duty: Duty, orders: _Orders) -> Callable[[Duty], Ended]:
    """Return what carries out a duty of this name."""
    if duty.name in {EVALUATION, REFRESH}:
        return lambda one: _evaluate(one, orders)
    return lambda one: _remind(one, orders.place)


def _evaluate(duty: Duty, orders: _Orders) -> Ended:
    """Run the evaluation of the duty's quarter; drafts are refreshed without recaps."""
    run = quarterly_evaluation(
        period=str(duty.quarter),
        inbox=orders.inbox,
        portals=orders.portals,
        workspace=orders.workspace,
        recaps=duty.name == EVALUATION,
        return_state=True,
    )
    state = cast("State[dict[str, Any]]", run)
    if not state.is_completed():
        return Ended(DutyOutcome.FAILED, state.message or state.name or "no end")
    if state.name == EXCEPTIONS:
        return Ended(DutyOutcome.EXCEPTIONS, state.message or "")
    return Ended(DutyOutcome.DONE, f"{state.result()['evaluated']} evaluated")


def _remind(duty: Duty, place: Workspace) -> Ended:
    """Send the reminders of the duty's quarter; without a mail server nothing is sent, and told."""
    reminders = reminders_of(place, duty.quarter)
    if place.settings.smtp_url is None:
        note = f"{len(reminders)} provinces to remind, none written to: MONEV_SMTP_URL is not set"
        return Ended(DutyOutcome.DONE, note)
    try:
        done = send_reminders(place, reminders)
    except MonevError as error:
        return Ended(DutyOutcome.EXCEPTIONS, str(error))
    note = f"{done.sent} letters sent, {len(done.without_address)} provinces without an address"
    if done.failed:
        return Ended(DutyOutcome.EXCEPTIONS, f"{note}; {'; '.join(done.failed)}")
    return Ended(DutyOutcome.DONE, note)


def _tell_failure(place: Workspace, carried: CarriedOut) -> None:
    """Tell of a duty that failed; exceptions within a run are told by the run itself."""
    reminded = carried.duty.name not in {EVALUATION, REFRESH}
    bad = {DutyOutcome.FAILED, DutyOutcome.EXCEPTIONS} if reminded else {DutyOutcome.FAILED}
    if carried.ended.outcome in bad:
        tell(place.settings, _notice(carried))


def _notice(carried: CarriedOut) -> Notice:
    values = _plain(carried)
    subject = f"Monev: {values['duty']} of {values['period']} {values['outcome']}"
    return Notice("duty_failed", subject, carried.ended.note, values)


def _plain(carried: CarriedOut) -> dict[str, str]:
    return {
        "duty": carried.duty.name,
        "period": str(carried.duty.quarter),
        "due_on": carried.duty.due_on.isoformat(),
        "outcome": carried.ended.outcome.value,
        "note": carried.ended.note,
    }


def _ended(done: list[CarriedOut]) -> dict[str, Any] | State[dict[str, Any]]:
    """Return what was done, inside a state that says so where something went wrong."""
    summary = {"done": [_plain(one) for one in done]}
    wrong = [one for one in done if one.ended.outcome != DutyOutcome.DONE]
    if not wrong:
        return summary
    told = "; ".join(f"{one.duty.name} {one.duty.quarter}: {one.ended.note}" for one in wrong)
    return Completed(name=EXCEPTIONS, message=told, data=summary)
