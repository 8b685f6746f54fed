"""People who may sign in, and the sessions they have ended."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from models import Account, EndedSession, writing
from monev.store.shelf import Shelf


class AccountShelf(Shelf):
    """Accounts by name. None is ever removed: the books name them."""

    def add_account(self, account: Account) -> None:
        """Add a person, or replace the password and role of one who is there."""
        with writing(self.engine) as session:
            session.merge(account)

    def account(self, name: str) -> Account | None:
        """Return the account of that name."""
        with Session(self.engine) as session:
            return session.get(Account, name)

    def accounts(self) -> Sequence[Account]:
        """Return everybody, by name."""
        with Session(self.engine) as session:
            return session.exec(select(Account).order_by(col(Account.name))).all()

    def change_password(self, name: str, known: str, password_hash: str) -> bool:
        """Put a new hash in place of the known one; false where another change came before."""
        with writing(self.engine) as session:
            account = session.get(Account, name, with_for_update=True)
            if account is None or account.password_hash != known:
                return False
            account.password_hash = password_hash
            return True

    def end_session(self, sha256: str, ended_at: datetime, forget_before: datetime) -> None:
        """Note that a session is over; forget those that have run out by themselves."""
        with writing(self.engine) as session:
            session.execute(delete(EndedSession).where(col(EndedSession.ended_at) < forget_before))
            session.merge(EndedSession(sha256=sha256, ended_at=ended_at))

    def session_ended(self, sha256: str) -> bool:
        """Say whether a session was ended by its person."""
        with Session(self.engine) as session:
            return session.get(EndedSession, sha256) is not None
