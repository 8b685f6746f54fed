"""The workspace: database, kept evidence and named queries. The only room that asks the database.

It keeps and returns; it never judges. Each shelf holds the queries of one subject.
"""

from pathlib import Path

from sqlalchemy import func, inspect
from sqlmodel import select, text

from models import Region, make_engine, writing
from models.migrations import NEWEST
from monev.depot import Depot
from monev.errors import EnvironmentFault
from monev.register import Register
from monev.store.accounts import AccountShelf
from monev.store.alone import AloneShelf
from monev.store.approvals import ApprovalShelf
from monev.store.audit import AuditShelf
from monev.store.batches import BatchShelf
from monev.store.delegations import DelegationShelf
from monev.store.documents import DocumentShelf
from monev.store.duties import DutyShelf
from monev.store.editions import EditionShelf
from monev.store.evaluations import EvaluationShelf
from monev.store.intake import IntakeShelf
from monev.store.ledger import LedgerShelf
from monev.store.marks import MarkShelf
from monev.store.objections import ObjectionShelf
from monev.store.revisions import RevisionShelf
from monev.store.rules import RuleShelf

__all__ = ["Store", "migrate"]

VERSIONS = "alembic_version"
"""The table in which Alembic notes how far a database has come."""


class Store(
    AccountShelf,
    AloneShelf,
    ApprovalShelf,
    AuditShelf,
    BatchShelf,
    EvaluationShelf,
    DocumentShelf,
    DelegationShelf,
    DutyShelf,
    EditionShelf,
    IntakeShelf,
    LedgerShelf,
    MarkShelf,
    ObjectionShelf,
    RevisionShelf,
    RuleShelf,
):
    """One workspace. Open it with `Store.open`, which brings the tables up to date."""

    @classmethod
    def open(
        cls, url: str, root: Path, register: Register | None = None, depot: Depot | None = None
    ) -> "Store":
        """Open the workspace at `root`: migrate, and seed an empty region table from a register."""
        root.mkdir(parents=True, exist_ok=True)
        migrate(url)
        store = cls(make_engine(url), root, depot)
        if register is not None:
            store.seed(register)
        return store

    def seed(self, register: Register) -> None:
        """Write the register into an empty database; a filled one is left as it is."""
        with writing(self.engine) as session:
            if session.exec(select(func.count()).select_from(Region)).one():
                return
            for row in register.rows():
                session.add(row)
                session.flush() if isinstance(row, Region) and len(row.code) == 2 else None


def migrate(url: str) -> None:
    """Bring the database at `url` to the newest schema.

    Raises EnvironmentFault for a database that a later Monev has carried further than this one
    knows: reading it by older eyes could lose what it holds.
    """
    found = _version_of(url)
    if found == NEWEST:
        return
    if found is not None and found > NEWEST:
        raise EnvironmentFault(
            f"the database is at version {found}, and this Monev knows versions up to {NEWEST}; "
            "install the Monev that last used it, or restore a backup from before"
        )
    # Loads the tools of change; a database that needs none does not pay for them.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "models:migrations")
    config.attributes["url"] = url
    command.upgrade(config, "head")


def _version_of(url: str) -> str | None:
    """Return how far a database has come; null for one without tables of ours."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table(VERSIONS):
                return None
            found = connection.execute(text(f"SELECT version_num FROM {VERSIONS}"))  # noqa: S608
            return found.scalar()
    finally:
        engine.dispose()
