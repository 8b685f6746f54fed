"""The duties of the calendar: who takes one on, and what came of it."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from models import DutyOutcome, ScheduledDuty, writing
from monev.store.shelf import Shelf


class DutyShelf(Shelf):
    """Each duty is taken on once, however many workers ask at the same moment."""

    def duties(self, name: str | None = None) -> Sequence[ScheduledDuty]:
        """Return every duty that was taken on, the newest due day first; with a name, those."""
        query = select(ScheduledDuty)
        if name is not None:
            query = query.where(ScheduledDuty.name == name)
        order = (col(ScheduledDuty.due_on).desc(), col(ScheduledDuty.duty_id).desc())
        with Session(self.engine) as session:
            return session.exec(query.order_by(*order)).all()

    def claim_duty(self, name: str, scope: str, due_on: date, moment: datetime) -> int | None:
        """Take a duty on and return its number; None where somebody else has it already."""
        duty = ScheduledDuty(name=name, scope=scope, due_on=due_on, begun_at=moment)
        try:
            with writing(self.engine) as session:
                session.add(duty)
                session.flush()
                return duty.duty_id
        except IntegrityError:
            return None

    def retake_duty(self, duty_id: int, attempts: int, moment: datetime) -> bool:
        """Take on once more what failed or never ended; False where somebody was quicker.

        `attempts` is the count that the asker saw: of several who saw the same one, one wins.
        """
        again = (
            update(ScheduledDuty)
            .where(col(ScheduledDuty.duty_id) == duty_id, col(ScheduledDuty.attempts) == attempts)
            .values(
                attempts=attempts + 1,
                begun_at=moment,
                ended_at=None,
                outcome=DutyOutcome.UNDER_WAY,
                note="",
            )
        )
        with writing(self.engine) as session:
            return bool(session.execute(again).rowcount)  # type: ignore[attr-defined]

    def end_duty(
        self, duty_id: int, attempts: int, outcome: DutyOutcome, note: str, moment: datetime
    ) -> None:
        """Note what came of an attempt; one that was taken over meanwhile changes nothing."""
        with writing(self.engine) as session:
            duty = session.get_one(ScheduledDuty, duty_id)
            if duty.attempts == attempts:
                duty.outcome, duty.note, duty.ended_at = outcome, note, moment
