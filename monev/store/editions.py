"""Editions: every catalogue and set of templates that a document was made with, kept once."""

from collections.abc import Iterable

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col, select

from models import Edition, writing
from monev.store.shelf import Shelf


class EditionShelf(Shelf):
    """Editions are added and read; none is ever changed or deleted."""

    def keeps_edition(self, sha256: str) -> bool:
        """Say whether the edition of that hash is kept, without reading it."""
        with Session(self.engine) as session:
            found = session.exec(select(Edition.sha256).where(col(Edition.sha256) == sha256))
            return found.first() is not None

    def keep_edition(self, edition: Edition) -> None:
        """Keep an edition; one that is there already stays as it is, first use included."""
        try:
            with writing(self.engine) as session:
                if session.get(Edition, edition.sha256) is None:
                    session.add(edition)
        except IntegrityError:  # another worker kept the same one in the same moment
            if not self.keeps_edition(edition.sha256):
                raise

    def edition(self, sha256: str) -> Edition | None:
        """Return the edition of that hash."""
        with Session(self.engine) as session:
            return session.get(Edition, sha256)

    def newest_edition(self) -> Edition | None:
        """Return the edition that was first used last; null where none is kept."""
        with Session(self.engine) as session:
            newest = select(Edition).order_by(
                col(Edition.first_used_at).desc(), col(Edition.sha256)
            )
            return session.exec(newest).first()

    def take_over(self, rows: Iterable[SQLModel]) -> None:
        """Write rows of another workspace's books as they are, in one transaction."""
        with writing(self.engine) as session:
            for row in rows:
                session.add(row)
