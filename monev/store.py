"""The workspace: database, kept evidence and named queries. The only room that asks the database.

It keeps and returns; it never judges. Files rest under the workspace by the hash of their bytes.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, delete, func
from sqlmodel import Session, col, select

from models import (
    FACT_TYPES,
    Account,
    Evaluation,
    Evidence,
    Fact,
    Finding,
    IndicatorResult,
    Recommendation,
    Region,
    RegionRun,
    Report,
    RunStatus,
    make_engine,
    writing,
)
from monev.errors import ArchiveError
from monev.register import Register


class Store:
    """One workspace. Open it with `Store.open`, which brings the tables up to date."""

    def __init__(self, engine: Engine, root: Path) -> None:
        self.engine = engine
        self.root = root

    @classmethod
    def open(cls, url: str, root: Path, register: Register | None = None) -> "Store":
        """Open the workspace at `root`: migrate, and seed an empty region table from a register."""
        root.mkdir(parents=True, exist_ok=True)
        migrate(url)
        store = cls(make_engine(url), root)
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

    # --- evidence and facts -------------------------------------------------------------------

    def keep(self, content: bytes, evidence: Evidence) -> Path:
        """Keep the bytes under their hash before anyone reads them; the same bytes only once."""
        digest = hashlib.sha256(content).hexdigest()
        if digest != evidence.sha256:
            raise ArchiveError(f"evidence {evidence.file_name}: its hash is not that of its bytes")
        path = self.evidence_path(digest)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            partial = path.with_suffix(".part")
            partial.write_bytes(content)
            partial.replace(path)
        with writing(self.engine) as session:
            if session.get(Evidence, digest) is None:
                session.add(evidence)
        return path

    def evidence_path(self, sha256: str) -> Path:
        """Return where bytes of that hash rest."""
        return self.root / "evidence" / sha256[:2] / sha256

    def evidence(self, sha256: str) -> Evidence | None:
        """Return what is known about kept bytes."""
        with Session(self.engine) as session:
            return session.get(Evidence, sha256)

    def all_evidence(self) -> Sequence[Evidence]:
        """Return every kept file, in the order of names."""
        with Session(self.engine) as session:
            return session.exec(select(Evidence).order_by(col(Evidence.file_name))).all()

    def save_reading(self, sha256: str, facts: Iterable[Fact], findings: Iterable[Finding]) -> int:
        """Store what one file said, once: reading it again adds nothing. Returns new facts."""
        added = 0
        with writing(self.engine) as session:
            session.exec(delete(Finding).where(col(Finding.batch) == sha256))
            for finding in findings:
                finding.batch = sha256
                session.add(finding)
            for fact in facts:
                if session.get(type(fact), fact.fact_id) is None:
                    session.add(fact)
                    added += 1
        return added

    def facts_of(self, code: str) -> list[Fact]:
        """Return every fact of a region, in a fixed order."""
        with Session(self.engine) as session:
            found: list[Fact] = []
            for table in FACT_TYPES.values():
                found += session.exec(
                    select(table).where(table.region_code == code).order_by(table.fact_id)
                ).all()
            return found

    def regions_with_facts(self) -> set[str]:
        """Return the codes of all regions about which anything was stated."""
        with Session(self.engine) as session:
            return {
                code
                for table in FACT_TYPES.values()
                for code in session.exec(select(table.region_code).distinct())
            }

    def reading_findings(self, code: str | None = None) -> Sequence[Finding]:
        """Return findings of files as they were read; with a code, that region's only."""
        query = select(Finding).where(col(Finding.evaluation_id).is_(None))
        if code is not None:
            query = query.where(Finding.region_code == code)
        with Session(self.engine) as session:
            return session.exec(query.order_by(col(Finding.finding_id))).all()

    # --- evaluations --------------------------------------------------------------------------

    def current_evaluation(self, code: str, quarter: str) -> Evaluation | None:
        """Return the revision that no other supersedes."""
        with Session(self.engine) as session:
            return session.exec(
                select(Evaluation)
                .where(Evaluation.region_code == code, Evaluation.quarter == quarter)
                .order_by(col(Evaluation.revision).desc())
            ).first()

    def current_evaluations(self, quarter: str) -> list[Evaluation]:
        """Return the current revision of every region of a quarter, by code."""
        with Session(self.engine) as session:
            rows = session.exec(
                select(Evaluation)
                .where(Evaluation.quarter == quarter, col(Evaluation.superseded_by).is_(None))
                .order_by(Evaluation.region_code)
            )
            return list(rows)

    def quarters(self) -> Sequence[str]:
        """Return every quarter that has evaluations, the newest first."""
        with Session(self.engine) as session:
            return session.exec(
                select(Evaluation.quarter).distinct().order_by(col(Evaluation.quarter).desc())
            ).all()

    def evaluations_of(self, code: str) -> Sequence[Evaluation]:
        """Return all revisions of a region, newest quarter and revision first."""
        with Session(self.engine) as session:
            return session.exec(
                select(Evaluation)
                .where(Evaluation.region_code == code)
                .order_by(col(Evaluation.quarter).desc(), col(Evaluation.revision).desc())
            ).all()

    def file_evaluation(
        self,
        evaluation: Evaluation,
        results: Sequence[IndicatorResult],
        findings: Sequence[Finding],
        recommendations: Sequence[Recommendation],
        report: Report,
    ) -> Evaluation:
        """File a revision with all that belongs to it in one transaction; link the one before."""
        with writing(self.engine) as session:
            session.add(evaluation)
            session.flush()
            number = evaluation.evaluation_id
            for row in (*results, *findings, *recommendations, report):
                row.evaluation_id = number or 0
                session.add(row)
            for older in session.exec(
                select(Evaluation).where(
                    Evaluation.region_code == evaluation.region_code,
                    Evaluation.quarter == evaluation.quarter,
                    Evaluation.revision < evaluation.revision,
                    col(Evaluation.superseded_by).is_(None),
                )
            ):
                older.superseded_by = number
        return evaluation

    def results_of(self, evaluation_id: int) -> Sequence[IndicatorResult]:
        """Return the indicators of an evaluation, by id."""
        with Session(self.engine) as session:
            return session.exec(
                select(IndicatorResult)
                .where(IndicatorResult.evaluation_id == evaluation_id)
                .order_by(IndicatorResult.indicator)
            ).all()

    def findings_of(self, evaluation_id: int) -> Sequence[Finding]:
        """Return the findings of an evaluation in the order they were made."""
        with Session(self.engine) as session:
            return session.exec(
                select(Finding)
                .where(Finding.evaluation_id == evaluation_id)
                .order_by(col(Finding.finding_id))
            ).all()

    def report_of(self, evaluation_id: int) -> Report | None:
        """Return the filed report of an evaluation."""
        with Session(self.engine) as session:
            return session.get(Report, evaluation_id)

    # --- the ledger of runs and the accounts ----------------------------------------------------

    def start_run(self, run: RegionRun) -> int:
        """Open a line of the ledger and return its number."""
        with writing(self.engine) as session:
            session.add(run)
            session.flush()
            if run.run_id is None:
                raise ArchiveError("the ledger gave a run no number")
            return run.run_id

    def advance_run(
        self,
        run_id: int,
        status: RunStatus,
        moment: datetime | None = None,
        revision: int | None = None,
        error: str = "",
    ) -> None:
        """Note how far a run has come."""
        with writing(self.engine) as session:
            run = session.get_one(RegionRun, run_id)
            run.status, run.error, run.revision = status, error, revision
            run.finished_at = moment

    def run(self, run_id: int) -> RegionRun | None:
        """Return one line of the ledger."""
        with Session(self.engine) as session:
            return session.get(RegionRun, run_id)

    def runs_of(self, quarter: str, code: str | None = None) -> Sequence[RegionRun]:
        """Return the ledger of a quarter, newest first; with a code, that region's lines."""
        query = select(RegionRun).where(RegionRun.quarter == quarter)
        if code is not None:
            query = query.where(RegionRun.region_code == code)
        with Session(self.engine) as session:
            return session.exec(query.order_by(col(RegionRun.run_id).desc())).all()

    def add_account(self, account: Account) -> None:
        """Add a person, or replace the password and role of one who is there."""
        with writing(self.engine) as session:
            session.merge(account)

    def account(self, name: str) -> Account | None:
        """Return the account of that name."""
        with Session(self.engine) as session:
            return session.get(Account, name)


def migrate(url: str) -> None:
    """Bring the database at `url` to the newest schema."""
    config = Config()
    config.set_main_option("script_location", "models:migrations")
    config.attributes["url"] = url
    command.upgrade(config, "head")
