"""The log of what people did: entries are added one after another, and read. Nothing else."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from models import Action, AuditEntry, writing
from models.audit import BEGINNING
from monev.store.shelf import Shelf

PAGE = 500
"""So many entries are read at a time when all are looked at."""
WRITERS = 0x6D6F6E6576
"""The key under which writers wait for each other; a lock of the table would need the right to
change what is in it."""


class AuditShelf(Shelf):
    """Entries in the order of their numbers."""

    def append_entry(
        self,
        at: datetime,
        who: str,
        action: Action,
        subject: str = "",
        detail: str = "",
        address: str = "",
    ) -> AuditEntry:
        """Add an entry behind the last one, whichever process added that.

        Raises ValueError for texts that could pass for lines of their own.
        """
        for one in (who, subject, detail, address):
            if not one.isprintable():
                raise ValueError(f"control characters found in {one!r}; printable text expected")
        with writing(self.engine) as session:
            if self.engine.dialect.name != "sqlite":
                session.execute(select(func.pg_advisory_xact_lock(WRITERS)))
            last = session.exec(
                select(AuditEntry).order_by(col(AuditEntry.number).desc()).limit(1)
            ).first()
            entry = AuditEntry(
                number=last.number + 1 if last else 1,
                at=at,
                who=who,
                action=action,
                subject=subject,
                detail=detail,
                address=address,
                previous=last.sha256 if last else BEGINNING,
                sha256="",
            )
            entry.sha256 = entry.digest()
            session.add(entry)
        return entry

    def audit_entries(self) -> Iterator[AuditEntry]:
        """Yield all entries, oldest first, without holding them all."""
        after = None
        while True:
            query = select(AuditEntry).order_by(col(AuditEntry.number)).limit(PAGE)
            if after is not None:
                query = query.where(AuditEntry.number > after)
            with Session(self.engine) as session:
                page = session.exec(query).all()
            yield from page
            if len(page) < PAGE:
                return
            after = page[-1].number

    def audit_page(
        self,
        before: int | None = None,
        who: str = "",
        action: Action | None = None,
        since: datetime | None = None,
        most: int | None = 100,
    ) -> Sequence[AuditEntry]:
        """Return the newest entries that fit, newest first; `before` a number, at most so many."""
        query = select(AuditEntry).order_by(col(AuditEntry.number).desc())
        if before is not None:
            query = query.where(AuditEntry.number < before)
        if who:
            query = query.where(AuditEntry.who == who)
        if action is not None:
            query = query.where(AuditEntry.action == action)
        if since is not None:
            query = query.where(AuditEntry.at >= since)
        with Session(self.engine) as session:
            return session.exec(query.limit(most)).all()
