"""What must hold after a resumed run: one current revision each, the same bytes, sound books."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from sqlalchemy import inspect, text

from bench.chaos.run import QUARTER
from models import Document, Finding, RunStatus
from monev.ask_portals import PORTAL_DOWN
from monev.errors import ArchiveError
from monev.lost_runs import close_lost_runs
from monev.reports import archive
from monev.workspace import Workspace

Outcome = Callable[[Workspace, Iterable[str]], dict[str, str]]


def documents(place: Workspace, code: str) -> list[Document]:
    """Return the files of the current evaluation of a region."""
    current = place.store.current_outcome(code, str(QUARTER))
    return [] if current is None else list(place.store.documents_of(current.evaluation_id or 0))


def hashes(place: Workspace, codes: Iterable[str]) -> dict[str, str]:
    """Return one hash per region over inputs and bytes of everything it was given."""
    return {code: _hash(place, code) for code in codes}


def _hash(place: Workspace, code: str) -> str:
    current = place.store.current_outcome(code, str(QUARTER))
    told = [one.path + one.sha256 for one in documents(place, code)]
    inputs = current.inputs_sha256 if current else ""
    return hashlib.sha256("\n".join([inputs, *sorted(told)]).encode()).hexdigest()


def judgements(place: Workspace, codes: Iterable[str]) -> dict[str, str]:
    """Return one hash per region over inputs, facts, findings and score; no day, no revision."""
    return {code: _judged(place, code) for code in codes}


def _judged(place: Workspace, code: str) -> str:
    current = place.store.current_evaluation(code, str(QUARTER))
    if current is None:
        return ""
    findings = place.store.findings_of(current.evaluation_id or 0)
    held = {
        "inputs": current.inputs_sha256,
        "facts": sorted(current.fact_ids or ()),
        "known": sorted(one.fact_id for one in place.store.facts_of(code)),
        "findings": sorted(f"{one.rule} {one.place} {one.message_id}" for one in findings),
        "score": current.scorecard,
    }
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()


def broken(
    place: Workspace, expected: Mapping[str, str], of: Outcome = hashes, revisions: int = 1
) -> list[str]:
    """Return what does not hold; empty where everything is as after an undisturbed run.

    `of` says what is compared; `revisions` is how many a region may have where the disturbed run
    had other inputs than the one after it.
    """
    found = [line for code in expected for line in _region(place, code, revisions)]
    found += [
        f"{code}: other {of.__name__} than undisturbed"
        for code, one in of(place, expected).items()
        if one != expected[code]
    ]
    close_lost_runs(place)
    found += [
        f"line {one.run_id} of the ledger still runs"
        for one in place.store.open_runs()
        if one.status is RunStatus.RUNNING
    ]
    return found + _books(place)


def _region(place: Workspace, code: str, revisions: int) -> list[str]:
    rows = [one for one in place.store.outcomes_of(code) if one.quarter == str(QUARTER)]
    current = [one for one in rows if one.superseded_by is None]
    found = []
    if len(current) != 1:
        found.append(f"{code}: {len(current)} current revisions")
    if not 1 <= len(rows) <= revisions:
        found.append(f"{code}: {len(rows)} revisions, at most {revisions} expected")
    for one in documents(place, code):
        try:
            archive.read_filed(place.store.depot, one)
        except ArchiveError as error:
            found.append(f"{code}: {error}")
    return found


def _books(place: Workspace) -> list[str]:
    """Ask the database itself; on PostgreSQL every index is built anew and every row read."""
    engine = place.store.engine
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            whole = connection.execute(text("PRAGMA integrity_check")).scalars().all()
            strays = connection.execute(text("PRAGMA foreign_key_check")).all()
            return [f"integrity: {one}" for one in whole if one != "ok"] + [
                f"foreign key: {one}" for one in strays
            ]
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("REINDEX DATABASE"))
        for table in inspect(connection).get_table_names():
            connection.execute(text(f'SELECT * FROM "{table}"')).all()
    return []


def portal_notes(place: Workspace, code: str) -> list[Finding]:
    """Return what the current evaluation says of portals that gave nothing."""
    current = place.store.current_outcome(code, str(QUARTER))
    if current is None:
        return []
    found = place.store.findings_of(current.evaluation_id or 0)
    return [one for one in found if one.rule == PORTAL_DOWN]


def parts_left(folder: Path) -> int:
    """Return how many half-written files lie about; they harm nobody and are told."""
    return sum(1 for one in folder.rglob("*.part"))
