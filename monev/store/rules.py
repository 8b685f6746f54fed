"""Rule books: every set of rules that ever judged, kept once under its hash."""

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from models import RuleBook, writing
from monev.store.shelf import Shelf


class RuleShelf(Shelf):
    """Books are added and read; none is ever changed or deleted."""

    def keep_rule_book(self, book: RuleBook) -> None:
        """Keep a book; one that is there already stays as it is, first use included."""
        if self.rule_book(book.sha256) is not None:
            return
        try:
            with writing(self.engine) as session:
                if session.get(RuleBook, book.sha256) is None:
                    session.add(book)
        except IntegrityError:  # another worker kept the same book in the same moment
            if self.rule_book(book.sha256) is None:
                raise

    def rule_book(self, sha256: str) -> RuleBook | None:
        """Return the book of that hash."""
        with Session(self.engine) as session:
            return session.get(RuleBook, sha256)

    def rule_books(self, begins: str = "") -> Sequence[RuleBook]:
        """Return the books whose hash begins so, in the order of their first use."""
        with Session(self.engine) as session:
            return session.exec(
                select(RuleBook)
                .where(col(RuleBook.sha256).startswith(begins, autoescape=True))
                .order_by(col(RuleBook.first_used_at), col(RuleBook.sha256))
            ).all()
