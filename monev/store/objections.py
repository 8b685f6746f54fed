"""Objections with their steps and what these led to. Append-only."""

from collections.abc import Iterable, Sequence

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from models import Fact, Objection, ObjectionStep, Receipt, RegionRun, writing
from monev.errors import UsageError
from monev.objection_states import ObjectionStanding
from monev.store.shelf import Shelf


class ObjectionShelf(Shelf):
    """Which values regions contested, who decided, and which revision came of it."""

    def file_objection(self, objection: Objection, step: ObjectionStep) -> ObjectionStanding:
        """File an objection with its first step in one transaction."""
        with writing(self.engine) as session:
            session.add(objection)
            session.flush()
            step.objection_id = objection.objection_id or 0
            session.add(step)
        return ObjectionStanding(objection, (step,))

    def take_objection_step(self, step: ObjectionStep, facts: Sequence[Fact] = ()) -> None:
        """File a step, and the statements that are added by it, in one transaction.

        Raises UsageError where somebody else has taken a step of the same number meanwhile.
        """
        try:
            with writing(self.engine) as session:
                session.add(step)
                session.flush()
                for fact in facts:
                    if session.get(type(fact), fact.fact_id) is None:
                        session.add(fact)
        except IntegrityError as error:
            raise UsageError(
                f"another step about objection {step.objection_id} was taken at the same moment, "
                "so this one was not; look at it again"
            ) from error

    def objection(self, number: int) -> ObjectionStanding | None:
        """Return one objection as it stands."""
        found = self._objections(Objection.objection_id == number)
        return found[0] if found else None

    def objections_of(self, code: str, quarter: str = "") -> list[ObjectionStanding]:
        """Return a region's objections, the newest first; with a quarter, those about it."""
        wanted: list[object] = [Objection.region_code == code]
        if quarter:
            wanted.append(Objection.quarter == quarter)
        return self._objections(*wanted)[::-1]

    def objections(
        self, quarter: str = "", codes: Iterable[str] | None = None
    ) -> list[ObjectionStanding]:
        """Return objections in the order they were filed; each argument given narrows them."""
        wanted: list[object] = []
        if quarter:
            wanted.append(Objection.quarter == quarter)
        if codes is not None:
            wanted.append(col(Objection.region_code).in_(list(codes)))
        return self._objections(*wanted)

    def brought_by(self, sha256: str) -> set[str]:
        """Return who laid a file in through any way, by its bytes as sent or as kept."""
        with Session(self.engine) as session:
            found = session.exec(
                select(Receipt.received_by).where(
                    (col(Receipt.sha256) == sha256) | (col(Receipt.original_sha256) == sha256)
                )
            )
            return {one for one in found if one}

    def _objections(self, *wanted: object) -> list[ObjectionStanding]:
        query = select(Objection).where(*wanted).order_by(col(Objection.objection_id))  # type: ignore[arg-type]
        with Session(self.engine) as session:
            rows = session.exec(query).all()
            ids = [one.objection_id for one in rows]
            steps: dict[int, list[ObjectionStep]] = {}
            for step in session.exec(
                select(ObjectionStep)
                .where(col(ObjectionStep.objection_id).in_(ids))
                .order_by(col(ObjectionStep.number))
            ):
                steps.setdefault(step.objection_id, []).append(step)
            asked = [one.run_id for each in steps.values() for one in each if one.run_id]
            runs = {
                one.run_id: one
                for one in session.exec(select(RegionRun).where(col(RegionRun.run_id).in_(asked)))
            }
            return [_standing(one, steps[one.objection_id or 0], runs) for one in rows]


def _standing(
    objection: Objection, steps: Sequence[ObjectionStep], runs: dict[int | None, RegionRun]
) -> ObjectionStanding:
    asked = [one.run_id for one in steps if one.run_id]
    return ObjectionStanding(objection, tuple(steps), runs.get(asked[-1]) if asked else None)
