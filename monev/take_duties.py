"""Take on what is due, so that nobody else does, carry it out, and note how it ended.

What is due is decided in `duties`; what a duty consists of is handed in by whoever asks.
"""

from collections.abc import Callable
from dataclasses import dataclass

from models import DutyOutcome, ScheduledDuty
from monev.calendar import load_calendar
from monev.duties import Duty, what_is_due
from monev.workspace import Workspace

LONGEST_NOTE = 500


@dataclass(frozen=True)
class Ended:
    """How a duty ended, with a line about it."""

    outcome: DutyOutcome
    note: str


@dataclass(frozen=True)
class CarriedOut:
    """A duty that was taken on here, and how it ended."""

    duty: Duty
    ended: Ended


def due_now(workspace: Workspace) -> list[Duty]:
    """Return what is to be done now, by the workspace's clock and books."""
    return what_is_due(workspace.now(), workspace.store.duties(), load_calendar())


def carry_out(workspace: Workspace, duty: Duty, work: Callable[[Duty], Ended]) -> CarriedOut | None:
    """Take a duty on, do it, note its end; None where somebody else has taken it on.

    What goes wrong inside `work` is noted as a failure with its cause, and stops no other duty. A
    process that dies leaves the duty under way; `duties` says when it is taken on once more.
    """
    row = _taken_on(workspace, duty)
    if row is None:
        return None
    number, attempt = row
    try:
        ended = work(duty)
    except Exception as error:  # noqa: BLE001 - the promise: one duty never stops another
        ended = Ended(DutyOutcome.FAILED, f"{type(error).__name__}: {error}")
    note = ended.note if len(ended.note) <= LONGEST_NOTE else ended.note[: LONGEST_NOTE - 1] + "…"
    workspace.store.end_duty(number, attempt, ended.outcome, note, workspace.now())
    return CarriedOut(duty, Ended(ended.outcome, note))


def _taken_on(workspace: Workspace, duty: Duty) -> tuple[int, int] | None:
    """Return number and attempt of the claim; None where it is somebody else's."""
    store, now = workspace.store, workspace.now()
    if duty.again is not None:
        return _again(workspace, duty.again)
    number = store.claim_duty(duty.name, str(duty.quarter), duty.due_on, now)
    return None if number is None else (number, 1)


def _again(workspace: Workspace, row: ScheduledDuty) -> tuple[int, int] | None:
    number = row.duty_id or 0
    if workspace.store.retake_duty(number, row.attempts, workspace.now()):
        return number, row.attempts + 1
    return None
