"""What a night left in the database, counted after the portal has ended: lost, doubled, untrue.

Asked with plain SQL where that is enough, so that no code of the portal has a say.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from bench.deadline_night.order import HANDED_IN, Night
from bench.deadline_night.record import Told
from models import FACT_TYPES, Action
from monev.audit_chain import verdict
from monev.workspace import Workspace

RECEIPTS = (
    "select receipt_id, region_code, original_sha256, sha256, facts, received_by from receipt"
    " where status = 'terbaca' and quarter = :quarter and slot like 'portal/%'"
)


@dataclass(frozen=True)
class Counted:
    """What is there after a night; `wrong` is empty where nothing is lost, doubled or untrue."""

    receipts: int
    facts: int
    entries: int
    lost: tuple[str, ...]
    wrong: tuple[str, ...]


@dataclass(frozen=True)
class _Receipt:
    number: int
    region: str
    original: str
    kept: str
    facts: int
    owner: str


def counted(
    workspace: Workspace, night: Night, told: Told, workbooks: Path, facts: dict[str, int]
) -> Counted:
    """Hold the database against what was sent and what the pages said."""
    with workspace.store.engine.connect() as connection:
        rows = connection.execute(text(RECEIPTS), {"quarter": str(HANDED_IN)}).all()
    receipts = [_Receipt(*one) for one in rows]
    codes = [one.code for one in night.visits]
    there = Counter(one.region for one in receipts)
    lost = tuple(
        f"{code} has no receipt: {told.given_up.get(code, 'nobody was told why')}"
        for code in codes
        if not there[code]
    )
    kept = _facts_kept(workspace, receipts)
    wrong = [
        *told.wrong,
        *(f"{code} has {count} receipts" for code, count in sorted(there.items()) if count > 1),
        *(f"{code} never handed in" for code in sorted(set(there) - set(codes))),
        *_untrue(receipts, told, workbooks),
        *_other_facts(receipts, kept, facts),
        *_log_troubles(workspace, told),
        *_database_troubles(workspace),
        *_left_behind(workspace, len(told.given_up)),
    ]
    entries = sum(1 for _ in workspace.store.audit_entries())
    return Counted(len(receipts), sum(kept.values()), entries, lost, tuple(wrong))


def _untrue(receipts: list[_Receipt], told: Told, workbooks: Path) -> Iterator[str]:
    """Tell receipts of other bytes, of other people, or under another number than was shown."""
    for one in receipts:
        sent = hashlib.sha256((workbooks / f"{one.region}.xlsx").read_bytes()).hexdigest()
        if one.original != sent or one.owner != one.region:
            yield f"receipt {one.number} of {one.region} is not of what this office sent"
        if shown := set(told.receipts.get(one.region, [])) - {one.number}:
            yield f"{one.region} was shown receipt {shown}, its own is {one.number}"


def _facts_kept(workspace: Workspace, receipts: list[_Receipt]) -> dict[str, int]:
    """Return how many facts are kept of each receipt's evidence, by region."""
    counts: Counter[str] = Counter()
    with workspace.store.engine.connect() as connection:
        for table in FACT_TYPES.values():
            query = f"select evidence_sha256, count(*) from {table.__tablename__} group by 1"
            counts.update({row[0]: row[1] for row in connection.execute(text(query))})
    return {one.region: counts[one.kept] for one in receipts}


def _other_facts(
    receipts: list[_Receipt], kept: dict[str, int], facts: dict[str, int]
) -> Iterator[str]:
    """Tell files of which more or fewer facts are kept than a reader by itself found in them."""
    for one in receipts:
        if {one.facts, kept[one.region]} != {facts[one.region]}:
            found = f"receipt says {one.facts}, {kept[one.region]} are kept"
            yield f"{one.region}: {found}, its workbook states {facts[one.region]}"


def _log_troubles(workspace: Workspace, told: Told) -> Iterator[str]:
    """Tell a broken log, and entries that are missing or too many."""
    entries = list(workspace.store.audit_entries())
    if broken := verdict(entries).broken:
        yield f"the log breaks at entry {broken.number}: {broken.damage}, {broken.found}"
    noted = Counter(one.action for one in entries)
    for action, seen in (
        (Action.SIGN_IN, told.signed_in),
        (Action.DOWNLOAD, told.noted_downloads),
    ):
        if noted[action] != seen:
            yield f"the log has {noted[action]} x {action}, {seen} were seen"
    confirmed = {one.who for one in entries if one.action is Action.CONFIRM}
    if missing := set(told.receipts) - confirmed:
        yield f"the log has no confirmation of {', '.join(sorted(missing)[:5])}"


def _database_troubles(workspace: Workspace) -> Iterator[str]:
    """Ask SQLite whether its file is whole; PostgreSQL has no such question for everybody."""
    if workspace.store.engine.dialect.name != "sqlite":
        return
    with workspace.store.engine.connect() as connection:
        for question in ("PRAGMA integrity_check", "PRAGMA foreign_key_check"):
            answer = [tuple(one) for one in connection.execute(text(question))]
            if answer not in ([], [("ok",)]):
                yield f"{question}: {answer[:3]}"


def _left_behind(workspace: Workspace, given_up: int) -> Iterator[str]:
    """Tell uploads that still wait though everybody has confirmed, and halves of files."""
    place = workspace.store.root / "uploads"
    left = [one.name for one in place.rglob("*") if one.suffix in (".bin", ".part")]
    if len(left) > given_up:
        yield f"{len(left)} uploads were left behind, {given_up} offices gave up"
