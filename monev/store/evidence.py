"""Kept files, the facts read from them, and what was wrong with them."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, delete, func, sql
from sqlalchemy.orm import class_mapper
from sqlmodel import AutoString, Session, col, select

from models import FACT_TYPES, Evidence, Fact, Finding, Receipt, ReceiptStatus, writing
from models.plain_reading import columns_of, made_of
from monev.errors import ArchiveError
from monev.store.shelf import Shelf

AT_ONCE = 500
"""Ids in one question; SQLite and PostgreSQL take thousands."""
FEW = 10
"""Facts loaded at a time by who looks for the first that fits."""


class EvidenceShelf(Shelf):
    """Files rest in the depot by the hash of their bytes."""

    def keep(self, content: bytes, evidence: Evidence) -> None:
        """Keep the bytes under their hash before anyone reads them; the same bytes only once."""
        digest = hashlib.sha256(content).hexdigest()
        if digest != evidence.sha256:
            raise ArchiveError(f"evidence {evidence.file_name}: its hash is not that of its bytes")
        self.keep_content(content)
        with writing(self.engine) as session:
            if session.get(Evidence, digest) is None:
                session.add(evidence)

    def keep_content(self, content: bytes) -> None:
        """Keep bytes under their hash, without a word about where they came from."""
        key = _key(hashlib.sha256(content).hexdigest())
        if not self.depot.holds(key):
            self.depot.put(key, content)

    def content_of(self, sha256: str) -> bytes:
        """Return the kept bytes of that hash; ArchiveError if they are gone or not the same."""
        content = self.depot.read(_key(sha256))
        found = hashlib.sha256(content).hexdigest()
        if found != sha256:
            raise ArchiveError(
                f"{self.depot.address(_key(sha256))} has SHA-256 {found}, not that of its name; "
                "restore it from a backup"
            )
        return content

    def evidence(self, sha256: str) -> Evidence | None:
        """Return what is known about kept bytes."""
        with Session(self.engine) as session:
            return session.get(Evidence, sha256)

    def all_evidence(self) -> Sequence[Evidence]:
        """Return every kept file, in the order of names."""
        with Session(self.engine) as session:
            return session.exec(select(Evidence).order_by(col(Evidence.file_name))).all()

    def save_reading(self, batch: str, facts: Iterable[Fact], findings: Iterable[Finding]) -> int:
        """Store what one file said, once: reading it again adds nothing. Returns new facts.

        `batch` names the reading; findings of an earlier reading of that name are replaced.
        """
        found = list({fact.fact_id: fact for fact in facts}.values())
        with writing(self.engine) as session:
            session.exec(delete(Finding).where(col(Finding.batch) == batch))
            for finding in findings:
                finding.batch = batch
                session.add(finding)
            known = _known(session, found)
            fresh = [fact for fact in found if fact.fact_id not in known]
            session.add_all(fresh)
        return len(fresh)

    def facts_of(self, code: str, kinds: Iterable[str] = FACT_TYPES) -> list[Fact]:
        """Return every fact of a region, or those of some kinds, in a fixed order."""
        with Session(self.engine) as session:
            return [
                fact
                for table in _tables(kinds)
                for fact in _facts(session, table, col(table.region_code) == code)
            ]

    def each_fact_of(self, code: str) -> Iterator[Fact]:
        """Yield the facts of a region, a few at a time and in no order.

        Whoever looks for one of some sort loads few of them, however many there are.
        """
        few = {"yield_per": FEW}
        with Session(self.engine) as session:
            for table in FACT_TYPES.values():
                yield from session.exec(
                    select(table).where(table.region_code == code), execution_options=few
                )

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

    def regions_with_file_findings(self, code: str | None = None) -> set[str]:
        """Return the codes of all regions with findings of files; empty stands for nobody's.

        With a code, that one only.
        """
        query = select(Finding.region_code).where(col(Finding.evaluation_id).is_(None)).distinct()
        if code is not None:
            query = query.where(Finding.region_code == code)
        with Session(self.engine) as session:
            return {one or "" for one in session.exec(query)}

    def file_findings(
        self,
        quarter: str,
        code: str | None = None,
        stands: Callable[[Finding], bool] = lambda _: True,
    ) -> list[Finding]:
        """Return findings of files that speak of this quarter, or of none in particular, each once.

        With a code, those that speak of that region. Only those that `stands` says yes to: what a
        void reading found and a later one finds too is told by the later one.
        """
        found = [one for one in self.reading_findings(code) if stands(one)]
        spoken = self._spoken_quarters({one.batch for one in found})
        kept: dict[tuple[str, ...], Finding] = {}
        for one in found:
            here = spoken.get(one.batch)
            others = one.batch.startswith("portal ") and quarter not in one.batch
            if (here is None and not others) or (here and here & {"", quarter}):
                kept.setdefault((one.rule, one.region_code or "", one.place, one.message_id), one)
        return list(kept.values())

    def _spoken_quarters(self, batches: Collection[str]) -> dict[str, set[str]]:
        """Return the quarters that the receipts of readings speak of, by batch."""
        asked, found = sorted(batches), dict[str, set[str]]()
        with Session(self.engine) as session:
            for at in range(0, len(asked), AT_ONCE):
                query = select(Receipt.batch, Receipt.quarter, Receipt.status).where(
                    col(Receipt.batch).in_(asked[at : at + AT_ONCE])
                )
                for batch, quarter, status in session.exec(query):
                    if status in (ReceiptStatus.READ, ReceiptStatus.REFUSED):
                        found.setdefault(batch, set()).add(quarter)
        return found

    def facts_by_region(self, kinds: Iterable[str] = FACT_TYPES) -> dict[str, list[Fact]]:
        """Return every fact there is, or those of some kinds, by region, in a fixed order."""
        found: dict[str, list[Fact]] = {}
        with Session(self.engine) as session:
            for table in _tables(kinds):
                for fact in _facts(session, table):
                    found.setdefault(fact.region_code, []).append(fact)
        return found

    def facts_having(self, kind: str, values: Mapping[str, Sequence[object]]) -> list[Fact]:
        """Return the facts of a kind, in all regions, whose fields have one of these values.

        Fields of plain text narrow it; what another field must have is for whoever asks.
        """
        (table,) = _tables([kind])
        conditions = []
        for field, accepted in values.items():
            if isinstance(class_mapper(table).columns[field].type, AutoString):
                column = col(getattr(table, field))
                conditions.append(column.in_([one for one in accepted if isinstance(one, str)]))
        with Session(self.engine) as session:
            return _facts(session, table, *conditions)

    def facts_mark(self, kinds: Iterable[str] = FACT_TYPES) -> tuple[int, ...]:
        """Return a mark that changes whenever facts of these kinds are added."""
        with Session(self.engine) as session:
            return tuple(
                session.exec(select(func.count()).select_from(table)).one()
                for table in _tables(kinds)
            )


def _facts(session: Session, table: type[Fact], *conditions: ColumnElement[bool]) -> list[Fact]:
    """Return facts of a kind in the order of their ids, as values that no session has."""
    query = sql.select(*columns_of(table)).where(*conditions).order_by(col(table.fact_id))
    return made_of(table, session.connection().execute(query))


def _known(session: Session, facts: Sequence[Fact]) -> set[str]:
    """Return the ids of those facts that are kept already."""
    known: set[str] = set()
    for at in range(0, len(facts), AT_ONCE):
        asked: dict[type[Fact], list[str]] = {}
        for fact in facts[at : at + AT_ONCE]:
            asked.setdefault(type(fact), []).append(fact.fact_id)
        for table, ids in asked.items():
            known.update(session.exec(select(table.fact_id).where(col(table.fact_id).in_(ids))))
    return known


def _key(sha256: str) -> str:
    return f"evidence/{sha256[:2]}/{sha256}"


def _tables(kinds: Iterable[str]) -> list[type[Fact]]:
    asked = set(kinds)
    return [table for kind, table in FACT_TYPES.items() if kind in asked]
