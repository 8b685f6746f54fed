"""Roles let to others for a time, and tokens of programs: made, withdrawn, never deleted."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, col, or_, select

from models import Account, ApiToken, Delegation, writing
from monev.errors import ArchiveError
from monev.store.shelf import Shelf


class DelegationShelf(Shelf):
    """What accounts have let others use in their name."""

    def add_delegation(self, one: Delegation) -> Delegation:
        """Keep a delegation and give it its number."""
        with writing(self.engine) as session:
            session.add(one)
        return one

    def delegations_in_force(self, name: str, today: date) -> Sequence[Delegation]:
        """Return what a person may use of others today.

        A delegation lapses with the day, its withdrawal, or the role and area of its giver.
        """
        query = (
            select(Delegation)
            .join(Account, col(Account.name) == col(Delegation.given_by))
            .where(
                Delegation.given_to == name,
                col(Delegation.withdrawn_at).is_(None),
                Delegation.until >= today,
                Account.role == Delegation.role,
                or_(
                    col(Account.region_code) == col(Delegation.region_code),
                    col(Account.region_code).is_(None) & col(Delegation.region_code).is_(None),
                ),
            )
            .order_by(col(Delegation.delegation_id))
        )
        with Session(self.engine) as session:
            return session.exec(query).all()

    def delegations(self, name: str | None = None) -> Sequence[Delegation]:
        """Return all delegations given or received by a person, or by anybody, newest first."""
        query = select(Delegation).order_by(col(Delegation.delegation_id).desc())
        if name is not None:
            query = query.where(or_(Delegation.given_by == name, Delegation.given_to == name))
        with Session(self.engine) as session:
            return session.exec(query).all()

    def delegation(self, delegation_id: int) -> Delegation | None:
        """Return one delegation by its number."""
        with Session(self.engine) as session:
            return session.get(Delegation, delegation_id)

    def withdraw_delegation(self, delegation_id: int, by: str, at: datetime) -> None:
        """Note that a delegation is over; the first withdrawal stands."""
        with writing(self.engine) as session:
            one = session.get(Delegation, delegation_id)
            if one is None:
                raise ArchiveError(f"no delegation {delegation_id} to withdraw")
            if one.withdrawn_at is None:
                one.withdrawn_by, one.withdrawn_at = by, at

    def add_token(self, token: ApiToken) -> None:
        """Keep the hash of a token."""
        with writing(self.engine) as session:
            session.add(token)

    def token_with(self, sha256: str, now: datetime) -> ApiToken | None:
        """Return the token of a hash while it is neither expired nor withdrawn."""
        query = select(ApiToken).where(
            ApiToken.sha256 == sha256,
            col(ApiToken.withdrawn_at).is_(None),
            ApiToken.expires_at > now,
        )
        with Session(self.engine) as session:
            return session.exec(query).first()

    def tokens_of(self, name: str) -> Sequence[ApiToken]:
        """Return every token a person ever made, newest first."""
        query = select(ApiToken).where(ApiToken.account_name == name)
        with Session(self.engine) as session:
            return session.exec(query.order_by(col(ApiToken.token_id).desc())).all()

    def withdraw_token(self, token_id: int, name: str, at: datetime) -> ApiToken | None:
        """Withdraw a token of this person and return it; null where the person has none such."""
        with writing(self.engine) as session:
            token = session.get(ApiToken, token_id)
            if token is None or token.account_name != name:
                return None
            token.withdrawn_at = token.withdrawn_at or at
            return token

    def withdraw_tokens_of(self, name: str, at: datetime) -> int:
        """Withdraw every token of a person that still holds, and return how many those were."""
        query = select(ApiToken).where(
            ApiToken.account_name == name,
            col(ApiToken.withdrawn_at).is_(None),
            ApiToken.expires_at > at,
        )
        with writing(self.engine) as session:
            tokens = session.exec(query).all()
            for token in tokens:
                token.withdrawn_at = at
            return len(tokens)
