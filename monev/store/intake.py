"""Receipts of what arrived or failed to, and the waivers that excuse findings."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from models import Receipt, ReceiptStatus, Waiver, writing
from monev.store.shelf import Shelf
from monev.submissions import Landed, Submission, may_be_same

LANDED = (ReceiptStatus.READ, ReceiptStatus.REFUSED)
"""Of a region's arrivals these are picked here: asked for in the question, SQLite would look
through the arrivals of all regions, most of which have one of these states. A slot has few."""
OF_SUBMISSION = ("region_code", "quarter", "handed_in_on", "sha256", "receipt_id")
OF_LANDED = (
    *("slot", "batch", "sha256", "source_id", "region_code", "quarter", "received_on"),
    *("receipt_id", "handed_in_on"),
)
AT_ONCE = 500
"""Codes in one question; of more, the arrivals of all regions are read."""
FEW = 20
"""Arrivals looked at together, from the newest back."""
GOOD = (ReceiptStatus.READ, ReceiptStatus.UNCHANGED, ReceiptStatus.REPEATED)


class IntakeShelf(Shelf):
    """What came in, from where and when; nothing here is ever changed or deleted."""

    def add_receipt(self, receipt: Receipt) -> Receipt:
        """Note one arrival or one failed attempt."""
        with writing(self.engine) as session:
            session.add(receipt)
        return receipt

    def receipts(
        self, quarter: str = "", code: str | None = None, source_id: str = ""
    ) -> Sequence[Receipt]:
        """Return receipts in the order they came; each argument given narrows them."""
        query = select(Receipt)
        if quarter:
            query = query.where(Receipt.quarter == quarter)
        if code is not None:
            query = query.where(Receipt.region_code == code)
        if source_id:
            query = query.where(Receipt.source_id == source_id)
        with Session(self.engine) as session:
            return session.exec(query.order_by(col(Receipt.receipt_id))).all()

    def last_good(self, address: str) -> Receipt | None:
        """Return the newest receipt from an address that brought something usable."""
        with Session(self.engine) as session:
            return session.exec(
                select(Receipt)
                .where(Receipt.address == address, col(Receipt.status).in_(GOOD))
                .order_by(col(Receipt.receipt_id).desc())
            ).first()

    def read_before(
        self, original_sha256: str, laid_for_region: str, laid_for_quarter: str
    ) -> Receipt | None:
        """Return the receipt of the same bytes, as they were sent, read for the same place."""
        with Session(self.engine) as session:
            return session.exec(
                select(Receipt)
                .where(
                    Receipt.original_sha256 == original_sha256,
                    Receipt.laid_for_region == laid_for_region,
                    Receipt.laid_for_quarter == laid_for_quarter,
                    Receipt.status == ReceiptStatus.READ,
                )
                .order_by(col(Receipt.receipt_id).desc())
            ).first()

    def last_landed(self, slot: str, like: Receipt) -> Receipt | None:
        """Return the newest arrival at a slot that may speak of the same region and quarter."""
        query = select(Receipt).where(Receipt.slot == slot, col(Receipt.status).in_(LANDED))
        with Session(self.engine) as session:
            rows = session.exec(
                query.order_by(col(Receipt.receipt_id).desc()),
                execution_options={"yield_per": FEW},
            )
            about = (like.region_code or "", like.quarter)
            return next(
                (one for one in rows if may_be_same(about, (one.region_code or "", one.quarter))),
                None,
            )

    def submissions(self, quarter: str = "", code: str | None = None) -> list[Submission]:
        """Return the instruments handed in, in the order they came."""
        query = columns(
            *(col(getattr(Receipt, one)) for one in ("status", *OF_SUBMISSION))
        ).order_by(col(Receipt.receipt_id))
        if quarter:
            query = query.where(col(Receipt.quarter) == quarter)
        if code is not None:
            query = query.where(col(Receipt.region_code) == code)
        if not quarter and code is None:
            query = query.where(col(Receipt.status) == ReceiptStatus.READ)
        with Session(self.engine) as session:
            rows = session.execute(query).all()
        return [
            Submission(region_code, of, date.fromisoformat(handed_in_on), sha256, receipt_id or 0)
            for status, region_code, of, handed_in_on, sha256, receipt_id in rows
            if status is ReceiptStatus.READ and handed_in_on and sha256 and region_code
        ]

    def any_handed_in(self, quarter: str, by: date) -> bool:
        """Say whether any government had handed in for a quarter by a day."""
        with Session(self.engine) as session:
            found = session.exec(
                select(Receipt.receipt_id)
                .where(
                    Receipt.status == ReceiptStatus.READ,
                    Receipt.quarter == quarter,
                    col(Receipt.handed_in_on) != "",
                    col(Receipt.handed_in_on) <= by.isoformat(),
                )
                .limit(1)
            )
            return found.first() is not None

    def landed(self, code: str) -> list[Landed]:
        """Return everything that came for a region, or for none in particular, in order."""
        return self.landed_for([code])[code]

    def landed_for(self, codes: Iterable[str]) -> dict[str, list[Landed]]:
        """Return everything that came for each of these regions, or for none in particular.

        By code, and in the order in which it came.
        """
        wanted = list(codes)
        query = columns(col(Receipt.status), *(col(getattr(Receipt, one)) for one in OF_LANDED))
        if len(wanted) <= AT_ONCE:
            in_them = col(Receipt.region_code).in_(wanted)
            query = query.where(or_(in_them, col(Receipt.region_code).is_(None)))
        else:
            query = query.where(col(Receipt.status).in_(LANDED))
        with Session(self.engine) as session:
            rows = session.execute(query.order_by(col(Receipt.receipt_id))).all()
        found: dict[str, list[Landed]] = {code: [] for code in wanted}
        for status, *row in rows:
            if status not in LANDED:
                continue
            one = _landed(row)
            for code in [one.region] if one.region else wanted:
                if code in found:
                    found[code].append(one)
        return found

    def newest_landed(self) -> int:
        """Return the number of the last arrival that brought something; 0 where none did."""
        query = select(Receipt.receipt_id, Receipt.status).order_by(col(Receipt.receipt_id).desc())
        with Session(self.engine) as session:
            rows = session.exec(query, execution_options={"yield_per": FEW})
            return next((number or 0 for number, status in rows if status in LANDED), 0)

    def add_waiver(self, waiver: Waiver) -> Waiver:
        """Note who excused what, why and until when."""
        with writing(self.engine) as session:
            session.add(waiver)
        return waiver

    def waivers(self, code: str | None = None) -> Sequence[Waiver]:
        """Return waivers in the order they were granted; with a code, that region's."""
        query = select(Waiver)
        if code is not None:
            query = query.where(Waiver.region_code == code)
        with Session(self.engine) as session:
            return session.exec(query.order_by(col(Waiver.waiver_id))).all()


def _landed(row: Sequence[Any]) -> Landed:
    slot, batch, sha256, source_id, region, quarter, received_on, number, handed_in_on = row
    return Landed(
        slot=slot,
        batch=batch,
        sha256=sha256 or "",
        source_id=source_id,
        region=region or "",
        quarter=quarter,
        received_on=received_on,
        order=number or 0,
        handed_in_on=date.fromisoformat(handed_in_on) if handed_in_on else None,
    )
